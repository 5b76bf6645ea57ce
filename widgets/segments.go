package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

const (
	segmentInset float32 = 3
	segmentGap   float32 = 2
	segmentPad   float32 = 10
	segmentIcon  float32 = 38 // width of a segment with an icon only
)

// Segment is one of the choices of Segments: a label, or an icon with a tip.
type Segment struct {
	Label string
	Icon  look.IconName
	Tip   Tip
}

// Segments is a choice of one out of two to five that stand side by side. Left
// and Right choose the neighbour.
type Segments struct {
	control

	// OnChanged runs when the user chose another segment.
	OnChanged func(index int)

	segments []Segment
	selected int
	hover    int // segment under the pointer, or -1
	size     ButtonSize
	well     *look.Box
	on       *look.Box
	texts    []*look.Text
	icons    []*look.Icon
	lefts    []float32 // of each segment, and the right end of the last
}

// NewSegments returns segments 32 high.
func NewSegments(segments []Segment, selected int, changed func(index int)) *Segments {
	s := &Segments{
		OnChanged: changed, hover: -1,
		well: look.NewBox(look.Well, look.Separator, look.RadiusControl),
		on:   look.NewBox(look.SegOn, "", look.RadiusBadge),
	}
	s.init(s, look.RadiusControl, nil)
	s.SetSegments(segments, selected)
	return s
}

// SetSegments replaces the segments, as when a count changed.
func (s *Segments) SetSegments(segments []Segment, selected int) {
	s.segments, s.selected, s.texts, s.icons, s.lefts = segments, selected, nil, nil, nil
	for _, g := range segments {
		s.texts = append(s.texts, look.NewText(look.Small, look.Fg2, g.Label).Centered())
		s.icons = append(s.icons, look.NewIcon(g.Icon, look.IconCompact, look.Fg2))
	}
	s.Refresh()
}

// NewTextSegments is NewSegments for labels only.
func NewTextSegments(labels []string, selected int, changed func(index int)) *Segments {
	segments := make([]Segment, len(labels))
	for i, label := range labels {
		segments[i].Label = label
	}
	return NewSegments(segments, selected, changed)
}

// Compact makes the segments 28 high. It returns s.
func (s *Segments) Compact() *Segments { s.size = Small; return s }

// Selected is the chosen segment.
func (s *Segments) Selected() int { return s.selected }

// SetSelected chooses without calling OnChanged.
func (s *Segments) SetSelected(index int) {
	if s.selected != index {
		s.selected = index
		s.Refresh()
	}
}

func (s *Segments) choose(index int) {
	if index < 0 || index >= len(s.segments) || index == s.selected || s.disabled {
		return
	}
	s.SetSelected(index)
	if s.OnChanged != nil {
		s.OnChanged(index)
	}
}

func (s *Segments) at(x float32) int {
	for i := range s.segments {
		if i+1 < len(s.lefts) && x < s.lefts[i+1] {
			return i
		}
	}
	return len(s.segments) - 1
}

// Tapped implements fyne.Tappable.
func (s *Segments) Tapped(ev *fyne.PointEvent) {
	if s.disabled {
		return
	}
	s.takeFocus()
	s.choose(s.at(ev.Position.X))
}

// TypedKey implements fyne.Focusable.
func (s *Segments) TypedKey(ev *fyne.KeyEvent) {
	s.byKeyboard()
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		s.choose(s.selected - 1)
	case fyne.KeyRight, fyne.KeyDown:
		s.choose(s.selected + 1)
	case fyne.KeyHome:
		s.choose(0)
	case fyne.KeyEnd:
		s.choose(len(s.segments) - 1)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		s.choose((s.selected + 1) % max(1, len(s.segments)))
	default:
		s.control.TypedKey(ev)
	}
}

