package gallery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// tiny is text of 10, which only the sheet of tokens uses and the type scale
// does not have.
type tiny struct {
	widget.BaseWidget
	text  *canvas.Text
	color fyne.ThemeColorName
}

func newTiny(s string, mono bool) *tiny {
	t := &tiny{color: look.Fg3, text: &canvas.Text{
		Text: s, TextSize: 10, TextStyle: fyne.TextStyle{Monospace: mono},
	}}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tiny) CreateRenderer() fyne.WidgetRenderer  { return look.NewRenderer(t, t) }
func (t *tiny) Objects() []fyne.CanvasObject         { return []fyne.CanvasObject{t.text} }
func (t *tiny) Min(look.Paint) fyne.Size             { return t.text.MinSize() }
func (t *tiny) Arrange(_ look.Paint, size fyne.Size) { t.text.Resize(size) }
func (t *tiny) Repaint(p look.Paint) {
	t.text.Color = p.Color(t.color)
	t.text.Refresh()
}
