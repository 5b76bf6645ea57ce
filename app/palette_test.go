package app

import (
	"testing"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/widgets"
)

func TestQuickOpenGoesToPagesAndSettings(t *testing.T) {
	d := newDesk(t)
	d.open()
	w := d.window.Window
	d.ctrl(fyne.KeyK)
	apptest.Type(w, "settings signing")
	apptest.Press(w, fyne.KeyReturn)
	if d.window.shell.page != pageSettings || d.window.shell.settings.Current() != sectionSigning {
		t.Fatalf("it shows %s, %s", d.window.shell.page, d.window.shell.settings.Current())
	}
	d.see("Who can watch?", "Decode")
	d.ctrl(fyne.KeyK)
	d.see("Recent", "Settings, Signing keys")
	apptest.Type(w, "queue")
	apptest.Press(w, fyne.KeyReturn)
	if d.window.shell.page != pageQueue || widgets.OverlayOpen(w.Canvas()) {
		t.Errorf("it shows %s", d.window.shell.page)
	}
}

func TestSettingsAreFoundByTyping(t *testing.T) {
	d := newDesk(t)
	d.open()
	d.ctrl(fyne.KeyComma)
	d.ctrl(fyne.KeyF)
	apptest.Type(d.window.Window, "dark")
	apptest.SeeNot(t, d.window.Window, "Shortcuts")
	apptest.Press(d.window.Window, fyne.KeyReturn)
	if got := d.window.shell.settings.Current(); got != sectionAppearance {
		t.Errorf("it shows %s", got)
	}
	d.see("Shortcuts", "Theme")
}
