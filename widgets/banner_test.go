package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// anyText is what names and messages may be.
var anyText = []string{"", "x", strings.Repeat("word ", 2000), strings.Repeat("無", 200), "שלום עולם", "e\u0301\u0302", "👩‍🚀"}

func TestBannerTakesAnyText(t *testing.T) {
	newTapeApp(t)
	for _, text := range anyText {
		b := NewBanner(BannerWarning, text, text).WithAction("Unlock…", nil)
		test.WidgetRenderer(b)
		for _, width := range []float32{0, 336} {
			b.Resize(fyne.NewSize(width, b.HeightFor(width)))
			if width == 0 {
				continue
			}
			end := b.title.Object.Position().X + b.title.Object.Size().Width
			if end > b.action.Position().X {
				t.Errorf("%v wide, with %.20q: the title ends at %v, over the button at %v", width, text, end, b.action.Position().X)
			}
		}
	}
}

func TestBannerActionByKeyboard(t *testing.T) {
	r := newOverlayRig(t)
	ran := 0
	r.window.SetContent(NewBanner(BannerError, "You’re offline", "").WithAction("Try now", func() { ran++ }))
	r.window.Canvas().FocusNext()
	r.press(fyne.KeyReturn)
	if ran != 1 {
		t.Errorf("Enter ran the action %d times", ran)
	}
}

func TestToastTakesAnyText(t *testing.T) {
	newTapeApp(t)
	for _, text := range anyText {
		c := newToastCard(Toast{Text: text, Undo: func() {}}.styled(), func(*toastCard) {})
		test.WidgetRenderer(c)
		for _, width := range []float32{0, 100, 335} {
			c.Resize(fyne.NewSize(width, c.HeightFor(width)))
			if end := c.text.Position().X + c.text.Size().Width; width == 335 && end > c.action.pos.X {
				t.Errorf("with %.20q the text ends at %v, over the action at %v", text, end, c.action.pos.X)
			}
		}
		if c.HeightFor(335) > 100 {
			t.Errorf("with %.20q the toast is %v high", text, c.HeightFor(335))
		}
	}
}

func TestDialogTakesAnyText(t *testing.T) {
	r := newOverlayRig(t)
	for _, text := range anyText {
		o := ShowDialog(r.from, Dialog{Title: text, Text: text, Confirm: "Delete"})
		cancel := r.focused().(*Button)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(cancel)
		if at.Y+cancel.Size().Height > 700 {
			t.Errorf("with %.20q Cancel is at %v, out of the window", text, at)
		}
		o.Close()
	}
}
