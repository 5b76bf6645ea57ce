package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"spool/app/queue"
	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

// uploadCard shows the running uploads in the sidebar and leads to the queue.
type uploadCard struct {
	widget.BaseWidget
	open          func()
	hovered       bool
	box           *look.Box
	reel          *widgets.Reel
	title, detail *look.Text
}

const uploadCardHeight float32 = 52

var (
	_ fyne.Tappable     = (*uploadCard)(nil)
	_ desktop.Hoverable = (*uploadCard)(nil)
)

func newUploadCard(open func()) *uploadCard {
	c := &uploadCard{
		open:   open,
		box:    look.NewBox("", look.Separator, look.RadiusThumb),
		reel:   widgets.NewReel(widgets.ReelSmall),
		title:  look.NewText(look.SmallMedium, look.Fg, ""),
		detail: look.NewText(look.Caption, look.Fg3, ""),
	}
	c.ExtendBaseWidget(c)
	return c
}

func (c *uploadCard) set(s *queue.Snapshot) {
	c.reel.Set(s.Parts()...)
	c.title.Set(words.N(s.Uploading(), "%s uploading", "%s uploading"))
	speed, left := "", words.About(s.Left())
	if s.Speed() > 0 {
		speed = words.Speed(s.Speed())
		left = strings.TrimPrefix(left, "About ")
	}
	c.detail.Set(words.List(speed, left))
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *uploadCard) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c) }

// Objects implements look.Drawn.
func (c *uploadCard) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.box.Object, c.reel, c.title.Object, c.detail.Object}
}

// Min implements look.Drawn.
func (c *uploadCard) Min(look.Paint) fyne.Size { return fyne.NewSize(0, uploadCardHeight) }

// Arrange implements look.Drawn.
func (c *uploadCard) Arrange(p look.Paint, size fyne.Size) {
	c.box.Place(p, 0, 0, size.Width, size.Height)
	reel := c.reel.MinSize()
	c.reel.Move(fyne.NewPos(12, (size.Height-reel.Height)/2))
	c.reel.Resize(reel)
	left := 12 + reel.Width + 10
	c.title.Place(p, left, 10, max(0, size.Width-left-8))
	c.detail.Place(p, left, 27, max(0, size.Width-left-8))
}

// Repaint implements look.Drawn.
func (c *uploadCard) Repaint(p look.Paint) {
	c.box.Fill = ""
	if c.hovered {
		c.box.Fill = look.Hover
	}
	c.box.Repaint(p)
	c.title.Repaint(p)
	c.detail.Repaint(p)
}

// Tapped implements fyne.Tappable.
func (c *uploadCard) Tapped(*fyne.PointEvent) { c.open() }

// MouseIn implements desktop.Hoverable.
func (c *uploadCard) MouseIn(*desktop.MouseEvent) { c.hover(true) }

// MouseMoved implements desktop.Hoverable.
func (c *uploadCard) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *uploadCard) MouseOut() { c.hover(false) }

func (c *uploadCard) hover(on bool) {
	c.hovered = on
	c.Refresh()
}
