package widgets

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

// Radio is one button of a RadioGroup.
type Radio struct {
	control

	on    bool
	group *RadioGroup
	box   *look.Box
	text  *look.Text
}

// RadioGroup is a choice of one out of a few that are all in sight. Up, Left,
// Down and Right choose the neighbour and take the focus along.
type RadioGroup struct {
	// Buttons are the radio buttons, to be laid out as the page likes.
	Buttons []*Radio
	// OnChanged runs when the user chose another one.
	OnChanged func(index int)
}

// NewRadioGroup returns a group with a button for each label.
func NewRadioGroup(labels []string, selected int, changed func(index int)) *RadioGroup {
	g := &RadioGroup{OnChanged: changed}
	for i, label := range labels {
		r := &Radio{
			group: g, on: i == selected,
			box:  look.NewBox("", look.BorderStrong, look.Pill),
			text: look.NewText(look.Body, look.Fg, label),
		}
		r.init(r, look.Pill, func() { g.choose(i) })
		r.cut = []*look.Text{r.text}
		g.Buttons = append(g.Buttons, r)
	}
	return g
}

// Selected is the chosen button, or -1.
func (g *RadioGroup) Selected() int {
	for i, r := range g.Buttons {
		if r.on {
			return i
		}
	}
	return -1
}

// SetSelected chooses without calling OnChanged.
func (g *RadioGroup) SetSelected(index int) {
	for i, r := range g.Buttons {
		if on := i == index; r.on != on {
			r.on = on
			r.Refresh()
		}
	}
}

func (g *RadioGroup) choose(index int) {
	if index == g.Selected() {
		return
	}
	g.SetSelected(index)
	if g.OnChanged != nil {
		g.OnChanged(index)
	}
}

// step chooses the next button that is not disabled.
func (g *RadioGroup) step(from *Radio, by int) {
	at := 0
	for i, r := range g.Buttons {
		if r == from {
			at = i
		}
	}
	for i := at + by; i >= 0 && i < len(g.Buttons); i += by {
		next := g.Buttons[i]
		if next.disabled {
			continue
		}
		if c := canvasOf(next); c != nil {
			c.Focus(next)
		}
		g.choose(i)
		return
	}
}

// TypedKey implements fyne.Focusable.
func (r *Radio) TypedKey(ev *fyne.KeyEvent) {
	r.byKeyboard()
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyLeft:
		r.group.step(r, -1)
	case fyne.KeyDown, fyne.KeyRight:
		r.group.step(r, 1)
	default:
		r.control.TypedKey(ev)
	}
}

// CreateRenderer implements fyne.Widget.
func (r *Radio) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(r, r) }

// Objects implements look.Drawn.
func (r *Radio) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box.Object, r.text.Object, r.ring.Object}
}

// Min implements look.Drawn.
func (r *Radio) Min(p look.Paint) fyne.Size { return markedSize(p, r.text) }

// Arrange implements look.Drawn.
func (r *Radio) Arrange(p look.Paint, size fyne.Size) {
	x, y := markLeft(size, r.text), float32(int((size.Height-markSide)/2))
	r.box.Place(p, x, y, markSide, markSide)
	r.ring.Ring(p, x, y, markSide, markSide)
	left := x + markSide + markGap
	r.text.Place(p, left, (size.Height-r.text.Line())/2, max(0, size.Width-left))
}

// Repaint implements look.Drawn. The one that is on is a thick ring.
func (r *Radio) Repaint(p look.Paint) {
	r.box.Fill, r.box.Edge, r.box.EdgeWidth = "", look.BorderStrong, 1
	r.text.SetColor(look.Fg)
	if r.hovered && !r.disabled {
		r.box.Fill = look.Hover
	}
	if r.on {
		r.box.Fill, r.box.Edge, r.box.EdgeWidth = "", look.Accent, 5
	}
	if r.disabled {
		r.box.Edge = look.Disabled
		r.text.SetColor(look.Disabled)
	}
	r.box.Repaint(p)
	r.text.Repaint(p)
	r.paintRing(p)
}
