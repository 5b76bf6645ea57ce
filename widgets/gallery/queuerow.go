package gallery

import (
	"fyne.io/fyne/v2"

	"spool/widgets"
	"spool/widgets/look"
)

// job is what a row of the queue page shows.
type job struct {
	name, detail  string
	done, sent    float64
	percent, size string
	rate, left    string
	tone          fyne.ThemeColorName
	icon          look.IconName
	state         string // with the icon, in the tone
	why           string // under the state, where something is wrong
	remedy        string
	remedyIcon    look.IconName
	copies        bool // offers the link and the embed code
}

const (
	jobColumn float32 = 400 // where progress begins
	jobTape   float32 = 350
)

// jobRow draws a job. It is made once and shows many jobs in turn.
type jobRow struct {
	job      job
	active   bool // 54 high, with details
	pictures Pictures

	thumb              *widgets.Thumbnail
	name, detail       *look.Text
	percent, size      *look.Text
	tape               *widgets.Tape
	line               *widgets.Bars
	rate, left         *look.Text
	icon               *look.Icon
	state, why         *look.Text
	remedy             *widgets.ButtonFace
	embed, first, hold *widgets.ButtonFace
	more, drop         *widgets.ButtonFace
}

func newJobRow(active bool, pictures Pictures) *jobRow {
	icon := func(name look.IconName) *widgets.ButtonFace {
		return widgets.NewButtonFace(widgets.Quiet, widgets.Small, "", name)
	}
	return &jobRow{
		active: active, pictures: pictures,
		thumb: widgets.NewThumbnail(),
		name:  look.NewText(look.BodyMedium, look.Fg, ""), detail: look.NewText(look.Small, look.Fg3, ""),
		percent: look.NewText(look.SmallSemibold, look.Fg, ""), size: look.NewText(look.Small, look.Fg3, ""),
		tape: widgets.NewTape(), line: widgets.NewSparkline(),
		rate: look.NewText(look.SmallSemibold, look.Fg, "").Trailing(),
		left: look.NewText(look.Small, look.Fg3, "").Trailing(),
		icon: look.NewIcon("", look.IconCompact, ""), state: look.NewText(look.Small, "", ""),
		why:    look.NewText(look.Small, look.Fg2, ""),
		remedy: widgets.NewButtonFace(widgets.Neutral, widgets.Small, "", ""),
		embed:  widgets.NewButtonFace(widgets.Neutral, widgets.Small, "Copy embed", look.IconCode),
		first:  icon(look.IconToTop), hold: icon(look.IconPause), more: icon(look.IconMore), drop: icon(look.IconClose),
	}
}

// bind gives the row everything it shows.
func (r *jobRow) bind(j job) {
	r.job = j
	r.thumb.SetImage(r.pictures(j.name, 144, 80))
	r.name.Set(j.name)
	r.detail.Set(j.detail)
	r.percent.Set(j.percent)
	r.size.Set(j.size)
	r.rate.Set(j.rate)
	r.left.Set(j.left)
	r.icon.Set(j.icon)
	r.state.Set(j.state)
	r.why.Set(j.why)
	r.icon.SetColor(j.tone)
	r.state.SetColor(j.tone)
	r.state.SetRole(look.Small)
	if j.why != "" {
		r.state.SetRole(look.BodyMedium)
	}
	tape := widgets.TapeState{Done: j.done, Sent: j.sent, Tone: j.tone}
	r.tape.Reset(tape)
	r.line.Set(widgets.BarsState{Values: sparks, Recent: 5})
	r.remedy.Set(j.remedy, j.remedyIcon)
}

// Objects implements widgets.RowView.
func (r *jobRow) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{
		r.thumb, r.name.Object, r.detail.Object, r.percent.Object, r.size.Object, r.tape, r.line,
		r.rate.Object, r.left.Object, r.icon.Object, r.state.Object, r.why.Object,
	}
	for _, f := range r.faces() {
		objects = append(objects, f.Objects()...)
	}
	return objects
}

func (r *jobRow) faces() []*widgets.ButtonFace {
	return []*widgets.ButtonFace{r.remedy, r.embed, r.first, r.hold, r.more, r.drop}
}

// SetState implements widgets.RowView.
func (r *jobRow) SetState(s widgets.RowState) {
	kind := widgets.Quiet
	if s.Active() {
		kind = widgets.Neutral
	}
	for id, f := range map[string]*widgets.ButtonFace{"first": r.first, "hold": r.hold, "more": r.more, "drop": r.drop, "remedy": r.remedy, "embed": r.embed} {
		f.SetState(s.Zone == id, s.Zone == id && s.Pressed, false)
		if f == r.first || f == r.hold || f == r.more {
			f.SetKind(kind)
		}
	}
	running := r.active && r.job.why == ""
	r.hold.Show(running)
	r.first.Show(running && s.Active())
	r.more.Show(r.job.why == "")
	r.drop.Show(r.job.why != "")
	r.embed.Show(r.job.copies)
	r.remedy.Show(r.job.remedy != "")
	if r.job.why != "" {
		r.remedy.SetKind(widgets.Soft)
	} else {
		r.remedy.SetKind(widgets.Neutral)
	}
}

