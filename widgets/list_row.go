package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	rowEdge   float32 = 3  // accent strip at the left of a selected row
	rowRing   float32 = 4  // from the sides of the row to its focus ring
	gripLeft  float32 = 3  // of the grip's icon
	gripWidth float32 = 24 // that can be grabbed
	liftInset float32 = 14 // of a row that is being dragged
)

// row is one place in a list: the view of the row and what the list itself
// draws around it.
type row struct {
	widget.BaseWidget
	view    RowView
	kind    string
	tile    bool // tiles draw their own selection
	lines   bool
	grip    bool
	rounded bool // see List

	key   Key
	index int // over all groups, -1 while not in use
	state RowState

	fill  *look.Box
	edge  *canvas.Rectangle
	line  *canvas.Rectangle
	lift  *look.Box
	ring  *look.Box
	grips *look.Icon
	parts []fyne.CanvasObject
}

func newRow(view RowView, kind string, tile bool) *row {
	r := &row{
		view: view, kind: kind, tile: tile, index: -1,
		fill:  look.NewBox("", "", 0),
		edge:  &canvas.Rectangle{},
		line:  &canvas.Rectangle{},
		lift:  look.NewBox(look.Raised, look.Border, look.RadiusThumb),
		ring:  look.NewBox("", look.Accent, look.RadiusControl),
		grips: look.NewIcon(look.IconGrip, look.IconSize, look.Fg3),
	}
	r.ring.EdgeWidth = look.RingWidth
	r.parts = append(r.parts, r.fill.Object, r.edge, r.lift.Object)
	r.parts = append(r.parts, view.Objects()...)
	r.parts = append(r.parts, r.line, r.grips.Object, r.ring.Object)
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(r, r) }
func (r *row) Objects() []fyne.CanvasObject        { return r.parts }
func (r *row) Min(look.Paint) fyne.Size            { return fyne.Size{} }

func (r *row) Repaint(p look.Paint) {
	r.edge.FillColor = p.Color(look.Accent)
	r.line.FillColor = p.Color(look.Separator)
	r.fill.Fill = r.fillColor()
	r.fill.Show(!r.tile && !r.state.Lifted && r.fill.Fill != "")
	if r.rounded {
		r.fill.Radius = look.RadiusThumb
	}
	setVisible(r.edge, !r.tile && !r.state.Lifted && r.state.Selected && !r.rounded)
	setVisible(r.line, r.lines && !r.state.Lifted)
	r.lift.Show(r.state.Lifted)
	r.ring.Show(r.state.Focused && !r.state.Lifted)
	r.grips.Show(r.grip)
	if r.state.Lifted {
		r.grips.SetColor(look.Fg)
	} else {
		r.grips.SetColor(look.Fg3)
	}
	for _, o := range []*canvas.Rectangle{r.edge, r.line} {
		o.Refresh()
	}
	r.fill.Repaint(p)
	r.lift.Repaint(p)
	r.ring.Repaint(p)
	r.grips.Repaint(p)
	r.view.Repaint(p)
}

func (r *row) fillColor() fyne.ThemeColorName {
	switch {
	case r.state.Selected:
		return look.Selection
	case r.state.Hovered:
		return look.Hover
	default:
		return ""
	}
}

func (r *row) Arrange(p look.Paint, size fyne.Size) {
	r.fill.Place(p, 0, 0, size.Width, size.Height)
	r.edge.Resize(fyne.NewSize(rowEdge, size.Height))
	r.line.Move(fyne.NewPos(0, size.Height-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
	r.lift.Place(p, 0, 0, size.Width-liftInset, size.Height)
	if r.tile {
		r.ring.Ring(p, 0, 0, size.Width, size.Height)
	} else {
		r.ring.Place(p, rowRing, 1, max(size.Width-2*rowRing, 0), max(size.Height-2, 0))
	}
	r.grips.Place(p, gripLeft, (size.Height-r.grips.Size())/2)
	r.view.Arrange(p, size)
}

// set changes the row's state and redraws it if that is another one.
func (r *row) set(s RowState) {
	if s == r.state {
		return
	}
	r.state = s
	r.view.SetState(s)
	r.Refresh()
}

// leave frees the row for another one.
func (r *row) leave() {
	r.index = -1
	if v, ok := r.view.(Leaver); ok {
		v.Leave()
	}
}

// zone is the topmost zone at a place in the row.
func (r *row) zone(pos fyne.Position) (Zone, bool) {
	zones := r.view.Zones()
	for i := len(zones) - 1; i >= 0; i-- {
		if zones[i].holds(pos) {
			return zones[i], true
		}
	}
	return Zone{}, false
}

func setVisible(o fyne.CanvasObject, on bool) {
	if on == o.Visible() {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
