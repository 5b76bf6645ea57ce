package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// Mark is an icon as a widget, beside what it stands for.
type Mark struct {
	widget.BaseWidget
	icon *look.Icon
}

// NewMark returns an icon in a colour.
func NewMark(name look.IconName, color fyne.ThemeColorName) *Mark {
	m := &Mark{icon: look.NewIcon(name, look.IconSize, color)}
	m.ExtendBaseWidget(m)
	return m
}

// Small makes the icon as small as in compact controls. It returns m.
func (m *Mark) Small() *Mark {
	m.icon = look.NewIcon(m.icon.Name(), look.IconCompact, m.icon.Color())
	return m
}

// Set changes the icon and its colour.
func (m *Mark) Set(name look.IconName, color fyne.ThemeColorName) {
	m.icon.Set(name)
	m.icon.SetColor(color)
	m.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (m *Mark) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(m, m) }

// Objects implements look.Drawn.
func (m *Mark) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{m.icon.Object} }

// Min implements look.Drawn.
func (m *Mark) Min(look.Paint) fyne.Size { return fyne.NewSquareSize(m.icon.Size()) }

// Arrange implements look.Drawn.
func (m *Mark) Arrange(p look.Paint, size fyne.Size) {
	m.icon.Place(p, (size.Width-m.icon.Size())/2, (size.Height-m.icon.Size())/2)
}

// Repaint implements look.Drawn.
func (m *Mark) Repaint(p look.Paint) { m.icon.Repaint(p) }
