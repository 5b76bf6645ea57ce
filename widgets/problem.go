package widgets

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

const (
	errorGap  float32 = 4 // between a field and its error
	errorText float32 = 6 // between the sign and the error
)

// fieldBox is the box of a field with the error under it.
type fieldBox struct {
	box  *look.Box
	text *look.Text
	sign *look.Icon
	flat bool // it has no box while nothing happens to it
	none bool // it never has one
}

func newFieldBox() *fieldBox {
	return &fieldBox{
		box:  look.NewBox(look.Input, look.Border, look.RadiusControl),
		text: look.NewText(look.Small, look.Error, ""),
		sign: look.NewIcon(look.IconError, look.IconBadge, look.Error),
	}
}

func (f *fieldBox) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.box.Object, f.text.Object, f.sign.Object}
}

// below is the height the error takes under the box.
func (f *fieldBox) below() float32 {
	if f.text.Full() == "" {
		return 0
	}
	return errorGap + f.text.Line()
}

func (f *fieldBox) place(p look.Paint, width, height float32) {
	f.box.Place(p, 0, 0, width, height)
	y, left := height+errorGap, f.sign.Size()+errorText
	f.sign.Place(p, 0, y+(f.text.Line()-f.sign.Size())/2)
	f.text.Place(p, left, y, max(0, width-left))
}

func (f *fieldBox) repaint(p look.Paint, focused bool) {
	wrong := f.text.Full() != ""
	f.box.Edge, f.box.EdgeWidth = look.Border, 1
	switch {
	case focused:
		f.box.Edge, f.box.EdgeWidth = look.Accent, look.RingWidth
	case wrong:
		f.box.Edge = look.Error
	}
	f.box.Show(!f.none && (focused || wrong || !f.flat))
	f.box.Repaint(p)
	f.text.Repaint(p)
	f.sign.Show(wrong)
	f.sign.Repaint(p)
}
