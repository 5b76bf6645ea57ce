package main

import (
	"errors"
	"image/color"
	"net"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"spool/app"
	"spool/internal/localstream/fault"
)

func TestNoDisplayIsOneClearSentence(t *testing.T) {
	s := newStage(t)
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	none := []string{} // not nil, which stands for this test's own arguments
	const said = "spool: there is no display to open a window on. Log in to a desktop, or use spool upload"
	for _, c := range []struct{ x, wayland, platform, says string }{
		{"", "", "", ""},
		{":9876", "", "", " (:9876 does not answer)"},
		{"nonsense", "", "", " (nonsense does not answer)"},
		{"", "wayland-9", "", " (wayland-9 does not answer)"},
		{"", "/nowhere/wayland-9", "", " (/nowhere/wayland-9 does not answer)"},
		{":9876", "wayland-9", "", " (wayland-9 and :9876 do not answer)"},
		{":9876", "wayland-9", "x11", " (:9876 does not answer)"},
		{":9876", "wayland-9", "wayland", " (wayland-9 does not answer)"},
	} {
		t.Setenv("DISPLAY", c.x)
		t.Setenv("WAYLAND_DISPLAY", c.wayland)
		t.Setenv("FYNE_PLATFORM", c.platform)
		if r := s.spool(none...).want(t, exitSomeFailed); r.err != said+c.says+"\n" {
			t.Errorf("with %+v it says %q", c, r.err)
		}
	}
	s.spool("neither-command-nor-file").want(t, exitWrongUse)
}

// compositor listens as Wayland's does, and the surroundings name it.
func compositor(t *testing.T) net.Listener {
	t.Helper()
	dir := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(dir, "wayland-7"))
	ok(t, err)
	t.Cleanup(func() { ok(t, l.Close()) })
	t.Setenv("XDG_RUNTIME_DIR", dir)
	t.Setenv("WAYLAND_DISPLAY", "wayland-7")
	t.Setenv("FYNE_PLATFORM", "")
	return l
}

func TestADisplayThatTakesNoWindowIsSaid(t *testing.T) {
	compositor(t)
	err := withDisplay(func() error { panic("NotInitialized: The GLFW library is not initialized") })
	if !errors.Is(err, errNoDisplay) || !strings.HasSuffix(err.Error(), "(the one that answers takes no windows of this user)") {
		t.Errorf("it says %v", err)
	}
	defer func() {
		if p := recover(); p != "later" {
			t.Errorf("a fault of the window's own becomes %v", p)
		}
	}()
	t.Error(withDisplay(func() error { windowStarted(); panic("later") }))
}

func TestADisplayThatAnswersIsFound(t *testing.T) {
	l := compositor(t)
	t.Setenv("DISPLAY", ":9876")
	ok(t, findDisplay())
	t.Setenv("WAYLAND_DISPLAY", l.Addr().String())
	ok(t, findDisplay())
	t.Setenv("FYNE_PLATFORM", "x11")
	if err := findDisplay(); err == nil {
		t.Error("Wayland counts though X11 is asked for")
	}
}

func TestTheWindowPausesReordersRemovesAndUndoes(t *testing.T) {
	s := newScreen(t)
	s.slow(20_000)
	var paths []string
	for i, name := range []string{"a.mp4", "b.mp4", "c.mp4", "d.mp4", "e.mp4"} {
		paths = append(paths, s.video(name, 3_000_000, byte(i)))
	}
	s.open(paths...)
	s.awaitStates("a uploading, b uploading, c uploading, d waiting, e waiting")
	s.press("the pause", func() bool { return strings.HasPrefix(s.states(), "a paused") }, "Home", "space")
	// d took its place; of those that wait, e goes first.
	s.press("the move", func() bool {
		states := s.states()
		return strings.Index(states, "e waiting") < strings.Index(states, "a paused")
	}, "End", "alt+Home")
	s.press("the removal", func() bool { return strings.Contains(s.states(), "e canceling") }, "Delete")
	s.press("the undo", func() bool { return !strings.Contains(s.states(), "canceling") }, "ctrl+z")
	// What is under way stays slow, so everything is paused before it goes on.
	s.press("the pause of all", func() bool { return strings.Count(s.states(), "paused") == 5 }, "ctrl+a", "space")
	s.stream.ClearFaults()
	s.press("the pause's end", func() bool { return !strings.Contains(s.states(), "paused") }, "ctrl+a", "space")
	s.awaitArrival(paths...)
	if code := s.kill(syscall.SIGTERM); code == -1 {
		t.Error("SIGTERM ends it without leaving cleanly")
	}
	s.noOrphans()
}

