package queue

import (
	"image"

	"fyne.io/fyne/v2"

	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// face is a row's picture and name, which all kinds of rows have.
type face struct {
	page  *Page
	id    int64
	state widgets.RowState
	thumb *widgets.Thumbnail
	shown image.Image
	name  *look.Text
}

func newFace(p *Page) face {
	return face{page: p, thumb: widgets.NewThumbnail(), name: look.NewText(look.BodyMedium, look.Fg, "")}
}

// bind shows a job; known is false where it was not read yet.
func (f *face) bind(id int64, j *uploader.Job, known bool, size fyne.Size) {
	f.id = id
	if !known {
		f.name.Set("")
		f.picture(nil, false)
		return
	}
	f.name.Set(j.Name())
	if f.page.Pictures == nil {
		return
	}
	scale := look.For(f.page.List).Scale
	img, there := f.page.Pictures.Frame(*j, int(size.Width*scale), int(size.Height*scale), func() { f.page.List.Update(keyOf(id)) })
	f.picture(img, there)
}

func (f *face) picture(img image.Image, there bool) {
	switch {
	case !there:
		f.thumb.SetWaiting()
	case img == nil || img != f.shown:
		f.thumb.SetImage(img)
	}
	f.shown = img
}

func (f *face) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.thumb, f.name.Object}
}

func (f *face) repaint(p look.Paint) {
	f.thumb.Refresh()
	f.name.Repaint(p)
}

func (f *face) place(p look.Paint, size fyne.Size, nameX, nameY, nameEnd, height float32) {
	f.thumb.Move(fyne.NewPos(thumbX, (height-size.Height)/2))
	f.thumb.Resize(size)
	f.name.Place(p, nameX, nameY, max(0, nameEnd-nameX))
}

// nameZone shows the whole name where it is cut.
func (f *face) nameZone() []widgets.Zone {
	if !f.name.Cut() {
		return nil
	}
	return []widgets.Zone{textZone("name", f.name)}
}

// textZone shows a text that does not fit in whole.
func textZone(id string, t *look.Text) widgets.Zone {
	return widgets.Zone{
		ID: id, Position: t.Object.Position(),
		Size: fyne.NewSize(t.Object.Size().Width, t.Line()), Tip: t.Full(),
	}
}

// buttons are a row's buttons, from the right edge to the left.
type buttons struct {
	all []*rowButton
}

// rowButton is a button of a row: its face, what it says and does.
type rowButton struct {
	face *widgets.ButtonFace
	id   string
	tip  widgets.Tip
	tap  func()
	show bool
}

func (b *buttons) add(kind widgets.ButtonKind, label string, icon look.IconName, id string, tip widgets.Tip, tap func()) *rowButton {
	r := &rowButton{face: widgets.NewButtonFace(kind, widgets.Small, label, icon), id: id, tip: tip, tap: tap, show: true}
	b.all = append(b.all, r)
	return r
}

func (b *buttons) objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, r := range b.all {
		objects = append(objects, r.face.Objects()...)
	}
	return objects
}

// repaint gives the buttons the state of their row.
func (b *buttons) repaint(p look.Paint, s widgets.RowState) {
	for _, r := range b.all {
		over := s.Zone == r.id
		r.face.SetState(over, over && s.Pressed, false)
		r.face.Show(r.show)
		r.face.Repaint(p)
	}
}

const buttonGap float32 = 4

// place puts the buttons side by side, the first at the right, and returns
// where they begin.
func (b *buttons) place(p look.Paint, end, height float32) float32 {
	y := (height - look.Compact) / 2
	for _, r := range b.all {
		if !r.show {
			continue
		}
		w := r.face.Width(p)
		end -= w
		r.face.Place(p, end, y, w)
		end -= buttonGap
	}
	return end
}

func (b *buttons) zones() []widgets.Zone {
	var zones []widgets.Zone
	for _, r := range b.all {
		if r.show {
			zones = append(zones, r.face.Zone(r.id, r.tip, r.tap))
		}
	}
	return zones
}
