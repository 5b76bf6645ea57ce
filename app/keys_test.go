package app

import (
	"testing"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
)

func TestTheKeysCanBeReadInASmallWindow(t *testing.T) {
	d := newDesk(t)
	d.open()
	w := d.window.Window
	w.Resize(fyne.NewSize(1000, 640))
	apptest.Press(w, fyne.KeyF1)
	for _, part := range allKeys {
		for _, l := range part.lines {
			d.see(l.keys, l.does)
		}
	}
	if left, right := apptest.At(t, w, "Anywhere"), apptest.At(t, w, "Lists"); left.Y != right.Y {
		t.Errorf("the columns begin at %v and %v", left.Y, right.Y)
	}
	apptest.SeeNot(t, w, "Cancel")
	apptest.Press(w, fyne.KeyEscape)
	apptest.SeeNot(t, w, "Anywhere")
}
