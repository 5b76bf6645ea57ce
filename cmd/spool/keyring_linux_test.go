package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"

	"spool/app"
	"spool/internal/secret"
	"spool/uploader"
)

// inSession marks a second process of this test binary that has a session bus
// of its own: never the keyring of whoever runs the tests.
const inSession = "SPOOL_TEST_SESSION"

// rerun runs the test in such a session and reports whether this process is the
// outer one.
func rerun(t *testing.T) (outer bool) {
	t.Helper()
	if os.Getenv(inSession) != "" {
		return false
	}
	home := t.TempDir()
	cmd := exec.Command("dbus-run-session", "--", os.Args[0], "-test.run=^"+t.Name()+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), inSession+"=1", "HOME="+home, "XDG_DATA_HOME="+home, "XDG_RUNTIME_DIR="+home,
		"XDG_CONFIG_HOME="+home, "DISPLAY=", "WAYLAND_DISPLAY=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return true
}

// unlock starts a gnome-keyring with an unlocked login keyring, as a login
// does.
func unlock(t *testing.T) {
	t.Helper()
	daemon := exec.Command("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
	daemon.Stdin = strings.NewReader("a password")
	ok(t, daemon.Start())
	t.Cleanup(func() {
		ok(t, daemon.Process.Kill())
		_ = daemon.Wait() // it was killed
	})
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	conn, err := dbus.ConnectSessionBus()
	ok(t, err)
	defer conn.Close()
	probe := secret.New("probe")
	for {
		// Who asks a keyring that is not there yet has the bus start a locked one.
		there := false
		ok(t, conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, "org.freedesktop.secrets").Store(&there))
		if there && probe.Save(ctx, secret.Name{Kind: "probe"}, "x") == nil {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal("the keyring never answers")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// connected opens a host over the stage's home and connects its account.
func connected(t *testing.T, s *stage, token string) (*host, app.Session) {
	t.Helper()
	h := s.host()
	session, err := h.Connect(t.Context(), s.accountOf(h), token, "Example Studio")
	ok(t, err)
	return h, session
}

// accountOf is the stage's account as a host names it.
func (s *stage) accountOf(h *host) uploader.Account {
	s.t.Helper()
	a, err := h.Account(s.stream.AccountID())
	ok(s.t, err)
	return a
}

// host is the window's host in the stage's home, without an account in its
// environment.
func (s *stage) host() *host {
	s.t.Helper()
	s.t.Setenv("CLOUDFLARE_API_TOKEN", "")
	env, err := readEnvironment()
	ok(s.t, err)
	h, err := openHost(env)
	ok(s.t, err)
	return h
}

func closeAll(t *testing.T, h *host, s app.Session) {
	t.Helper()
	ok(t, s.Close())
	ok(t, h.close())
}

// uploads queues a video and waits until it is ready.
func (s *stage) uploads(session app.Session, path string) {
	s.t.Helper()
	_, err := session.Queue().Add(s.t.Context(), uploader.Settings{}, path)
	ok(s.t, err)
	deadline := time.After(patience)
	for {
		jobs, err := session.Store().Jobs(s.t.Context(), uploader.Filter{})
		ok(s.t, err)
		if len(jobs) > 0 && jobs[len(jobs)-1].State == uploader.Ready {
			return
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-deadline:
			s.t.Fatalf("%s never arrives: %+v", path, jobs)
		}
	}
}

// notInFiles fails the test if a token stands in any file below the home.
func (s *stage) notInFiles(token string) {
	s.t.Helper()
	err := filepath.WalkDir(s.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && strings.Contains(string(data), token) {
			s.t.Errorf("the token stands in %s", path)
		}
		return err
	})
	ok(s.t, err)
}

func TestATokenIsKeptInTheKeyringAndNowhereElse(t *testing.T) {
	if rerun(t) {
		return
	}
	unlock(t)
	s := newStage(t)
	token := s.stream.Token()
	h, session := connected(t, s, token)
	if where := session.Info().Token; where != app.TokenKept {
		t.Fatalf("the token is at %d", where)
	}
	s.uploads(session, s.video("a.mp4", 0, 1))
	closeAll(t, h, session)

	h = s.host()
	session, err := h.Open(t.Context(), h.file.Current)
	ok(t, err)
	if info := session.Info(); info.Token != app.TokenKept || info.Name != "Example Studio" {
		t.Fatalf("at the next start it is %+v", info)
	}
	s.uploads(session, s.video("b.mp4", 0, 2))
	closeAll(t, h, session)
	s.notInFiles(token)
}

func TestATokenInALockedKeyringIsNotGone(t *testing.T) {
	if rerun(t) {
		return
	}
	keyring.MockInit()
	s := newStage(t)
	h, session := connected(t, s, s.stream.Token())
	closeAll(t, h, session)
	where := func() app.TokenPlace {
		h := s.host()
		session, err := h.Open(t.Context(), h.file.Current)
		ok(t, err)
		defer closeAll(t, h, session)
		return session.Info().Token
	}
	if at := where(); at != app.TokenKept {
		t.Errorf("in an open keyring the token is at %d", at)
	}
	keyring.MockInitWithError(errors.New("the prompt was dismissed"))
	if at := where(); at != app.TokenLocked {
		t.Errorf("in a locked keyring the token is at %d", at)
	}
	keyring.MockInit() // empties it
	if at := where(); at != app.TokenMissing {
		t.Errorf("in an empty keyring the token is at %d", at)
	}
}

func TestATokenGoesWithItsAccountsAPI(t *testing.T) {
	if rerun(t) {
		return
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	s := newStage(t)
	h := s.host()
	a := s.accountOf(h)
	// The variable is gone, as at a start from the desktop's menu.
	t.Setenv("CLOUDFLARE_BASE_URL", "http://127.0.0.1:1")
	if r, err := h.Check(t.Context(), a, s.stream.Token()); err != nil || !r.Write {
		t.Errorf("the check: %+v, %v", r, err)
	}
	session, err := h.Connect(t.Context(), a, s.stream.Token(), "Example Studio")
	ok(t, err)
	if got := session.Info().Account; got != a || h.file.Current != a {
		t.Errorf("the token is filed for %+v, want %+v", got, a)
	}
	closeAll(t, h, session)
}

func TestEveryHomeHasAKeyringServiceOfItsOwn(t *testing.T) {
	usual := t.TempDir()
	t.Setenv("XDG_DATA_HOME", usual)
	folder := t.TempDir()
	t.Chdir(folder)
	service := func(home string) string {
		t.Setenv("SPOOL_HOME", home)
		env, err := readEnvironment()
		ok(t, err)
		return keyringService(env.Home)
	}
	unset := service("")
	if unset != secret.DefaultService {
		t.Errorf("without a home of its own it is %q", unset)
	}
	typed, whole := service("./x"), service(filepath.Join(folder, "x"))
	if typed != whole || typed == unset {
		t.Errorf("one folder has the services %q and %q", typed, whole)
	}
	t.Chdir(t.TempDir())
	if other := service("./x"); other == typed {
		t.Errorf("two folders share %q", other)
	}
}

func TestWithoutAKeyringATokenStaysInMemory(t *testing.T) {
	if rerun(t) {
		return
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	s := newStage(t)
	token := s.stream.Token()
	h, session := connected(t, s, token)
	if err := h.Keyring(t.Context()); !errors.Is(err, secret.ErrUnavailable) {
		t.Fatalf("there is a keyring: %v", err)
	}
	if where := session.Info().Token; where != app.TokenInMemory {
		t.Fatalf("the token is at %d", where)
	}
	s.uploads(session, s.video("a.mp4", 0, 1))
	ok(t, session.Close())
	session, err := h.Open(t.Context(), h.file.Current)
	ok(t, err)
	if where := session.Info().Token; where != app.TokenInMemory {
		t.Fatalf("in the same run the token is at %d", where)
	}
	closeAll(t, h, session)

	h = s.host()
	session, err = h.Open(t.Context(), h.file.Current)
	ok(t, err)
	if where := session.Info().Token; where != app.TokenMissing {
		t.Fatalf("at the next start the token is at %d", where)
	}
	_, err = session.Queue().Add(t.Context(), uploader.Settings{}, s.video("b.mp4", 0, 2))
	ok(t, err)
	closeAll(t, h, session)
	s.notInFiles(token)

	h, session = connected(t, s, token)
	s.uploads(session, s.video("c.mp4", 0, 3))
	closeAll(t, h, session)
	if n := len(s.videos()); n != 3 {
		t.Errorf("%d videos on Stream, want 3", n)
	}
}

func TestWhatATokenCanDoIsFoundWithoutChangingAnything(t *testing.T) {
	s := newStage(t)
	h := s.host()
	for name, c := range map[string]struct {
		token               string
		active, read, write bool
	}{
		"all":   {s.stream.Token(), true, true, true},
		"read":  {s.stream.ReadToken(), true, true, false},
		"wrong": {"not-a-token", false, false, false},
	} {
		r, err := h.Check(t.Context(), s.accountOf(h), c.token)
		if err != nil || r.Active != c.active || r.Read != c.read || r.Write != c.write {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	if n := len(s.videos()); n != 0 {
		t.Errorf("the check left %d videos", n)
	}
	ok(t, h.close())
}

func TestDamagedWindowSettingsAreSetAside(t *testing.T) {
	s := newStage(t)
	ok(t, os.WriteFile(filepath.Join(s.home, "window.json"), []byte("{half"), 0o600))
	h := s.host()
	ok(t, h.Keep(app.Settings{Width: 1000, Height: 700, Theme: app.ThemeDark}))
	ok(t, h.close())
	h = s.host()
	if got := h.Settings(); got.Width != 1000 || got.Theme != app.ThemeDark {
		t.Errorf("kept %+v", got)
	}
	ok(t, h.close())
	if _, err := os.Stat(filepath.Join(s.home, "window.json.damaged")); err != nil {
		t.Error(err)
	}
}

func TestWhatAKilledWindowShowedTheBrowserIsTakenAway(t *testing.T) {
	s := newStage(t)
	h := s.host()
	ok(t, os.MkdirAll(h.scratchFolder(), 0o700))
	ok(t, os.WriteFile(filepath.Join(h.scratchFolder(), "preview.html"), []byte("a token"), 0o600))
	ok(t, h.close()) // and no more, as a kill
	h = s.host()
	if _, err := os.Stat(h.scratchFolder()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it stays: %v", err)
	}
	ok(t, h.close())
}
