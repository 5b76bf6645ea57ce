package gallery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// iconWidget is an icon by itself.
type iconWidget struct {
	widget.BaseWidget
	icon *look.Icon
}

func newIconWidget(icon *look.Icon) *iconWidget {
	w := &iconWidget{icon: icon}
	w.ExtendBaseWidget(w)
	return w
}

func (w *iconWidget) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(w, w) }
func (w *iconWidget) Objects() []fyne.CanvasObject        { return []fyne.CanvasObject{w.icon.Object} }

func (w *iconWidget) Min(look.Paint) fyne.Size          { return fyne.NewSquareSize(w.icon.Size()) }
func (w *iconWidget) Repaint(p look.Paint)              { w.icon.Repaint(p) }
func (w *iconWidget) Arrange(p look.Paint, _ fyne.Size) { w.icon.Place(p, 0, 0) }
