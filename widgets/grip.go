package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

// Grip moves what it stands in among its neighbours: it is dragged, or moved
// with the arrow keys, with Home and End to the ends.
type Grip struct {
	control

	// OnMove runs with the number of places to move, down positive.
	OnMove func(by int)
	// Pitch is the distance of two neighbours, for dragging.
	Pitch float32
	// Places says how many places a drag is, where neighbours differ in height;
	// nil goes by Pitch.
	Places func(dragged float32) int
	// OnDrag runs while it is dragged, with how far; may be nil.
	OnDrag func(dragged float32)

	icon   *look.Icon
	number *look.Text
	moved  float32
}

var _ fyne.Draggable = (*Grip)(nil)

// farAway moves to an end of any list.
const farAway = 1 << 20

// NewGrip returns a grip with the number of its place.
func NewGrip(number string, pitch float32, move func(by int)) *Grip {
	g := &Grip{
		OnMove: move, Pitch: pitch, icon: look.NewIcon(look.IconGrip, look.IconCompact, look.Fg3),
		number: look.NewText(look.Small, look.Fg3, number),
	}
	g.init(g, look.RadiusBadge, nil)
	return g
}

// TypedKey implements fyne.Focusable.
func (g *Grip) TypedKey(ev *fyne.KeyEvent) {
	g.byKeyboard()
	switch ev.Name {
	case fyne.KeyUp:
		g.OnMove(-1)
	case fyne.KeyDown:
		g.OnMove(1)
	case fyne.KeyHome:
		g.OnMove(-farAway)
	case fyne.KeyEnd:
		g.OnMove(farAway)
	default:
		g.control.TypedKey(ev)
	}
}

// Dragged implements fyne.Draggable.
func (g *Grip) Dragged(ev *fyne.DragEvent) {
	g.moved += ev.Dragged.DY
	if g.OnDrag != nil {
		g.OnDrag(g.moved)
	}
}

// DragEnd implements fyne.Draggable.
func (g *Grip) DragEnd() {
	places := g.places
	if g.Places != nil {
		places = g.Places
	}
	by := places(g.moved)
	g.moved = 0
	if by != 0 {
		g.OnMove(by)
	}
}

func (g *Grip) places(dragged float32) int { return int(math.Round(float64(dragged / g.Pitch))) }

// Cursor implements desktop.Cursorable.
func (g *Grip) Cursor() desktop.Cursor { return desktop.VResizeCursor }

// CreateRenderer implements fyne.Widget.
func (g *Grip) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(g, g) }

// Objects implements look.Drawn.
func (g *Grip) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{g.icon.Object, g.number.Object, g.ring.Object}
}

// Min implements look.Drawn.
func (g *Grip) Min(look.Paint) fyne.Size {
	width := float32(30)
	if g.number.Full() == "" {
		width = look.IconCompact
	}
	return fyne.NewSize(width, look.Control-4)
}

// Arrange implements look.Drawn.
func (g *Grip) Arrange(p look.Paint, size fyne.Size) {
	g.icon.Place(p, 0, (size.Height-g.icon.Size())/2)
	g.number.Place(p, 20, (size.Height-g.number.Line())/2, size.Width-20)
	g.ring.Ring(p, 0, 2, size.Width, size.Height-4)
}

// Repaint implements look.Drawn.
func (g *Grip) Repaint(p look.Paint) {
	g.icon.Repaint(p)
	g.number.Repaint(p)
	g.paintRing(p)
}
