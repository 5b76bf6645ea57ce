package bulk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// mostColumns is how many fields beside the name have a column.
const mostColumns = 3

// model is the page as the table's model. Its groups are the parts of the plan.
type model Page

var _ widgets.Model = (*model)(nil)

// skippedFirst is how many skipped rows stand below the others.
const skippedFirst = 3

func (m *model) rows(g int) []row {
	if m.plan == nil || m.only != sorts && m.only != sort(g) {
		return nil
	}
	rows := m.plan.rows[g]
	if m.only == sorts && sort(g) == skipped {
		rows = rows[:min(skippedFirst, len(rows))]
	}
	return rows
}

// Groups implements widgets.Model.
func (m *model) Groups() []widgets.Group {
	groups := make([]widgets.Group, sorts)
	if m.plan == nil {
		return groups
	}
	for i := range groups {
		s, g := sort(i), &groups[i]
		m.heading(s, g)
		g.Rows, g.RowHeight, g.Lines, g.Kind = len(m.rows(i)), 50, true, "row"
		if s == skipped {
			g.RowHeight = 40
		}
		if g.Rows == rowsKept && g.Rows < m.plan.counts[s] {
			g.Count = words.List(g.Count, words.F("the first %s are shown", words.Count(g.Rows)))
		}
	}
	return groups
}

// heading is what stands over a part, with what can be done with all of it.
func (m *model) heading(s sort, g *widgets.Group) {
	p, n := (*Page)(m), words.Count(m.plan.counts[s])
	switch s {
	case toDecide:
		g.Title, g.Count, g.Tone, g.Icon = words.F("%s to decide", n), lang.L("left out until you choose"), look.Warning, look.IconWarning
	case toChange:
		g.Title, g.Count, g.Tone, g.Icon = words.F("%s will change", n), lang.L("each field and its former value is kept"), look.Fg, look.IconDone
	case skipped:
		g.Title, g.Count, g.Icon = words.F("%s skipped", n), m.plan.skippedAs(), look.IconMinus
		if m.only == sorts && m.plan.counts[s] > skippedFirst {
			g.Action, g.OnAction = words.F("Show all %s", n), func() { p.showPart(skipped) }
		}
		return
	}
	if m.decisions.of(s, "") == leaveOut {
		g.Action, g.OnAction = words.F("Change all %s", n), func() { p.decideAll(s, take) }
	} else {
		g.Action, g.OnAction = words.F("Leave all %s out", n), func() { p.decideAll(s, leaveOut) }
	}
}

// skippedAs says why how many are skipped.
func (p *plan) skippedAs() string {
	part := func(s skip, one, many string) string {
		if p.skips[s] == 0 {
			return ""
		}
		return words.N(p.skips[s], one, many)
	}
	return words.List(part(asSet, "%s already as set", "%s already as set"), part(inDraft, "%s with an unsaved draft", "%s with unsaved drafts"),
		part(refused, "%s can’t be changed so", "%s can’t be changed so"))
}

// Key implements widgets.Model.
func (m *model) Key(g, i int) widgets.Key { return widgets.Key(m.rows(g)[i].video.UID) }

// Locate implements widgets.Model.
func (m *model) Locate(k widgets.Key) (g, i int, ok bool) {
	for g := range int(sorts) {
		for i, r := range m.rows(g) {
			if r.video.UID == string(k) {
				return g, i, true
			}
		}
	}
	return 0, 0, false
}

// NewRow implements widgets.Model.
func (m *model) NewRow(string) widgets.RowView { return newRowView((*Page)(m)) }

// Bind implements widgets.Model.
func (m *model) Bind(view widgets.RowView, g, i int) {
	view.(*rowView).bind(sort(g), &m.rows(g)[i])
}

// Name implements widgets.Named.
func (m *model) Name(g, i int) string { return m.rows(g)[i].video.Name() }

// choosePart shows a part of the table, or all of it.
func (p *Page) choosePart(i int) { p.showPart([]sort{sorts, toChange, toDecide, skipped}[i]) }

func (p *Page) showPart(s sort) {
	p.only = s
	p.table.ScrollToTop()
	p.showTable()
}

// showTable brings the table in step with the plan.
func (p *Page) showTable() {
	counts := [sorts]int{}
	if p.plan != nil {
		counts = p.plan.counts
	}
	all := counts[toDecide] + counts[toChange] + counts[skipped]
	at := map[sort]int{sorts: 0, toChange: 1, toDecide: 2, skipped: 3}[p.only]
	p.segments.SetSegments([]widgets.Segment{
		{Label: words.F("All %s", words.Count(all))},
		{Label: words.F("Changes %s", words.Count(counts[toChange]))},
		{Label: words.F("To decide %s", words.Count(counts[toDecide]))},
		{Label: words.F("Skipped %s", words.Count(counts[skipped]))},
	}, at)
	p.tools.Refresh()
	var content fyne.CanvasObject = p.table
	if why := p.empty(); why != "" {
		p.none.SetText(why)
		content = widgets.Inset(64, look.Inset, 0, look.Inset, p.none)
	}
	p.middle.Objects = []fyne.CanvasObject{content}
	p.middle.Refresh()
	p.head.show()
	p.table.Reload()
}

// empty is why the table has no rows, "" where it has some.
func (p *Page) empty() string {
	switch {
	case p.wrong != nil:
		return words.Capital(p.wrong)
	case p.plan == nil && p.looking:
		return lang.L("Working out what would change")
	case p.source.Rows != nil && p.plan != nil && p.plan.counts == [sorts]int{}:
		return lang.L("The file agrees with every video: nothing is to be changed.")
	case p.source.Rows == nil && len(p.operations()) == 0:
		return lang.L("Say at the left what to change. This table then shows what becomes of each video, before anything is sent.")
	}
	return ""
}

// columns are the fields beside the name that have a column.
func (p *Page) columns() []library.Path {
	if p.plan == nil {
		return nil
	}
	return p.plan.columns[:min(mostColumns, len(p.plan.columns))]
}

// decide notes what becomes of a row.
func (p *Page) decide(s sort, uid string, a answer) {
	if p.decisions.of(s, uid) == a && s != toDecide {
		return
	}
	p.decisions.byUID[uid] = a
	p.decided(uid)
}

// toggle sends a row, or leaves it out.
func (p *Page) toggle(s sort, uid string) {
	a := take
	if p.decisions.of(s, uid) != leaveOut {
		a = leaveOut
	}
	p.decide(s, uid, a)
}

func (p *Page) decided(uid string) {
	p.begun = false
	p.table.Update(widgets.Key(uid))
	p.head.show()
	p.foot.show()
}

// decideAll answers all rows of a part alike.
func (p *Page) decideAll(s sort, a answer) {
	p.decisions.all[s] = a
	if p.plan != nil {
		for _, r := range p.plan.rows[s] {
			delete(p.decisions.byUID, r.video.UID)
		}
	}
	p.begun = false
	p.table.Reload()
	p.head.show()
	p.foot.show()
}

// key is X on the rows: send them or not.
func (p *Page) key(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeySpace {
		return false
	}
	g, i, ok := (*model)(p).Locate(p.table.Current())
	if !ok || sort(g) == skipped {
		return false
	}
	p.toggle(sort(g), p.plan.rows[g][i].video.UID)
	return true
}
