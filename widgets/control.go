package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// control is what every control that can be pressed shares: hover, press, focus
// with its ring, being disabled, and a tooltip.
//
// A click focuses the control without showing the ring; the ring shows when the
// keyboard brought the focus or is used afterwards.
type control struct {
	widget.BaseWidget

	self      focusable
	ring      *look.Box
	act       func() // what a click, Space or Enter does
	tip       Tip
	cut       []*look.Text // whose whole text is the tip where it is cut and there is no other
	hovered   bool
	pressed   bool
	focused   bool
	byPointer bool
	disabled  bool
}

type focusable interface {
	fyne.Widget
	fyne.Focusable
}

func (c *control) init(self focusable, radius float32, act func()) {
	c.self, c.act = self, act
	c.ring = look.NewRing(radius)
	c.ExtendBaseWidget(self)
}

// SetTip sets the tooltip: what the control does and its shortcut.
func (c *control) SetTip(text, key string) { c.tip = Tip{Text: text, Key: key} }

func (c *control) tooltip() Tip {
	if c.tip.Text == "" {
		for _, t := range c.cut {
			if t.Cut() {
				return Tip{Text: t.Full(), Key: c.tip.Key}
			}
		}
	}
	return c.tip
}

// Disabled implements fyne.Disableable.
func (c *control) Disabled() bool { return c.disabled }

// Disable implements fyne.Disableable.
func (c *control) Disable() { c.setDisabled(true) }

// Enable implements fyne.Disableable.
func (c *control) Enable() { c.setDisabled(false) }

func (c *control) setDisabled(on bool) {
	if c.disabled == on {
		return
	}
	c.disabled = on
	if on {
		c.pressed = false
		c.unfocus()
	}
	c.self.Refresh()
}

// ringed reports whether the focus ring shows.
func (c *control) ringed() bool { return c.focused && !c.byPointer && !c.disabled }

// Tapped implements fyne.Tappable.
func (c *control) Tapped(*fyne.PointEvent) {
	if c.disabled {
		return
	}
	c.takeFocus()
	c.run()
}

func (c *control) run() {
	if c.act != nil && !c.disabled {
		c.act()
	}
}

// takeFocus is for a click: the ring stays hidden.
func (c *control) takeFocus() {
	if w := canvasOf(c.self); w != nil && !c.focused {
		c.byPointer = true
		w.Focus(c.self)
	}
}

func (c *control) unfocus() {
	if w := canvasOf(c.self); w != nil && c.focused {
		w.Unfocus()
	}
}

// FocusGained implements fyne.Focusable.
func (c *control) FocusGained() {
	c.focused = true
	if !c.byPointer {
		tipNow(c.self, c.tooltip())
	}
	c.self.Refresh()
}

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() {
	c.focused, c.byPointer, c.pressed = false, false, false
	tipGone(c.self)
	c.self.Refresh()
}

// TypedRune implements fyne.Focusable.
func (c *control) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *control) TypedKey(ev *fyne.KeyEvent) {
	c.byKeyboard()
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.run()
	default:
		PassKey(c.self, ev)
	}
}

// byKeyboard shows the ring of a control that a click had focused.
func (c *control) byKeyboard() {
	if c.byPointer {
		c.byPointer = false
		c.self.Refresh()
	}
}

// MouseIn implements desktop.Hoverable.
func (c *control) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	tipSoon(c.self, c.tooltip())
	c.self.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *control) MouseOut() {
	c.hovered, c.pressed = false, false
	tipGone(c.self)
	c.self.Refresh()
}

// MouseDown implements desktop.Mouseable.
func (c *control) MouseDown(ev *desktop.MouseEvent) {
	tipGone(c.self)
	if ev.Button == desktop.MouseButtonPrimary && !c.disabled {
		c.pressed = true
		c.self.Refresh()
	}
}

// MouseUp implements desktop.Mouseable.
func (c *control) MouseUp(*desktop.MouseEvent) {
	if c.pressed {
		c.pressed = false
		c.self.Refresh()
	}
}

// paintRing draws the focus ring as it stands.
func (c *control) paintRing(p look.Paint) {
	c.ring.Show(c.ringed())
	c.ring.Repaint(p)
}
