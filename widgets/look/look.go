// Package look is how Spool looks: colours, sizes, type and icons, and the four
// parts every widget is drawn with.
//
// [Theme] is the fyne.Theme. It follows the system or is fixed to light or dark
// and can be replaced while the app runs:
//
//	app.Settings().SetTheme(look.New(look.Dark))
//
// A widget is drawn with [Text], [Box] and [Icon]. They are not widgets but
// parts of one: each has an Object to list in the renderer, and is told the
// [Paint] (theme and scale) whenever it is placed or recoloured. [NewRenderer]
// makes the renderer of such a widget:
//
//	type tag struct {
//		widget.BaseWidget
//		box  *look.Box
//		text *look.Text
//	}
//
//	func newTag(s string) *tag {
//		t := &tag{
//			box:  look.NewBox(look.Button, "", 4),
//			text: look.NewText(look.CaptionSemibold, look.Fg2, s),
//		}
//		t.ExtendBaseWidget(t)
//		return t
//	}
//
//	func (t *tag) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(t, t) }
//	func (t *tag) Objects() []fyne.CanvasObject {
//		return []fyne.CanvasObject{t.box.Object, t.text.Object}
//	}
//	func (t *tag) Min(p look.Paint) fyne.Size { return fyne.NewSize(t.text.Natural(p)+12, 20) }
//	func (t *tag) Repaint(p look.Paint)       { t.box.Repaint(p); t.text.Repaint(p) }
//	func (t *tag) Arrange(p look.Paint, size fyne.Size) {
//		t.box.Place(p, 0, 0, size.Width, size.Height)
//		t.text.Place(p, 6, (size.Height-t.text.Line())/2, size.Width-12)
//	}
//
// Everything here is called on Fyne's own goroutine only.
package look
