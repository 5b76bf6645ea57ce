package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// Sign is an icon beside a text, that does nothing.
type Sign struct {
	widget.BaseWidget
	icon *look.Icon
}

// NewSign returns an icon of the size that controls have, in a colour token.
func NewSign(name look.IconName, color fyne.ThemeColorName) *Sign {
	s := &Sign{icon: look.NewIcon(name, look.IconSize, color)}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *Sign) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *Sign) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{s.icon.Object} }

// Min implements look.Drawn.
func (s *Sign) Min(look.Paint) fyne.Size { return fyne.NewSquareSize(look.IconSize) }

// Arrange implements look.Drawn.
func (s *Sign) Arrange(p look.Paint, size fyne.Size) {
	s.icon.Place(p, 0, float32(int((size.Height-look.IconSize)/2)))
}

// Repaint implements look.Drawn.
func (s *Sign) Repaint(p look.Paint) { s.icon.Repaint(p) }
