package widgets

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

// tipRig is a window whose tooltips wait for the test in place of the clock.
type tipRig struct {
	tips   *TipLayer
	window fyne.Window
	wait   time.Duration
	ring   func() // what runs when the time has passed, nil when nothing waits
}

func newTipRig(t *testing.T, o fyne.CanvasObject) *tipRig {
	t.Helper()
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.NewPlain(look.Dark))
	r := &tipRig{tips: NewTipLayer()}
	r.hold(r.tips)
	r.window = test.NewTempWindow(t, container.NewStack(o, r.tips))
	r.window.SetPadded(false)
	r.window.Resize(fyne.NewSize(400, 200))
	return r
}

// hold lets a layer wait for the test.
func (r *tipRig) hold(tips *TipLayer) {
	tips.after = func(d time.Duration, f func()) func() {
		r.wait, r.ring = d, f
		return func() { r.ring = nil }
	}
}

func (r *tipRig) shown() string {
	tip, ok := r.tips.Shown()
	if !ok {
		return ""
	}
	return strings.TrimSpace(tip.Text + " " + tip.Key)
}

var hovering = &desktop.MouseEvent{}

func iconButton() *Button {
	return NewIconButton(Neutral, Normal, look.IconPause, Tip{Text: "Pause", Key: "Space"}, nil)
}

func TestTipComesAfterTheDelayAndGoes(t *testing.T) {
	b := iconButton()
	r := newTipRig(t, Row(0, b))
	b.MouseIn(hovering)
	if r.shown() != "" || r.wait != 600*time.Millisecond {
		t.Fatalf("at once it shows %q, and waits %v", r.shown(), r.wait)
	}
	if r.ring(); r.shown() != "Pause Space" {
		t.Errorf("after the delay it shows %q", r.shown())
	}
	if b.MouseOut(); r.shown() != "" {
		t.Errorf("when the pointer left it shows %q", r.shown())
	}
}

func TestTipDoesNotComeWhenThePointerLeftBefore(t *testing.T) {
	b := iconButton()
	r := newTipRig(t, Row(0, b))
	b.MouseIn(hovering)
	late := r.ring
	b.MouseOut()
	if late(); r.shown() != "" {
		t.Errorf("it shows %q", r.shown())
	}
}

func TestTipComesAtOnceWithTheKeyboard(t *testing.T) {
	b := iconButton()
	r := newTipRig(t, Row(0, b))
	if r.window.Canvas().FocusNext(); r.shown() != "Pause Space" {
		t.Errorf("with focus it shows %q", r.shown())
	}
	if r.window.Canvas().Unfocus(); r.shown() != "" {
		t.Errorf("without focus it shows %q", r.shown())
	}
}

func TestAPressHidesTheTip(t *testing.T) {
	b := iconButton()
	r := newTipRig(t, Row(0, b))
	b.MouseIn(hovering)
	r.ring()
	if b.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary}); r.shown() != "" {
		t.Errorf("under a press it shows %q", r.shown())
	}
	if test.Tap(b); r.shown() != "" {
		t.Errorf("after a click it shows %q", r.shown())
	}
}

func TestCutLabelIsItsTip(t *testing.T) {
	b := NewButton(Neutral, "Replace the file of this upload with another one", nil)
	r := newTipRig(t, container.NewWithoutLayout(b))
	b.Resize(fyne.NewSize(120, 32))
	b.MouseIn(hovering)
	if r.ring == nil {
		t.Fatal("a cut label has no tip")
	}
	if r.ring(); r.shown() != b.Text() {
		t.Errorf("it shows %q", r.shown())
	}
	b.MouseOut()
	b.Resize(b.MinSize())
	if b.MouseIn(hovering); r.ring != nil {
		t.Error("a label in full has a tip")
	}
}

func TestTipStaysInTheWindow(t *testing.T) {
	b := iconButton()
	r := newTipRig(t, container.NewWithoutLayout(b))
	b.Resize(fyne.NewSize(32, 32))
	for _, text := range []string{"Pause", strings.Repeat("Pause all uploads and everything else ", 30), strings.Repeat("x", 10_000)} {
		b.SetTip(text, "Ctrl Shift P")
		for _, pos := range []fyne.Position{{}, {X: 368}, {Y: 168}, {X: 368, Y: 168}, {X: 180, Y: 80}} {
			b.Move(pos)
			b.MouseIn(hovering)
			r.ring()
			at, size := r.tips.card.Position(), r.tips.card.Size()
			if at.X < 0 || at.Y < 0 || at.X+size.Width > 400 || at.Y+size.Height > 200 {
				t.Errorf("%.20q at %v lies at %v, %v", text, pos, at, size)
			}
			b.MouseOut()
		}
	}
}

func TestTipWorksOverOverlays(t *testing.T) {
	below := iconButton()
	r := newTipRig(t, Row(0, below))
	inside := NewIconButton(Quiet, Small, look.IconClose, Tip{Text: "Close", Key: "Esc"}, nil)
	o := ShowOverlay(below, OverlayOptions{Content: Inset(10, 10, 10, 10, Row(0, inside))})
	r.hold(o.TipLayer())
	inside.MouseIn(hovering)
	r.ring()
	if tip, ok := o.TipLayer().Shown(); !ok || tip.Text != "Close" {
		t.Errorf("over the overlay it shows %v, %v", tip, ok)
	}
	if _, ok := r.tips.Shown(); ok {
		t.Error("the window below shows it too")
	}
	o.Close()
}

func TestWindowWithoutTipLayer(t *testing.T) {
	test.NewTempApp(t)
	b := iconButton()
	test.NewTempWindow(t, b)
	b.MouseIn(hovering)
	b.FocusGained()
	b.MouseOut()
}
