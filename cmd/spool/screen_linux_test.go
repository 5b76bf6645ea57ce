package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"spool/internal/localstream/fault"
	"spool/uploader"
)

// screen is a display of the test's own, with a window manager and a session
// bus, on which real windows are worked with a real pointer and keyboard.
type screen struct {
	*stage
	env    []string
	window string // xdotool's number of Spool's window
	spool  *exec.Cmd
	said   *saying
}

// saying is what a program has said so far, while it goes on.
type saying struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *saying) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *saying) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// patience is how long anything may take on a busy machine.
const patience = 90 * time.Second

// Displays are looked for from this number on, away from those of people.
const firstDisplay = 80

func newScreen(t *testing.T) *screen {
	t.Helper()
	return newScreenOn(newStage(t))
}

// newScreenOn is a screen for a stage.
func newScreenOn(st *stage) *screen {
	t := st.t
	t.Helper()
	s := &screen{stage: st}
	home := t.TempDir()
	run := filepath.Join(home, "run")
	ok(t, os.Mkdir(run, 0o700))
	s.env = append(os.Environ(), "HOME="+home, "XDG_RUNTIME_DIR="+run, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home,
		"XDG_DATA_HOME="+home, "LIBGL_ALWAYS_SOFTWARE=1", "FYNE_SCALE=1", "WAYLAND_DISPLAY=", "DISPLAY="+display(t))
	s.env = append(s.env, "DBUS_SESSION_BUS_ADDRESS="+s.bus())
	s.start("openbox")
	s.await("the window manager", func() bool { return s.try("xdotool", "get_num_desktops") == nil })
	return s
}

// display starts an X server on a free number and returns it. It does not reset
// itself when its last client leaves, which would end the one that just comes.
func display(t *testing.T) string {
	t.Helper()
	for n := firstDisplay; n < firstDisplay+100; n++ {
		number := ":" + strconv.Itoa(n)
		r, w, err := os.Pipe()
		ok(t, err)
		x := exec.Command("Xvfb", number, "-screen", "0", "1280x900x24", "-displayfd", "3", "-nolisten", "tcp", "-noreset")
		x.ExtraFiles = []*os.File{w}
		ok(t, x.Start())
		ok(t, w.Close())
		// The server says its number when it is ready, and nothing if that is taken.
		line, _ := bufio.NewReader(r).ReadString('\n')
		ok(t, r.Close())
		if strings.TrimSpace(line) != "" {
			t.Cleanup(func() { end(t, x, syscall.SIGTERM) })
			return number
		}
		_ = x.Wait() // it ended by itself
	}
	t.Fatal("there is no free display")
	return ""
}

// end stops a process that the test started.
func end(t *testing.T, cmd *exec.Cmd, with syscall.Signal) {
	t.Helper()
	if cmd.ProcessState != nil {
		return
	}
	if err := cmd.Process.Signal(with); err != nil {
		t.Errorf("stop %s: %v", cmd.Path, err)
	}
	_ = cmd.Wait() // how it ended is of no interest
}

// bus starts the display's session bus and returns its address.
func (s *screen) bus() string {
	s.t.Helper()
	daemon := exec.Command("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1")
	daemon.Env = s.env
	out, err := daemon.StdoutPipe()
	ok(s.t, err)
	ok(s.t, daemon.Start())
	s.t.Cleanup(func() { end(s.t, daemon, syscall.SIGKILL) })
	line, err := bufio.NewReader(out).ReadString('\n')
	ok(s.t, err)
	return strings.TrimSpace(line)
}

// start starts a program on the display until the test's end.
func (s *screen) start(name string, args ...string) *exec.Cmd {
	s.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = s.env
	ok(s.t, cmd.Start())
	s.t.Cleanup(func() { end(s.t, cmd, syscall.SIGTERM) })
	return cmd
}

// try runs a program on the display.
func (s *screen) try(name string, args ...string) error {
	_, err := s.output(name, args...)
	return err
}

