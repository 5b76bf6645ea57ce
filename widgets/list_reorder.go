package widgets

import (
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// reorder is a drag of rows by the grip. A nil reorder is no drag.
type reorder struct {
	key    Key
	row    *row
	keys   []Key // that move: the selection, or the dragged row alone
	group  int
	grab   float32 // from the row's upper edge to the pointer
	at     fyne.Position
	before int
	edge   *fyne.Animation // scrolls while the pointer rests near an edge
	over   bool            // cancelled, but the button is still down
}

// startDrag lifts a row.
func (l *List) startDrag(key Key, at fyne.Position) {
	r := l.shown(key)
	if r == nil {
		return
	}
	g := l.flow.group(r.index)
	d := &reorder{key: key, row: r, keys: l.movable(key, g), group: g}
	d.grab = l.pointer.down.Y - r.Position().Y
	l.drag = d
	l.pointer.row, l.pointer.zone = nil, Zone{}
	d.move(l, at)
	l.showStates()
}

// movable is the keys that move with one: all selected of its group when it is
// selected itself.
func (l *List) movable(key Key, group int) []Key {
	if !l.sel.has(key) {
		return []Key{key}
	}
	r := &l.flow.runs[group]
	return slices.DeleteFunc(l.sel.sorted(), func(k Key) bool {
		i, ok := l.indexOf(k)
		return !ok || i < r.first || i >= r.first+r.count
	})
}

// move follows the pointer.
func (d *reorder) move(l *List, at fyne.Position) {
	if d.over {
		return
	}
	d.at = at
	r := &l.flow.runs[d.group]
	top := float64(at.Y-d.grab) + l.offset - r.body()
	// The place is where the leading edge is, so the line shows beside the row.
	d.before = d.row.index - r.first
	switch from := float64(d.before) * r.pitch; {
	case top < from:
		d.before = max(int(math.Floor((top+dragSlack)/r.pitch)), 0)
	case top > from:
		d.before = min(int(math.Ceil((top+r.pitch-dragSlack)/r.pitch)), r.count)
	}
	d.place(l)
	d.scrollAtEdges(l)
}

// place puts the lifted row under the pointer and the line where it would go.
func (d *reorder) place(l *List) {
	on := d != nil && !d.over
	setVisible(l.drop, on && d.changes(l))
	if !on {
		return
	}
	l.raise(d.row)
	d.row.Resize(fyne.NewSize(l.Size().Width-liftInset, d.row.Size().Height))
	d.row.Move(fyne.NewPos(liftInset, d.at.Y-d.grab))
	run := &l.flow.runs[d.group]
	y := float32(run.body() + float64(d.before)*run.pitch - l.offset)
	l.drop.Move(fyne.NewPos(l.Inset-dropOut, y-dropDot/2))
	l.drop.Resize(fyne.NewSize(l.Size().Width-2*l.Inset+dropOut, dropDot))
}

// raise draws a row above its neighbours, and the line above it.
func (l *List) raise(r *row) {
	o := l.rows.Objects
	if o[len(o)-2] == fyne.CanvasObject(r) && o[len(o)-1] == fyne.CanvasObject(l.drop) {
		return
	}
	o = slices.DeleteFunc(o, func(o fyne.CanvasObject) bool { return o == r || o == l.drop })
	l.rows.Objects = append(o, r, l.drop)
}

// lifts reports whether a row is drawn as being dragged.
func (d *reorder) lifts(key Key) bool { return d != nil && !d.over && d.key == key }

// changes reports whether dropping here would change the order.
func (d *reorder) changes(l *List) bool {
	return changesOrder(l, d.keys, d.group, d.before)
}

func changesOrder(l *List, keys []Key, group, before int) bool {
	first := l.flow.runs[group].first
	ahead := 0
	for _, k := range keys {
		if i, ok := l.indexOf(k); ok && i-first < before {
			ahead++
		}
	}
	for n, k := range keys {
		if i, ok := l.indexOf(k); !ok || i-first != before-ahead+n {
			return true
		}
	}
	return false
}

// cancel puts everything back. The rest of the drag does nothing.
func (d *reorder) cancel(l *List) {
	if d.over {
		return
	}
	d.quit()
	l.sync()
	l.showStates()
}

// cancelIfGone ends a drag whose row has left the group.
func (d *reorder) cancelIfGone(l *List) {
	if d == nil {
		return
	}
	i, ok := l.indexOf(d.key)
	if !ok || d.group >= len(l.flow.runs) || l.flow.group(i) != d.group {
		d.quit()
	}
}

// quit makes the rest of the drag do nothing.
func (d *reorder) quit() {
	d.over = true
	if d.edge != nil {
		d.edge.Stop()
		d.edge = nil
	}
}

// end is the release of the button.
func (d *reorder) end(l *List) {
	moved := !d.over && d.changes(l)
	d.quit()
	l.drag = nil
	l.sync()
	if moved {
		l.OnMove(Move{Keys: d.keys, Group: d.group, Before: d.before})
	}
}

const (
	dragSlack = 6  // how far a row may slip without meaning it
	edgeZone  = 40 // from where on a drag scrolls
	edgeSpeed = 14 // units a frame at the very edge
)

// scrollAtEdges starts or ends scrolling. An animation is only its clock.
func (d *reorder) scrollAtEdges(l *List) {
	near := edgeStep(d.at.Y, l.Size().Height) != 0
	if near == (d.edge != nil) {
		return
	}
	if !near {
		d.edge.Stop()
		d.edge = nil
		return
	}
	d.edge = fyne.NewAnimation(time.Second, func(float32) { d.scrollStep(l) })
	d.edge.RepeatCount = fyne.AnimationRepeatForever
	d.edge.Start()
}

func (d *reorder) scrollStep(l *List) {
	if l.drag != d || d.over {
		return
	}
	l.scroll(l.offset + edgeStep(d.at.Y, l.Size().Height))
	d.move(l, d.at)
}

// edgeStep is how far to scroll for a pointer at y.
func edgeStep(y, height float32) float64 {
	zone := min(edgeZone, height/3)
	switch {
	case zone <= 0:
		return 0
	case y < zone:
		return -edgeSpeed * float64(min(1, (zone-y)/zone))
	case y > height-zone:
		return edgeSpeed * float64(min(1, (y-height+zone)/zone))
	default:
		return 0
	}
}

// moveSelected moves the selection by keyboard: Alt with Up, Down, Home or End.
func (l *List) moveSelected(name fyne.KeyName) bool {
	at, ok := l.focusIndex()
	if !ok || l.OnMove == nil {
		return false
	}
	g := l.flow.group(at)
	if !l.groups[g].Reorder {
		return false
	}
	keys := l.movable(l.sel.focus, g)
	r := &l.flow.runs[g]
	first, _ := l.indexOf(keys[0])
	last, _ := l.indexOf(keys[len(keys)-1])
	before := 0
	switch name {
	case fyne.KeyUp:
		before = max(first-r.first-1, 0)
	case fyne.KeyDown:
		before = min(last-r.first+2, r.count)
	case fyne.KeyHome:
	case fyne.KeyEnd:
		before = r.count
	default:
		return false
	}
	l.byMouse = false
	if changesOrder(l, keys, g, before) {
		l.OnMove(Move{Keys: keys, Group: g, Before: before})
		if i, ok := l.indexOf(l.sel.focus); ok {
			l.reveal(i)
		}
	}
	return true
}

const (
	dropDot = 8 // the open dot at the left end of the drop line
	dropOut = 6 // how far it stands out to the left
)

// dropLine marks where a dragged row would go.
type dropLine struct {
	widget.BaseWidget
	line *canvas.Rectangle
	dot  *look.Box
}

func newDropLine() *dropLine {
	d := &dropLine{line: &canvas.Rectangle{}, dot: look.NewBox(look.Canvas, look.Accent, look.Pill)}
	d.dot.EdgeWidth = look.RingWidth
	d.ExtendBaseWidget(d)
	d.Hide()
	return d
}

func (d *dropLine) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(d, d) }
func (d *dropLine) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.line, d.dot.Object}
}
func (d *dropLine) Min(look.Paint) fyne.Size { return fyne.Size{} }

func (d *dropLine) Repaint(p look.Paint) {
	d.line.FillColor = p.Color(look.Accent)
	d.line.Refresh()
	d.dot.Repaint(p)
}

func (d *dropLine) Arrange(p look.Paint, size fyne.Size) {
	d.line.Move(fyne.NewPos(dropDot, dropDot/2-1))
	d.line.Resize(fyne.NewSize(max(size.Width-dropDot, 0), 2))
	d.dot.Place(p, 0, 0, dropDot, dropDot)
}
