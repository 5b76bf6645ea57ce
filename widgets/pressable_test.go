package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

func TestPressableIsOneStopWithButtonsOfItsOwn(t *testing.T) {
	b := newBench(t)
	inner := NewButton(Neutral, "Repair", func() { b.say("repair") })
	p := NewPressable(Row(8, Grow(look.NewLabel(look.Body, look.Fg, "A finding")), inner), func() { b.say("unfold") })
	p.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyReturn {
			b.say("open")
		}
		return ev.Name == fyne.KeyReturn
	}
	p.OnFocus = func(on bool) { b.say("focus %v", on) }
	b.show(p)
	b.tab()
	b.press(fyne.KeySpace, fyne.KeyReturn)
	if !p.Ringed() {
		t.Error("the keyboard brings no ring")
	}
	b.tab()
	b.press(fyne.KeySpace)
	if want := "focus true, unfold, open, focus false, repair"; b.heard() != want {
		t.Errorf("it said %q, want %q", b.heard(), want)
	}
	b.said = nil
	test.Tap(p)
	if want := "focus true, unfold"; b.heard() != want || p.Ringed() {
		t.Errorf("a click said %q, with a ring: %v", b.heard(), p.Ringed())
	}
	b.press(fyne.KeyReturn)
	if !p.Ringed() {
		t.Error("a key after a click shows no ring")
	}
}

func TestPressableTakesTheFocusQuietly(t *testing.T) {
	b := newBench(t)
	p := NewPressable(look.NewLabel(look.Body, look.Fg, "A finding"), nil)
	b.show(p)
	p.Take(b.window.Canvas())
	if b.focused() != p || p.Ringed() {
		t.Errorf("focused %v, ringed %v", b.focused() == p, p.Ringed())
	}
}

func TestStatusBarNamesASubject(t *testing.T) {
	b := newBench(t)
	bar := NewStatusBar()
	bar.SetText(look.IconInfo, "Sends nothing")
	b.show(Sized(480, 32, bar))
	bar.SetSubject("Named like a file", "23 videos")
	lead, text := bar.lead.Object, bar.text.Object
	if bar.icon.Object.Visible() || text.Position().X < lead.Position().X+lead.MinSize().Width {
		t.Errorf("the icon shows: %v; the name is at %v, the detail at %v", bar.icon.Object.Visible(), lead.Position(), text.Position())
	}
	bar.SetText(look.IconInfo, "Sends nothing")
	if !bar.icon.Object.Visible() || bar.lead.Full() != "" {
		t.Error("the subject stays")
	}
}