func (s *screen) output(name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = s.env
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// xdo works the pointer and the keyboard.
func (s *screen) xdo(args ...string) string {
	s.t.Helper()
	out, err := s.output("xdotool", args...)
	if err != nil {
		s.t.Fatalf("xdotool %s: %v: %s", strings.Join(args, " "), err, out)
	}
	return out
}

// await waits for a condition, looking every now and then.
func (s *screen) await(what string, met func() bool) {
	s.t.Helper()
	deadline := time.After(patience)
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()
	for !met() {
		select {
		case <-ticker.C:
		case <-deadline:
			s.picture()
			s.t.Fatalf("%s never came\nspool says: %s\njobs: %s", what, s.said, s.states())
		}
	}
}

// picture keeps a picture of the screen for whoever looks into a failure.
func (s *screen) picture() {
	if to := os.Getenv("SPOOL_TEST_PICTURE"); to != "" {
		if err := s.try("import", "-window", "root", to); err != nil {
			s.t.Log(err)
		}
	}
}

// open starts Spool and waits for its window.
func (s *screen) open(args ...string) {
	s.t.Helper()
	s.spool = s.program(args...)
	s.spool.Env = append(s.env, "SPOOL_TEST_AS_PROGRAM=1")
	s.said = &saying{}
	s.spool.Stderr = s.said
	ok(s.t, s.spool.Start())
	started := s.spool
	s.t.Cleanup(func() { end(s.t, started, syscall.SIGKILL) })
	s.await("Spool's window", func() bool {
		out, err := s.output("xdotool", "search", "--onlyvisible", "--name", "^Spool$")
		s.window, _, _ = strings.Cut(out, "\n")
		return err == nil && s.window != ""
	})
	s.xdo("windowactivate", "--sync", s.window)
}

// spoolFile starts Spool a second time, with a file.
func (s *screen) spoolFile(path string) {
	s.t.Helper()
	second := s.program(path)
	second.Env = append(s.env, "SPOOL_TEST_AS_PROGRAM=1")
	if out, err := second.CombinedOutput(); err != nil {
		s.t.Fatalf("%v: %s", err, out)
	}
}

// kill ends Spool and returns its exit code, -1 for a signal.
func (s *screen) kill(with syscall.Signal) int {
	s.t.Helper()
	ok(s.t, s.spool.Process.Signal(with))
	_ = s.spool.Wait() // the code says how
	return s.spool.ProcessState.ExitCode()
}

// keys types keys into the window in front.
func (s *screen) keys(keys ...string) {
	s.t.Helper()
	s.xdo(append([]string{"key", "--delay", "60"}, keys...)...)
}

// click clicks at a place in Spool's window.
func (s *screen) click(x, y int) {
	s.t.Helper()
	s.xdo("mousemove", "--window", s.window, strconv.Itoa(x), strconv.Itoa(y), "click", "1")
}

// drag drags what is at a place of the screen to another, in steps as a hand
// does, and lets go after a moment: the two programs settle the drop between
// them first.
func (s *screen) drag(fromX, fromY, toX, toY int) {
	s.t.Helper()
	const steps = 12
	args := []string{"mousemove", strconv.Itoa(fromX), strconv.Itoa(fromY), "mousedown", "1"}
	for i := 1; i <= steps; i++ {
		x, y := fromX+(toX-fromX)*i/steps, fromY+(toY-fromY)*i/steps
		args = append(args, "mousemove", "--sync", strconv.Itoa(x), strconv.Itoa(y))
	}
	s.xdo(append(args, "sleep", "0.5", "mouseup", "1")...)
}

// slow lets the local Stream take so many bytes a second of each upload.
func (s *screen) slow(rate int64) {
	s.t.Helper()
	_, err := s.stream.AddFault(fault.Fault{Kind: fault.Bandwidth, Route: "upload chunk", Rate: rate})
	ok(s.t, err)
}

// states is the queue in a line: "a uploading, b waiting".
func (s *screen) states() string {
	var said []string
	for _, j := range s.jobs() {
		said = append(said, fmt.Sprintf("%s %s", j.Name(), j.State))
	}
	return strings.Join(said, ", ")
}

// press types keys until they have had their effect on the queue.
func (s *screen) press(what string, met func() bool, keys ...string) {
	s.t.Helper()
	s.point(what, met, func() { s.keys(keys...) })
}

// point does something by hand until it has had its effect on the queue: a row
// may not be on screen yet the first time.
func (s *screen) point(what string, met func() bool, do func()) {
	s.t.Helper()
	looks := 0
	s.await(what, func() bool {
		if met() {
			return true
		}
		if looks%30 == 0 {
			do()
		}
		looks++
		return met()
	})
}

// dragInside drags from a place in Spool's window to another.
func (s *screen) dragInside(fromX, fromY, toX, toY int) {
	s.t.Helper()
	place := map[string]int{}
	for _, line := range strings.Split(s.xdo("getwindowgeometry", "--shell", s.window), "\n") {
		name, value, _ := strings.Cut(line, "=")
		n, err := strconv.Atoi(value)
		if err == nil {
			place[name] = n
		}
	}
	s.drag(place["X"]+fromX, place["Y"]+fromY, place["X"]+toX, place["Y"]+toY)
}

// awaitStates waits until the queue's database holds exactly these.
func (s *screen) awaitStates(want string) {
	s.t.Helper()
	s.await(want, func() bool { return s.states() == want })
}

// awaitArrival waits until every job is ready, and compares the files.
func (s *screen) awaitArrival(paths ...string) {
	s.t.Helper()
	s.await("the arrival", func() bool {
		jobs := s.jobs()
		for _, j := range jobs {
			if j.State != uploader.Ready {
				return false
			}
		}
		return len(jobs) == len(paths)
	})
	uids := map[string]string{}
	for _, j := range s.jobs() {
		uids[j.Path] = j.UID
	}
	for _, p := range paths {
		s.arrived(p, uids[p])
	}
}
