package captions

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/app/page"
	"spool/app/words"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

func cueKey(i int) widgets.Key { return widgets.Key(strconv.Itoa(i)) }

// cueOf is the cue of a key, -1 for none.
func cueOf(key widgets.Key) int {
	i, err := strconv.Atoi(string(key))
	if err != nil {
		return -1
	}
	return i
}

// The kinds of rows, and their heights.
const (
	kindCue  = "cue"
	kindEdit = "edit"

	cueHeight  float32 = 38
	editHeight float32 = 64
)

// cueModel is the list of cues: those before the one in hand, that one, and
// those after it.
type cueModel Tab

// Groups implements widgets.Model.
func (m *cueModel) Groups() []widgets.Group {
	if m.text == nil || m.text.doc.Len() == 0 {
		return nil
	}
	n, at := m.text.doc.Len(), m.text.current
	return []widgets.Group{
		{Rows: at, RowHeight: cueHeight, Kind: kindCue, Lines: true},
		{Rows: 1, RowHeight: editHeight, Kind: kindEdit, Lines: true},
		{Rows: n - at - 1, RowHeight: cueHeight, Kind: kindCue, Lines: true},
	}
}

func (m *cueModel) index(g, i int) int {
	switch g {
	case 0:
		return i
	case 1:
		return m.text.current
	}
	return m.text.current + 1 + i
}

// Key implements widgets.Model.
func (m *cueModel) Key(g, i int) widgets.Key { return cueKey(m.index(g, i)) }

// Locate implements widgets.Model.
func (m *cueModel) Locate(key widgets.Key) (g, i int, ok bool) {
	at := cueOf(key)
	switch {
	case m.text == nil || at < 0 || at >= m.text.doc.Len():
		return 0, 0, false
	case at < m.text.current:
		return 0, at, true
	case at == m.text.current:
		return 1, 0, true
	}
	return 2, at - m.text.current - 1, true
}

// Name implements widgets.Named.
func (m *cueModel) Name(g, i int) string { return subtitle.Plain(m.text.doc.Cue(m.index(g, i)).Text) }

// NewRow implements widgets.Model.
func (m *cueModel) NewRow(kind string) widgets.RowView {
	if kind == kindEdit {
		return newEditRow((*Tab)(m))
	}
	return newCueRow()
}

// Bind implements widgets.Model.
func (m *cueModel) Bind(view widgets.RowView, g, i int) {
	at := m.index(g, i)
	switch r := view.(type) {
	case *cueRow:
		r.bind(at, m.text.doc.Cue(at), m.text.marks[at], at == m.text.under)
	case *editRow:
		r.bind(at, m.text.doc.Cue(at), m.text.marks[at])
	}
}

// The columns of a cue. Those at the right are measured from the right end.
const (
	numberX float32 = 8
	startX  float32 = 52
	endX    float32 = 180
	timeW   float32 = 120
	lengthX float32 = 312
	wideX   float32 = 380 // of the text, and without the length
	narrowX float32 = 318
	rateX   float32 = 176 // and without room for the tools beside it
	rateLow float32 = 96
	toolsX  float32 = 92
)

// narrowRow is the width under which the length of cues is left out.
const narrowRow float32 = 736

// textX is where the text begins in a row of a width.
func textX(width float32) float32 {
	if width < narrowRow {
		return narrowX
	}
	return wideX
}

// rateAt is where the reading speed begins in a row of a width.
func rateAt(width float32) float32 {
	if width < narrowRow {
		return width - rateLow
	}
	return width - rateX
}

// cueHead is the line over the columns.
type cueHead struct {
	widget.BaseWidget
	texts [6]*look.Text
}

func newCueHead() *cueHead {
	h := &cueHead{}
	for i, title := range []string{lang.L("Cue"), lang.L("Start"), lang.L("End"), lang.L("Length"), lang.L("Text"), lang.L("Chars/s")} {
		h.texts[i] = look.NewText(look.Small, look.Fg2, title)
	}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *cueHead) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(h, h) }

// Objects implements look.Drawn.
func (h *cueHead) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(h.texts))
	for i, text := range h.texts {
		objects[i] = text.Object
	}
	return objects
}

// Min implements look.Drawn.
func (h *cueHead) Min(look.Paint) fyne.Size { return fyne.NewSize(0, headHeight) }

// Repaint implements look.Drawn.
func (h *cueHead) Repaint(p look.Paint) {
	for _, text := range h.texts {
		text.Repaint(p)
	}
}

// Arrange implements look.Drawn.
func (h *cueHead) Arrange(p look.Paint, size fyne.Size) {
	for i, x := range []float32{numberX, startX, endX, lengthX, textX(size.Width), rateAt(size.Width)} {
		h.texts[i].Place(p, x, (size.Height-look.Small.Line())/2, 90)
	}
	page.Show(h.texts[3].Object, size.Width >= narrowRow)
}

// cueRow draws a cue that is not in hand.
type cueRow struct {
	number, start, end, length, text, rate *look.Text
	boxes                                  [2]*look.Box
	icon, here                             *look.Icon
	mark                                   mark
	under                                  bool // the playhead is in it
}

func newCueRow() *cueRow {
	r := &cueRow{
		number: look.NewText(look.Small, look.Fg2, ""),
		start:  look.NewText(look.Mono, look.Fg2, ""),
		end:    look.NewText(look.Mono, look.Fg2, ""),
		length: look.NewText(look.Mono, look.Fg2, ""),
		text:   look.NewText(look.Body, look.Fg, ""),
		rate:   look.NewText(look.Small, look.Fg2, ""),
		icon:   look.NewIcon(look.IconWarning, look.IconCompact, look.Warning),
		here:   look.NewIcon(look.IconPlayFilled, look.IconBadge, look.Accent),
	}
	for i := range r.boxes {
		r.boxes[i] = look.NewBox(look.Input, look.Error, look.RadiusControl)
	}
	return r
}

