package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

// overlayRig is a window with a button that has the focus, for overlays to open
// over.
type overlayRig struct {
	window fyne.Window
	from   *Button
}

func newOverlayRig(t *testing.T) *overlayRig {
	t.Helper()
	test.NewTempApp(t)
	test.ApplyTheme(t, look.NewPlain(look.Dark))
	r := &overlayRig{from: NewButton(Neutral, "Open", nil)}
	r.window = test.NewTempWindow(t, container.NewStack(Inset(100, 100, 560, 100, r.from), NewTipLayer()))
	r.window.SetPadded(false)
	r.window.Resize(fyne.NewSize(900, 700))
	r.window.Canvas().Focus(r.from)
	return r
}

func (r *overlayRig) focused() fyne.Focusable { return r.window.Canvas().Focused() }

// press types a key into what has the focus, or into the window.
func (r *overlayRig) press(name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if f := r.focused(); f != nil {
		f.TypedKey(ev)
	} else if handler := r.window.Canvas().OnTypedKey(); handler != nil {
		handler(ev)
	}
}

// ctrlEnter stands for the shortcut, which Fyne's test canvas cannot type.
func (r *overlayRig) ctrlEnter() { pressMain(r.window.Canvas()) }

// closed fails unless no overlay is open and the focus is back.
func (r *overlayRig) closed(t *testing.T) {
	t.Helper()
	if OverlayOpen(r.window.Canvas()) {
		t.Error("the overlay is still open")
	}
	if r.focused() != fyne.Focusable(r.from) {
		t.Error("the focus is not back on what opened the overlay")
	}
}

func TestDialogFocusesCancel(t *testing.T) {
	r := newOverlayRig(t)
	confirmed, cancelled := 0, 0
	d := Dialog{
		Title: "Delete 3 videos from Stream?", Text: "Stream keeps no copy.", Confirm: "Delete 3 videos", Danger: true,
		OnConfirm: func() { confirmed++ }, OnCancel: func() { cancelled++ },
	}
	ShowDialog(r.from, d)
	if b, ok := r.focused().(*Button); !ok || b.Text() != "Cancel" {
		t.Fatalf("%v has the focus, want Cancel", r.focused())
	}
	r.press(fyne.KeyReturn)
	r.closed(t)
	ShowDialog(r.from, d)
	r.press(fyne.KeyEscape)
	r.closed(t)
	if confirmed != 0 || cancelled != 2 {
		t.Errorf("confirmed %d times and cancelled %d, want 0 and 2", confirmed, cancelled)
	}
	ShowDialog(r.from, d)
	r.window.Canvas().FocusNext()
	if b, ok := r.focused().(*Button); !ok || b.Text() != "Delete 3 videos" {
		t.Fatalf("Tab leads to %v", r.focused())
	}
	r.press(fyne.KeyReturn)
	r.closed(t)
	if confirmed != 1 || cancelled != 2 {
		t.Errorf("confirmed %d times and cancelled %d, want 1 and 2", confirmed, cancelled)
	}
}

func TestDialogStaysOnAClickBeside(t *testing.T) {
	r := newOverlayRig(t)
	ShowDialog(r.from, Dialog{Title: "Delete?", Confirm: "Delete"})
	cancel := r.focused()
	r.window.Canvas().Unfocus()
	test.TapCanvas(r.window.Canvas(), fyne.NewPos(5, 5))
	if !OverlayOpen(r.window.Canvas()) || r.focused() != cancel {
		t.Error("a click on the scrim closed the dialog or took its keyboard away")
	}
}

