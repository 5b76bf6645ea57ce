package widgets

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

const (
	markSide float32 = 16 // of a check box or radio button
	markGap  float32 = 8  // to its label
)

// CheckState is what a check box shows.
type CheckState uint8

// The states of a check box. Mixed stands for some of many.
const (
	Off CheckState = iota
	On
	Mixed
)

// Check is a check box with a label.
type Check struct {
	control

	// OnChanged runs when the user changed the state; a mixed box becomes on.
	OnChanged func(on bool)

	state CheckState
	box   *look.Box
	mark  *look.Icon
	text  *look.Text
}

// NewCheck returns a check box; the label may be "".
func NewCheck(label string, changed func(on bool)) *Check {
	c := &Check{
		OnChanged: changed,
		box:       look.NewBox("", look.BorderStrong, look.RadiusBadge),
		mark:      look.NewIcon("", look.IconBadge, look.OnAccent),
		text:      look.NewText(look.Body, look.Fg, label),
	}
	c.init(c, look.RadiusBadge, c.toggle)
	c.cut = []*look.Text{c.text}
	return c
}

// State is what the box shows.
func (c *Check) State() CheckState { return c.state }

// SetState changes the state without calling OnChanged.
func (c *Check) SetState(state CheckState) {
	if c.state != state {
		c.state = state
		c.Refresh()
	}
}

// SetLabel changes the label.
func (c *Check) SetLabel(label string) {
	c.text.Set(label)
	c.Refresh()
}

func (c *Check) toggle() {
	if c.state == On {
		c.SetState(Off)
	} else {
		c.SetState(On)
	}
	if c.OnChanged != nil {
		c.OnChanged(c.state == On)
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c) }

// Objects implements look.Drawn.
func (c *Check) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.box.Object, c.mark.Object, c.text.Object, c.ring.Object}
}

// Min implements look.Drawn. The target is 28 high.
func (c *Check) Min(p look.Paint) fyne.Size { return markedSize(p, c.text) }

// markedSize is the room of a mark with its label.
func markedSize(p look.Paint, label *look.Text) fyne.Size {
	if label.Full() == "" {
		return fyne.NewSize(look.Compact, look.Compact)
	}
	return fyne.NewSize(markSide+markGap+label.Natural(p), look.Compact)
}

// markLeft is where the mark of a control with that label stands: alone in the
// middle of its target, else at its left end.
func markLeft(size fyne.Size, label *look.Text) float32 {
	if label.Full() == "" {
		return float32(int((size.Width - markSide) / 2))
	}
	return 0
}

// Arrange implements look.Drawn.
func (c *Check) Arrange(p look.Paint, size fyne.Size) {
	x, y := markLeft(size, c.text), float32(int((size.Height-markSide)/2))
	c.box.Place(p, x, y, markSide, markSide)
	c.ring.Ring(p, x, y, markSide, markSide)
	inset := (markSide - c.mark.Size()) / 2
	c.mark.Place(p, x+inset, y+inset)
	left := x + markSide + markGap
	c.text.Place(p, left, (size.Height-c.text.Line())/2, max(0, size.Width-left))
}

// Repaint implements look.Drawn.
func (c *Check) Repaint(p look.Paint) {
	fill, edge, mark := look.Accent, fyne.ThemeColorName(""), look.OnAccent
	text := look.Fg
	switch c.state {
	case Off:
		fill, edge = "", look.BorderStrong
		if c.hovered && !c.disabled {
			fill = look.Hover
		}
		c.mark.Set("")
	case On:
		c.mark.Set(look.IconTick)
	case Mixed:
		c.mark.Set(look.IconDash)
	}
	if c.disabled {
		text, mark, edge = look.Disabled, look.Disabled, look.Disabled
		if fill != "" {
			fill = look.Button
		}
	}
	c.box.Fill, c.box.Edge = fill, edge
	c.text.SetColor(text)
	c.mark.SetColor(mark)
	c.box.Repaint(p)
	c.mark.Repaint(p)
	c.text.Repaint(p)
	c.paintRing(p)
}