func (r *cueRow) bind(i int, c subtitle.Cue, m mark, under bool) {
	r.mark, r.under = m, under
	r.number.Set(words.Count(i + 1))
	r.number.SetColor(look.Fg2)
	if under {
		r.number.SetColor(look.AccentFg)
	}
	r.start.Set(subtitle.FormatStamp(c.Start))
	r.end.Set(subtitle.FormatStamp(c.End))
	r.length.Set(lengthOf(c))
	r.text.Set(strings.ReplaceAll(c.Text, "\n", " "))
	r.rate.Set(rateOf(c))
	tone := func(wrong bool) fyne.ThemeColorName {
		if wrong {
			return look.Error
		}
		return look.Fg2
	}
	r.start.SetColor(tone(m.start))
	r.end.SetColor(tone(m.end))
	if m.late && !m.end {
		r.end.SetColor(look.Warning)
	}
	r.rate.SetColor(look.Fg2)
	if m.slow {
		r.rate.SetColor(look.Warning)
	}
}

// lengthOf is how long a cue shows.
func lengthOf(c subtitle.Cue) string {
	if c.End <= c.Start {
		return "–"
	}
	return words.F("%.1f s", (c.End - c.Start).Seconds())
}

// rateOf is how many characters a second have to be read.
func rateOf(c subtitle.Cue) string {
	if c.End <= c.Start {
		return "–"
	}
	chars := len([]rune(strings.ReplaceAll(subtitle.Plain(c.Text), "\n", "")))
	return fmt.Sprintf("%.0f", float64(chars)/(c.End-c.Start).Seconds())
}

// Objects implements widgets.RowView.
func (r *cueRow) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		r.boxes[0].Object, r.boxes[1].Object, r.number.Object, r.start.Object, r.end.Object, r.length.Object,
		r.text.Object, r.rate.Object, r.icon.Object, r.here.Object,
	}
}

// SetState implements widgets.RowView.
func (r *cueRow) SetState(widgets.RowState) {}

// Repaint implements widgets.RowView.
func (r *cueRow) Repaint(p look.Paint) {
	r.boxes[0].Show(r.mark.start)
	r.boxes[1].Show(r.mark.end)
	r.icon.Show(r.mark.slow)
	r.here.Show(r.under)
	for _, b := range r.boxes {
		b.Repaint(p)
	}
	for _, text := range []*look.Text{r.number, r.start, r.end, r.length, r.text, r.rate} {
		text.Repaint(p)
	}
	r.icon.Repaint(p)
	r.here.Repaint(p)
}

// Arrange implements widgets.RowView.
func (r *cueRow) Arrange(p look.Paint, size fyne.Size) {
	y := (size.Height - look.Small.Line()) / 2
	r.number.Place(p, numberX, y, startX-numberX)
	r.here.Place(p, startX-look.IconBadge-2, (size.Height-r.here.Size())/2)
	for i, x := range []float32{startX, endX} {
		r.boxes[i].Place(p, x, (size.Height-30)/2, timeW, 30)
	}
	mono := (size.Height - look.Mono.Line()) / 2
	r.start.Place(p, startX+9, mono, timeW-10)
	r.end.Place(p, endX+9, mono, timeW-10)
	text := textX(size.Width)
	page.Show(r.length.Object, size.Width >= narrowRow)
	r.length.Place(p, lengthX, mono, text-lengthX)
	r.text.Place(p, text, (size.Height-look.Body.Line())/2, max(0, rateAt(size.Width)-12-text))
	rate := r.rate.Natural(p)
	r.rate.Place(p, rateAt(size.Width), y, rate)
	r.icon.Place(p, rateAt(size.Width)+rate+7, (size.Height-r.icon.Size())/2)
}

// Zones implements widgets.RowView.
func (r *cueRow) Zones() []widgets.Zone {
	if !r.text.Cut() {
		return nil
	}
	return []widgets.Zone{{ID: "text", Position: r.text.Object.Position(), Size: r.text.Object.Size(), Tip: r.text.Full()}}
}

// cueSelected follows the selection of the list: the cue becomes the one in
// hand and the playhead goes to its start.
func (t *Tab) cueSelected() {
	chosen := t.Cues.Selected()
	if t.text == nil || len(chosen) == 0 {
		return
	}
	i := cueOf(t.Cues.Current())
	if i < 0 || i >= t.text.doc.Len() {
		i = cueOf(chosen[0])
	}
	if i == t.text.current && t.text.at >= t.text.doc.Cue(i).Start && t.text.at <= t.text.doc.Cue(i).End {
		return
	}
	t.goTo(i, t.text.doc.Cue(i).Start)
}

// goTo takes a cue in hand and moves the playhead.
func (t *Tab) goTo(i int, at time.Duration) {
	moved := i != t.text.current
	t.text.current, t.text.at = i, max(0, at)
	if moved {
		t.text.typing = false
		t.Cues.Reload()
	}
	t.movePlayhead()
}

// takeCue takes a cue in hand as if it was clicked.
func (t *Tab) takeCue(i int) {
	if i < 0 || i >= t.text.doc.Len() {
		return
	}
	t.goTo(i, t.text.doc.Cue(i).Start)
	t.Cues.Select(cueKey(i))
	t.Cues.ScrollTo(cueKey(i))
}

// seek moves the playhead; what plays goes on there.
func (t *Tab) seek(at time.Duration) {
	t.text.at = max(0, at)
	t.movePlayhead()
}

func (t *Tab) movePlayhead() {
	if t.head.Playing() {
		t.head.Jump(t.text.at)
	}
	t.showPlayhead()
}
