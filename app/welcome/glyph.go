package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// glyph is an icon as a widget.
type glyph struct {
	widget.BaseWidget
	icon *look.Icon
}

func newGlyph(name look.IconName, tone fyne.ThemeColorName) *glyph {
	return newGlyphOf(name, look.IconSize, tone)
}

func newGlyphOf(name look.IconName, size float32, tone fyne.ThemeColorName) *glyph {
	g := &glyph{icon: look.NewIcon(name, size, tone)}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer implements fyne.Widget.
func (g *glyph) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(g, g) }

// Objects implements look.Drawn.
func (g *glyph) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{g.icon.Object} }

// Min implements look.Drawn.
func (g *glyph) Min(look.Paint) fyne.Size { return fyne.NewSquareSize(g.icon.Size()) }

// Arrange implements look.Drawn.
func (g *glyph) Arrange(p look.Paint, size fyne.Size) {
	g.icon.Place(p, (size.Width-g.icon.Size())/2, (size.Height-g.icon.Size())/2)
}

// Repaint implements look.Drawn.
func (g *glyph) Repaint(p look.Paint) { g.icon.Repaint(p) }
