package inspector

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Tab is a way from the panel into a tab of the video's page.
type Tab struct{ ID, Label string }

// PanelParams are what a Panel needs besides what its forms do.
type PanelParams struct {
	Params
	// Tabs come behind Details; OpenTab shows one on the video's page.
	Tabs    []Tab
	OpenTab func(v library.Video, tab string)
	// Step goes to another of the selected videos, or the next in the list.
	Step func(by int)
	// Close takes the panel away; Menu is the menu of the video.
	Close func()
	Menu  func() []widgets.MenuItem
}

// Panel is the inspector at the right of the library: the form of the selected
// video, or of one after the other of several.
type Panel struct {
	PanelParams
	// Content is look.Inspector wide.
	Content fyne.CanvasObject

	form   *Form
	title  *look.Label
	tabs   *widgets.Tabs
	body   *fyne.Container
	before *widgets.Button
	after  *widgets.Button
	more   *widgets.Button
}

// NewPanel returns a panel without a video.
func NewPanel(params PanelParams) *Panel {
	p := &Panel{PanelParams: params, title: look.NewLabel(look.BodyMedium, look.Fg, "").Shrinking(), body: container.NewStack()}
	p.before = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconLeft, widgets.Tip{Text: lang.L("Previous video"), Key: "Ctrl Up"}, func() { p.Step(-1) })
	p.after = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconRight, widgets.Tip{Text: lang.L("Next video"), Key: "Ctrl Down"}, func() { p.Step(1) })
	p.more = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconMore, widgets.Tip{Text: lang.L("More"), Key: "Shift F10"}, func() { widgets.ShowMenuBelow(p.more, p.Menu()) })
	shut := widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconClose, widgets.Tip{Text: lang.L("Close")}, func() { p.PanelParams.Close() })
	tabs := []widgets.Tab{{Label: lang.L("Details")}}
	for _, t := range params.Tabs {
		tabs = append(tabs, widgets.Tab{Label: t.Label})
	}
	p.tabs = widgets.NewTabs(tabs, 0, p.chooseTab)
	head := widgets.Inset(0, 12, 0, panelPad, widgets.Row(4, widgets.Grow(p.title), p.before, p.after, p.more, shut))
	p.Content = widgets.Stretched(0, widgets.NewUpright(), widgets.Grow(widgets.NewBackdrop(look.Surface, widgets.Column(0,
		widgets.Sized(0, look.PageBar, head), newTabRow(p.tabs), widgets.Grow(p.body)))))
	p.Show(nil, 0, 0)
	return p
}

// newTabRow puts the hairline below the tabs from edge to edge.
func newTabRow(tabs fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(widgets.Column(0, widgets.Space(), widgets.NewRule()), widgets.Inset(8, panelPad, 0, panelPad, tabs))
}

func (p *Panel) chooseTab(i int) {
	p.tabs.SetSelected(0)
	if i > 0 && p.form != nil {
		p.OpenTab(p.form.Video(), p.PanelParams.Tabs[i-1].ID)
	}
}

// Show edits a video, number at of n that are selected. Nil is none. The same
// video again is a newer version of it.
func (p *Panel) Show(v *library.Video, at, n int) {
	switch {
	case n > 1:
		p.title.SetText(words.F("%s of %s selected", words.Count(at+1), words.Count(n)))
	case v != nil:
		p.title.SetText(lang.L("Details"))
	default:
		p.title.SetText(lang.L("Nothing selected"))
	}
	switch {
	case v == nil:
		p.end()
		p.body.Objects = []fyne.CanvasObject{container.NewCenter(widgets.NewEmptyState(look.IconEdit, lang.L("Nothing selected"), lang.L("Select a video to see and edit its details.")))}
		p.body.Refresh()
	case p.form != nil && p.form.draft.video.UID == v.UID:
		p.form.Show(*v)
	default:
		p.end()
		p.form = NewForm(p.Params, *v, false)
		p.body.Objects = []fyne.CanvasObject{p.form.Content}
		p.body.Refresh()
	}
}

// end takes in what was typed into the form that shows.
func (p *Panel) end() {
	if p.form != nil {
		p.form.Close()
		p.form = nil
	}
}

// Form is the form that shows, nil for none.
func (p *Panel) Form() *Form { return p.form }

// First is what the keyboard starts from, nil for nothing.
func (p *Panel) First() fyne.Focusable {
	if p.form == nil {
		return nil
	}
	return p.form.First()
}
