package captions

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// editRow is the cue in hand: its times and text are fields.
type editRow struct {
	tab          *Tab
	at           int
	state        widgets.RowState
	mark         mark
	number       *look.Text
	start, end   *widgets.Field
	text         *widgets.Field
	length, rate *look.Text
	icon         *look.Icon
	split, join  *widgets.ButtonFace
	remove       *widgets.ButtonFace
}

func newEditRow(t *Tab) *editRow {
	r := &editRow{
		tab: t, at: -1,
		number: look.NewText(look.Small, look.Fg2, ""),
		start:  widgets.NewField("00:00:00.000").Mono(),
		end:    widgets.NewField("00:00:00.000").Mono(),
		text:   widgets.NewTextArea(lang.L("What is said"), 2),
		length: look.NewText(look.Mono, look.Fg2, ""),
		rate:   look.NewText(look.Small, look.Fg2, ""),
		icon:   look.NewIcon(look.IconWarning, look.IconCompact, look.Warning),
		split:  widgets.NewButtonFace(widgets.Quiet, widgets.Small, "", look.IconSplit),
		join:   widgets.NewButtonFace(widgets.Quiet, widgets.Small, "", look.IconMerge),
		remove: widgets.NewButtonFace(widgets.Quiet, widgets.Small, "", look.IconDelete),
	}
	r.text.OnChanged = r.typed
	for _, f := range []*widgets.Field{r.start, r.end} {
		f.OnChanged = func(string) { r.timed() }
		f.OnSubmitted = func(string) { r.settle() }
	}
	t.hand = r
	return r
}

func (r *editRow) bind(i int, c subtitle.Cue, m mark) {
	same := r.at == i
	r.at, r.mark = i, m
	r.number.Set(words.Count(i + 1))
	// What is being typed stays as it is typed.
	if !same || !r.text.Focused() {
		r.text.SetText(c.Text)
	}
	if !same || !r.start.Focused() {
		r.start.SetText(subtitle.FormatStamp(c.Start))
	}
	if !same || !r.end.Focused() {
		r.end.SetText(subtitle.FormatStamp(c.End))
	}
	r.figures(c)
}

func (r *editRow) figures(c subtitle.Cue) {
	r.length.Set(lengthOf(c))
	r.rate.Set(rateOf(c))
	r.rate.SetColor(look.Fg2)
	if r.mark.slow {
		r.rate.SetColor(look.Warning)
	}
}

// typed takes a change of the text.
func (r *editRow) typed(text string) {
	t := r.tab
	doc, err := t.text.doc.SetText(r.at, text)
	if err != nil {
		return // the cue is gone; the row is about to follow
	}
	t.text.set(doc, true)
	r.follow()
}

// timed takes a change of the times once they are times.
func (r *editRow) timed() {
	start, end, ok := r.times()
	if !ok {
		return
	}
	doc, err := r.tab.text.doc.SetTimes(r.at, start, end)
	if err != nil {
		return
	}
	r.tab.head.Stop()
	r.tab.text.set(doc, true)
	r.follow()
}

func (r *editRow) times() (start, end time.Duration, ok bool) {
	start, err := subtitle.ParseStamp(r.start.Text())
	if err != nil {
		return 0, 0, false
	}
	end, err = subtitle.ParseStamp(r.end.Text())
	return start, end, err == nil
}

// settle writes the times in their usual form, or says what is wrong with them.
func (r *editRow) settle() {
	if _, _, ok := r.times(); !ok {
		r.tab.Toast(widgets.Toast{Text: lang.L("Write times as 00:01:02.500, 1:02.5 or 62.5"), Failed: true})
		return
	}
	c := r.tab.text.doc.Cue(r.at)
	r.start.SetText(subtitle.FormatStamp(c.Start))
	r.end.SetText(subtitle.FormatStamp(c.End))
	r.tab.changedAll()
}

// follow shows what an edit in the row led to. The other rows stay as they are
// but for the neighbours, whose marks may hang on this cue.
func (r *editRow) follow() {
	t := r.tab
	for i := r.at - 1; i <= r.at+1; i++ {
		if i >= 0 && i < t.text.doc.Len() {
			t.Cues.Update(cueKey(i))
		}
	}
	t.changed()
	t.keepDraft()
}

// Objects implements widgets.RowView.
func (r *editRow) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{
		r.number.Object, r.start, r.end, r.length.Object, r.text, r.rate.Object, r.icon.Object,
	}
	for _, f := range []*widgets.ButtonFace{r.split, r.join, r.remove} {
		objects = append(objects, f.Objects()...)
	}
	return objects
}

// SetState implements widgets.RowView.
func (r *editRow) SetState(s widgets.RowState) { r.state = s }

// Repaint implements widgets.RowView.
func (r *editRow) Repaint(p look.Paint) {
	for _, text := range []*look.Text{r.number, r.length, r.rate} {
		text.Repaint(p)
	}
	r.icon.Show(r.mark.slow)
	r.icon.Repaint(p)
	for _, f := range []*widgets.Field{r.start, r.end, r.text} {
		f.Refresh()
	}
	for _, b := range r.tools() {
		over := r.state.Zone == b.id
		b.face.SetState(over, over && r.state.Pressed, false)
		b.face.Repaint(p)
	}
}

// tool is a button of the row.
type tool struct {
	id   string
	face *widgets.ButtonFace
	tip  widgets.Tip
	run  func()
}

func (r *editRow) tools() []tool {
	t := r.tab
	return []tool{
		{"split", r.split, widgets.Tip{Text: lang.L("Split at the playhead"), Key: "Ctrl Enter"}, t.split},
		{"join", r.join, widgets.Tip{Text: lang.L("Join with the next cue"), Key: "Ctrl M"}, t.join},
		{"delete", r.remove, widgets.Tip{Text: lang.L("Delete the cue"), Key: "Del"}, t.deleteCue},
	}
}

// Arrange implements widgets.RowView.
func (r *editRow) Arrange(p look.Paint, size fyne.Size) {
	y := (size.Height - look.Small.Line()) / 2
	r.number.Place(p, numberX, y, startX-numberX)
	page.Place(r.start, startX, (size.Height-look.Control)/2, timeW, look.Control)
	page.Place(r.end, endX, (size.Height-look.Control)/2, timeW, look.Control)
	text := textX(size.Width)
	page.Show(r.length.Object, size.Width >= narrowRow)
	r.length.Place(p, lengthX, (size.Height-look.Mono.Line())/2, text-lengthX)
	page.Place(r.text, text-11, 5, rateAt(size.Width)-text-2, size.Height-10)
	x, toolY := rateAt(size.Width), (size.Height-look.Compact)/2
	if size.Width < narrowRow {
		// There is room for the tools only below the figure.
		y, toolY = 10, size.Height-look.Compact-4
	}
	rate := r.rate.Natural(p)
	r.rate.Place(p, x, y, rate)
	r.icon.Place(p, x+rate+7, y+(look.Small.Line()-r.icon.Size())/2)
	for i, b := range r.tools() {
		b.face.Place(p, size.Width-toolsX+float32(i)*look.Compact, toolY, look.Compact)
	}
}

// Zones implements widgets.RowView.
func (r *editRow) Zones() []widgets.Zone {
	var zones []widgets.Zone
	for _, b := range r.tools() {
		zones = append(zones, b.face.Zone(b.id, b.tip, b.run))
	}
	return zones
}
