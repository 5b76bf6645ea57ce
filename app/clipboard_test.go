package app

import (
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
