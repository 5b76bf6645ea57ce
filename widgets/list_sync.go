package widgets

import (
	"math"
	"sort"

	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

// sync makes the rows and headers in sight be there, bound and in place.
func (l *List) sync() {
	size := l.Size()
	l.offset = l.bounded(l.offset)
	first, last := l.flow.window(l.offset, l.offset+float64(size.Height))
	l.live = make([]*row, last-first)
	for _, r := range l.slots {
		// A row that stays in sight keeps its slot, and with it its picture.
		i := r.index - first
		switch {
		case r.index < 0:
		case i >= 0 && i < len(l.live) && r.kind == l.kindAt(r.index):
			l.live[i] = r
		case !l.drag.lifts(r.key):
			r.leave()
		}
	}
	for i := range l.live {
		if l.live[i] == nil {
			l.live[i] = l.fill(first + i)
		}
	}
	for _, r := range l.slots {
		setVisible(r, r.index >= 0)
	}
	l.placeRows()
	l.placeHeaders(size)
	l.bar.place(look.For(l.self), size, l.offset, l.flow.height)
	l.hoverAgain()
	l.showStates()
	wake(l.self)
}

func (l *List) kindAt(index int) string { return l.groups[l.flow.group(index)].Kind }

// fill binds a free slot, or a new one, to a row.
func (l *List) fill(index int) *row {
	g := l.flow.group(index)
	group := &l.groups[g]
	r := l.free(group.Kind)
	if r == nil {
		r = newRow(l.model.NewRow(group.Kind), group.Kind, l.grid != nil)
		r.rounded = l.Rounded
		l.slots = append(l.slots, r)
		l.rows.Add(r)
	}
	r.index = index
	l.bind(r)
	return r
}

func (l *List) free(kind string) *row {
	for _, r := range l.slots {
		if r.index < 0 && r.kind == kind {
			return r
		}
	}
	return nil
}

func (l *List) bind(r *row) {
	g := l.flow.group(r.index)
	n := r.index - l.flow.runs[g].first
	r.key = l.model.Key(g, n)
	r.lines = l.groups[g].Lines
	r.grip = l.groups[g].Reorder && l.OnMove != nil
	r.state = l.stateOf(r)
	l.model.Bind(r.view, g, n)
	r.view.SetState(r.state)
	r.Refresh()
}

// bindAgain lets the rows that are bound follow their keys to where these are
// now and shows them anew.
func (l *List) bindAgain() {
	for _, r := range l.slots {
		if r.index < 0 {
			continue
		}
		i, ok := l.indexOf(r.key)
		if !ok || r.kind != l.kindAt(i) {
			r.leave()
			continue
		}
		r.index = i
		l.bind(r)
	}
}

func (l *List) placeRows() {
	for _, r := range l.live {
		p := l.flow.place(r.index)
		r.Resize(fyne.NewSize(float32(p.w), float32(p.h)))
		r.Move(fyne.NewPos(float32(p.x), float32(p.y-l.offset)+l.slide.shift(r.key)))
	}
	l.drag.place(l)
}

func (l *List) placeHeaders(size fyne.Size) {
	from, to := l.offset, l.offset+float64(size.Height)
	used := 0
	runs := l.flow.runs
	for g := sort.Search(len(runs), func(g int) bool { return runs[g].end() > from }); g < len(runs) && runs[g].top < to; g++ {
		if runs[g].header == 0 {
			continue
		}
		if used == len(l.headers) {
			h := newGroupHeader()
			l.headers = append(l.headers, h)
			l.rows.Add(h)
		}
		h := l.headers[used]
		used++
		h.Show()
		h.Resize(fyne.NewSize(size.Width, headerHeight))
		h.Move(fyne.NewPos(0, float32(runs[g].top-from)))
		h.bind(l.groups[g], g, l.Inset, runs[g].first == 0)
	}
	for _, h := range l.headers[used:] {
		h.Hide()
	}
}

// stateOf is how a row stands by what the list knows.
func (l *List) stateOf(r *row) RowState {
	s := RowState{
		Selected: l.sel.has(r.key),
		Focused:  l.focused && !l.byMouse && r.key == l.sel.focus,
		Lifted:   l.drag.lifts(r.key),
	}
	if l.pointer.row == r && l.drag == nil {
		s.Hovered = true
		s.Zone = l.pointer.zone.ID
		s.Pressed = s.Zone != "" && l.pointer.held == s.Zone
	}
	if s.Focused && l.held.key == r.key && s.Zone == "" {
		s.Zone = l.held.zone
	}
	return s
}

func (l *List) showStates() {
	l.focusAt, _ = l.indexOf(l.sel.focus)
	link := -1 // the group whose link the keyboard is at
	for _, r := range l.live {
		s := l.stateOf(r)
		r.set(s)
		if s.Zone == actionZone {
			link = l.flow.group(r.index)
		}
	}
	for _, h := range l.headers {
		h.setHover(h == l.pointer.head || h.index == link)
	}
}

// scroll moves to an offset and shows what is there.
func (l *List) scroll(offset float64) {
	offset = l.bounded(offset)
	if offset == l.offset {
		return
	}
	l.offset = offset
	l.sync()
}

// bounded is an offset that exists, in whole device pixels.
func (l *List) bounded(offset float64) float64 {
	end := math.Max(0, l.flow.height-float64(l.Size().Height))
	scale := float64(look.For(l.self).Scale)
	return math.Round(math.Max(0, math.Min(offset, end))*scale) / scale
}

// reveal scrolls as little as brings a row into sight, with its group's header
// when it is the first.
func (l *List) reveal(index int) {
	p := l.flow.place(index)
	top, bottom := p.y, p.y+p.h
	r := &l.flow.runs[l.flow.group(index)]
	if index < r.first+r.columns {
		top = r.top
	}
	height := float64(l.Size().Height)
	switch {
	case top < l.offset:
		l.scroll(top)
	case bottom > l.offset+height:
		l.scroll(bottom - height)
	}
}

// ScrollTo brings a row into sight.
func (l *List) ScrollTo(key Key) {
	l.check()
	if i, ok := l.indexOf(key); ok {
		l.reveal(i)
	}
}

// ScrollToTop shows the first rows.
func (l *List) ScrollToTop() { l.scroll(0) }

// Area is the place of a row in the list, for what has to stand beside it. It
// may lie outside of what is in sight; ok is false when the row is gone.
func (l *List) Area(key Key) (pos fyne.Position, size fyne.Size, ok bool) {
	i, ok := l.indexOf(key)
	if !ok {
		return pos, size, false
	}
	p := l.flow.place(i)
	return fyne.NewPos(float32(p.x), float32(p.y-l.offset)), fyne.NewSize(float32(p.w), float32(p.h)), true
}

// heldPlace remembers what the eye is on: the rows in sight, from the top, each
// with its distance from the upper edge.
type heldPlace struct {
	keys []Key
	tops []float64
}

// holdPlace is empty at the very top, where new rows are to appear.
func (l *List) holdPlace() heldPlace {
	var h heldPlace
	if l.offset == 0 {
		return h
	}
	for _, r := range l.live {
		p := l.flow.place(r.index)
		h.keys = append(h.keys, r.key)
		h.tops = append(h.tops, p.y-l.offset)
	}
	return h
}

// restorePlace scrolls so that the first row that is still there stands where it
// stood.
func (l *List) restorePlace(h heldPlace) {
	for n, key := range h.keys {
		if i, ok := l.indexOf(key); ok {
			l.offset = l.bounded(l.flow.place(i).y - h.tops[n])
			return
		}
	}
	l.offset = l.bounded(l.offset)
}
