package captions

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// problemList is what is wrong with the text, each with its remedy.
type problemList struct {
	Content *fyne.Container
	tab     *Tab
	title   *look.Label
	fixAll  *widgets.Button
	list    *widgets.List
	fine    *look.Paragraph
}

func newProblemList(t *Tab) *problemList {
	l := &problemList{tab: t, title: look.NewLabel(look.Subheading, look.Fg, "")}
	l.fixAll = widgets.NewSmallButton(widgets.Link, lang.L("Fix all"), t.fixAll)
	l.fixAll.SetTip(lang.L("Mend all that needs no person"), "")
	next := widgets.NewSmallButton(widgets.Link, lang.L("Next"), func() { t.nextProblem(1) })
	l.list = widgets.NewList((*problemModel)(t))
	l.list.OnOpen = func(k widgets.Key) { t.mend(indexOf(k)) }
	l.list.OnSelect = func() {
		if k := l.list.Current(); k != "" {
			t.showProblem(indexOf(k))
		}
	}
	l.fine = look.NewParagraph(look.Small, look.Fg3, lang.L("Times, order, reading speed and line lengths are fine."))
	l.Content = widgets.Column(8,
		widgets.Row(8, widgets.Grow(l.title.Shrinking()), l.fixAll, widgets.NewKeyCap("F8"), next),
		l.fine, widgets.Grow(widgets.NewCard(l.list).Inset(1)))
	return l
}

// set follows the text.
func (l *problemList) set() {
	x := l.tab.text
	wrong := x.errors()
	odd := len(x.problems) - wrong
	title := lang.L("No problems")
	switch {
	case wrong > 0 && odd > 0:
		title = words.List(words.N(wrong, "%s problem", "%s problems"), words.N(odd, "%s warning", "%s warnings"))
	case wrong > 0:
		title = words.N(wrong, "%s problem", "%s problems")
	case odd > 0:
		title = words.N(odd, "%s warning", "%s warnings")
	}
	l.title.SetText(title)
	page.Show(l.fine, len(x.problems) == 0)
	page.Show(l.Content.Objects[2], len(x.problems) > 0)
	page.Show(l.fixAll, len(x.problems) > 1)
	l.list.Reload()
	l.Content.Refresh()
}

func indexOf(k widgets.Key) int { return cueOf(k) }

// problemModel lists the problems by their number.
type problemModel Tab

// Groups implements widgets.Model.
func (m *problemModel) Groups() []widgets.Group {
	if m.text == nil {
		return nil
	}
	return []widgets.Group{{Rows: len(m.text.problems), RowHeight: 56, Lines: true}}
}

// Key implements widgets.Model.
func (m *problemModel) Key(_, i int) widgets.Key { return cueKey(i) }

// Locate implements widgets.Model.
func (m *problemModel) Locate(key widgets.Key) (g, i int, ok bool) {
	i = indexOf(key)
	return 0, i, m.text != nil && i >= 0 && i < len(m.text.problems)
}

// NewRow implements widgets.Model.
func (m *problemModel) NewRow(string) widgets.RowView {
	return &problemRow{
		tab: (*Tab)(m), icon: look.NewIcon("", look.IconCompact, look.Error),
		title: look.NewText(look.BodyMedium, look.Fg, ""), detail: look.NewText(look.Small, look.Fg3, ""),
		mend: widgets.NewButtonFace(widgets.Neutral, widgets.Small, "", ""),
	}
}

// Bind implements widgets.Model.
func (m *problemModel) Bind(view widgets.RowView, _, i int) {
	view.(*problemRow).bind(i, m.text.problems[i])
}

// problemRow draws a problem.
type problemRow struct {
	tab           *Tab
	at            int
	state         widgets.RowState
	icon          *look.Icon
	title, detail *look.Text
	mend          *widgets.ButtonFace
	remedy        string
}

