package captions

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

const sheetWidth float32 = 560

// findSheet looks for texts in the cues, and replaces them.
func (t *Tab) findSheet() {
	if t.text == nil || widgets.OverlayOpen(fyne.CurrentApp().Driver().CanvasForObject(t.Content)) {
		return
	}
	find, with := widgets.NewField(lang.L("colour")), widgets.NewField(lang.L("color"))
	said := look.NewLabel(look.Small, look.Fg2, "").Shrinking()
	var matches []int
	var search subtitle.Search
	main := widgets.NewButton(widgets.Main, lang.L("Replace"), nil)
	main.Disable()
	count := func() {
		search.Text = find.Text()
		find.SetError("")
		matches = nil
		if search.Text != "" {
			var err error
			if matches, err = t.text.doc.Find(search); err != nil {
				find.SetError(page.Sentence(err))
			}
		}
		enable(main, len(matches) > 0)
		said.SetText(words.N(len(matches), "%s cue has it", "%s cues have it"))
	}
	option := func(label string, to *bool) *widgets.Check {
		return widgets.NewCheck(label, func(on bool) { *to = on; count() })
	}
	var o *widgets.Overlay
	find.OnChanged = func(string) { count() }
	next := func() {
		for _, i := range matches {
			if i > t.text.current {
				t.takeCue(i)
				return
			}
		}
		if len(matches) > 0 {
			t.takeCue(matches[0])
		}
	}
	find.OnSubmitted = func(string) { next() }
	with.OnSubmitted = func(text string) {
		if slices.Contains(matches, t.text.current) {
			doc, _, err := t.text.doc.Replace(search, text, t.text.current)
			t.edit(doc, err)
			count()
		}
		next()
	}
	main.OnTapped = func() {
		doc, n, err := t.text.doc.Replace(search, with.Text())
		if err != nil {
			find.SetError(page.Sentence(err))
			return
		}
		o.Close()
		if t.edit(doc, nil) {
			t.Toast(widgets.Toast{Text: words.N(n, "Replaced in %s cue", "Replaced in %s cues"), Undo: func() { t.Undo() }})
		}
	}
	o = widgets.ShowSheet(t.Content, widgets.Sheet{
		Title: lang.L("Find and replace"), Detail: words.Language(t.text.language), Width: sheetWidth,
		First: find.Focusable(), Main: main, Summary: said,
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(14,
			widgets.NewLabeled(lang.L("Find"), find), widgets.NewLabeled(lang.L("Replace with"), with),
			widgets.Row(20, option(lang.L("Match case"), &search.MatchCase), option(lang.L("Whole words"), &search.WholeWords),
				option(lang.L("Regular expression"), &search.Regexp), widgets.Space()))),
	})
}

// shiftSheet moves all cues, or those from the one in hand on.
func (t *Tab) shiftSheet() {
	by := widgets.NewField("+1.5").Mono()
	part := widgets.NewTextSegments([]string{lang.L("All cues"), words.F("From cue %s on", words.Count(t.text.current+1))}, 0, nil)
	var o *widgets.Overlay
	main := widgets.NewButton(widgets.Main, lang.L("Shift"), nil)
	main.OnTapped = func() {
		d, err := parseShift(by.Text())
		from := 0
		if part.Selected() == 1 {
			from = t.text.current
		}
		var doc *subtitle.Document
		if err == nil {
			doc, err = t.text.doc.Shift(from, t.text.doc.Len(), d)
		}
		if err != nil {
			by.SetError(page.Sentence(err))
			return
		}
		o.Close()
		t.edit(doc, nil)
	}
	by.OnSubmitted = func(string) { main.OnTapped() }
	o = widgets.ShowSheet(t.Content, widgets.Sheet{
		Title: lang.L("Shift times"), Width: 440, First: by.Focusable(), Main: main,
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(14,
			widgets.NewLabeled(lang.L("Seconds, with a minus for earlier"), by), part)),
	})
}

// parseShift reads a time with a sign.
func parseShift(text string) (time.Duration, error) {
	text = strings.TrimSpace(text)
	sign := time.Duration(1)
	if rest, minus := strings.CutPrefix(strings.Replace(text, "−", "-", 1), "-"); minus {
		sign, text = -1, rest
	}
	d, err := subtitle.ParseStamp(strings.TrimPrefix(text, "+"))
	if err != nil {
		return 0, fmt.Errorf(lang.L("%q is no time: write 1.5 or -0:02"), text)
	}
	return sign * d, nil
}