func TestSheetFocusesItsFirstField(t *testing.T) {
	r := newOverlayRig(t)
	name := NewField("Name")
	sent := 0
	main := NewButton(Main, "Upload 3 videos", func() { sent++ })
	o := ShowSheet(r.from, Sheet{Title: "Add 3 files", Content: Inset(20, 20, 20, 20, name), First: name.Focusable(), Main: main, Width: 500, Height: 300})
	if !name.Focused() {
		t.Error("the first field has no focus")
	}
	r.ctrlEnter()
	main.Disable()
	r.ctrlEnter()
	if sent != 1 {
		t.Errorf("Ctrl Enter pressed the main button %d times, want once and not while it is disabled", sent)
	}
	r.press(fyne.KeyEscape)
	r.closed(t)
	if !o.Closed() {
		t.Error("the sheet does not know that it is closed")
	}
	r.ctrlEnter()
	if sent != 1 {
		t.Error("Ctrl Enter works on after the sheet is gone")
	}
}

func TestSheetMayAskBeforeItCloses(t *testing.T) {
	r := newOverlayRig(t)
	asked := 0
	var o *Overlay
	o = ShowSheet(r.from, Sheet{Title: "Edit", Content: NewField(""), OnCancel: func() {
		asked++
		ShowDialog(r.from, Dialog{Title: "Drop the changes?", Confirm: "Drop", OnConfirm: func() { o.Close() }})
	}})
	r.press(fyne.KeyEscape)
	if asked != 1 || o.Closed() {
		t.Fatal("Esc closed the sheet in place of asking")
	}
	r.ctrlEnter() // is the dialog's now, which has none
	r.press(fyne.KeyEscape)
	if o.Closed() || len(r.window.Canvas().Overlays().List()) != 1 {
		t.Error("Esc in the dialog closed more than the dialog")
	}
	o.Close()
	r.closed(t)
}

func TestClosingAnOverlayClosesWhatIsAboveIt(t *testing.T) {
	r := newOverlayRig(t)
	called := 0
	r.window.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { called++ })
	gone := ""
	options := func(name string) OverlayOptions {
		return OverlayOptions{Content: NewButton(Neutral, name, nil), OnClose: func() { gone += name }}
	}
	first := ShowOverlay(r.from, options("a"))
	ShowOverlay(r.from, options("b"))
	ShowOverlay(r.from, options("c"))
	first.Close()
	first.Close()
	if gone != "cba" {
		t.Errorf("closed %q, want cba", gone)
	}
	r.closed(t)
	PassKey(r.from, &fyne.KeyEvent{Name: fyne.KeyEscape})
	if called != 1 {
		t.Error("the window does not get its keys back")
	}
}

func TestPopoverStaysInTheWindow(t *testing.T) {
	r := newOverlayRig(t)
	for _, size := range []fyne.Size{fyne.NewSize(900, 700), fyne.NewSize(300, 180), fyne.NewSize(10, 10)} {
		r.window.Resize(size)
		field := NewField("")
		o := ShowPopover(r.from, Inset(15, 15, 15, 15, Sized(300, 200, field)), field.Focusable())
		window := r.window.Canvas().Size()
		if o.pos.X < 0 || o.pos.Y < 0 || o.pos.X+o.size.Width > window.Width || o.pos.Y+o.size.Height > window.Height {
			t.Errorf("in a window of %v the panel is at %v with %v", window, o.pos, o.size)
		}
		test.TapCanvas(r.window.Canvas(), fyne.NewPos(1, 1))
		if !o.Closed() {
			t.Errorf("a click beside it does not close it in %v", size)
		}
		o.Close()
	}
}

func TestOverlayHasItsOwnTips(t *testing.T) {
	r := newOverlayRig(t)
	b := NewIconButton(Neutral, Normal, look.IconMore, Tip{Text: "More"}, nil)
	o := ShowOverlay(r.from, OverlayOptions{Content: b})
	if tip, ok := o.TipLayer().Shown(); !ok || tip.Text != "More" {
		t.Errorf("the focused icon button over the overlay shows %+v, %v", tip, ok)
	}
}

func TestOverlayWithoutWindow(t *testing.T) {
	test.NewTempApp(t)
	var o *Overlay
	o.Close()
	if !o.Closed() {
		t.Error("no overlay counts as open")
	}
}
