package bulk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/widgets"
	"spool/widgets/look"
)

const headHeight float32 = 32

// tableHead names the columns.
type tableHead struct {
	widget.BaseWidget
	page    *Page
	all     *widgets.Check
	name    *look.Text
	columns [mostColumns]*look.Text
	line    *canvas.Rectangle
}

func newTableHead(p *Page) *tableHead {
	h := &tableHead{page: p, name: look.NewText(look.Small, look.Fg2, lang.L("Name")), line: &canvas.Rectangle{}}
	for i := range h.columns {
		h.columns[i] = look.NewText(look.Small, look.Fg2, "")
	}
	h.all = widgets.NewCheck("", h.take)
	h.ExtendBaseWidget(h)
	return h
}

// take changes all videos that can be without a question, or none.
func (h *tableHead) take(on bool) {
	if on {
		h.page.decideAll(toChange, take)
		return
	}
	h.page.decideAll(toDecide, leaveOut)
	h.page.decideAll(toChange, leaveOut)
}

// show brings the head in step with the plan.
func (h *tableHead) show() {
	state := widgets.Off
	if p := h.page; p.plan != nil {
		switch n := p.plan.sending(&p.decisions); {
		case n > 0 && n >= p.plan.counts[toChange]:
			state = widgets.On
		case n > 0:
			state = widgets.Mixed
		}
	}
	h.all.SetState(state)
	h.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(h, h) }

// Objects implements look.Drawn.
func (h *tableHead) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{h.line, h.all, h.name.Object}
	for _, c := range h.columns {
		objects = append(objects, c.Object)
	}
	return objects
}

// Min implements look.Drawn.
func (h *tableHead) Min(look.Paint) fyne.Size { return fyne.NewSize(0, headHeight) }

// Arrange implements look.Drawn.
func (h *tableHead) Arrange(p look.Paint, size fyne.Size) {
	y := (headHeight - look.Small.Line()) / 2
	h.all.Move(fyne.NewPos(checkX, (headHeight-checkSide)/2))
	h.all.Resize(fyne.NewSquareSize(checkSide))
	left, widths := columnPlaces(h.page, size.Width)
	h.name.Place(p, nameX, y, left-nameX-cellGap)
	for i, c := range h.columns {
		w := float32(0)
		if i < len(widths) {
			w = widths[i] - cellGap
		}
		c.Place(p, left, y, w)
		left += w + cellGap
	}
	h.line.Move(fyne.NewPos(0, size.Height-1))
	h.line.Resize(fyne.NewSize(size.Width, 1))
}

// Repaint implements look.Drawn.
func (h *tableHead) Repaint(p look.Paint) {
	columns := h.page.columns()
	for i, c := range h.columns {
		title := ""
		if i < len(columns) {
			title = columnTitle(columns[i])
		}
		c.Set(title)
		c.Repaint(p)
	}
	h.name.Repaint(p)
	h.line.FillColor = p.Color(look.Separator)
	h.line.Refresh()
}
