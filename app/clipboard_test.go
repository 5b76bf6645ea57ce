package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

func TestASecretLeavesTheClipboardAfterAMinute(t *testing.T) {
	d := newDesk(t)
	var due func()
	d.window.After = func(after time.Duration, run func()) func() {
		if after != time.Minute {
			t.Errorf("it waits %v", after)
		}
		due = run
		return func() { due = nil }
	}
	clipboard := fyne.CurrentApp().Clipboard()
	d.window.copySecret("a token")
	due()
	if got := clipboard.Content(); got != "" {
		t.Errorf("on the clipboard is %q", got)
	}
	d.window.copySecret("another token")
	clipboard.SetContent("a recipe")
	due()
	if got := clipboard.Content(); got != "a recipe" {
		t.Errorf("what was copied since is %q", got)
	}
}

func TestAPreviewIsForItsOwnerAndGoesWithTheWindow(t *testing.T) {
	d := newDesk(t)
	d.window.Scratch = filepath.Join(t.TempDir(), "scratch")
	d.window.preview([]byte("a page with a token"))
	d.settle()
	for path, want := range map[string]fs.FileMode{d.window.Scratch: 0o700, filepath.Join(d.window.Scratch, "preview.html"): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info, err)
		}
	}
	if err := d.window.Stop(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(d.window.Scratch); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it stays: %v", err)
	}
}
