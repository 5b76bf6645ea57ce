package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os/exec"
	"testing"
	"time"

	"spool/internal/faultproxy"
	"spool/uploader"
)

// killing is one run of the kill test.
type killing struct {
	kills int
	// fileSize of each of the eight files, in bytes.
	fileSize int
	// pace holds the upload back so that it lasts, in bytes a second.
	pace int
	// longest is the longest life of a process.
	longest time.Duration
}

func TestKilledAtAnyMomentEveryFileArrivesOnce(t *testing.T) {
	killing{kills: 8, fileSize: 8 * mib, pace: 10 * mib, longest: 1200 * time.Millisecond}.run(t)
}

// run sends SIGKILL at random moments over one queue of eight files, then lets
// the queue work itself off.
func (k killing) run(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	s := newStage(t)
	s.proxy.Pace(k.pace)
	s.proxy.Break(randomFaults(seed))
	args := []string{"upload", "--chunk-size", "5242880"}
	var paths []string
	for i := range 8 {
		paths = append(paths, s.video(fmt.Sprintf("take %d.mp4", i), k.fileSize+i*1000, byte(i)))
	}
	for n := range k.kills {
		run := args
		if n%2 == 1 {
			run = []string{"queue", "run", "--chunk-size", "5242880"}
		} else {
			run = append(run, paths...)
		}
		killAfter(t, s.program(run...), time.Duration(random.Int64N(int64(k.longest))))
	}
	s.proxy.Pace(0)
	s.spool(append(args, paths...)...).want(t, exitDone)
	s.spool("queue", "run").want(t, exitDone)
	k.verify(t, s, paths)
}

func (k killing) verify(t *testing.T, s *stage, paths []string) {
	t.Helper()
	uids := map[string]string{}
	for _, j := range s.jobs() {
		if j.State != uploader.Ready {
			t.Errorf("job %d is %s, %+v", j.ID, j.State, j.Cause)
		}
		uids[j.Path] = j.UID
	}
	var size int64
	for i, path := range paths {
		size += int64(k.fileSize + i*1000)
		s.arrived(path, uids[path])
	}
	s.noOrphans()
	if n := len(s.videos()); n != len(paths) || len(uids) != len(paths) {
		t.Errorf("%d videos on Stream and %d jobs for %d files", n, len(uids), len(paths))
	}
	again := s.stream.Stats().PatchBytes - size
	t.Logf("%d kills, %d bytes sent again of %d: %.2f %%", k.kills, again, size, 100*float64(again)/float64(size))
	if again > size/50 {
		t.Errorf("%d bytes were sent again, more than 2 %% of %d", again, size)
	}
}

// killAfter starts a process and kills it at that moment, unless it ends
// before.
func killAfter(t *testing.T, cmd *exec.Cmd, life time.Duration) {
	t.Helper()
	ok(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(life):
		ok(t, cmd.Process.Kill())
		<-ended
	}
}

// randomFaults breaks some requests of every kind.
func randomFaults(seed uint64) func(*http.Request) faultproxy.Fault {
	rolls := make(chan float64)
	go func() {
		for random := rand.New(rand.NewPCG(seed, 2)); ; {
			rolls <- random.Float64()
		}
	}()
	return func(r *http.Request) faultproxy.Fault {
		roll := <-rolls
		switch {
		case r.Method == http.MethodPatch && roll < 0.1:
			return faultproxy.Fault{ResetAfter: 1 + int64(roll*20*mib)}
		case r.Method == http.MethodPatch && roll < 0.15, r.Method == http.MethodPost && roll < 0.2:
			return faultproxy.Fault{LoseReply: true}
		case r.Method != http.MethodPatch && roll > 0.95:
			return faultproxy.Fault{Status: http.StatusServiceUnavailable}
		}
		return faultproxy.Fault{}
	}
}
