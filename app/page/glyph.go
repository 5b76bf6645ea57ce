package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// Glyph is an icon by itself.
type Glyph struct {
	widget.BaseWidget
	icon *look.Icon
}

// NewGlyph returns an icon in a colour.
func NewGlyph(name look.IconName, color fyne.ThemeColorName) *Glyph {
	g := &Glyph{icon: look.NewIcon(name, look.IconSize, color)}
	g.ExtendBaseWidget(g)
	return g
}

// Set changes the icon and its colour.
func (g *Glyph) Set(name look.IconName, color fyne.ThemeColorName) {
	g.icon.Set(name)
	g.icon.SetColor(color)
	g.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (g *Glyph) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(g, g) }

// Objects implements look.Drawn.
func (g *Glyph) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{g.icon.Object} }

// Min implements look.Drawn.
func (g *Glyph) Min(look.Paint) fyne.Size { return fyne.NewSize(look.IconSize, look.IconSize) }

// Repaint implements look.Drawn.
func (g *Glyph) Repaint(p look.Paint) { g.icon.Repaint(p) }

// Arrange implements look.Drawn.
func (g *Glyph) Arrange(p look.Paint, size fyne.Size) {
	g.icon.Place(p, (size.Width-look.IconSize)/2, (size.Height-look.IconSize)/2)
}
