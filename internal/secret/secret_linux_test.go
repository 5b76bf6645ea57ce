package secret_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"spool/internal/secret"
)

// The tests run in a D-Bus session of their own, in a second process of this
// test binary: never on the keyring of whoever runs them.
const inSession = "SPOOL_SECRET_TEST_SESSION"

func TestMain(m *testing.M) {
	if os.Getenv(inSession) == "keyring" {
		stop, err := startKeyring()
		if err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			os.Exit(1)
		}
		code := m.Run()
		stop()
		os.Exit(code)
	}
	os.Exit(m.Run())
}

// startKeyring starts a gnome-keyring with an unlocked login keyring, as a
// login does.
func startKeyring() (stop func(), err error) {
	daemon := exec.Command("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
	daemon.Stdin = strings.NewReader("a password")
	var said bytes.Buffer
	daemon.Stderr = &said
	if err := daemon.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		if daemon.Process.Kill() == nil {
			daemon.Wait()
		}
	}
	// The daemon says nothing when it is ready.
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for {
		err := secret.New("probe").Save(ctx, secret.Name{Kind: "probe"}, "x")
		if err == nil {
			return stop, nil
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			stop()
			return nil, errors.Join(err, errors.New(said.String()))
		}
	}
}

// rerun runs one test of this file in another process; where says in which
// session it will find itself.
func rerun(t *testing.T, where string, command []string, env ...string) {
	t.Helper()
	home := t.TempDir()
	arguments := append(command, os.Args[0], "-test.run=^"+t.Name()+"$", "-test.count=1")
	cmd := exec.Command(arguments[0], arguments[1:]...)
	cmd.Env = append(os.Environ(), inSession+"="+where, "HOME="+home, "XDG_DATA_HOME="+home,
		"XDG_RUNTIME_DIR="+home, "XDG_CONFIG_HOME="+home, "DISPLAY=", "WAYLAND_DISPLAY=")
	cmd.Env = append(cmd.Env, env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

var edit = secret.Name{Kind: secret.SigningKey, BaseURL: "https://api.example/v4", Account: "acc", ID: "5b3e"}

func TestTheKeyringKeepsSecretsUntilTheyAreRemoved(t *testing.T) {
	if os.Getenv(inSession) == "" {
		rerun(t, "keyring", []string{"dbus-run-session", "--"})
		return
	}
	ctx, k := t.Context(), secret.New("test")
	if _, err := k.Load(ctx, edit); !errors.Is(err, secret.ErrNone) {
		t.Fatalf("before it was saved: got %v, want ErrNone", err)
	}
	long := strings.Repeat("MIIE", 700)
	for _, value := range []string{"first", long} {
		if err := k.Save(ctx, edit, value); err != nil {
			t.Fatal(err)
		}
		if got, err := k.Load(ctx, edit); err != nil || got != value {
			t.Fatalf("got %.20q, %v; want %.20q", got, err, value)
		}
	}
	other := edit
	other.Account = "another"
	if _, err := k.Load(ctx, other); !errors.Is(err, secret.ErrNone) {
		t.Errorf("of another account: got %v, want ErrNone", err)
	}
	for range 2 {
		if err := k.Remove(ctx, edit); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := k.Load(ctx, edit); !errors.Is(err, secret.ErrNone) {
		t.Errorf("after it was removed: got %v, want ErrNone", err)
	}
}

func TestWithoutAKeyringEveryCallSaysSo(t *testing.T) {
	if os.Getenv(inSession) == "" {
		rerun(t, "none", nil, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere/bus")
		return
	}
	ctx, k := t.Context(), secret.New("test")
	_, err := k.Load(ctx, edit)
	for doing, err := range map[string]error{"save": k.Save(ctx, edit, "hush"), "load": err, "remove": k.Remove(ctx, edit)} {
		if !errors.Is(err, secret.ErrUnavailable) {
			t.Errorf("%s: got %v, want ErrUnavailable", doing, err)
		} else if strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: the error tells the secret: %v", doing, err)
		}
	}
}

// A locked keyring asks a person. Where nobody can be asked it must fail or
// wait no longer than the caller does, not hang.
func TestALockedKeyringDoesNotHang(t *testing.T) {
	if os.Getenv(inSession) == "" {
		rerun(t, "locked", []string{"dbus-run-session", "--"})
		return
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	err := secret.New("test").Save(ctx, edit, "hush")
	if !errors.Is(err, secret.ErrUnavailable) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}
