package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// Card is content on a surface with an edge. The content keeps clear of the
// round corners by the inset.
type Card struct {
	widget.BaseWidget
	box     *look.Box
	content fyne.CanvasObject
	inset   float32
}

// NewCard returns a card with space of 16 around its content.
func NewCard(content fyne.CanvasObject) *Card {
	c := &Card{
		box:     look.NewBox(look.Surface, look.Separator, look.RadiusCard),
		content: content, inset: 16,
	}
	c.ExtendBaseWidget(c)
	return c
}

// Inset changes the space around the content. It returns c.
func (c *Card) Inset(inset float32) *Card { c.inset = inset; return c }

// HeightFor is the height in that width.
func (c *Card) HeightFor(width float32) float32 {
	return heightFor(c.content, width-2*c.inset) + 2*c.inset
}

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c) }

// Objects implements look.Drawn.
func (c *Card) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{c.box.Object, c.content} }

// Min implements look.Drawn.
func (c *Card) Min(look.Paint) fyne.Size {
	return c.content.MinSize().AddWidthHeight(2*c.inset, 2*c.inset)
}

// Arrange implements look.Drawn.
func (c *Card) Arrange(p look.Paint, size fyne.Size) {
	c.box.Place(p, 0, 0, size.Width, size.Height)
	c.content.Move(fyne.NewPos(c.inset, c.inset))
	c.content.Resize(size.SubtractWidthHeight(2*c.inset, 2*c.inset))
}

// Repaint implements look.Drawn.
func (c *Card) Repaint(p look.Paint) {
	c.box.Repaint(p)
	c.content.Refresh()
}

// CardRows lays objects under each other with a hairline between, each with
// space around it, for a Card with Inset(0).
func CardRows(inset float32, rows ...fyne.CanvasObject) *fyne.Container {
	var objects []fyne.CanvasObject
	for i, row := range rows {
		if i > 0 {
			objects = append(objects, NewRule())
		}
		objects = append(objects, Inset(inset, inset, inset, inset, row))
	}
	return Column(0, objects...)
}

// Rule is a hairline.
type Rule struct {
	widget.BaseWidget
	line  *canvas.Rectangle
	color fyne.ThemeColorName
	down  bool
}

// NewRule returns a hairline across a column.
func NewRule() *Rule { return newRule(look.Separator, false) }

// NewRaisedRule returns a hairline across a column of a panel that lies over the
// window, where NewRule could hardly be seen.
func NewRaisedRule() *Rule { return newRule(look.Border, false) }

// NewUpright returns a hairline between the objects of a Stretched row.
func NewUpright() *Rule { return newRule(look.Separator, true) }

func newRule(color fyne.ThemeColorName, down bool) *Rule {
	r := &Rule{line: hairline(), color: color, down: down}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *Rule) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(r, r) }

// Objects implements look.Drawn.
func (r *Rule) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }

// Min implements look.Drawn.
func (r *Rule) Min(look.Paint) fyne.Size { return fyne.NewSize(1, 1) }

// Arrange implements look.Drawn.
func (r *Rule) Arrange(_ look.Paint, size fyne.Size) {
	if r.down {
		r.line.Resize(fyne.NewSize(1, size.Height))
	} else {
		r.line.Resize(fyne.NewSize(size.Width, 1))
	}
}

// Repaint implements look.Drawn.
func (r *Rule) Repaint(p look.Paint) {
	r.line.FillColor = p.Color(r.color)
	r.line.Refresh()
}

// NewBackdrop returns content over a flat colour. A window needs none: its own
// background is look.Canvas.
func NewBackdrop(color fyne.ThemeColorName, content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(NewBoxed(look.NewBox(color, "", 0)), content)
}

// Boxed is a drawn box by itself.
type Boxed struct {
	widget.BaseWidget
	box *look.Box
}

// NewBoxed returns a box as a widget, which fills its place.
func NewBoxed(box *look.Box) *Boxed {
	b := &Boxed{box: box}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *Boxed) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(b, b) }

// Objects implements look.Drawn.
func (b *Boxed) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{b.box.Object} }

// Min implements look.Drawn.
func (b *Boxed) Min(look.Paint) fyne.Size { return fyne.Size{} }

// Repaint implements look.Drawn.
func (b *Boxed) Repaint(p look.Paint) { b.box.Repaint(p) }

// Arrange implements look.Drawn.
func (b *Boxed) Arrange(p look.Paint, size fyne.Size) {
	b.box.Place(p, 0, 0, size.Width, size.Height)
}
