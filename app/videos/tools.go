package videos

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/widgets"
	"spool/widgets/look"
)

// tools is the row under the page bar: filters at the left, at the right what
// belongs to the view, and the order.
type tools struct {
	widget.BaseWidget
	page    *Page
	filters *filterRow
	slider  *fyne.Container
	columns *widgets.Button
	sort    *widgets.Button
	rule    *widgets.Rule
}

func newTools(p *Page) *tools {
	t := &tools{page: p, filters: newFilterRow(p), rule: widgets.NewRule()}
	size := widgets.NewSlider(float64(widgets.TileLeast), float64(widgets.TileMost), 10, float64(p.tile()),
		func(v float64) { p.grid.SetTile(float32(v)) })
	size.OnDone = func(v float64) {
		p.Choices.Tile = float32(v)
		p.Keep(p.Choices)
	}
	size.SetTip(lang.L("Size of the pictures"), "")
	t.slider = widgets.Row(8, icon(look.IconImage, look.IconBadge), widgets.Sized(60, 0, size), icon(look.IconImage, look.IconSize))
	t.columns = widgets.NewSmallButton(widgets.Quiet, lang.L("Columns"), nil).WithIcon(look.IconSettings).WithMenu()
	t.columns.OnTapped = func() { p.chooseColumns(t.columns) }
	t.sort = widgets.NewSmallButton(widgets.Quiet, p.sortLabel(), nil).WithIcon(look.IconSort).WithMenu()
	t.sort.OnTapped = func() { widgets.ShowMenuBelow(t.sort, p.sortMenu()) }
	t.ExtendBaseWidget(t)
	t.show()
	return t
}

// tile is the least width of a tile.
func (p *Page) tile() float32 {
	if p.Choices.Tile > 0 {
		return p.Choices.Tile
	}
	return widgets.TileDefault
}

// show brings the tools in step with what is chosen.
func (t *tools) show() {
	show(t.slider, !t.page.Choices.Table)
	show(t.columns, t.page.Choices.Table)
	t.sort.SetText(t.page.sortLabel())
	t.filters.show()
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *tools) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(t, t) }

// Objects implements look.Drawn.
func (t *tools) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.filters.chips, t.slider, t.columns, t.sort, t.rule}
}

// Min implements look.Drawn.
func (t *tools) Min(look.Paint) fyne.Size { return fyne.NewSize(0, look.FilterRow) }

// Repaint implements look.Drawn.
func (t *tools) Repaint(look.Paint) {
	for _, o := range t.Objects() {
		o.Refresh()
	}
}

// Arrange implements look.Drawn: the chips get what the others leave.
func (t *tools) Arrange(_ look.Paint, size fyne.Size) {
	t.rule.Move(fyne.NewPos(0, size.Height-1))
	t.rule.Resize(fyne.NewSize(size.Width, 1))
	right := size.Width - look.Inset + 11 // a quiet button's edge cannot be seen
	for _, o := range []fyne.CanvasObject{t.sort, t.columns, t.slider} {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		right -= least.Width
		place(o, right, float32(int((size.Height-1-least.Height)/2)), least.Width, least.Height)
		right -= 12
	}
	place(t.filters.chips, look.Inset, 0, right-look.Inset, size.Height-1)
}

// icon is an icon as an object.
func icon(name look.IconName, size float32) fyne.CanvasObject {
	return widgets.NewGlyph(name, size, look.Fg3)
}