// The places of parts in a window of 1200 by 800 with three uploads and two
// rows that wait, as the design measures them.
const (
	pauseX, pauseY   = 1134, 261 // of the first upload
	resumeX, resumeY = 1115, 453 // of the first row that waits
	gripX, gripY     = 228, 497  // of the second
	undoX, undoY     = 1112, 731 // of a toast
)

func TestTheWindowByMouse(t *testing.T) {
	s := newScreen(t)
	s.slow(20_000)
	var paths []string
	for i, name := range []string{"a.mp4", "b.mp4", "c.mp4", "d.mp4", "e.mp4"} {
		paths = append(paths, s.video(name, 3_000_000, byte(i)))
	}
	s.open(paths...)
	s.xdo("windowsize", "--sync", s.window, "1200", "800", "windowmove", "--sync", s.window, "20", "40")
	s.awaitStates("a uploading, b uploading, c uploading, d waiting, e waiting")
	s.point("the pause", func() bool { return strings.HasPrefix(s.states(), "a paused") }, func() { s.click(pauseX, pauseY) })
	s.await("the next upload", func() bool { return strings.Contains(s.states(), "d uploading") })
	s.point("the move", func() bool {
		states := s.states()
		return strings.Index(states, "e waiting") < strings.Index(states, "a paused")
	}, func() { s.dragInside(gripX, gripY, gripX, resumeY-20) })
	// a is the second row now, e the first.
	s.point("the removal", func() bool { return strings.Contains(s.states(), "e canceling") }, func() {
		s.click(600, resumeY)
		s.keys("Delete")
	})
	s.point("the undo", func() bool { return strings.Contains(s.states(), "e waiting") }, func() { s.click(undoX, undoY) })
	s.point("the resumption", func() bool { return !strings.Contains(s.states(), "paused") }, func() { s.click(resumeX, gripY) })
	s.press("the pause of all", func() bool { return strings.Count(s.states(), "paused") == 5 }, "ctrl+a", "space")
	s.stream.ClearFaults()
	s.press("the pause's end", func() bool { return !strings.Contains(s.states(), "paused") }, "ctrl+a", "space")
	s.awaitArrival(paths...)
}

func TestTheWindowIsClearedWithItsColour(t *testing.T) {
	for mode, want := range map[string]color.NRGBA{"dark": {0x18, 0x17, 0x16, 0xff}, "light": {0xFB, 0xFA, 0xF8, 0xff}} {
		s := newScreen(t)
		s.open("--demo", "empty,"+mode+",1000x640")
		s.await("the colour of the ground", func() bool {
			// Between the page's head and its list.
			return color.NRGBAModel.Convert(s.shot().At(600, 62)) == want
		})
	}
}

func TestALogoutKeepsTheWindowsSize(t *testing.T) {
	s := newScreen(t)
	s.open()
	s.xdo("windowsize", "--sync", s.window, "1010", "700")
	kept := func() app.Settings {
		f, _, err := readWindowFile(filepath.Join(s.home, "window.json"))
		ok(t, err)
		return f.Window
	}
	// The page is kept at once, and what came before was seen by then.
	s.point("the other page", func() bool { return kept().Page == "library" }, func() { s.keys("ctrl+2") })
	s.kill(syscall.SIGTERM)
	if got := kept(); got.Width != 1010 || got.Height != 700 {
		t.Errorf("kept is %v by %v", got.Width, got.Height)
	}
}

