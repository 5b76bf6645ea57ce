package videos

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// viewPrefix begins the ids of views in the sidebar.
const viewPrefix = "view:"

// usualViews are there until views are saved.
var usualViews = []library.View{
	{Name: "Needs captions", Query: "captions:none status:ready", Order: library.NewestFirst},
	{Name: "Signed only", Query: "signed:yes", Order: library.NewestFirst},
	{Name: "Deleting soon", Query: "deletion<30d", Order: library.Order{By: "deletion"}},
	{Name: "Stream errors", Query: "status:error", Order: library.NewestFirst},
}

// view is a saved search as the sidebar shows it.
type view struct {
	library.View
	count int // -1 while unknown
}

// Find shows what a query finds: its conditions as chips, the rest in the search
// field.
func (p *Page) Find(query string) error {
	q, err := library.ParseQuery(query, p.Now())
	if err != nil {
		return err
	}
	text := ""
	p.on, text = splitQuery(q, p.Now())
	p.field.SetText(text)
	p.asked()
	return nil
}

// FindBy is Find in an order, which is not remembered.
func (p *Page) FindBy(query string, o library.Order) error {
	p.order = o
	p.tools.show()
	return p.Find(query)
}

// Select selects videos by their uids, as far as the page shows them.
func (p *Page) Select(uids ...string) {
	var hits library.Hits
	q := library.Query{Terms: []library.Term{{Key: "uid", Values: uids}}}
	p.finds.Do(func(ctx context.Context) (err error) {
		hits, err = p.index.Search(ctx, q, p.order)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
			return
		}
		keys := make([]widgets.Key, len(hits))
		for i, id := range hits {
			keys[i] = keyOf(id)
		}
		p.list().Select(keys...)
		if len(keys) > 0 {
			p.list().MoveTo(keys[0])
			p.selected()
		}
	})
}

// loadViews reads the saved views.
func (p *Page) loadViews() {
	var saved []library.View
	p.reads.Do(func(ctx context.Context) (err error) {
		saved, err = p.Library.Journal().Views(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
			return
		}
		p.setViews(saved)
	})
}

func (p *Page) setViews(saved []library.View) {
	if len(saved) == 0 {
		saved = usualViews
	}
	p.views = nil
	for _, v := range saved {
		p.views = append(p.views, view{v, -1})
	}
	p.countViews()
	p.showViews()
}

// countViews counts all videos and what each view finds. While it counts, at most one other
// count waits.
func (p *Page) countViews() {
	p.countAgain = p.counting
	if p.counting {
		return
	}
	p.counting = true
	views := slices.Clone(p.views)
	now := p.Now()
	var whole library.Sum
	p.reads.Do(func(ctx context.Context) error {
		all, err := p.index.Search(ctx, library.Query{}, library.NewestFirst)
		if err != nil {
			return err
		}
		if whole, err = p.index.Sum(ctx, all); err != nil {
			return err
		}
		for i := range views {
			// A view with a mistake, written by a later version, has no count.
			if q, err := library.ParseQuery(views[i].Query, now); err == nil {
				if views[i].count, err = p.index.Count(ctx, q); err != nil {
					return err
				}
			}
		}
		return nil
	}, func(err error) {
		p.counting = false
		if err == nil {
			p.whole = whole
			p.bar.SetNote(p.summary())
		}
		if err == nil && slices.EqualFunc(views, p.views, func(a, b view) bool { return a.View == b.View }) {
			p.views = views
			p.showViews()
		}
		if p.countAgain {
			p.countViews()
		}
	})
}

// showViews tells the sidebar which views there are, and which one shows.
func (p *Page) showViews() {
	if p.Views == nil {
		return
	}
	items := make([]widgets.NavItem, len(p.views))
	for i, v := range p.views {
		items[i] = widgets.NavItem{ID: viewPrefix + v.Name, Label: lang.L(v.Name), Icon: viewIcon(v.Query, p)}
		if v.count >= 0 {
			items[i].Count = words.Count(v.count)
		}
	}
	p.Views(items)
}

// viewIcon is the icon of the first condition of a view.
func viewIcon(query string, p *Page) look.IconName {
	q, err := library.ParseQuery(query, p.Now())
	if err != nil || len(q.Terms) == 0 {
		return look.IconFilter
	}
	key := q.Terms[0].Key
	switch {
	case key == "":
		return look.IconSearch
	case key == "deletion":
		return look.IconCalendar
	case key == "status" && slices.Equal(q.Terms[0].Values, []string{"error"}):
		return look.IconError
	}
	if f := filterOf(keyText(q.Terms[0])); f.icon != "" {
		return f.icon
	}
	return look.IconPerson
}

