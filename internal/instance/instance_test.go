package instance

import (
	"context"
	"errors"
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
	first.Serve(func(r Request) { taken <- r })
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
