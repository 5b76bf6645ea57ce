package clip

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"spool/app/page"
	"spool/app/stills"
	"spool/library/clip"
	"spool/widgets/look"
)

const (
	rulerHigh  float32 = 24
	framesHigh float32 = 64
	stripAll           = rulerHigh + framesHigh + 8
	handleWide float32 = 12
	marks              = 13
	filmEach   float32 = 114 // as wide as a frame of 16:9 in the strip
)

// strip is the whole video as frames, with the range in hand on it: handles to
// drag, and the playhead. The arrows move the playhead by a second, with Shift
// by ten.
type strip struct {
	widget.BaseWidget
	tab     *Tab
	well    *look.Box
	film    *stills.Film
	shades  [2]*canvas.Rectangle
	edge    *look.Box
	handles [2]*look.Box
	grips   [2]*canvas.Rectangle
	line    *canvas.Rectangle
	plate   *look.Box
	label   *look.Text
	ruler   [marks]*look.Text
	ring    *look.Box
	focused bool
	drag    int // 0 the playhead, 1 the start, 2 the end
	x       float32
}

func newStrip(t *Tab) *strip {
	s := &strip{
		tab: t, well: look.NewBox(look.Well, "", look.RadiusBadge),
		edge: look.NewBox("", look.Accent, look.RadiusControl), line: &canvas.Rectangle{}, plate: look.NewBox(look.Fg, "", look.RadiusBadge),
		label: look.NewText(look.MonoSmall, look.Canvas, "").Centered(), ring: look.NewRing(look.RadiusControl),
	}
	s.edge.EdgeWidth = 3
	for i := range s.shades {
		s.shades[i], s.grips[i] = &canvas.Rectangle{}, &canvas.Rectangle{}
		s.handles[i] = look.NewBox(look.Accent, "", look.RadiusBadge)
	}
	for i := range s.ruler {
		s.ruler[i] = look.NewText(look.MonoSmall, look.Fg3, "")
	}
	s.film = stills.NewFilm(t.Stills, s.Refresh)
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *strip) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *strip) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{s.well.Object, s.film.Object, s.shades[0], s.shades[1], s.edge.Object}
	for i := range s.handles {
		objects = append(objects, s.handles[i].Object, s.grips[i])
	}
	for _, r := range s.ruler {
		objects = append(objects, r.Object)
	}
	return append(objects, s.line, s.plate.Object, s.label.Object, s.ring.Object)
}

// Min implements look.Drawn.
func (s *strip) Min(look.Paint) fyne.Size { return fyne.NewSize(200, stripAll) }

// Repaint implements look.Drawn.
func (s *strip) Repaint(p look.Paint) {
	for i := range s.shades {
		s.shades[i].FillColor = p.Color(look.Scrim)
		s.grips[i].FillColor = p.Color(look.OnAccent)
		s.shades[i].Refresh()
		s.grips[i].Refresh()
		s.handles[i].Repaint(p)
	}
	s.line.FillColor = p.Color(look.Fg)
	s.line.Refresh()
	s.ring.Show(s.focused)
	for _, b := range []*look.Box{s.well, s.edge, s.plate, s.ring} {
		b.Repaint(p)
	}
	s.label.Repaint(p)
	for _, r := range s.ruler {
		r.Repaint(p)
	}
}

func (s *strip) xOf(at time.Duration) float32 {
	length := stills.Length(&s.tab.video)
	if length <= 0 {
		return 0
	}
	return float32(at.Seconds()/length.Seconds()) * s.Size().Width
}

func (s *strip) timeOf(x float32) time.Duration {
	if s.Size().Width <= 0 {
		return 0
	}
	return time.Duration(float64(x/s.Size().Width) * float64(stills.Length(&s.tab.video)))
}

