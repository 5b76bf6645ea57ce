package gallery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// boxWidget is a drawn box by itself.
type boxWidget struct {
	widget.BaseWidget
	box *look.Box
}

func newBoxWidget(box *look.Box) *boxWidget {
	w := &boxWidget{box: box}
	w.ExtendBaseWidget(w)
	return w
}

func (w *boxWidget) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(w, w) }
func (w *boxWidget) Objects() []fyne.CanvasObject        { return []fyne.CanvasObject{w.box.Object} }
func (w *boxWidget) Min(look.Paint) fyne.Size            { return fyne.Size{} }
func (w *boxWidget) Repaint(p look.Paint)                { w.box.Repaint(p) }
func (w *boxWidget) Arrange(p look.Paint, size fyne.Size) {
	w.box.Place(p, 0, 0, size.Width, size.Height)
}

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