// ViewID is the id, in the sidebar, of the view that shows; "" where what shows
// is none.
func (p *Page) ViewID() string {
	for _, v := range p.views {
		if v.Query == p.text() && v.Order == p.order {
			return viewPrefix + v.Name
		}
	}
	return ""
}

// text is what is asked for, in the query language.
func (p *Page) text() string { return strings.TrimSpace(p.on.text() + " " + p.field.Text()) }

// OpenView shows a view by its id in the sidebar; false if it is none.
func (p *Page) OpenView(id string) bool {
	name, is := strings.CutPrefix(id, viewPrefix)
	if !is {
		return false
	}
	for _, v := range p.views {
		if v.Name != name {
			continue
		}
		p.list().ClearSelection()
		if err := p.FindBy(v.Query, v.Order); err != nil {
			p.Toast(widgets.Toast{Text: words.F("The view can’t be shown: %s", err.Error()), Failed: true})
		}
	}
	return true
}

// ShowAll shows all videos: neither filter nor search.
func (p *Page) ShowAll() {
	p.on = nil
	p.field.SetText("")
	p.asked()
}

// SaveView asks for a name and keeps what is asked for as a view.
func (p *Page) SaveView() {
	if p.text() == "" {
		p.Toast(widgets.Toast{Text: lang.L("Search or filter first, then save that as a view"), Icon: look.IconInfo, Tone: look.AccentFg})
		return
	}
	p.nameView(lang.L("Save this view"), "", func(name string) {
		p.keepViews(append(p.savedViews(), library.View{Name: name, Query: p.text(), Order: p.order}))
	})
}

// ViewMenu is what can be done with a view of the sidebar.
func (p *Page) ViewMenu(id string) []widgets.MenuItem {
	at := slices.IndexFunc(p.views, func(v view) bool { return viewPrefix+v.Name == id })
	if at < 0 {
		return nil
	}
	change := func(f func([]library.View) []library.View) func() {
		return func() { p.keepViews(f(p.savedViews())) }
	}
	return []widgets.MenuItem{
		{Label: lang.L("Rename…"), Icon: look.IconEdit, Run: func() {
			p.nameView(lang.L("Rename the view"), p.views[at].Name, func(name string) {
				change(func(l []library.View) []library.View { l[at].Name = name; return l })()
			})
		}},
		{
			Label: lang.L("Replace by what shows now"), Icon: look.IconRetry, Disabled: p.text() == "", Reason: lang.L("Search or filter first"),
			Run: change(func(l []library.View) []library.View { l[at].Query, l[at].Order = p.text(), p.order; return l }),
		},
		{
			Label: lang.L("Move up"), Icon: look.IconArrowUp, Disabled: at == 0,
			Run: change(func(l []library.View) []library.View { l[at-1], l[at] = l[at], l[at-1]; return l }),
		},
		{Separator: true},
		{
			Label: lang.L("Remove"), Icon: look.IconDelete, Danger: true,
			Run: change(func(l []library.View) []library.View { return slices.Delete(l, at, at+1) }),
		},
	}
}

func (p *Page) savedViews() []library.View {
	list := make([]library.View, len(p.views))
	for i, v := range p.views {
		list[i] = v.View
	}
	return list
}

// nameView asks for a name that no view has.
func (p *Page) nameView(title, name string, then func(string)) {
	field := widgets.NewField(lang.L("Needs a look"))
	field.SetText(name)
	var o *widgets.Overlay
	save := func() {
		text := strings.TrimSpace(field.Text())
		taken := slices.ContainsFunc(p.views, func(v view) bool { return v.Name == text && text != name })
		switch {
		case text == "":
			field.SetError(lang.L("A view needs a name"))
		case taken:
			field.SetError(lang.L("Another view has this name"))
		default:
			o.Close()
			then(text)
		}
	}
	field.OnSubmitted = func(string) { save() }
	var first fyne.Focusable = field.Focusable()
	o = widgets.ShowSheet(p.Content, widgets.Sheet{
		Title: title, Width: 420, First: first, Main: widgets.NewButton(widgets.Main, lang.L("Save"), save),
		Content: widgets.Inset(16, 20, 16, 20, widgets.NewLabeled(lang.L("Name"), field)),
	})
}

// keepViews saves views.
func (p *Page) keepViews(list []library.View) {
	before := p.savedViews()
	p.works.Do(func(ctx context.Context) error { return p.Library.Journal().SaveViews(ctx, list) }, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: words.F("The views were not saved: %s", err.Error()), Failed: true})
			return
		}
		p.setViews(list)
		if len(list) < len(before) {
			p.Toast(widgets.Toast{Text: lang.L("View removed"), Undo: func() { p.keepViews(before) }})
		}
	})
}
