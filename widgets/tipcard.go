package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	tipWidth float32 = 320
	tipLines         = 6
	tipPad   float32 = 8
)

// tipCard is a tooltip as it looks.
type tipCard struct {
	widget.BaseWidget
	box  *look.Box
	text *look.Paragraph
	key  *look.Text
	all  *look.Text // the text on one line, to measure
}

// NewTipCard is a tooltip as it looks in its layer, to be placed by hand.
func NewTipCard(tip Tip) fyne.CanvasObject { return newTipCard(tip) }

func newTipCard(tip Tip) *tipCard {
	c := &tipCard{
		box:  look.NewBox(look.Fg, "", look.RadiusControl),
		text: look.NewParagraph(look.Small, look.Canvas, "").AtMost(tipLines),
		key:  look.NewText(look.Small, look.Disabled, ""),
		all:  look.NewText(look.Small, look.Canvas, ""),
	}
	c.ExtendBaseWidget(c)
	c.set(tip)
	return c
}

func (c *tipCard) set(tip Tip) {
	c.text.SetText(tip.Text)
	c.all.Set(tip.Text)
	c.key.Set(tip.Key)
	c.Refresh()
}

func (c *tipCard) tip() Tip { return Tip{Text: c.text.Text(), Key: c.key.Full()} }

func (c *tipCard) keyWidth(p look.Paint) float32 {
	if c.key.Full() == "" {
		return 0
	}
	return c.key.Natural(p) + tipPad
}

// fit is the size of the card in a window that has room for that width.
func (c *tipCard) fit(p look.Paint, room float32) fyne.Size {
	around := 2*tipPad + c.keyWidth(p)
	text := max(0, min(c.all.Natural(p), min(tipWidth, room)-around))
	return fyne.NewSize(text+around, c.text.HeightFor(text)+tipPad)
}

func (c *tipCard) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c) }

func (c *tipCard) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.box.Object, c.text, c.key.Object}
}

func (c *tipCard) Min(p look.Paint) fyne.Size { return c.fit(p, tipWidth) }

func (c *tipCard) Arrange(p look.Paint, size fyne.Size) {
	key := c.keyWidth(p)
	c.box.Place(p, 0, 0, size.Width, size.Height)
	c.text.Move(fyne.NewPos(tipPad, tipPad/2))
	c.text.Resize(fyne.NewSize(max(0, size.Width-2*tipPad-key), max(0, size.Height-tipPad)))
	c.key.Place(p, size.Width-key, tipPad/2, max(0, key-tipPad))
}

func (c *tipCard) Repaint(p look.Paint) {
	c.box.Repaint(p)
	c.text.Refresh()
	c.key.Repaint(p)
}
