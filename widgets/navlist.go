package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// NavList is a list of the parts of a page, of which one is current. Up and Down
// move the keyboard, Enter and Space choose.
type NavList struct {
	widget.BaseWidget

	// OnSelect runs when the user chose a part.
	OnSelect func(id string)

	buttons []*navButton
	current string
}

// navPitch is the distance of two lines.
const navPitch float32 = 34

// NewNavList returns a list.
func NewNavList(items []NavItem, current string, chosen func(id string)) *NavList {
	n := &NavList{OnSelect: chosen, current: current}
	n.ExtendBaseWidget(n)
	n.SetItems(items)
	return n
}

// SetItems replaces the lines.
func (n *NavList) SetItems(items []NavItem) {
	n.buttons = nil
	for _, item := range items {
		b := newNavButton(item, func() { n.OnSelect(item.ID) })
		b.step = func(by int) { n.step(b, by) }
		b.current = item.ID == n.current
		n.buttons = append(n.buttons, b)
	}
	n.Refresh()
}

// SetCurrent marks a line without calling OnSelect.
func (n *NavList) SetCurrent(id string) {
	n.current = id
	for _, b := range n.buttons {
		b.current = b.item.ID == id
		b.Refresh()
	}
}

func (n *NavList) step(from *navButton, by int) {
	for i, b := range n.buttons {
		if to := i + by; b == from && to >= 0 && to < len(n.buttons) {
			if c := canvasOf(n); c != nil {
				c.Focus(n.buttons[to])
			}
		}
	}
}

// First is what takes the keyboard, nil in an empty list.
func (n *NavList) First() fyne.Focusable {
	for _, b := range n.buttons {
		if b.current {
			return b
		}
	}
	if len(n.buttons) == 0 {
		return nil
	}
	return n.buttons[0]
}

// CreateRenderer implements fyne.Widget.
func (n *NavList) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(n, n) }

// Objects implements look.Drawn.
func (n *NavList) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(n.buttons))
	for i, b := range n.buttons {
		objects[i] = b
	}
	return objects
}

// Min implements look.Drawn.
func (n *NavList) Min(look.Paint) fyne.Size {
	return fyne.NewSize(navHeight, navPitch*float32(len(n.buttons)))
}

// Arrange implements look.Drawn.
func (n *NavList) Arrange(_ look.Paint, size fyne.Size) {
	for i, b := range n.buttons {
		b.Move(fyne.NewPos(0, float32(i)*navPitch))
		b.Resize(fyne.NewSize(size.Width, navHeight))
	}
}

// Repaint implements look.Drawn.
func (n *NavList) Repaint(look.Paint) {
	for _, b := range n.buttons {
		b.Refresh()
	}
}