// Zones implements widgets.RowView.
func (r *jobRow) Zones() []widgets.Zone {
	var zones []widgets.Zone
	for _, z := range []struct {
		face *widgets.ButtonFace
		id   string
		tip  widgets.Tip
	}{
		{r.first, "first", widgets.Tip{Text: "Upload first", Key: "Alt Home"}},
		{r.hold, "hold", widgets.Tip{Text: "Pause", Key: "Space"}},
		{r.more, "more", widgets.Tip{Text: "More", Key: "Shift F10"}},
		{r.drop, "drop", widgets.Tip{Text: "Remove from queue", Key: "Del"}},
		{r.remedy, "remedy", widgets.Tip{}},
		{r.embed, "embed", widgets.Tip{Key: "E"}},
	} {
		if z.face.Shown() {
			zones = append(zones, z.face.Zone(z.id, z.tip, func() {}))
		}
	}
	return zones
}

// Repaint implements widgets.RowView.
func (r *jobRow) Repaint(p look.Paint) {
	r.thumb.Refresh()
	r.tape.Refresh()
	r.line.Refresh()
	for _, t := range []*look.Text{r.name, r.detail, r.percent, r.size, r.rate, r.left, r.state, r.why} {
		t.Repaint(p)
	}
	r.icon.Repaint(p)
	for _, f := range r.faces() {
		f.Repaint(p)
	}
}

// Arrange implements widgets.RowView.
func (r *jobRow) Arrange(p look.Paint, size fyne.Size) {
	middle := func(h float32) float32 { return float32(int((size.Height - h) / 2)) }
	left, right := look.Inset, size.Width-look.Inset
	picture := fyne.NewSize(56, 32)
	if r.active {
		picture = fyne.NewSize(72, 40)
	}
	r.thumb.Move(fyne.NewPos(left, middle(picture.Height)))
	r.thumb.Resize(picture)
	left += picture.Width + 14
	buttons := r.placeButtons(p, right, middle)
	r.placeNames(p, left, jobColumn-16-left, middle)
	r.placeProgress(p, jobColumn, buttons, middle)
}

func (r *jobRow) placeNames(p look.Paint, x, w float32, middle func(float32) float32) {
	if r.job.detail == "" {
		r.name.Place(p, x, middle(r.name.Line()), w)
		r.detail.Place(p, x, 0, 0)
		return
	}
	y := middle(r.name.Line() + r.detail.Line())
	r.name.Place(p, x, y, w)
	r.detail.Place(p, x, y+r.name.Line(), w)
}

func (r *jobRow) placeButtons(p look.Paint, right float32, middle func(float32) float32) float32 {
	y := middle(look.Compact)
	end := r.more
	if r.drop.Shown() {
		end = r.drop
	}
	end.Place(p, right-24, y, look.Compact)
	right -= 28
	for _, f := range []*widgets.ButtonFace{r.hold, r.first, r.remedy, r.embed} {
		if f.Shown() {
			w := f.Width(p)
			right -= w
			f.Place(p, right, y, w)
			right -= 4
		}
	}
	return right
}

func (r *jobRow) placeProgress(p look.Paint, x, right float32, middle func(float32) float32) {
	j := r.job
	hide := func(o fyne.CanvasObject, off bool) {
		if off {
			o.Resize(fyne.Size{})
		}
	}
	hide(r.tape, j.why != "" || j.copies)
	hide(r.line, j.rate == "")
	for _, t := range []*look.Text{r.percent, r.size, r.rate, r.left, r.state, r.why} {
		t.Place(p, x, 0, 0)
	}
	switch {
	case j.why != "":
		y := middle(r.state.Line() + r.why.Line())
		r.icon.Place(p, x, y+2)
		r.state.Place(p, x+26, y, right-x-26)
		r.why.Place(p, x+26, y+r.state.Line(), right-x-26)
		return
	case j.copies:
		r.icon.Place(p, x, middle(r.icon.Size()))
		r.state.Place(p, x+20, middle(r.state.Line()), 60)
		r.size.Place(p, x+76, middle(r.size.Line()), right-x-76)
		return
	}
	tapeY := middle(widgets.TapeHeight)
	if r.active {
		tapeY += 11
		y := middle(r.percent.Line()) - 7
		r.percent.Place(p, x, y, 40)
		r.size.Place(p, x+40, y, jobTape-40)
		r.line.Move(fyne.NewPos(x+jobTape+20, middle(22)))
		r.line.Resize(fyne.NewSize(84, 22))
		r.rate.Place(p, x+jobTape+110, middle(r.rate.Line()), 66)
		r.left.Place(p, x+jobTape+186, middle(r.left.Line()), 86)
	} else {
		r.icon.Place(p, x+jobTape+20, middle(r.icon.Size()))
		r.state.Place(p, x+jobTape+40, middle(r.state.Line()), max(0, right-x-jobTape-40))
	}
	r.tape.Move(fyne.NewPos(x, tapeY))
	r.tape.Resize(fyne.NewSize(jobTape, widgets.TapeHeight))
}
