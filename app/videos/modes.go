package videos

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// sorting is an order for people.
type sorting struct {
	label string
	order library.Order
}

// sortings are the orders of the menu; the table's titles know more.
var sortings = []sorting{
	{"Newest first", library.NewestFirst},
	{"Oldest first", library.Order{By: "created"}},
	{"Name, A to Z", library.Order{By: "name"}},
	{"Name, Z to A", library.Order{By: "name", Descending: true}},
	{"Longest first", library.Order{By: "duration", Descending: true}},
	{"Shortest first", library.Order{By: "duration"}},
	{"Largest first", library.Order{By: "size", Descending: true}},
	{"Smallest first", library.Order{By: "size"}},
	{"Last changed first", library.Order{By: "modified", Descending: true}},
	{"Deleted soonest first", library.Order{By: "deletion"}},
	{"Creator, A to Z", library.Order{By: "creator"}},
}

// sortLabel is the order that holds, for people.
func (p *Page) sortLabel() string {
	if i := slices.IndexFunc(sortings, func(s sorting) bool { return s.order == p.order }); i >= 0 {
		return lang.L(sortings[i].label)
	}
	for _, c := range p.columns {
		if c.sort == p.order.By {
			return lang.L("By") + " " + lang.L(c.label)
		}
	}
	return lang.L("By") + " " + p.order.By
}

func (p *Page) sortMenu() []widgets.MenuItem {
	items := make([]widgets.MenuItem, len(sortings))
	for i, s := range sortings {
		items[i] = widgets.MenuItem{Label: lang.L(s.label), Checked: s.order == p.order, Run: func() { p.setOrder(s.order) }}
	}
	return items
}

// setOrder sorts, and remembers how.
func (p *Page) setOrder(o library.Order) {
	if o == p.order {
		return
	}
	p.order = o
	p.Choices.Sort = o
	p.Keep(p.Choices)
	p.tools.show()
	p.asked()
}

// list is the grid or the table, whichever shows: selection and places.
func (p *Page) list() *widgets.List {
	if p.Choices.Table {
		return p.table
	}
	return &p.grid.List
}

// Keyboard is what the keys of the page go to.
func (p *Page) Keyboard() fyne.Focusable {
	if p.Choices.Table {
		return p.table
	}
	return p.grid
}

// ShowTable shows the table, or the grid, with the same videos selected.
func (p *Page) ShowTable(on bool) {
	if p.Choices.Table == on {
		return
	}
	old := p.list()
	keys, at, focused := old.Selected(), old.Current(), p.focused()
	p.Choices.Table = on
	p.Keep(p.Choices)
	p.modes.SetSelected(p.mode())
	p.list().Reload()
	p.list().Select(keys...)
	if at != "" {
		p.list().MoveTo(at)
	}
	p.tools.show()
	p.show()
	if focused {
		p.focus()
	}
}

// mode is the segment of the grid or the table.
func (p *Page) mode() int {
	if p.Choices.Table {
		return 1
	}
	return 0
}

// focused reports whether the grid or the table has the keyboard.
func (p *Page) focused() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(p.Content)
	return c != nil && c.Focused() == p.Keyboard()
}

// focus gives the keyboard to the grid or the table.
func (p *Page) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.Content); c != nil {
		c.Focus(p.Keyboard())
	}
}

// setColumns shows other columns, and remembers them.
func (p *Page) setColumns(list []column) {
	p.columns = list
	p.Choices.Columns = joinColumns(list)
	if p.Choices.Columns == usualColumns {
		p.Choices.Columns = ""
	}
	p.Keep(p.Choices)
	p.head.rebuild()
	p.head.Refresh()
	p.table.Reload()
}

// moveColumn puts a column before another, or with their number last.
func (p *Page) moveColumn(from, before int) {
	list := slices.Clone(p.columns)
	c := list[from]
	list = slices.Delete(list, from, from+1)
	if before > from {
		before--
	}
	p.setColumns(slices.Insert(list, min(before, len(list)), c))
}

// toggleColumn shows a column at the end, or no longer.
func (p *Page) toggleColumn(c column) {
	at := slices.IndexFunc(p.columns, func(o column) bool { return o.id == c.id })
	if at >= 0 {
		p.setColumns(slices.Delete(slices.Clone(p.columns), at, at+1))
	} else {
		p.setColumns(append(slices.Clone(p.columns), c))
	}
}

// chooseColumns opens the list of columns.
func (p *Page) chooseColumns(from fyne.CanvasObject) {
	var keys []string
	p.Read(func(ctx context.Context) (err error) {
		keys, err = p.index.MetaKeys(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
			return
		}
		all := slices.Clone(columns)
		for _, key := range keys {
			if key != "name" {
				all = append(all, metaColumn(key))
			}
		}
		widgets.ShowMenuBelow(from, p.columnMenu(all))
	})
}

func (p *Page) columnMenu(all []column) []widgets.MenuItem {
	var items []widgets.MenuItem
	for i, c := range all {
		if i == len(columns) {
			items = append(items, widgets.MenuItem{Separator: true})
		}
		on := slices.ContainsFunc(p.columns, func(o column) bool { return o.id == c.id })
		items = append(items, widgets.MenuItem{Label: lang.L(c.label), Checked: on, Run: func() { p.toggleColumn(c) }})
	}
	return append(items, widgets.MenuItem{Separator: true},
		widgets.MenuItem{Label: lang.L("The usual columns"), Icon: look.IconUndo, Run: func() { p.setColumns(readColumns("")) }})
}
