package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// doubleClick is how far apart the clicks of a double click may be.
const doubleClick = 400 * time.Millisecond

// pointer is what the mouse is at and what it holds.
type pointer struct {
	in   bool
	pos  fyne.Position
	row  *row
	zone Zone
	head *groupHeader
	tip  zoneOf // whose tip shows or is to come

	held     string // zone that was pressed
	heldKey  Key
	heldHead *groupHeader
	single   Key // selected alone on release, unless a drag begins
	clicked  Key
	at       time.Time
	grip     bool
	bar      bool
	touched  bool   // a press came before the tap
	then     func() // what the click does beyond selecting
	down     fyne.Position
	moved    fyne.Delta // since down
}

var (
	_ desktop.Hoverable      = (*List)(nil)
	_ desktop.Mouseable      = (*List)(nil)
	_ desktop.Cursorable     = (*List)(nil)
	_ fyne.Scrollable        = (*List)(nil)
	_ fyne.Draggable         = (*List)(nil)
	_ fyne.SecondaryTappable = (*List)(nil)
)

// MouseIn implements desktop.Hoverable.
func (l *List) MouseIn(ev *desktop.MouseEvent) { l.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (l *List) MouseMoved(ev *desktop.MouseEvent) {
	l.check()
	l.pointer.in, l.pointer.pos = true, ev.Position
	l.hoverAgain()
	l.showStates()
}

// MouseOut implements desktop.Hoverable.
func (l *List) MouseOut() {
	l.pointer.in = false
	l.hoverAgain()
	l.showStates()
}

// Cursor implements desktop.Cursorable.
func (l *List) Cursor() desktop.Cursor {
	switch {
	case l.pointer.head != nil:
		return desktop.PointerCursor
	case l.pointer.zone.Cursor != nil:
		return l.pointer.zone.Cursor
	default:
		return desktop.DefaultCursor
	}
}

// Scrolled implements fyne.Scrollable.
func (l *List) Scrolled(ev *fyne.ScrollEvent) {
	l.check()
	l.scroll(l.offset - float64(ev.Scrolled.DY))
}

// hoverAgain finds what is under the pointer, which moves, or under which rows
// move.
func (l *List) hoverAgain() {
	p := &l.pointer
	p.row, p.head, p.zone = nil, nil, Zone{}
	if p.in && l.drag == nil {
		p.row, p.zone = l.rowAt(p.pos)
		if p.row == nil {
			p.head = l.headAt(p.pos)
		}
	}
	l.bar.hover(p.in && l.bar.near(p.pos, l.Size()), l.self)
	l.showTip()
}

// showTip lets the tip of the zone under the pointer come, once for each zone.
func (l *List) showTip() {
	p := &l.pointer
	of := zoneOf{}
	if p.row != nil && p.zone.Tip != "" && p.held == "" {
		of = zoneOf{p.row.key, p.zone.ID}
	}
	if of == p.tip {
		return
	}
	p.tip = of
	tipGone(l.self)
	if of.zone != "" {
		at := p.row.Position().Add(p.zone.Position)
		tipAreaSoon(l.self, Tip{Text: p.zone.Tip, Key: p.zone.Key}, at, p.zone.Size)
	}
}

// zoneOf names a zone of a row.
type zoneOf struct {
	key  Key
	zone string
}

// rowAt is the row in sight under a point, and the zone of it.
func (l *List) rowAt(pos fyne.Position) (*row, Zone) {
	i, ok := l.flow.at(float64(pos.X), float64(pos.Y)+l.offset)
	if !ok || len(l.live) == 0 {
		return nil, Zone{}
	}
	i -= l.live[0].index
	if i < 0 || i >= len(l.live) {
		return nil, Zone{}
	}
	r := l.live[i]
	z, _ := r.zone(pos.Subtract(r.Position()))
	return r, z
}

// headAt is the header whose action is under a point.
func (l *List) headAt(pos fyne.Position) *groupHeader {
	for _, h := range l.headers {
		if h.Visible() && h.over(pos.Subtract(h.Position())) {
			return h
		}
	}
	return nil
}

// MouseDown implements desktop.Mouseable: a press selects at once, so that the
// selection does not wait to see whether a second click follows.
func (l *List) MouseDown(ev *desktop.MouseEvent) {
	l.check()
	l.takeFocus()
	p := &l.pointer
	p.in, p.pos, p.down, p.moved = true, ev.Position, ev.Position, fyne.Delta{}
	p.held, p.heldHead, p.single, p.grip, p.then, p.touched = "", nil, "", false, nil, true
	l.hoverAgain()
	switch {
	case l.bar.press(l, ev.Position):
		p.bar = true
	case ev.Button == desktop.MouseButtonSecondary:
		if p.row != nil {
			l.pressMenu(p.row)
		}
	case p.row == nil:
		p.heldHead = p.head
		if p.head == nil && !l.reach(ev.Modifier).keep {
			l.ClearSelection()
		}
	case p.zone.Tap != nil && !p.zone.Disabled:
		p.held, p.heldKey = p.zone.ID, p.row.key
	case p.row.grip && ev.Position.X-p.row.Position().X < gripWidth:
		p.grip, p.heldKey, p.single = true, p.row.key, p.row.key
	default:
		l.pressRow(p.row, l.reach(ev.Modifier))
	}
	l.showStates()
}

func (l *List) takeFocus() {
	l.byMouse = true
	if c := fyne.CurrentApp().Driver().CanvasForObject(l.self); c != nil && c.Focused() != l.self {
		c.Focus(l.self)
	}
}

func (l *List) reach(m fyne.KeyModifier) reach {
	return reach{extend: m&fyne.KeyModifierShift != 0, keep: m&fyne.KeyModifierShortcutDefault != 0}
}

// pressMenu selects the row the context menu is for.
func (l *List) pressMenu(r *row) {
	if !l.sel.has(r.key) {
		l.changed(l.sel.choose(r.index, reach{}))
	}
	l.sel.focus = r.key
}

func (l *List) pressRow(r *row, reach reach) {
	p := &l.pointer
	now := l.now()
	twice := p.clicked == r.key && now.Sub(p.at) < doubleClick
	p.clicked, p.at = r.key, now
	switch {
	case reach.extend || reach.keep:
		p.clicked = ""
	case twice:
		p.clicked = ""
		if l.OnOpen != nil {
			p.then = func() { l.OnOpen(r.key) }
		}
		return
	case l.sel.has(r.key) && len(l.sel.keys) > 1:
		p.single = r.key
		l.sel.focus = r.key
		return
	}
	l.changed(l.sel.choose(r.index, reach))
}

// MouseUp implements desktop.Mouseable.
func (l *List) MouseUp(ev *desktop.MouseEvent) {
	p := &l.pointer
	p.bar = false
	if l.drag != nil || ev.Button == desktop.MouseButtonSecondary {
		return
	}
	p.pos = ev.Position
	l.hoverAgain()
	held, head, single := p.held, p.heldHead, p.single
	p.held, p.heldHead, p.single, p.grip = "", nil, "", false
	switch {
	case held != "" && p.row != nil && p.row.key == p.heldKey && p.zone.ID == held && p.zone.Tap != nil:
		p.then = p.zone.Tap
	case head != nil && head == p.head:
		p.then = head.action.Tap
	case single != "":
		if i, ok := l.indexOf(single); ok {
			l.changed(l.sel.choose(i, reach{}))
		}
	}
	l.showStates()
}

// Tapped implements fyne.Tappable. The window reports it after the release, and
// last of all, so that what the click opens keeps the focus. A touch screen
// reports nothing else.
func (l *List) Tapped(ev *fyne.PointEvent) {
	if !l.pointer.touched {
		press := &desktop.MouseEvent{PointEvent: *ev, Button: desktop.MouseButtonPrimary}
		l.MouseDown(press)
		l.MouseUp(press)
	}
	l.finish()
}

// finish does what a click does beyond selecting.
func (l *List) finish() {
	then := l.pointer.then
	l.pointer.then, l.pointer.touched = nil, false
	if then != nil {
		then()
	}
}

// TappedSecondary implements fyne.SecondaryTappable: the context menu opens on
// release, under the pointer.
func (l *List) TappedSecondary(ev *fyne.PointEvent) {
	l.check()
	r, _ := l.rowAt(ev.Position)
	if r == nil {
		return
	}
	l.pressMenu(r)
	l.openMenu(ev.Position)
}

// Dragged implements fyne.Draggable. Only the grip and the scroll bar drag.
func (l *List) Dragged(ev *fyne.DragEvent) {
	p := &l.pointer
	p.moved.DX += ev.Dragged.DX
	p.moved.DY += ev.Dragged.DY
	at := p.down.Add(p.moved)
	switch {
	case p.bar:
		l.bar.drag(l, at)
	case l.drag != nil:
		l.drag.move(l, at)
	case p.grip:
		p.grip, p.single = false, ""
		l.startDrag(p.heldKey, at)
	}
}

// DragEnd implements fyne.Draggable.
func (l *List) DragEnd() {
	p := &l.pointer
	p.pos = p.down.Add(p.moved)
	p.bar = false
	if l.drag != nil {
		l.drag.end(l)
	}
	l.finish()
}