func TestWhatStreamRefusedIsRetriedByKey(t *testing.T) {
	s := newScreen(t)
	_, err := s.stream.AddFault(fault.Fault{Kind: fault.StatusCode, Route: "create video", Status: 403})
	ok(t, err)
	path := s.video("a.mp4", 0, 1)
	s.open(path)
	s.awaitStates("a attention")
	s.stream.ClearFaults()
	s.press("the retry", func() bool { return !strings.Contains(s.states(), "attention") }, "Home", "r")
	s.awaitArrival(path)
}

func TestASecondStartAddsToTheWindow(t *testing.T) {
	s := newScreen(t)
	a, b := s.video("a.mp4", 0, 1), s.video("b.mp4", 0, 2)
	s.open(a)
	s.spoolFile(b)
	s.awaitArrival(a, b)
}

func TestAKilledWindowLooksAndGoesOnAsBefore(t *testing.T) {
	s := newScreen(t)
	s.slow(20_000)
	a, b := s.video("a.mp4", 3_000_000, 1), s.video("b.mp4", 3_000_000, 2)
	s.open(a, b)
	s.awaitStates("a uploading, b uploading")
	s.press("the pause", func() bool { return s.states() == "a paused, b paused" }, "ctrl+a", "space")
	// The keyboard is at the first row in both pictures, and nothing moves.
	s.keys("Home", "Escape")
	before := s.still()
	s.kill(syscall.SIGKILL)
	s.open()
	s.point("the same picture", func() bool { return alike(before, s.rows()) }, func() { s.keys("Home", "Escape") })
	s.stream.ClearFaults()
	s.press("the pause's end", func() bool { return !strings.Contains(s.states(), "paused") }, "ctrl+a", "space")
	s.awaitArrival(a, b)
	s.noOrphans()
}

func TestAKilledWindowGoesOnByItself(t *testing.T) {
	s := newScreen(t)
	s.slow(1_000_000)
	a, b := s.video("a.mp4", 8_000_000, 1), s.video("b.mp4", 8_000_000, 2)
	s.open(a, b)
	s.awaitStates("a uploading, b uploading")
	s.kill(syscall.SIGKILL)
	s.stream.ClearFaults()
	s.open()
	s.awaitArrival(a, b)
	s.noOrphans()
}

// manage shows a folder in a file manager beside Spool's window and returns
// xdotool's number of it.
func (s *screen) manage(folder string) (manager string) {
	s.t.Helper()
	s.xdo("windowsize", "--sync", s.window, "900", "600", "windowmove", "--sync", s.window, "370", "280")
	s.start("pcmanfm", folder)
	s.await("the file manager", func() bool {
		out, err := s.output("xdotool", "search", "--onlyvisible", "--class", "pcmanfm")
		manager, _, _ = strings.Cut(out, "\n")
		return err == nil && manager != ""
	})
	s.xdo("windowsize", "--sync", manager, "360", "500", "windowmove", "--sync", manager, "0", "0")
	return manager
}

func TestFilesCopiedInAFileManagerArePasted(t *testing.T) {
	s := newScreen(t)
	path := s.video("a b+c%20.mp4", 0, 1)
	s.open()
	manager := s.manage(filepath.Dir(path))
	s.await("the pasted file", func() bool {
		s.xdo("windowactivate", "--sync", manager, "mousemove", "207", "117", "click", "1", "key", "--delay", "60", "ctrl+c")
		s.xdo("windowactivate", "--sync", s.window, "key", "--delay", "60", "ctrl+v")
		return len(s.jobs()) > 0
	})
	s.awaitArrival(path)
}

func TestFilesDraggedFromAFileManagerArrive(t *testing.T) {
	s := newScreen(t)
	path := s.video("a b+c%20.mp4", 0, 1)
	s.open()
	s.manage(filepath.Dir(path))
	// The icon appears some time after the window: it is dragged until it comes
	// along, and a file that waits already is not queued twice.
	s.await("the dragged file", func() bool {
		s.drag(207, 117, 820, 700)
		return len(s.jobs()) > 0
	})
	s.awaitArrival(path)
}
