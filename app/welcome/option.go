package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// option is one way in: a card with a radio button that opens when it is
// chosen.
type option struct {
	widget.BaseWidget
	choose func()

	on, hovered, focused bool
	box, dot, ring       *look.Box
	title, sentence      *look.Text
	icon                 *look.Icon
	content              fyne.CanvasObject
	step                 func(by int)
	enter                func()
	back                 func() // nil where there is nothing to go back to
}

const (
	optionHead float32 = 68 // height of a closed card
	optionBody float32 = 72 // of the content from the top of an open one
	optionPad  float32 = 20
	optionIcon float32 = 20
)

var (
	_ fyne.Tappable     = (*option)(nil)
	_ fyne.Focusable    = (*option)(nil)
	_ desktop.Hoverable = (*option)(nil)
)

func newOption(icon look.IconName, title, sentence string, content fyne.CanvasObject) *option {
	o := &option{
		box:      look.NewBox(look.Surface, look.Border, look.RadiusCard),
		dot:      look.NewBox("", look.BorderStrong, look.Pill),
		ring:     look.NewRing(look.RadiusCard),
		title:    look.NewText(look.Subheading, look.Fg, title),
		sentence: look.NewText(look.Small, look.Fg2, sentence),
		icon:     look.NewIcon(icon, optionIcon, look.Fg2),
		content:  content,
	}
	o.ExtendBaseWidget(o)
	return o
}

// set opens or closes the card.
func (o *option) set(on bool) {
	o.on = on
	o.Refresh()
}

func (o *option) height() float32 {
	if !o.on {
		return optionHead
	}
	return optionBody + o.content.MinSize().Height + optionPad
}

// CreateRenderer implements fyne.Widget.
func (o *option) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(o, o) }

// Objects implements look.Drawn.
func (o *option) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{o.box.Object, o.dot.Object, o.title.Object, o.sentence.Object, o.icon.Object, o.ring.Object}
	if o.on {
		objects = append(objects, o.content)
	}
	return objects
}

// Min implements look.Drawn.
func (o *option) Min(look.Paint) fyne.Size {
	return fyne.NewSize(320, o.height())
}

// Arrange implements look.Drawn.
func (o *option) Arrange(p look.Paint, size fyne.Size) {
	o.box.Place(p, 0, 0, size.Width, size.Height)
	o.ring.Ring(p, 0, 0, size.Width, size.Height)
	o.dot.Place(p, optionPad, 30, 16, 16)
	room := max(0, size.Width-2*optionPad-28-32)
	o.title.Place(p, optionPad+28, 19, room)
	o.sentence.Place(p, optionPad+28, 40, room)
	o.icon.Place(p, size.Width-optionPad-o.icon.Size(), 28)
	o.content.Move(fyne.NewPos(optionPad, optionBody))
	o.content.Resize(fyne.NewSize(max(0, size.Width-2*optionPad), max(0, size.Height-optionBody-optionPad)))
}

// Repaint implements look.Drawn.
func (o *option) Repaint(p look.Paint) {
	o.box.Edge, o.dot.Edge, o.dot.EdgeWidth = look.Border, look.BorderStrong, 1
	o.icon.SetColor(look.Fg2)
	if o.on {
		o.box.Edge, o.dot.Edge, o.dot.EdgeWidth = look.Accent, look.Accent, 5
		o.icon.SetColor(look.AccentFg)
	}
	o.box.Fill = look.Surface
	if o.hovered && !o.on {
		o.box.Fill = look.Hover
	}
	o.ring.Show(o.focused)
	for _, part := range []interface{ Repaint(look.Paint) }{o.box, o.dot, o.ring, o.title, o.sentence, o.icon} {
		part.Repaint(p)
	}
	if o.on {
		o.content.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (o *option) Tapped(*fyne.PointEvent) {
	if !o.on {
		o.choose()
	}
}

// MouseIn implements desktop.Hoverable.
func (o *option) MouseIn(*desktop.MouseEvent) { o.hover(true) }

// MouseMoved implements desktop.Hoverable.
func (o *option) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (o *option) MouseOut() { o.hover(false) }

func (o *option) hover(on bool) {
	o.hovered = on
	o.Refresh()
}

// FocusGained implements fyne.Focusable.
func (o *option) FocusGained() { o.focus(true) }

// FocusLost implements fyne.Focusable.
func (o *option) FocusLost() { o.focus(false) }

func (o *option) focus(on bool) {
	o.focused = on
	o.Refresh()
}

// TypedRune implements fyne.Focusable.
func (o *option) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (o *option) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		o.step(-1)
	case fyne.KeyDown:
		o.step(1)
	case fyne.KeySpace:
		o.choose()
	case fyne.KeyReturn, fyne.KeyEnter:
		o.choose()
		o.enter()
	case fyne.KeyEscape:
		if o.back != nil {
			o.back()
		}
	}
}
