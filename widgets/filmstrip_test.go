package widgets

import (
	"image"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

// stripRig is a film-strip 400 wide that notes what it reports.
type stripRig struct {
	*FilmStrip
	window  fyne.Window
	changes int
	done    []float64
}

func newStripRig(t *testing.T) *stripRig {
	t.Helper()
	test.NewTempApp(t)
	test.ApplyTheme(t, look.NewPlain(look.Dark))
	r := &stripRig{FilmStrip: NewFilmStrip(FilmStripLarge)}
	r.OnChange = func(float64) { r.changes++ }
	r.OnDone = func(at float64) { r.done = append(r.done, at) }
	r.window = test.NewTempWindow(t, r.FilmStrip)
	r.window.SetPadded(false)
	r.window.Resize(fyne.NewSize(400, 53))
	return r
}

func (r *stripRig) down(x float32) {
	r.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 20)}, Button: desktop.MouseButtonPrimary})
}

func (r *stripRig) drag(dx float32) { r.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(dx, 0)}) }

func (r *stripRig) up() { r.MouseUp(&desktop.MouseEvent{}); r.DragEnd() }

func TestFilmStripFollowsThePointer(t *testing.T) {
	r := newStripRig(t)
	r.down(100)
	if r.At() != .25 {
		t.Errorf("a press at a quarter leads to %v", r.At())
	}
	r.drag(50)
	r.drag(50)
	r.SetAt(.9) // news from elsewhere do not pull the marker away
	if r.At() != .5 {
		t.Errorf("dragged to the middle the marker is at %v", r.At())
	}
	r.drag(4000)
	r.up()
	if r.At() != 1 || len(r.done) != 1 || r.done[0] != 1 || r.changes != 4 {
		t.Errorf("at %v after %d changes, done %v", r.At(), r.changes, r.done)
	}
}

func TestFilmStripEscCancelsTheDrag(t *testing.T) {
	r := newStripRig(t)
	r.SetAt(.1)
	r.down(100)
	r.drag(50)
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	r.drag(50)
	r.up()
	if r.At() != .1 || len(r.done) != 0 {
		t.Errorf("after Esc the marker is at %v, done %v", r.At(), r.done)
	}
}

func TestFilmStripByKeyboard(t *testing.T) {
	r := newStripRig(t)
	r.Step, r.Leap = .01, .1
	r.window.Canvas().FocusNext()
	if r.window.Canvas().Focused() != fyne.Focusable(r.FilmStrip) || !r.ring.Object.Visible() {
		t.Fatal("Tab does not reach the strip, or its ring does not show")
	}
	held := currentModifiers
	defer func() { currentModifiers = held }()
	for _, c := range []struct {
		key  fyne.KeyName
		mods fyne.KeyModifier
		want float64
	}{
		{fyne.KeyRight, 0, .01},
		{fyne.KeyRight, shift, .11},
		{fyne.KeyLeft, 0, .1},
		{fyne.KeyLeft, shift, 0},
		{fyne.KeyLeft, 0, 0},
		{fyne.KeyEnd, 0, 1},
		{fyne.KeyPageUp, 0, .9},
		{fyne.KeyHome, 0, 0},
	} {
		currentModifiers = func() fyne.KeyModifier { return c.mods }
		r.TypedKey(&fyne.KeyEvent{Name: c.key})
		if math.Abs(r.At()-c.want) > 1e-9 {
			t.Errorf("after %s the marker is at %v, want %v", c.key, r.At(), c.want)
		}
	}
}

func TestFilmStripDisabled(t *testing.T) {
	r := newStripRig(t)
	r.Disable()
	r.down(200)
	r.drag(50)
	r.up()
	if r.At() != 0 || r.changes != 0 {
		t.Errorf("a disabled strip moved to %v", r.At())
	}
}

func TestFilmStripFrames(t *testing.T) {
	r := newStripRig(t)
	frame := func(w, h int) image.Image { return image.NewRGBA(image.Rect(0, 0, w, h)) }
	for _, frames := range [][]image.Image{
		nil, {nil, nil}, {frame(80, 45), nil, frame(1, 1)}, {frame(0, 0)}, {frame(20_000, 2)}, make([]image.Image, 5000),
	} {
		r.SetFrames(frames)
		for _, size := range []fyne.Size{{}, fyne.NewSize(1, 1), fyne.NewSize(10_000, 53), fyne.NewSize(400, 53)} {
			r.Resize(size)
		}
		if got := r.image.Visible(); got != (len(frames) > 0) {
			t.Errorf("with %d frames the picture shows: %v", len(frames), got)
		}
	}
	r.SetAt(math.NaN())
	if r.At() != 0 {
		t.Errorf("no number leads to %v", r.At())
	}
}
