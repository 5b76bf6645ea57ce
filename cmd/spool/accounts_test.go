package main

import (
	"bytes"
	"context"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"spool/internal/faultproxy"
	"spool/internal/localstream"
	"spool/uploader"
)

func TestATokenStaysInMemory(t *testing.T) {
	s := newStage(t)
	s.proxy.Break(faultproxy.Times(2, "PATCH media", faultproxy.Fault{Status: 503}))
	outputs := []result{
		s.spool("upload", s.video("a.mp4", 6*mib, 1)), s.spool("videos", "list", "--json"), s.spool("queue", "list"),
	}
	s.proxy.Break(faultproxy.Times(1, "POST /stream", faultproxy.Fault{Status: 401, Body: "no"}))
	outputs = append(outputs, s.spool("upload", "--json", s.video("b.mp4", 0, 2)))
	token := s.stream.Token()
	for _, r := range outputs {
		if strings.Contains(r.out+r.err, token) {
			t.Errorf("the token is printed: %s %s", r.out, r.err)
		}
	}
	ok(t, filepath.WalkDir(s.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(token)) {
			t.Errorf("the token is in %s", path)
		}
		return err
	}))
}

func TestEachJobOnlySeesItsOwnAccountsToken(t *testing.T) {
	// Two accounts, in turn on one home; each server notes the tokens it sees.
	var mu sync.Mutex
	seen := map[string]map[string]bool{}
	open := func(name string) *localstream.Server {
		seen[name] = map[string]bool{}
		server, err := localstream.Open(context.Background(), localstream.Options{
			Dir: t.TempDir(), SkipEncoding: true, RateLimit: -1,
			OnRequest: func(r *http.Request) {
				mu.Lock()
				defer mu.Unlock()
				seen[name][r.Header.Get("Authorization")] = true
			},
		})
		ok(t, err)
		t.Cleanup(func() { ok(t, server.Close()) })
		return server
	}
	one, two := open("one"), open("two")
	s := newStage(t)
	use := func(server *localstream.Server) {
		s.use(server.AccountID(), server.Token())
		t.Setenv("CLOUDFLARE_BASE_URL", server.BaseURL())
	}
	a, b := s.video("a.mp4", 0, 1), s.video("b.mp4", 0, 2)

	use(one)
	t.Setenv("CLOUDFLARE_API_TOKEN", "wrong")
	s.spool("upload", a).want(t, exitSomeFailed) // stays, needing a token
	use(two)
	s.spool("upload", b).want(t, exitDone)
	s.spool("queue", "run").want(t, exitDone)
	if jobs := s.jobs(); jobs[0].State != uploader.Attention || jobs[1].State != uploader.Ready {
		t.Errorf("the first account's job is %s, the second's %s", jobs[0].State, jobs[1].State)
	}
	if r := s.spool("queue", "list").want(t, exitDone); !strings.Contains(r.out, "revoked") {
		t.Errorf("the waiting job: %s", r.out)
	}
	use(one)
	s.spool("queue", "retry").want(t, exitDone)
	s.spool("queue", "run").want(t, exitDone)

	mu.Lock()
	defer mu.Unlock()
	for name, own := range map[string]string{"one": one.Token(), "two": two.Token()} {
		for got := range seen[name] {
			if got != "Bearer "+own && !(name == "one" && got == "Bearer wrong") {
				t.Errorf("account %s was sent %q", name, got)
			}
		}
	}
}

func TestTwoProcessesAtOnce(t *testing.T) {
	s := newStage(t)
	a, b := s.video("a.mp4", 20*mib, 1), s.video("b.mp4", 2*mib, 2)
	s.proxy.Pace(6 * mib)
	first := s.program("upload", "--json", a)
	ok(t, first.Start())
	second := s.spool("upload", "--json", b).want(t, exitDone)
	ok(t, first.Wait())
	if lines := second.lines(t); lines[len(lines)-1]["state"] != "ready" {
		t.Errorf("the second command ended with %v", lines[len(lines)-1])
	}
	if n := len(s.videos()); n != 2 {
		t.Errorf("%d videos on Stream, want 2", n)
	}
	if again := s.proxy.Patched() - 22*mib; again > 5*mib {
		t.Errorf("%d bytes were sent again", again)
	}
}

func TestWithoutStreamItWaitsAndCanBeInterruptedAtOnce(t *testing.T) {
	s := newStage(t)
	ok(t, s.proxy.Close())
	ctx, interrupt := context.WithTimeout(t.Context(), time.Second)
	defer interrupt()
	began := time.Now()
	r := spoolWith(ctx, nil, "upload", s.video("a.mp4", 0, 1)).want(t, exitInterrupted)
	if !strings.Contains(r.err, "Connection lost, goes on by itself") {
		t.Errorf("it says %s", r.err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("it took %s to end", took)
	}
	if j := s.jobs()[0]; j.State != uploader.Waiting || j.Orphans {
		t.Errorf("the job is %s, in doubt %v", j.State, j.Orphans)
	}
}

func TestInterruptedItGoesOnWhereItWas(t *testing.T) {
	s := newStage(t)
	path := s.video("a.mp4", 24*mib, 1)
	ctx, interrupt := context.WithCancel(t.Context())
	var once sync.Once
	s.proxy.Break(func(r *http.Request) faultproxy.Fault {
		if r.Method == http.MethodPatch && s.proxy.Patched() > 10*mib {
			once.Do(interrupt)
		}
		return faultproxy.Fault{}
	})
	spoolWith(ctx, nil, "upload", "--chunk-size", "5242880", path).want(t, exitInterrupted)
	if j := s.jobs()[0]; j.State != uploader.Waiting || j.Offset == 0 {
		t.Errorf("after the interruption: %s at %d", j.State, j.Offset)
	}
	s.spool("queue", "run").want(t, exitDone)
	s.arrived(path, s.jobs()[0].UID)
	if again := s.proxy.Patched() - 24*mib; again > 5*mib {
		t.Errorf("%d bytes were sent again", again)
	}
}