// diffSheet shows what differs from what is at Stream.
func (t *Tab) diffSheet() {
	changes := t.text.changes()
	var o *widgets.Overlay
	done := widgets.NewButton(widgets.Main, lang.L("Done"), func() { o.Close() })
	list := widgets.NewList(&diffModel{changes: changes})
	o = widgets.ShowSheet(t.Content, widgets.Sheet{
		Title: lang.L("Compared with Stream"), Detail: words.N(len(changes), "%s cue", "%s cues"), Width: 760, Height: 520,
		First: list, Main: done, ReadOnly: true, Content: container.NewStack(list),
	})
}

// diffModel lists changes, each as it was and as it is.
type diffModel struct{ changes []subtitle.Change }

// Groups implements widgets.Model.
func (m *diffModel) Groups() []widgets.Group {
	return []widgets.Group{{Rows: len(m.changes), RowHeight: 58, Lines: true}}
}

// Key implements widgets.Model.
func (m *diffModel) Key(_, i int) widgets.Key { return cueKey(i) }

// Locate implements widgets.Model.
func (m *diffModel) Locate(key widgets.Key) (g, i int, ok bool) {
	i = cueOf(key)
	return 0, i, i >= 0 && i < len(m.changes)
}

// NewRow implements widgets.Model.
func (m *diffModel) NewRow(string) widgets.RowView {
	r := &diffRow{}
	for i, tone := range []fyne.ThemeColorName{look.Error, look.Success} {
		fill := []fyne.ThemeColorName{look.ErrorSoft, look.SuccessSoft}[i]
		r.boxes[i] = look.NewBox(fill, "", look.RadiusBadge)
		r.signs[i] = look.NewText(look.Mono, tone, []string{"−", "+"}[i])
		r.lines[i] = look.NewText(look.Small, look.Fg, "")
	}
	return r
}

// Bind implements widgets.Model.
func (m *diffModel) Bind(view widgets.RowView, _, i int) {
	r, c := view.(*diffRow), m.changes[i]
	r.has = [2]bool{c.Kind != subtitle.Added, c.Kind != subtitle.Removed}
	for side, cue := range []subtitle.Cue{c.Before, c.After} {
		r.lines[side].Set(fmt.Sprintf("%s – %s   %s", subtitle.FormatStamp(cue.Start), subtitle.FormatStamp(cue.End), cue.Text))
	}
}

// diffRow draws a change.
type diffRow struct {
	boxes        [2]*look.Box
	signs, lines [2]*look.Text
	has          [2]bool
}

// Objects implements widgets.RowView.
func (r *diffRow) Objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for i := range r.lines {
		objects = append(objects, r.boxes[i].Object, r.signs[i].Object, r.lines[i].Object)
	}
	return objects
}

// SetState implements widgets.RowView.
func (r *diffRow) SetState(widgets.RowState) {}

// Repaint implements widgets.RowView.
func (r *diffRow) Repaint(p look.Paint) {
	for i := range r.lines {
		r.boxes[i].Show(r.has[i])
		page.Show(r.signs[i].Object, r.has[i])
		page.Show(r.lines[i].Object, r.has[i])
		r.boxes[i].Repaint(p)
		r.signs[i].Repaint(p)
		r.lines[i].Repaint(p)
	}
}

// Arrange implements widgets.RowView.
func (r *diffRow) Arrange(p look.Paint, size fyne.Size) {
	y := float32(6)
	if r.has[0] != r.has[1] {
		y = (size.Height - 22) / 2
	}
	for i := range r.lines {
		if !r.has[i] {
			continue
		}
		r.boxes[i].Place(p, 20, y, max(0, size.Width-40), 22)
		r.signs[i].Place(p, 28, y+2, 14)
		r.lines[i].Place(p, 46, y+3, max(0, size.Width-74))
		y += 24
	}
}

// Zones implements widgets.RowView.
func (r *diffRow) Zones() []widgets.Zone { return nil }
