package queue

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// activeRow is an upload under way.
type activeRow struct {
	face
	detail, percent, amount, rate, left *look.Text
	tape                                *widgets.Tape
	spark                               *widgets.Bars
	buttons                             buttons
	more, pause, first                  *rowButton
}

func newActiveRow(p *Page) *activeRow {
	r := &activeRow{
		face:    newFace(p),
		detail:  look.NewText(look.Small, look.Fg3, ""),
		percent: look.NewText(look.SmallSemibold, look.Fg, ""),
		amount:  look.NewText(look.Small, look.Fg3, ""),
		rate:    look.NewText(look.SmallMedium, look.Fg, "").Trailing(),
		left:    look.NewText(look.Small, look.Fg2, "").Trailing(),
		tape:    widgets.NewTape(),
		spark:   widgets.NewSparkline(),
	}
	r.more = r.buttons.add(widgets.Quiet, "", look.IconMore, "more", moreTip(), func() { p.openMenu(r.id, r.more.face) })
	r.pause = r.buttons.add(widgets.Quiet, "", look.IconPause, "pause", widgets.Tip{Text: lang.L("Pause"), Key: "Space"}, func() { p.pause(r.id) })
	r.first = r.buttons.add(widgets.Quiet, "", look.IconToTop, "first", widgets.Tip{Text: lang.L("Move to the top"), Key: "Alt Home"}, func() { p.first(r.id) })
	return r
}

func moreTip() widgets.Tip { return widgets.Tip{Text: lang.L("More"), Key: "Shift F10"} }

func (r *activeRow) bind(id int64, j *uploader.Job, known bool, s *Snapshot, b uploader.Brief) {
	same := r.id == id
	r.face.bind(id, j, known, fyne.NewSize(bigThumbW, bigThumbH))
	r.detail.Set("")
	if known {
		r.detail.Set(fileDetail(j))
	}
	run := s.Running[id]
	sent := s.sent(b)
	r.percent.Set(fmt.Sprintf("%d%%", percent(sent, b.Size)))
	r.amount.Set(uploader.BytesOf(sent, b.Size))
	r.rate.Set("")
	r.left.Set("")
	if run.Speed > 0 {
		r.rate.Set(words.Speed(run.Speed))
	}
	if left, timed := run.Left(b.Size); timed {
		r.left.Set(uploader.Remaining(left))
	}
	tape := widgets.TapeState{Done: part(sent, b.Size), Sent: part(s.flown(b), b.Size)}
	if same {
		r.tape.Set(tape)
	} else {
		r.tape.Reset(tape)
	}
	bars := s.RowBars[id]
	if bars == nil {
		bars = make([]float64, widgets.SparklineBars)
	}
	r.spark.Set(widgets.BarsState{Values: bars, Recent: rowLast})
}

func (r *activeRow) Objects() []fyne.CanvasObject {
	objects := append(r.objects(), r.detail.Object, r.percent.Object, r.amount.Object, r.tape, r.spark, r.rate.Object, r.left.Object)
	return append(objects, r.buttons.objects()...)
}

func (r *activeRow) SetState(s widgets.RowState) {
	r.state = s
	r.first.show = s.Active() && !s.Lifted
	for _, b := range r.buttons.all {
		b.face.SetKind(buttonKind(s))
	}
}

// buttonKind is how the icon buttons of a row look: boxed in the row at hand.
func buttonKind(s widgets.RowState) widgets.ButtonKind {
	if s.Active() && !s.Lifted {
		return widgets.Neutral
	}
	return widgets.Quiet
}

func (r *activeRow) Repaint(p look.Paint) {
	r.repaint(p)
	for _, t := range []*look.Text{r.detail, r.percent, r.amount, r.rate, r.left} {
		t.Repaint(p)
	}
	r.tape.Refresh()
	r.spark.Refresh()
	r.buttons.repaint(p, r.state)
}

func (r *activeRow) Arrange(p look.Paint, size fyne.Size) {
	c := columnsFor(size.Width, r.state.Lifted)
	nameEnd := c.tape - columnGap
	r.place(p, fyne.NewSize(bigThumbW, bigThumbH), bigNameX, 10, nameEnd, size.Height)
	r.detail.Place(p, bigNameX, 28, max(0, nameEnd-bigNameX))
	width := max(0, c.tapeEnd-c.tape)
	percent := r.percent.Natural(p)
	r.percent.Place(p, c.tape, 12, percent)
	// The amount keeps its place while the percentage grows by a digit.
	at := max(percentWidth, percent+8)
	r.amount.Place(p, c.tape+at, 12, max(0, width-at))
	r.tape.Move(fyne.NewPos(c.tape, 35))
	r.tape.Resize(fyne.NewSize(width, widgets.TapeHeight))
	show(r.spark, c.spark)
	spark := r.spark.MinSize()
	r.spark.Move(fyne.NewPos(c.sparkAt, 15))
	r.spark.Resize(spark)
	r.rate.Place(p, c.rateEnd-rateWidth, (size.Height-r.rate.Line())/2, rateWidth)
	show(r.left.Object, c.left)
	r.left.Place(p, c.leftEnd-leftWidth, (size.Height-r.left.Line())/2, leftWidth)
	r.buttons.place(p, c.end, size.Height)
}

const percentWidth float32 = 40

func show(o fyne.CanvasObject, on bool) {
	if on == o.Visible() {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func (r *activeRow) Zones() []widgets.Zone {
	return append(r.nameZone(), r.buttons.zones()...)
}
