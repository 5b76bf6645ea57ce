package instance

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func claim(t *testing.T, dir string) *Instance {
	t.Helper()
	i, err := Claim(dir)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestALaterStartHandsOverToTheFirst(t *testing.T) {
	// A data folder whose path is too long for a socket.
	dir := filepath.Join(t.TempDir(), strings.Repeat("long/", 40))
	first := claim(t, dir)
	taken := make(chan Request, 1)
	first.Serve(func(_ context.Context, r Request) error { taken <- r; return nil })
	if _, err := Claim(dir); !errors.Is(err, ErrRunning) {
		t.Fatalf("a second claim: %v", err)
	}
	if err := Send(t.Context(), dir, Request{Paths: []string{"/a b.mp4", "/ü\n.mov"}}); err != nil {
		t.Fatal(err)
	}
	if r := <-taken; !slices.Equal(r.Paths, []string{"/a b.mp4", "/ü\n.mov"}) {
		t.Errorf("it took %q", r.Paths)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	closed, cancel := context.WithTimeout(t.Context(), 2*askAgain)
	defer cancel()
	if err := Send(closed, dir, Request{}); err == nil {
		t.Error("a closed instance answers")
	}
	again := claim(t, dir)
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

func TestFoldersDoNotKnowEachOther(t *testing.T) {
	a, b := claim(t, t.TempDir()), claim(t, t.TempDir())
	for _, i := range []*Instance{a, b} {
		if err := i.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestARefusalReachesWhoAsked(t *testing.T) {
	dir := t.TempDir()
	first := claim(t, dir)
	first.Serve(func(_ context.Context, r Request) error {
		return fmt.Errorf("not for %s at %s", r.Account.ID, r.Account.BaseURL)
	})
	err := Send(t.Context(), dir, Request{Account: Account{BaseURL: "https://api.example.com", ID: "a1"}})
	if err == nil || err.Error() != "not for a1 at https://api.example.com" {
		t.Errorf("it hears %v", err)
	}
	if err := first.Close(); err != nil {
		t.Error(err)
	}
}

func TestClosingDoesNotWaitForAnAnswer(t *testing.T) {
	dir := t.TempDir()
	first := claim(t, dir)
	asked, ended := make(chan struct{}), make(chan error, 1)
	first.Serve(func(ctx context.Context, _ Request) error {
		close(asked)
		<-ctx.Done() // whoever should answer is gone already
		ended <- ctx.Err()
		return ctx.Err()
	})
	sent := make(chan error, 1)
	go func() { sent <- Send(t.Context(), dir, Request{}) }()
	<-asked
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("it waited: %v", err)
	}
	if err := <-sent; err == nil {
		t.Error("what nobody took counts as taken")
	}
}

func TestAKilledProcessLeavesNoSocketBehind(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir := t.TempDir()
	killed := claim(t, dir)
	killed.listener.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := errors.Join(killed.listener.Close(), killed.lock.Close()); err != nil { // as the system does
		t.Fatal(err)
	}
	next := claim(t, dir)
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) != 1 {
		t.Errorf("there are %v, %v: want the new folder only", left, err)
	}
	if err := next.Close(); err != nil {
		t.Error(err)
	}
}