func (r *problemRow) bind(i int, p subtitle.Problem) {
	r.at, r.remedy = i, p.Remedy()
	r.icon.Set(look.IconWarning)
	r.icon.SetColor(look.Warning)
	if p.Error {
		r.icon.Set(look.IconError)
		r.icon.SetColor(look.Error)
	}
	r.title.Set(lang.L(p.Title()))
	r.detail.Set(lang.L(p.Detail()))
	if r.remedy != "" {
		r.mend.Set(lang.L(r.remedy), "")
	}
}

// Objects implements widgets.RowView.
func (r *problemRow) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.icon.Object, r.title.Object, r.detail.Object}, r.mend.Objects()...)
}

// SetState implements widgets.RowView.
func (r *problemRow) SetState(s widgets.RowState) { r.state = s }

// Repaint implements widgets.RowView.
func (r *problemRow) Repaint(p look.Paint) {
	r.icon.Repaint(p)
	r.title.Repaint(p)
	r.detail.Repaint(p)
	over := r.state.Zone == "mend"
	r.mend.Show(r.remedy != "")
	r.mend.SetState(over, over && r.state.Pressed, false)
	r.mend.Repaint(p)
}

// Arrange implements widgets.RowView.
func (r *problemRow) Arrange(p look.Paint, size fyne.Size) {
	r.icon.Place(p, 14, 13)
	end := size.Width - 14
	if r.remedy != "" {
		w := r.mend.Width(p)
		end -= w
		r.mend.Place(p, end, (size.Height-look.Compact)/2, w)
		end -= 12
	}
	r.title.Place(p, 42, 9, max(0, end-42))
	r.detail.Place(p, 42, 28, max(0, end-42))
}

// Zones implements widgets.RowView.
func (r *problemRow) Zones() []widgets.Zone {
	var zones []widgets.Zone
	for id, text := range map[string]*look.Text{"title": r.title, "detail": r.detail} {
		if text.Cut() {
			zones = append(zones, widgets.Zone{ID: id, Position: text.Object.Position(), Size: text.Object.Size(), Tip: text.Full()})
		}
	}
	if r.remedy != "" {
		at := r.at
		zones = append(zones, r.mend.Zone("mend", widgets.Tip{}, func() { r.tab.mend(at) }))
	}
	return zones
}

// mend fixes one problem.
func (t *Tab) mend(i int) {
	if i < 0 || i >= len(t.text.problems) || !t.text.problems[i].Fixable {
		return
	}
	t.edit(t.text.doc.Fix(t.text.problems[i]))
}

// fixAll fixes all that needs no person.
func (t *Tab) fixAll() {
	before := len(t.text.problems)
	if t.edit(t.text.doc.FixAll(t.text.limits()), nil) {
		said := words.N(before-len(t.text.problems), "%s problem fixed", "%s problems fixed")
		if left := len(t.text.problems); left > 0 {
			said = fmt.Sprintf("%s, %s", said, words.F("%s left", words.Count(left)))
		}
		t.Toast(widgets.Toast{Text: said, Undo: func() { t.Undo() }})
	}
}

// nextProblem goes to the next problem behind the cue in hand, or the one
// before it.
func (t *Tab) nextProblem(step int) {
	if t.text == nil || len(t.text.problems) == 0 {
		return
	}
	// The nearest one in that direction, or the farthest in the other.
	here, best, far := t.text.current, -1, 0
	for i, p := range t.text.problems {
		if p.Cue < 0 {
			continue
		}
		away := (p.Cue - here) * step
		if away <= 0 {
			away += t.text.doc.Len() + 1
		}
		if best < 0 || away < far {
			best, far = i, away
		}
	}
	t.showProblem(best)
}

// showProblem takes the cue of a problem in hand.
func (t *Tab) showProblem(i int) {
	if i >= 0 && i < len(t.text.problems) {
		t.takeCue(t.text.problems[i].Cue)
	}
}
