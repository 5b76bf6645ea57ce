package queue

import (
	"strconv"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

// The kinds of rows.
const (
	kindAttention = "attention"
	kindActive    = "active"
	kindQuiet     = "quiet"
)

// model is the page's list of rows.
type model struct {
	page   *Page
	groups []widgets.Group
}

// regroup follows the snapshot that the page shows.
func (m *model) regroup() {
	s := m.page.now
	o := s.Outline
	note := ""
	if len(o.groups[uploading])+len(o.groups[upNext]) > 0 {
		note = lang.L("Other uploads carry on")
	}
	next := ""
	if len(o.groups[upNext]) > 1 {
		next = lang.L("Drag to change the order")
	}
	clear := ""
	if len(o.groups[onStream]) > o.totals.processing {
		clear = lang.L("Clear finished")
	}
	count := func(g group) string { return words.Count(len(o.groups[g])) }
	m.groups = []widgets.Group{
		attention: {Title: lang.L("Needs attention"), Tone: look.Error, Count: count(attention), Note: note, Kind: kindAttention, RowHeight: attentionHeight},
		uploading: {Title: lang.L("Uploading"), Count: count(uploading), Kind: kindActive, RowHeight: look.ActiveRow, Reorder: true},
		upNext:    {Title: lang.L("Up next"), Count: count(upNext), Note: next, Kind: kindQuiet, RowHeight: look.WaitingRow, Reorder: true},
		onStream:  {Title: lang.L("On Stream"), Count: arrived(o), Action: clear, OnAction: m.page.clearFinished, Kind: kindQuiet, RowHeight: look.WaitingRow},
	}
	for g := range m.groups {
		m.groups[g].Rows = len(o.groups[g])
	}
}

// arrived counts what is on Stream: "3 today", "40, 3 today".
func arrived(o *Outline) string {
	all, today := len(o.groups[onStream]), o.totals.today
	switch today {
	case 0:
		return words.Count(all)
	case all:
		return words.F("%s today", words.Count(today))
	}
	return words.F("%s, %s today", words.Count(all), words.Count(today))
}

func keyOf(id int64) widgets.Key { return widgets.Key(strconv.FormatInt(id, 10)) }

// idOf is the job of a key, 0 for none.
func idOf(key widgets.Key) int64 {
	id, err := strconv.ParseInt(string(key), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// Groups implements widgets.Model.
func (m *model) Groups() []widgets.Group { return m.groups }

// Key implements widgets.Model.
func (m *model) Key(g, i int) widgets.Key { return keyOf(m.page.now.Outline.groups[g][i].ID) }

// Locate implements widgets.Model.
func (m *model) Locate(key widgets.Key) (g, i int, ok bool) {
	at, ok := m.page.now.Outline.places[idOf(key)]
	return int(at.group), at.row, ok
}

// NewRow implements widgets.Model.
func (m *model) NewRow(kind string) widgets.RowView {
	switch kind {
	case kindAttention:
		return newAttentionRow(m.page)
	case kindActive:
		return newActiveRow(m.page)
	}
	return newQuietRow(m.page)
}

// Bind implements widgets.Model.
func (m *model) Bind(view widgets.RowView, g, i int) {
	s := m.page.now
	b := s.Outline.groups[g][i]
	j, known := s.Jobs[b.ID]
	m.page.inSight(place{group(g), i}, known)
	switch r := view.(type) {
	case *attentionRow:
		r.bind(b.ID, &j, known, s)
	case *activeRow:
		r.bind(b.ID, &j, known, s, b)
	case *quietRow:
		r.bind(b.ID, &j, known, s, b)
	}
}
