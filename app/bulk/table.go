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

func (m *model) rows(g int) []row {
	if m.plan == nil || m.only != sorts && m.only != sort(g) {
		return nil
	}
	return m.plan.rows[g]
}

// Groups implements widgets.Model.
func (m *model) Groups() []widgets.Group {
	p := (*Page)(m)
	groups := make([]widgets.Group, sorts)
	if m.plan == nil {
		return groups
	}
	count := func(s sort) string { return words.Count(m.plan.counts[s]) }
	groups[toDecide] = widgets.Group{
		Title: words.F("%s to decide", count(toDecide)), Count: lang.L("left out until you choose"), Tone: look.Warning,
		Action: words.F("Change all %s", count(toDecide)), OnAction: func() { p.decideAll(take) },
	}
	if m.decisions.all == take {
		groups[toDecide].Action, groups[toDecide].OnAction = words.F("Leave all %s out", count(toDecide)), func() { p.decideAll(leaveOut) }
	}
	groups[toChange] = widgets.Group{Title: words.F("%s will change", count(toChange)), Count: lang.L("each field and its former value is kept"), Tone: look.Fg}
	groups[skipped] = widgets.Group{Title: words.F("%s skipped", count(skipped))}
	for s := range groups {
		groups[s].Rows, groups[s].RowHeight, groups[s].Lines = len(m.rows(s)), 50, true
		groups[s].Kind = "row"
		if sort(s) == skipped {
			groups[s].RowHeight = 40
		}
		if kept := len(m.rows(s)); kept > 0 && kept < m.plan.counts[s] {
			groups[s].Count = words.List(groups[s].Count, words.F("the first %s are shown", words.Count(kept)))
		}
	}
	return groups
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
func (p *Page) choosePart(i int) {
	p.only = []sort{sorts, toChange, toDecide, skipped}[i]
	p.table.ScrollToTop()
	p.table.Reload()
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
	p.head.Refresh()
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
	p.foot.show()
}

// decideAll answers all rows to decide alike.
func (p *Page) decideAll(a answer) {
	p.decisions.all = a
	if p.plan != nil {
		for _, r := range p.plan.rows[toDecide] {
			delete(p.decisions.byUID, r.video.UID)
		}
	}
	p.begun = false
	p.table.Reload()
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
