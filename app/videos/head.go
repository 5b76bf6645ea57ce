package videos

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// headHeight is the height of the table's head.
const headHeight float32 = 32

// tableHead is the titles above the table: a click sorts, a drag moves a
// column. By keyboard Left and Right walk through the titles, Enter sorts, and
// with Shift the arrows move the column.
type tableHead struct {
	widget.BaseWidget
	page    *Page
	check   checkMark
	titles  []*look.Text // the name's, then those of the columns
	marker  *look.Icon
	ring    *look.Box
	rule    *widgets.Rule
	drop    *canvas.Rectangle
	at      int // the title the keyboard is at; -1 is the check box
	focused bool
	hover   int
	drag    int // the column that is being dragged, -1 for none
	dragTo  int
	pointer fyne.Position
}

var (
	_ fyne.Focusable    = (*tableHead)(nil)
	_ fyne.Tappable     = (*tableHead)(nil)
	_ fyne.Draggable    = (*tableHead)(nil)
	_ desktop.Hoverable = (*tableHead)(nil)
)

// nothing is no title at all, checkTitle the check box before them.
const (
	nothing    = -2
	checkTitle = -1
)

func newTableHead(p *Page) *tableHead {
	h := &tableHead{
		page: p, check: newCheckMark(), marker: look.NewIcon("", look.IconBadge, look.Fg), ring: look.NewRing(look.RadiusBadge),
		rule: widgets.NewRule(), drop: &canvas.Rectangle{}, hover: nothing, drag: -1,
	}
	h.rebuild()
	h.ExtendBaseWidget(h)
	return h
}

// rebuild makes the titles of the columns anew.
func (h *tableHead) rebuild() {
	h.titles = []*look.Text{look.NewText(look.Small, look.Fg2, lang.L("Name"))}
	for _, c := range h.page.columns {
		t := look.NewText(look.Small, look.Fg2, lang.L(c.label))
		if c.trailing {
			t.Trailing()
		}
		h.titles = append(h.titles, t)
	}
	h.at = min(h.at, len(h.titles)-1)
}

// CreateRenderer implements fyne.Widget.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(h, h) }

// Objects implements look.Drawn.
func (h *tableHead) Objects() []fyne.CanvasObject {
	objects := append(h.check.objects(), h.rule, h.drop, h.marker.Object, h.ring.Object)
	for _, t := range h.titles {
		objects = append(objects, t.Object)
	}
	return objects
}

// Min implements look.Drawn.
func (h *tableHead) Min(look.Paint) fyne.Size { return fyne.NewSize(0, headHeight) }

// Repaint implements look.Drawn.
func (h *tableHead) Repaint(p look.Paint) {
	h.check.repaint(p, h.checked())
	for i, t := range h.titles {
		role, tone := look.Small, look.Fg2
		if h.sortOf(i) == h.page.order.By {
			role, tone = look.SmallSemibold, look.Fg
		} else if i == h.hover {
			tone = look.Fg
		}
		t.SetRole(role)
		t.SetColor(tone)
		t.Repaint(p)
	}
	h.marker.Set(look.IconUp)
	if h.page.order.Descending {
		h.marker.Set(look.IconDown)
	}
	h.marker.Repaint(p)
	h.ring.Show(h.focused)
	h.ring.Repaint(p)
	h.drop.FillColor = p.Color(look.Accent)
	h.drop.Refresh()
	h.rule.Refresh()
}

// checked is the state of the box that selects all.
func (h *tableHead) checked() widgets.CheckState {
	switch n := h.page.list().SelectedCount(); {
	case n == 0:
		return widgets.Off
	case n == h.page.rows.len():
		return widgets.On
	}
	return widgets.Mixed
}

// sortOf is the key a title sorts by.
func (h *tableHead) sortOf(title int) string {
	if title == 0 {
		return "name"
	}
	return h.page.columns[title-1].sort
}

// areas are the places of the titles that show.
func (h *tableHead) areas() []span {
	name, cells := spans(h.page.columns, h.Size().Width)
	return append([]span{name}, cells...)
}

