package widgets

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

// toastRig is a layer whose time passes by hand.
type toastRig struct {
	*Toasts
	window fyne.Window
	next   func()
}

func newToastRig(t *testing.T) *toastRig {
	t.Helper()
	test.NewTempApp(t)
	test.ApplyTheme(t, look.NewPlain(look.Dark))
	r := &toastRig{Toasts: NewToasts()}
	r.after = func(_ time.Duration, f func()) func() { r.next = f; return func() { r.next = nil } }
	r.window = test.NewTempWindow(t, r.Toasts)
	r.window.SetPadded(false)
	r.window.Resize(fyne.NewSize(900, 700))
	return r
}

func (r *toastRig) pass(d time.Duration) {
	for range d / toastTick {
		if next := r.next; next != nil {
			r.next = nil
			next()
		}
	}
}

func (r *toastRig) texts() string {
	var texts []string
	for _, t := range r.Shown() {
		texts = append(texts, t.Text)
	}
	return strings.Join(texts, ",")
}

func TestToastGoesAfterSixSeconds(t *testing.T) {
	r := newToastRig(t)
	r.Post(Toast{Text: "a"})
	r.pass(3 * time.Second)
	r.Post(Toast{Text: "failed", Failed: true})
	r.pass(2900 * time.Millisecond)
	if got := r.texts(); got != "a,failed" {
		t.Fatalf("before its time %q is left", got)
	}
	r.pass(10 * time.Second)
	if got := r.texts(); got != "failed" {
		t.Errorf("%q is left, want the error", got)
	}
	if r.next != nil {
		t.Error("the clock runs on with nothing to run down")
	}
}

func TestToastsAreThreeAtMost(t *testing.T) {
	r := newToastRig(t)
	r.Post(Toast{Text: "error", Failed: true})
	for _, text := range []string{"a", "b", "c"} {
		r.Post(Toast{Text: text})
	}
	if got := r.texts(); got != "error,b,c" {
		t.Errorf("%q is shown, want the error and the two newest", got)
	}
}

func TestToastWaitsUnderThePointer(t *testing.T) {
	r := newToastRig(t)
	r.Post(Toast{Text: "a"})
	card := r.cards[0]
	card.MouseIn(&desktop.MouseEvent{})
	r.pass(20 * time.Second)
	if r.texts() != "a" {
		t.Fatal("a toast went while the pointer was on it")
	}
	card.MouseOut()
	r.pass(6 * time.Second)
	if r.texts() != "" {
		t.Error("the toast stays when the pointer has left")
	}
}

func TestToastUndo(t *testing.T) {
	undone := 0
	undo := Toast{Text: "Origins changed on 6 videos", Undo: func() { undone++ }}
	for name, use := range map[string]func(r *toastRig){
		"a click": func(r *toastRig) {
			c := r.cards[0]
			test.TapCanvas(r.window.Canvas(), c.Position().Add(c.action.pos).AddXY(5, 5))
		},
		"Enter": func(r *toastRig) {
			r.window.Canvas().FocusNext()
			r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		},
	} {
		undone = 0
		r := newToastRig(t)
		r.Post(undo)
		use(r)
		if undone != 1 || r.texts() != "" {
			t.Errorf("%s undid %d times and left %q", name, undone, r.texts())
		}
	}
}

func TestToastCloses(t *testing.T) {
	r := newToastRig(t)
	r.Post(Toast{Text: "a", Failed: true})
	r.Post(Toast{Text: "b", Failed: true})
	c := r.cards[0]
	test.TapCanvas(r.window.Canvas(), c.Position().Add(c.close.pos).AddXY(5, 5))
	r.window.Canvas().FocusNext()
	r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if r.texts() != "" || r.window.Canvas().Focused() != nil {
		t.Errorf("%q is left", r.texts())
	}
}

func TestToastTakesNoFocus(t *testing.T) {
	r := newToastRig(t)
	list := NewList(queueModel())
	r.window.SetContent(Column(0, Sized(0, 300, list), Sized(0, 300, r.Toasts)))
	r.window.Canvas().Focus(list)
	r.Post(Toast{Text: "a", Undo: func() {}})
	card := r.cards[0]
	card.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	r.window.Canvas().Unfocus() // as the window does on a click elsewhere
	card.Tapped(&fyne.PointEvent{Position: card.action.pos.AddXY(3, 3)})
	if r.window.Canvas().Focused() != fyne.Focusable(list) {
		t.Error("using a toast took the focus from the list")
	}
}
