package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// The heights of a film-strip's frames: in the inspector and in quick look.
const (
	FilmStripSmall float32 = 36
	FilmStripLarge float32 = 44
)

const (
	stripAbove  float32 = 5 // the marker's dot reaches this far up
	stripBelow  float32 = 4
	stripMarker float32 = 4
	stripDot    float32 = 8
	stripPlayed float32 = 3
)

// FilmStrip is frames of a video side by side with a marker at one moment of it.
// The marker is dragged, or moved with the arrow keys; with Shift by larger
// steps. Moments are parts of the whole, from 0 to 1.
type FilmStrip struct {
	widget.BaseWidget

	// OnChange runs while the marker moves, OnDone when it has come to rest.
	OnChange, OnDone func(at float64)
	// Step is what an arrow key moves, Leap what it moves with Shift.
	Step, Leap float64
	// Played underlines the strip up to the marker.
	Played bool

	height   float32
	at       float64
	from     float64 // before the drag, for Esc
	pressX   float32
	movedX   float32
	dragging bool
	quit     bool // the drag was cancelled, but the button is still down
	disabled bool
	focused  bool
	byMouse  bool

	frames stripFrames
	well   *look.Box
	image  *canvas.Image
	played *canvas.Rectangle
	line   *look.Box
	halo   *look.Box
	dot    *look.Box
	ring   *look.Box
}

var (
	_ fyne.Widget        = (*FilmStrip)(nil)
	_ fyne.Focusable     = (*FilmStrip)(nil)
	_ fyne.Draggable     = (*FilmStrip)(nil)
	_ fyne.Disableable   = (*FilmStrip)(nil)
	_ desktop.Mouseable  = (*FilmStrip)(nil)
	_ desktop.Cursorable = (*FilmStrip)(nil)
)

// NewFilmStrip returns an empty strip with frames of that height.
func NewFilmStrip(height float32) *FilmStrip {
	s := &FilmStrip{
		Step: 0.01, Leap: 0.1, height: height,
		well:   look.NewBox(look.Well, "", look.RadiusBadge),
		image:  &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest, CornerRadius: look.RadiusBadge},
		played: &canvas.Rectangle{},
		line:   look.NewBox(look.Accent, "", stripMarker/2),
		halo:   look.NewBox(look.Canvas, "", look.Pill),
		dot:    look.NewBox(look.Accent, "", look.Pill),
		ring:   look.NewRing(look.RadiusBadge),
	}
	s.image.Hide()
	s.ExtendBaseWidget(s)
	return s
}

// SetFrames shows frames, first to last, each cut to the same width. Frames that
// are not there yet are nil.
func (s *FilmStrip) SetFrames(frames []image.Image) {
	s.frames.set(frames)
	s.Refresh()
}

// SetAt moves the marker. It does nothing while the marker is dragged.
func (s *FilmStrip) SetAt(at float64) {
	if !s.dragging {
		s.put(at)
	}
}

// At is where the marker stands.
func (s *FilmStrip) At() float64 { return s.at }

func (s *FilmStrip) put(at float64) bool {
	at = part(at)
	if at == s.at {
		return false
	}
	s.at = at
	s.Refresh()
	return true
}

// Disable implements fyne.Disableable.
func (s *FilmStrip) Disable() { s.disabled = true; s.Refresh() }

// Enable implements fyne.Disableable.
func (s *FilmStrip) Enable() { s.disabled = false; s.Refresh() }

// Disabled implements fyne.Disableable.
func (s *FilmStrip) Disabled() bool { return s.disabled }

// CreateRenderer implements fyne.Widget.
func (s *FilmStrip) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *FilmStrip) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		s.well.Object, s.image, s.played, s.ring.Object, s.line.Object, s.halo.Object, s.dot.Object,
	}
}

// Min implements look.Drawn.
func (s *FilmStrip) Min(look.Paint) fyne.Size {
	return fyne.NewSize(2*s.height, stripAbove+s.height+stripBelow)
}

// Repaint implements look.Drawn.
func (s *FilmStrip) Repaint(p look.Paint) {
	marker := look.Accent
	if s.disabled {
		marker = look.BorderStrong
	}
	s.line.Fill, s.dot.Fill = marker, marker
	s.played.FillColor = p.Color(marker)
	s.played.Refresh()
	setVisible(s.played, s.Played)
	s.ring.Show(s.focused && !s.byMouse)
	for _, b := range []*look.Box{s.well, s.line, s.halo, s.dot, s.ring} {
		b.Repaint(p)
	}
}