// Arrange implements look.Drawn.
func (h *tableHead) Arrange(p look.Paint, size fyne.Size) {
	h.check.place(p, checkLeft, (size.Height-checkSide)/2)
	h.rule.Move(fyne.NewPos(0, size.Height-1))
	h.rule.Resize(fyne.NewSize(size.Width, 1))
	areas := h.areas()
	show(h.drop, h.drag >= 0)
	h.marker.Show(false)
	for i, t := range h.titles {
		show(t.Object, i < len(areas))
		if i < len(areas) {
			h.placeTitle(p, i, areas[i], size.Height)
		}
	}
	if h.drag >= 0 {
		x := areas[min(h.dragTo, len(areas)-1)].x - columnGap/2
		if h.dragTo >= len(areas) {
			last := areas[len(areas)-1]
			x = last.x + last.w + columnGap/2
		}
		place(h.drop, x, 4, 2, size.Height-8)
	}
	if h.at == checkTitle {
		h.ring.Ring(p, checkLeft, (size.Height-checkSide)/2, checkSide, checkSide)
	} else if h.at < len(areas) {
		a := areas[h.at]
		h.ring.Ring(p, a.x-4, 5, a.w+8, size.Height-10)
	}
}

func (h *tableHead) placeTitle(p look.Paint, i int, a span, height float32) {
	t := h.titles[i]
	wide := min(t.Natural(p), a.w)
	x := a.x
	if i > 0 && h.page.columns[i-1].trailing {
		x = a.x + a.w - wide
	}
	t.Place(p, x, (height-t.Line())/2, wide)
	if h.sortOf(i) == h.page.order.By && h.page.order.By != "" {
		h.marker.Show(true)
		end := x + wide + 4
		if x > a.x {
			end = x - h.marker.Size() - 4
		}
		h.marker.Place(p, end, (height-h.marker.Size())/2)
	}
}

// titleAt is the title at x.
func (h *tableHead) titleAt(x float32) int {
	if x < pictureLeft {
		return checkTitle
	}
	for i, a := range h.areas() {
		if x >= a.x-columnGap/2 && x < a.x+a.w+columnGap/2 {
			return i
		}
	}
	return nothing
}

// use does what a title is for.
func (h *tableHead) use(title int) {
	switch {
	case title == checkTitle:
		if h.checked() == widgets.On {
			h.page.list().ClearSelection()
		} else {
			h.page.list().SelectAll()
		}
	case title >= 0 && h.sortOf(title) != "":
		by := h.sortOf(title)
		o := library.Order{By: by, Descending: title > 0 && h.page.columns[title-1].down}
		if h.page.order.By == by {
			o.Descending = !h.page.order.Descending
		}
		h.page.setOrder(o)
	}
}

// Tapped implements fyne.Tappable.
func (h *tableHead) Tapped(ev *fyne.PointEvent) { h.use(h.titleAt(ev.Position.X)) }

// MouseIn implements desktop.Hoverable.
func (h *tableHead) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (h *tableHead) MouseMoved(ev *desktop.MouseEvent) {
	h.pointer = ev.Position
	h.setHover(h.titleAt(ev.Position.X))
}

// MouseOut implements desktop.Hoverable.
func (h *tableHead) MouseOut() { h.setHover(nothing) }

func (h *tableHead) setHover(title int) {
	if title != h.hover {
		h.hover = title
		h.Refresh()
	}
}

// Dragged implements fyne.Draggable: a line shows where the column would go.
func (h *tableHead) Dragged(ev *fyne.DragEvent) {
	if h.drag < 0 {
		from := h.titleAt(ev.Position.X - ev.Dragged.DX)
		if from < 1 {
			return // the names stay first
		}
		h.drag = from
	}
	h.dragTo = len(h.areas())
	for i, a := range h.areas() {
		if i > 0 && ev.Position.X < a.x+a.w/2 {
			h.dragTo = i
			break
		}
	}
	h.Refresh()
}

// DragEnd implements fyne.Draggable.
func (h *tableHead) DragEnd() {
	from, to := h.drag, h.dragTo
	h.drag = -1
	if from > 0 {
		h.page.moveColumn(from-1, to-1)
	}
	h.Refresh()
}

// FocusGained implements fyne.Focusable.
func (h *tableHead) FocusGained() { h.focused = true; h.Refresh() }

// FocusLost implements fyne.Focusable.
func (h *tableHead) FocusLost() { h.focused = false; h.Refresh() }

// TypedRune implements fyne.Focusable.
func (h *tableHead) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (h *tableHead) TypedKey(ev *fyne.KeyEvent) {
	step := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[ev.Name]
	switch {
	case step != 0 && shift() && h.at > 0:
		to := h.at + step
		if to >= 1 && to < len(h.areas()) {
			h.page.moveColumn(h.at-1, to-1+max(step, 0))
			h.at = to
		}
	case step != 0:
		h.at = min(max(h.at+step, checkTitle), len(h.areas())-1)
	case slices.Contains([]fyne.KeyName{fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter}, ev.Name):
		h.use(h.at)
	case ev.Name == fyne.KeyDown:
		h.page.focus()
		return
	default:
		widgets.PassKey(h, ev)
		return
	}
	h.Refresh()
}
