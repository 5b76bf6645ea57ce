package queue

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// quietRow is a job that waits, or has been sent: one line.
type quietRow struct {
	face
	tape             *widgets.Tape
	taped            bool
	icon             *look.Icon
	note, detail     *look.Text
	buttons          buttons
	act, link, embed *rowButton
	do               func(id int64)
}

func newQuietRow(p *Page) *quietRow {
	r := &quietRow{
		face:   newFace(p),
		tape:   widgets.NewTape(),
		icon:   look.NewIcon("", look.IconCompact, look.Fg2),
		note:   look.NewText(look.Small, look.Fg2, ""),
		detail: look.NewText(look.Small, look.Fg3, ""),
	}
	var more *rowButton
	more = r.buttons.add(widgets.Quiet, "", look.IconMore, "more", moreTip(), func() { p.openMenu(r.id, more.face) })
	r.link = r.buttons.add(widgets.Neutral, lang.L("Copy link"), look.IconLink, "link", widgets.Tip{}, func() { p.copyLinks(r.id) })
	r.embed = r.buttons.add(widgets.Neutral, lang.L("Copy embed"), look.IconCode, "embed", widgets.Tip{}, func() { p.copyEmbeds(r.id) })
	r.act = r.buttons.add(widgets.Neutral, "", "", "act", widgets.Tip{}, func() { r.do(r.id) })
	return r
}

func (r *quietRow) bind(id int64, j *uploader.Job, known bool, s *Snapshot, b uploader.Brief) {
	same := r.id == id
	r.face.bind(id, j, known, fyne.NewSize(smallThumbW, smallThumbH))
	r.act.show, r.link.show, r.embed.show = false, false, false
	r.taped = b.State != uploader.Ready
	r.detail.Set("")
	var n note
	tape := widgets.TapeState{Done: part(b.Offset, b.Size), Tone: look.Fg3}
	switch {
	case !known:
	case b.State == uploader.Ready:
		n = note{look.IconDone, lang.L("Ready"), look.Success}
		r.detail.Set(readyDetail(j))
		r.link.show, r.embed.show = j.Preview != "", j.Preview != ""
	case b.State == uploader.Processing:
		n = note{look.IconHourglass, processingNote(j), look.Process}
		tape = widgets.TapeState{Done: j.Percent / 100, Tone: look.Process}
		r.link.show = j.Preview != ""
	default:
		n = s.waitingNote(j)
		if n.tone == look.Warning {
			tape.Tone = look.Warning
		}
		r.offer(s, j)
	}
	r.icon.Set(n.icon)
	r.icon.SetColor(n.tone)
	r.note.Set(n.text)
	r.note.SetColor(n.tone)
	if same {
		r.tape.Set(tape)
	} else {
		r.tape.Reset(tape)
	}
}

func processingNote(j *uploader.Job) string {
	if j.Percent <= 0 {
		return lang.L("Processing on Stream")
	}
	return fmt.Sprintf(lang.L("Processing on Stream, %.0f%%"), j.Percent)
}

// offer gives a waiting job the button that helps it on.
func (r *quietRow) offer(s *Snapshot, j *uploader.Job) {
	label := ""
	switch {
	case j.State == uploader.Paused:
		label, r.do = lang.L("Resume"), r.page.resume
	case j.Explain(s.Now).Remedy == uploader.RemedyRetry:
		label, r.do = lang.L("Retry now"), r.page.retry
	default:
		return
	}
	r.act.show = true
	r.act.face.Set(label, "")
}

func (r *quietRow) Objects() []fyne.CanvasObject {
	objects := append(r.objects(), r.tape, r.icon.Object, r.note.Object, r.detail.Object)
	return append(objects, r.buttons.objects()...)
}

func (r *quietRow) SetState(s widgets.RowState) {
	r.state = s
	r.buttons.all[0].face.SetKind(buttonKind(s))
}

func (r *quietRow) Repaint(p look.Paint) {
	r.repaint(p)
	show(r.tape, r.taped)
	r.tape.Refresh()
	r.icon.Show(r.icon.Name() != "")
	r.icon.Repaint(p)
	r.note.Repaint(p)
	r.detail.Repaint(p)
	r.buttons.repaint(p, r.state)
}

func (r *quietRow) Arrange(p look.Paint, size fyne.Size) {
	c := columnsFor(size.Width, r.state.Lifted)
	r.place(p, fyne.NewSize(smallThumbW, smallThumbH), smallNameX, 13, c.tape-columnGap, size.Height)
	r.tape.Move(fyne.NewPos(c.tape, (size.Height-widgets.TapeHeight)/2))
	r.tape.Resize(fyne.NewSize(max(0, c.tapeEnd-c.tape), widgets.TapeHeight))
	end := r.buttons.place(p, c.end, size.Height) - 8
	x := c.note
	if !r.taped {
		x = c.tape
	}
	r.icon.Place(p, x, (size.Height-r.icon.Size())/2)
	x += r.icon.Size() + noteIconGap
	y := (size.Height - r.note.Line()) / 2
	width := min(r.note.Natural(p), max(0, end-x))
	r.note.Place(p, x, y, width)
	x += width + columnGap
	r.detail.Place(p, x, y, max(0, end-x))
}

func (r *quietRow) Zones() []widgets.Zone {
	zones := r.nameZone()
	if r.note.Cut() {
		zones = append(zones, textZone("note", r.note))
	}
	if r.detail.Cut() {
		zones = append(zones, textZone("detail", r.detail))
	}
	return append(zones, r.buttons.zones()...)
}
