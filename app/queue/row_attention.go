package queue

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// attentionHeight is the height of a row that needs a person.
const attentionHeight float32 = 52

// attentionRow is a job that needs a person: what happened, what became of the
// work, and the one thing to do about it.
type attentionRow struct {
	face
	detail, title, text *look.Text
	icon                *look.Icon
	buttons             buttons
	remedy              *rowButton
	what                uploader.Remedy
}

func newAttentionRow(p *Page) *attentionRow {
	r := &attentionRow{
		face:   newFace(p),
		detail: look.NewText(look.Small, look.Fg3, ""),
		title:  look.NewText(look.BodyMedium, look.Error, ""),
		text:   look.NewText(look.Small, look.Fg2, ""),
		icon:   look.NewIcon(look.IconError, look.IconSize, look.Error),
	}
	r.buttons.add(widgets.Quiet, "", look.IconClose, "remove", widgets.Tip{Text: lang.L("Remove from the queue"), Key: "Del"}, func() { p.remove(r.id) })
	r.remedy = r.buttons.add(widgets.Soft, "", "", "remedy", widgets.Tip{}, func() { p.mend(r.id, r.what) })
	return r
}

func (r *attentionRow) bind(id int64, j *uploader.Job, known bool, s *Snapshot) {
	r.face.bind(id, j, known, fyne.NewSize(bigThumbW, bigThumbH))
	var e uploader.Explanation
	r.detail.Set("")
	if known {
		e = j.Explain(s.Now)
		r.detail.Set(fileDetail(j))
	}
	r.title.Set(lang.L(e.Title))
	r.text.Set(e.Detail)
	r.what = e.Remedy
	r.remedy.show = e.Remedy != uploader.RemedyNone
	r.remedy.face.Set(string(e.Remedy), remedyIcon(e.Remedy))
}

func (r *attentionRow) Objects() []fyne.CanvasObject {
	objects := append(r.objects(), r.detail.Object, r.icon.Object, r.title.Object, r.text.Object)
	return append(objects, r.buttons.objects()...)
}

func (r *attentionRow) SetState(s widgets.RowState) { r.state = s }

func (r *attentionRow) Repaint(p look.Paint) {
	r.repaint(p)
	r.icon.Show(r.title.Full() != "")
	r.icon.Repaint(p)
	for _, t := range []*look.Text{r.detail, r.title, r.text} {
		t.Repaint(p)
	}
	r.buttons.repaint(p, r.state)
}

func (r *attentionRow) Arrange(p look.Paint, size fyne.Size) {
	c := columnsFor(size.Width, r.state.Lifted)
	nameEnd := c.tape - columnGap
	r.place(p, fyne.NewSize(bigThumbW, bigThumbH), bigNameX, 9, nameEnd, size.Height)
	r.detail.Place(p, bigNameX, 27, max(0, nameEnd-bigNameX))
	end := r.buttons.place(p, c.end, size.Height) - 8
	r.icon.Place(p, c.tape, 10)
	x := c.tape + r.icon.Size() + 10
	r.title.Place(p, x, 9, max(0, end-x))
	r.text.Place(p, x, 27, max(0, end-x))
}

func (r *attentionRow) Zones() []widgets.Zone {
	zones := r.nameZone()
	for id, t := range map[string]*look.Text{"title": r.title, "text": r.text} {
		if t.Cut() {
			zones = append(zones, textZone(id, t))
		}
	}
	return append(zones, r.buttons.zones()...)
}