// Arrange implements look.Drawn.
func (s *strip) Arrange(p look.Paint, size fyne.Size) {
	s.well.Place(p, 0, rulerHigh, size.Width, framesHigh)
	s.ring.Ring(p, 0, rulerHigh, size.Width, framesHigh)
	s.film.Place(p, s.tab.video, 0, stills.Length(&s.tab.video), filmEach, fyne.NewPos(0, rulerHigh), fyne.NewSize(size.Width, framesHigh))
	if len(s.tab.drafts) == 0 {
		return
	}
	d := s.tab.draft()
	from, to, at := s.xOf(d.Start), s.xOf(d.End), s.xOf(s.tab.at)
	page.Place(s.shades[0], 0, rulerHigh, from, framesHigh)
	page.Place(s.shades[1], to, rulerHigh, size.Width-to, framesHigh)
	s.edge.Place(p, from-handleWide, rulerHigh-3, to-from+2*handleWide, framesHigh+6)
	for i, x := range []float32{from - handleWide, to} {
		s.handles[i].Place(p, x, rulerHigh-3, handleWide, framesHigh+6)
		page.Place(s.grips[i], x+handleWide/2-1, rulerHigh+framesHigh/2-10, 2, 20)
	}
	page.Place(s.line, at-1, rulerHigh-6, 2, framesHigh+12)
	s.label.Set(stamp(s.tab.at))
	plate := max(0, min(at-37, size.Width-74))
	s.plate.Place(p, plate, 0, 74, 18)
	s.label.Place(p, plate, 2, 74)
	s.arrangeRuler(p, plate, size.Width)
}

// rulerSteps are the distances of marks that read well, in seconds.
var rulerSteps = []time.Duration{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400}

// arrangeRuler places the marks of the ruler beside the plate of the playhead.
// The last one is the end of the video.
func (s *strip) arrangeRuler(p look.Paint, plate, width float32) {
	length := stills.Length(&s.tab.video)
	step := length / (marks - 1)
	for _, good := range rulerSteps {
		if good*time.Second >= step {
			step = good * time.Second
			break
		}
	}
	end := s.ruler[marks-1]
	end.Set(clip.Clock(length))
	last := width - end.Natural(p)
	for i, r := range s.ruler[:marks-1] {
		at := step * time.Duration(i)
		r.Set(clip.Clock(at))
		s.placeMark(p, r, s.xOf(at), plate, at < length && s.xOf(at)+r.Natural(p) < last-8)
	}
	s.placeMark(p, end, last, plate, true)
}

// placeMark places a mark of the ruler, where it shows and the plate leaves room.
func (s *strip) placeMark(p look.Paint, r *look.Text, x, plate float32, shows bool) {
	wide := r.Natural(p)
	page.Show(r.Object, shows && (x+wide < plate-4 || x > plate+78))
	r.Place(p, x, 3, wide)
}

// Cursor implements desktop.Cursorable.
func (s *strip) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// MouseDown implements desktop.Mouseable.
func (s *strip) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary || len(s.tab.drafts) == 0 {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
	d := s.tab.draft()
	s.x, s.drag = ev.Position.X, 0
	from, to := s.xOf(d.Start), s.xOf(d.End)
	switch {
	case s.x >= from-handleWide-6 && s.x <= from:
		s.drag = 1
	case s.x >= to && s.x <= to+handleWide+6:
		s.drag = 2
	default:
		s.tab.seek(s.timeOf(s.x))
	}
}

// MouseUp implements desktop.Mouseable.
func (s *strip) MouseUp(*desktop.MouseEvent) {}

// Dragged implements fyne.Draggable.
func (s *strip) Dragged(ev *fyne.DragEvent) {
	s.x += ev.Dragged.DX
	at := s.timeOf(max(0, min(s.x, s.Size().Width)))
	if s.drag > 0 {
		s.tab.setEnd(s.drag == 2, at)
		d := s.tab.draft()
		at = d.Start
		if s.drag == 2 {
			at = d.End
		}
	}
	s.tab.seek(at)
}

// DragEnd implements fyne.Draggable.
func (s *strip) DragEnd() {}

// FocusGained implements fyne.Focusable.
func (s *strip) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost implements fyne.Focusable.
func (s *strip) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune implements fyne.Focusable.
func (s *strip) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *strip) TypedKey(ev *fyne.KeyEvent) {
	by := time.Second
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		by *= 10
	}
	switch ev.Name {
	case fyne.KeyLeft:
		s.tab.step(-by)
	case fyne.KeyRight:
		s.tab.step(by)
	case fyne.KeyHome:
		s.tab.seek(s.tab.draft().Start)
	case fyne.KeyEnd:
		s.tab.seek(s.tab.draft().End)
	default:
		if s.tab.Key(ev) {
			return
		}
		if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(ev)
		}
	}
}
