package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"spool/widgets/look"
)

const (
	chipPad float32 = 12
	chipGap float32 = 6
)

// Chip is a filter: off it is an outline, on it is filled and has a cross. A
// chip with a menu has a chevron while it is off.
type Chip struct {
	control

	// OnTapped runs on a click, Space or Enter; it opens the menu or turns the
	// chip on. OnClosed runs on its cross, Delete and Backspace.
	OnTapped, OnClosed func()

	on      bool
	menu    bool
	overEnd bool
	box     *look.Box
	icon    *look.Icon
	text    *look.Text
	end     *look.Icon
}

// NewChip returns a chip 28 high that is off.
func NewChip(label string, icon look.IconName, tapped func()) *Chip {
	c := &Chip{
		OnTapped: tapped,
		box:      look.NewBox("", look.Border, look.Pill),
		icon:     look.NewIcon(icon, look.IconCompact, look.Fg2),
		text:     look.NewText(look.Small, look.Fg2, label),
		end:      look.NewIcon("", look.IconBadge, look.Fg2),
	}
	c.init(c, look.Pill, func() {
		if c.OnTapped != nil {
			c.OnTapped()
		}
	})
	c.cut = []*look.Text{c.text}
	return c
}

// WithMenu gives the chip its chevron. It returns c.
func (c *Chip) WithMenu() *Chip { c.menu = true; return c }

// On reports whether the filter is on.
func (c *Chip) On() bool { return c.on }

// Set changes whether the chip is on, and its label.
func (c *Chip) Set(on bool, label string) {
	c.on = on
	c.text.Set(label)
	c.Refresh()
}

func (c *Chip) close() {
	if c.on && !c.disabled && c.OnClosed != nil {
		c.OnClosed()
	}
}

// endAt reports whether x is on the cross, with the room around it.
func (c *Chip) endAt(x float32) bool {
	return c.on && x >= c.Size().Width-chipPad-c.end.Size()-chipGap
}

// Tapped implements fyne.Tappable.
func (c *Chip) Tapped(ev *fyne.PointEvent) {
	if c.endAt(ev.Position.X) {
		c.takeFocus()
		c.close()
		return
	}
	c.control.Tapped(ev)
}

// TypedKey implements fyne.Focusable.
func (c *Chip) TypedKey(ev *fyne.KeyEvent) {
	if c.on && (ev.Name == fyne.KeyDelete || ev.Name == fyne.KeyBackspace) {
		c.byKeyboard()
		c.close()
		return
	}
	c.control.TypedKey(ev)
}

// MouseMoved implements desktop.Hoverable.
func (c *Chip) MouseMoved(ev *desktop.MouseEvent) {
	over := c.endAt(ev.Position.X)
	if over == c.overEnd {
		return
	}
	c.overEnd = over
	tipGone(c)
	if over {
		tipSoon(c, Tip{Text: lang.L("Remove filter"), Key: "Del"})
	}
	c.Refresh()
}

// MouseOut implements desktop.Hoverable.
func (c *Chip) MouseOut() {
	c.overEnd = false
	c.control.MouseOut()
}

// CreateRenderer implements fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c) }

// Objects implements look.Drawn.
func (c *Chip) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.box.Object, c.icon.Object, c.text.Object, c.end.Object, c.ring.Object}
}

// Min implements look.Drawn.
func (c *Chip) Min(p look.Paint) fyne.Size {
	w := c.text.Natural(p) + 2*chipPad
	if c.icon.Name() != "" {
		w += c.icon.Size() + chipGap
	}
	if c.on || c.menu {
		w += chipGap + c.end.Size()
	}
	return fyne.NewSize(w, look.Compact)
}

// Arrange implements look.Drawn.
func (c *Chip) Arrange(p look.Paint, size fyne.Size) {
	h := look.Compact
	c.box.Place(p, 0, 0, size.Width, h)
	c.ring.Ring(p, 0, 0, size.Width, h)
	left, right := chipPad, size.Width-chipPad
	if c.icon.Name() != "" {
		c.icon.Place(p, left, (h-c.icon.Size())/2)
		left += c.icon.Size() + chipGap
	}
	if c.on || c.menu {
		right -= c.end.Size()
		c.end.Place(p, right, (h-c.end.Size())/2)
		right -= chipGap
	}
	c.text.Place(p, left, (h-c.text.Line())/2, max(0, right-left))
}

// Repaint implements look.Drawn.
func (c *Chip) Repaint(p look.Paint) {
	c.box.Fill, c.box.Edge = "", look.Border
	ink := look.Fg2
	c.end.Set("")
	switch {
	case c.on:
		c.box.Fill, c.box.Edge, ink = look.AccentSoft, look.AccentMid, look.AccentFg
		c.end.Set(look.IconClose)
	case c.menu:
		c.end.Set(look.IconDown)
	}
	if !c.on && !c.disabled {
		if c.hovered {
			c.box.Fill = look.Hover
		}
		if c.pressed {
			c.box.Fill = look.Pressed
		}
	}
	if c.disabled {
		ink = look.Disabled
	}
	c.text.SetColor(ink)
	c.icon.SetColor(ink)
	c.end.SetColor(ink)
	if c.overEnd && !c.disabled {
		c.end.SetColor(look.Fg)
	}
	c.box.Repaint(p)
	c.icon.Repaint(p)
	c.text.Repaint(p)
	c.end.Repaint(p)
	c.paintRing(p)
}
