package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// Glyph is an icon as a widget.
type Glyph struct {
	widget.BaseWidget
	icon *look.Icon
}

// NewGlyph returns an icon in a box of that size and a colour token.
func NewGlyph(name look.IconName, size float32, tone fyne.ThemeColorName) *Glyph {
	g := &Glyph{icon: look.NewIcon(name, size, tone)}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer implements fyne.Widget.
func (g *Glyph) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(g, g) }

// Objects implements look.Drawn.
func (g *Glyph) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{g.icon.Object} }

// Min implements look.Drawn.
func (g *Glyph) Min(look.Paint) fyne.Size { return fyne.NewSquareSize(g.icon.Size()) }

// Arrange implements look.Drawn.
func (g *Glyph) Arrange(p look.Paint, size fyne.Size) {
	g.icon.Place(p, (size.Width-g.icon.Size())/2, (size.Height-g.icon.Size())/2)
}

// Repaint implements look.Drawn.
func (g *Glyph) Repaint(p look.Paint) { g.icon.Repaint(p) }
