package videos

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/widgets"
	"spool/widgets/look"
)

// sideFrom is the width of the page from which there is room for the inspector
// beside the videos: a window of 1280 less its sidebar.
const sideFrom = 1280 - look.SidebarWidth

// SetSide puts the inspector at the right of the page.
func (p *Page) SetSide(o fyne.CanvasObject) {
	p.side = o
	p.arrange()
}

// ShowSide opens or closes the inspector, which the page remembers.
func (p *Page) ShowSide(on bool) {
	if p.Choices.Table {
		p.Choices.TableSide = on
	} else {
		p.Choices.GridSide = !on
	}
	p.Keep(p.Choices)
	p.arrange()
}

// SideShown reports whether the inspector shows: it is open, and a video is
// selected. In the table, which has columns for much of it, it opens only when
// it is asked for.
func (p *Page) SideShown() bool {
	open := !p.Choices.GridSide
	if p.Choices.Table {
		open = p.Choices.TableSide
	}
	return p.side != nil && open && p.list().SelectedCount() > 0
}

// arrange puts into the page what it consists of now.
func (p *Page) arrange() {
	objects := []fyne.CanvasObject{p.bar, p.tools, p.grid, p.head, p.table, p.skeleton, p.none, p.missed, p.failed, p.bulk, p.status}
	if p.SideShown() {
		objects = append(objects, p.side)
	}
	objects = append(objects, p.more)
	p.Content.Objects = objects
	p.Content.Refresh()
}

// pageLayout stacks the page's parts, of which one fills the middle.
type pageLayout struct{ p *Page }

// MinSize implements fyne.Layout.
func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, look.PageBar+look.FilterRow+look.StatusBar)
}

// Layout implements fyne.Layout.
func (l *pageLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	width := size.Width
	switch {
	case p.SideShown() && size.Width >= sideFrom:
		width -= look.Inspector
		place(p.side, width, 0, look.Inspector, size.Height)
	case p.SideShown():
		// Search and filters stay in reach.
		top := look.PageBar + look.FilterRow
		place(p.side, width-look.Inspector, top, look.Inspector, size.Height-top)
	}
	place(p.bar, 0, 0, width, look.PageBar)
	bottom := size.Height - look.StatusBar
	place(p.status, 0, bottom, width, look.StatusBar)
	place(p.tools, 0, look.PageBar, width, look.FilterRow)
	l.middle(width, look.PageBar+look.FilterRow, bottom)
	p.more.placeUnder(p.field, width)
	show(p.bulk, p.list().SelectedCount() > 1 && !p.SideShown())
	place(p.bulk, look.Inset, bottom-bulkBelow-bulkHeight, width-2*look.Inset, bulkHeight)
}

// middle places what is between the bars: the videos, or why there are none.
func (l *pageLayout) middle(width, top, bottom float32) {
	p := l.p
	here := p.rows.len() > 0
	table := p.Choices.Table
	show(p.grid, here && !table)
	show(p.table, here && table)
	show(p.head, here && table)
	show(p.skeleton, !here && !p.loaded && p.failure == nil)
	show(p.none, !here && p.loaded && p.failure == nil && !p.unmatched())
	show(p.missed, !here && p.failure == nil && p.unmatched())
	show(p.failed, !here && p.failure != nil)
	place(p.grid, 0, top, width, bottom-top)
	place(p.head, 0, top, width, headHeight)
	place(p.table, 0, top+headHeight, width, bottom-top-headHeight)
	place(p.skeleton, look.Inset, top+look.Inset, width-2*look.Inset, bottom-top-look.Inset)
	for _, e := range []*widgets.EmptyState{p.none, p.missed, p.failed} {
		least := e.MinSize()
		place(e, (width-least.Width)/2, top+max(0, (bottom-top-least.Height)*2/5), least.Width, least.Height)
	}
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(0, w), max(0, h)))
}

func show(o fyne.CanvasObject, on bool) {
	if on == o.Visible() {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// SetStatusEnd puts a small button at the right end of the status bar.
func (p *Page) SetStatusEnd(o fyne.CanvasObject) { p.status.WithEnd(o) }

// moreButton opens the menu of the page.
func (p *Page) moreButton() fyne.CanvasObject {
	var b *widgets.Button
	b = widgets.NewIconButton(widgets.Outline, widgets.Normal, look.IconMore, widgets.Tip{Text: lang.L("Import, export, journal")}, func() {
		if p.More != nil {
			widgets.ShowMenuBelow(b, p.More())
		}
	})
	return b
}