// Arrange implements look.Drawn.
func (s *FilmStrip) Arrange(p look.Paint, size fyne.Size) {
	s.well.Place(p, 0, stripAbove, size.Width, s.height)
	s.ring.Ring(p, 0, stripAbove, size.Width, s.height)
	s.image.Move(fyne.NewPos(0, stripAbove))
	s.image.Resize(fyne.NewSize(size.Width, s.height))
	s.showFrames(p, size)
	x := float32(s.at) * size.Width
	s.played.Move(fyne.NewPos(0, stripAbove+s.height-stripPlayed))
	s.played.Resize(fyne.NewSize(x, stripPlayed))
	s.line.Place(p, x-stripMarker/2, stripAbove, stripMarker, s.height+stripBelow)
	s.halo.Place(p, x-stripDot/2-1, stripAbove-stripDot/2-1, stripDot+2, stripDot+2)
	s.dot.Place(p, x-stripDot/2, stripAbove-stripDot/2, stripDot, stripDot)
}

func (s *FilmStrip) showFrames(p look.Paint, size fyne.Size) {
	w, h := int(size.Width*p.Scale+0.5), int(s.height*p.Scale+0.5)
	if img, changed := s.frames.strip(w, h); changed {
		setVisible(s.image, img != nil)
		s.image.Image = img
		s.image.Refresh()
	}
}

// moment is the part of the whole at a place in the strip.
func (s *FilmStrip) moment(x float32) float64 {
	if w := s.Size().Width; w > 0 {
		return float64(x / w)
	}
	return 0
}

// Cursor implements desktop.Cursorable.
func (s *FilmStrip) Cursor() desktop.Cursor {
	if s.disabled {
		return desktop.DefaultCursor
	}
	return desktop.HResizeCursor
}

// MouseDown implements desktop.Mouseable: the marker comes to the pointer.
func (s *FilmStrip) MouseDown(ev *desktop.MouseEvent) {
	if s.disabled || ev.Button != desktop.MouseButtonPrimary {
		return
	}
	s.byMouse = true
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
	s.from, s.dragging, s.quit = s.at, true, false
	s.pressX, s.movedX = ev.Position.X, 0
	s.scrub(s.moment(s.pressX))
}

// MouseUp implements desktop.Mouseable.
func (s *FilmStrip) MouseUp(*desktop.MouseEvent) { s.DragEnd() }

// Dragged implements fyne.Draggable.
func (s *FilmStrip) Dragged(ev *fyne.DragEvent) {
	if s.dragging && !s.quit {
		s.movedX += ev.Dragged.DX
		s.scrub(s.moment(s.pressX + s.movedX))
	}
}

// DragEnd implements fyne.Draggable.
func (s *FilmStrip) DragEnd() {
	if s.dragging && !s.quit && s.OnDone != nil && s.at != s.from {
		s.OnDone(s.at)
	}
	s.dragging, s.quit = false, false
}

func (s *FilmStrip) scrub(at float64) {
	if s.put(at) && s.OnChange != nil {
		s.OnChange(s.at)
	}
}

// FocusGained implements fyne.Focusable.
func (s *FilmStrip) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost implements fyne.Focusable.
func (s *FilmStrip) FocusLost() { s.focused, s.byMouse = false, false; s.Refresh() }

// TypedRune implements fyne.Focusable.
func (s *FilmStrip) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *FilmStrip) TypedKey(ev *fyne.KeyEvent) {
	step := s.Step
	if currentModifiers()&fyne.KeyModifierShift != 0 {
		step = s.Leap
	}
	at := s.at
	switch ev.Name {
	case fyne.KeyLeft:
		at -= step
	case fyne.KeyRight:
		at += step
	case fyne.KeyPageUp:
		at -= s.Leap
	case fyne.KeyPageDown:
		at += s.Leap
	case fyne.KeyHome:
		at = 0
	case fyne.KeyEnd:
		at = 1
	case fyne.KeyEscape:
		if s.dragging {
			s.scrub(s.from)
			s.quit = true
			return
		}
		PassKey(s, ev)
		return
	default:
		PassKey(s, ev)
		return
	}
	s.byMouse = false
	if at = part(at); at != s.at && !s.dragging {
		s.scrub(at)
		if s.OnDone != nil {
			s.OnDone(s.at)
		}
	}
}