// MouseIn implements desktop.Hoverable.
func (s *Segments) MouseIn(ev *desktop.MouseEvent) { s.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (s *Segments) MouseMoved(ev *desktop.MouseEvent) {
	at := s.at(ev.Position.X)
	if at == s.hover || len(s.lefts) <= len(s.segments) || at < 0 {
		return // the same one, or not laid out yet
	}
	s.hover = at
	tipGone(s)
	tip := s.segments[at].Tip
	if tip.Text == "" && s.texts[at].Cut() {
		tip.Text = s.texts[at].Full()
	}
	left := s.lefts[at]
	tipAreaSoon(s, tip, fyne.NewPos(left, 0), fyne.NewSize(s.lefts[at+1]-left, s.Size().Height))
	s.Refresh()
}

// MouseOut implements desktop.Hoverable.
func (s *Segments) MouseOut() {
	s.hover = -1
	s.control.MouseOut()
}

// CreateRenderer implements fyne.Widget.
func (s *Segments) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *Segments) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{s.well.Object, s.on.Object}
	for i := range s.segments {
		objects = append(objects, s.icons[i].Object, s.texts[i].Object)
	}
	return append(objects, s.ring.Object)
}

func (s *Segments) widths(p look.Paint) (widths []float32, sum float32) {
	for i, g := range s.segments {
		w := segmentIcon
		if g.Label != "" {
			// The width of the label when it is on, so that choosing moves nothing.
			w = look.NewText(look.SmallMedium, look.Fg, g.Label).Natural(p) + 2*segmentPad
			if g.Icon != "" {
				w += s.icons[i].Size() + 6
			}
		}
		widths = append(widths, w)
		sum += w
	}
	return widths, sum
}

// Min implements look.Drawn.
func (s *Segments) Min(p look.Paint) fyne.Size {
	_, sum := s.widths(p)
	return fyne.NewSize(sum+2*segmentInset+s.gaps(), s.size.Height())
}

// Arrange implements look.Drawn. In more room than they need the segments are
// equally wide.
func (s *Segments) Arrange(p look.Paint, size fyne.Size) {
	h := s.size.Height()
	s.well.Place(p, 0, 0, size.Width, h)
	s.ring.Ring(p, 0, 0, size.Width, h)
	widths, sum := s.widths(p)
	if room := size.Width - 2*segmentInset - s.gaps(); room > sum+1 || room < sum {
		for i := range widths {
			widths[i] = max(0, room/float32(len(widths)))
		}
	}
	s.lefts = s.lefts[:0]
	x := segmentInset
	for i, w := range widths {
		left, right := float32(int(x)), float32(int(x+w))
		s.lefts = append(s.lefts, left)
		s.placeSegment(p, i, left, right-left, h)
		x += w + segmentGap
	}
	s.lefts = append(s.lefts, x)
}

func (s *Segments) gaps() float32 { return segmentGap * float32(max(0, len(s.segments)-1)) }

func (s *Segments) placeSegment(p look.Paint, i int, left, width, h float32) {
	if i == s.selected {
		s.on.Place(p, left, segmentInset, width, h-2*segmentInset)
	}
	text, icon := s.texts[i], s.icons[i]
	textY, iconY := (h-text.Line())/2, (h-icon.Size())/2
	switch {
	case icon.Name() == "":
		text.Place(p, left, textY, width)
	case text.Full() == "":
		icon.Place(p, left+(width-icon.Size())/2, iconY)
		text.Place(p, left, textY, 0)
	default:
		icon.Place(p, left+segmentPad, iconY)
		text.Place(p, left+segmentPad+icon.Size(), textY, width-segmentPad-icon.Size())
	}
}

// Repaint implements look.Drawn.
func (s *Segments) Repaint(p look.Paint) {
	s.on.Edge = ""
	if p.Light() {
		s.on.Edge = look.Border
	}
	s.on.Show(s.selected >= 0 && s.selected < len(s.segments))
	for i := range s.segments {
		role, color := look.Small, look.Fg2
		switch {
		case s.disabled:
			color = look.Disabled
		case i == s.selected:
			role, color = look.SmallMedium, look.Fg
		case i == s.hover:
			color = look.Fg
		}
		s.texts[i].SetRole(role)
		s.texts[i].SetColor(color)
		s.icons[i].SetColor(color)
		s.texts[i].Repaint(p)
		s.icons[i].Repaint(p)
	}
	s.well.Repaint(p)
	s.on.Repaint(p)
	s.paintRing(p)
}
