// Package settings is the settings page: a list of sections with the one that
// was chosen beside it. What a section shows comes from whoever it belongs to.
package settings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/widgets"
	"spool/widgets/look"
)

// Section is a part of the settings.
type Section struct {
	// ID names the section to Page.Open; Label is what people read.
	ID, Label string
	Icon      look.IconName
	// Words are what it is found by besides its label.
	Words string
	// Open makes what it shows, each time it is opened, and what takes the
	// keyboard there; First may be nil.
	Open func() (content fyne.CanvasObject, first fyne.Focusable)
	// Close ends what it does; may be nil.
	Close func()
}

// Page is the settings page. All of it belongs to Fyne's goroutine.
type Page struct {
	// Content fills the window beside the sidebar.
	Content *fyne.Container
	// Search is the field that finds sections.
	Search *widgets.SearchField

	sections []Section
	nav      *widgets.NavList
	body     *fyne.Container
	current  int
	first    fyne.Focusable
}

const (
	navWidth float32 = 156
	navLeft  float32 = 16
	navTop   float32 = 18
)

// NewPage returns the page of sections; Open opens one.
func NewPage(sections []Section) *Page {
	p := &Page{sections: sections, current: -1, body: container.NewStack()}
	p.Search = widgets.NewSearchField(lang.L("Search settings"), "Ctrl F")
	p.Search.OnChanged = func(string) { p.filter() }
	p.Search.OnSubmitted = func(string) {
		if found := p.found(); len(found) > 0 {
			p.Search.Clear()
			p.Open(found[0].ID)
		}
	}
	p.nav = widgets.NewNavList(nil, "", p.Open)
	bar := widgets.NewPageBar(lang.L("Settings"), widgets.Sized(240, 0, p.Search))
	p.Content = container.New(&layout{}, bar, p.nav, p.body)
	p.filter()
	return p
}

// found are the sections that match what was typed.
func (p *Page) found() []Section {
	typed := strings.ToLower(strings.TrimSpace(p.Search.Text()))
	var found []Section
	for _, s := range p.sections {
		if strings.Contains(strings.ToLower(s.Label+" "+s.Words), typed) {
			found = append(found, s)
		}
	}
	return found
}

func (p *Page) filter() {
	var items []widgets.NavItem
	for _, s := range p.found() {
		items = append(items, widgets.NavItem{ID: s.ID, Label: s.Label, Icon: s.Icon})
	}
	p.nav.SetItems(items)
	p.Content.Refresh()
}

// Sections are all sections.
func (p *Page) Sections() []Section { return p.sections }

// Current is the section that shows, "" for none.
func (p *Page) Current() string {
	if p.current < 0 {
		return ""
	}
	return p.sections[p.current].ID
}

// Open shows a section; an ID that there is not shows the one that was open, or
// the first.
func (p *Page) Open(id string) {
	at := max(0, p.current)
	for i, s := range p.sections {
		if s.ID == id {
			at = i
		}
	}
	p.Close()
	p.current = at
	content, first := p.sections[at].Open()
	p.first = first
	p.body.Objects = []fyne.CanvasObject{content}
	p.body.Refresh()
	p.nav.SetCurrent(p.sections[at].ID)
}

// Close ends what the section that shows does.
func (p *Page) Close() {
	if p.current >= 0 && p.sections[p.current].Close != nil {
		p.sections[p.current].Close()
	}
}

// First is what the keyboard starts from.
func (p *Page) First() fyne.Focusable {
	if p.first != nil {
		return p.first
	}
	return p.nav.First()
}

// layout puts the sections beside the one that shows.
type layout struct{}

// MinSize implements fyne.Layout.
func (layout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, look.PageBar) }

// Layout implements fyne.Layout. The objects are the bar, the list and the body.
func (layout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(0, w), max(0, h)))
	}
	place(objects[0], 0, 0, size.Width, look.PageBar)
	place(objects[1], navLeft, look.PageBar+navTop, navWidth, objects[1].MinSize().Height)
	left := navLeft + navWidth + 8
	place(objects[2], left, look.PageBar, size.Width-left, size.Height-look.PageBar)
}

// Body lays parts of a section under each other, in a column of a width that
// lines can be read in.
func Body(parts ...fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(container.New(&bodyLayout{}, widgets.Inset(20, look.Inset, look.Inset, 12, widgets.Column(28, parts...))))
}

const bodyMost float32 = 640

// bodyLayout keeps a section from becoming wider than can be read.
type bodyLayout struct{}

// MinSize implements fyne.Layout.
func (bodyLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (bodyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(size.Width, bodyMost), size.Height))
}

// Group is a titled card of settings. All titles stand at one height, with a
// button beside them or without, so that nothing jumps from section to section.
func Group(title string, end fyne.CanvasObject, rows ...fyne.CanvasObject) fyne.CanvasObject {
	if end == nil {
		end = widgets.Sized(0, look.Compact, &fyne.Container{})
	}
	return widgets.Section(title, end, widgets.NewCard(widgets.CardRows(14, rows...)).Inset(1))
}
