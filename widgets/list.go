package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// List shows the rows of a Model, group under group, of which it draws only
// those in sight. It is one tab stop, selects as a file manager does, and keeps
// selection, keyboard place and scroll place by key when the rows change.
//
// Everything is called on Fyne's goroutine. Set the callbacks before the list is
// shown; each may be nil.
type List struct {
	widget.BaseWidget

	// OnSelect runs after the selection changed.
	OnSelect func()
	// OnOpen runs on Enter and on a double click.
	OnOpen func(Key)
	// OnKey gets the keys the list does not use, and letters before type-ahead
	// does; it reports whether it used the key.
	OnKey func(*fyne.KeyEvent) bool
	// OnShortcut gets every shortcut first and reports whether it used it. What
	// neither uses goes on to the window.
	OnShortcut func(fyne.Shortcut) bool
	// OnMove is asked to reorder rows, by grip or keyboard, and has to change the
	// model and Reload.
	OnMove func(Move)
	// Menu is the context menu of the selection, built anew each time it opens.
	Menu func() []MenuItem
	// Inset is the space left and right of headers and drop line.
	Inset float32
	// Rounded marks rows by a box with round corners and no strip at the left, for
	// a list that keeps clear of the sides of its pane.
	Rounded bool

	self  focusable
	model Model
	grid  func(width float64) cells // nil in a plain list
	now   func() time.Time

	groups  []Group
	flow    flow
	sel     *selection
	offset  float64
	slots   []*row         // every row ever made, shown or not
	live    []*row         // the rows in sight, in order
	headers []*groupHeader // one for each group that ever had its header in sight
	bar     *scrollBar
	drop    *dropLine
	rows    *fyne.Container
	objects []fyne.CanvasObject

	pointer pointer
	drag    *reorder
	typed   typeAhead
	slide   slide
	focusAt int    // the row the keyboard is at, as of the last layout
	held    zoneOf // the button of a row that the keyboard is at
	focused bool
	byMouse bool // the focus came by a click, so no ring
}

// NewList returns a list of a model's rows.
func NewList(model Model) *List {
	l := &List{}
	l.init(l, model, nil)
	return l
}

func (l *List) init(self focusable, model Model, grid func(float64) cells) {
	l.self, l.model, l.grid = self, model, grid
	l.Inset, l.now = look.Inset, time.Now
	l.sel = newSelection(l.keyAt, l.indexOf)
	l.bar = newScrollBar()
	l.drop = newDropLine()
	l.rows = &fyne.Container{Objects: []fyne.CanvasObject{l.drop}}
	l.objects = []fyne.CanvasObject{l.rows, l.bar.box.Object}
	l.ExtendBaseWidget(self)
	l.relay()
}

// CreateRenderer implements fyne.Widget.
func (l *List) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(l.self, l) }

// Objects implements look.Drawn.
func (l *List) Objects() []fyne.CanvasObject { return l.objects }

// Min implements look.Drawn: a list scrolls, so it needs no room of its own.
func (l *List) Min(look.Paint) fyne.Size { return fyne.NewSize(1, 1) }

// Repaint implements look.Drawn.
func (l *List) Repaint(p look.Paint) {
	l.bar.repaint(p)
	for _, r := range l.live {
		r.Refresh()
	}
	for _, h := range l.headers {
		h.Refresh()
	}
	l.drop.Refresh()
}

// Arrange implements look.Drawn.
func (l *List) Arrange(_ look.Paint, size fyne.Size) {
	l.check()
	place := l.holdPlace()
	l.rows.Resize(size)
	l.relay()
	l.restorePlace(place)
	l.sync()
}

// Reload shows the model as it is now. What is selected stays selected, what the
// eye is on stays where it is, and rows that moved slide there.
func (l *List) Reload() {
	place := l.holdPlace()
	was := l.placesOnScreen()
	l.relay()
	pruned := l.sel.prune()
	if _, ok := l.indexOf(l.sel.focus); !ok {
		// The keyboard goes to the row that took the place.
		gone := l.sel.focus != "" && l.flow.total > 0
		l.sel.focus = ""
		if gone {
			l.sel.focus = l.keyAt(min(l.focusAt, l.flow.total-1))
		}
	}
	l.drag.cancelIfGone(l)
	l.restorePlace(place)
	l.bindAgain()
	l.slide.stop()
	l.sync()
	l.slide.start(l, was)
	if l.drag != nil {
		l.drag.move(l, l.drag.at)
	}
	if pruned && l.OnSelect != nil {
		l.OnSelect()
	}
}

// Update shows one row as the model has it now, if it is in sight. It is the
// cheap way for progress: no other row is touched.
func (l *List) Update(key Key) {
	if r := l.shown(key); r != nil {
		g, i, ok := l.model.Locate(key)
		if ok {
			l.model.Bind(r.view, g, i)
			r.Refresh()
		}
	}
}

// View is the view that shows a row now, nil when the row is not in sight. It is
// for pushing a change straight into the view's parts.
func (l *List) View(key Key) RowView {
	if r := l.shown(key); r != nil {
		return r.view
	}
	return nil
}

// Len is the number of rows.
func (l *List) Len() int { return l.flow.total }

// Selected is the keys of the selected rows, from top to bottom.
func (l *List) Selected() []Key { return l.sel.sorted() }

// SelectedCount is the number of selected rows.
func (l *List) SelectedCount() int { return len(l.sel.keys) }

// IsSelected reports whether a row is selected.
func (l *List) IsSelected(key Key) bool { return l.sel.has(key) }

// Current is the key of the row the keyboard is at, "" when there is none.
func (l *List) Current() Key { return l.sel.focus }

// Select selects exactly these rows and puts the keyboard on the last of them.
func (l *List) Select(keys ...Key) {
	clear(l.sel.keys)
	for _, k := range keys {
		if _, ok := l.indexOf(k); ok {
			l.sel.keys[k] = struct{}{}
			l.sel.focus, l.sel.anchor = k, k
		}
	}
	l.changed(true)
}

// SelectAll selects every row.
func (l *List) SelectAll() { l.changed(l.sel.all(l.flow.total)) }

// ClearSelection selects none.
func (l *List) ClearSelection() { l.changed(l.sel.none()) }

// Toggle selects a row in addition, or no longer: what a row's check box does.
func (l *List) Toggle(key Key) {
	if i, ok := l.indexOf(key); ok {
		l.changed(l.sel.choose(i, reach{keep: true}))
	}
}

// changed redraws the row states after a change of selection or focus.
func (l *List) changed(selection bool) {
	l.showStates()
	if selection && l.OnSelect != nil {
		l.OnSelect()
	}
}

// relay asks the model for its groups and places them.
func (l *List) relay() {
	l.groups = l.model.Groups()
	width := float64(l.Size().Width)
	if l.grid != nil {
		l.flow = layFlow(l.groups, l.grid(width))
		return
	}
	l.flow = layFlow(l.groups, cells{columns: 1, width: width, trailing: listTrailing})
}

// listTrailing is the room under the last row.
const listTrailing = 8

// check notices that the model has another number of rows than was laid out,
// so that input between a change and its Reload does not reach rows that are
// gone.
func (l *List) check() {
	groups := l.model.Groups()
	same := len(groups) == len(l.groups)
	for g := 0; same && g < len(groups); g++ {
		same = groups[g].Rows == l.groups[g].Rows
	}
	if !same {
		l.Reload()
	}
}

func (l *List) keyAt(index int) Key {
	g := l.flow.group(index)
	return l.model.Key(g, index-l.flow.runs[g].first)
}

func (l *List) indexOf(key Key) (int, bool) {
	if key == "" {
		return 0, false
	}
	g, i, ok := l.model.Locate(key)
	if !ok || g < 0 || g >= len(l.flow.runs) || i < 0 || i >= l.flow.runs[g].count {
		return 0, false
	}
	return l.flow.runs[g].first + i, true
}

// shown is the row that shows a key, nil when it is not in sight.
func (l *List) shown(key Key) *row {
	for _, r := range l.live {
		if r.key == key {
			return r
		}
	}
	return nil
}

// InSight is the keys of the rows in sight, from top to bottom.
func (l *List) InSight() []Key {
	keys := make([]Key, len(l.live))
	for i, r := range l.live {
		keys[i] = r.key
	}
	return keys
}

// MoveTo puts the keyboard on a row, in sight, and leaves the selection alone.
func (l *List) MoveTo(key Key) {
	if i, ok := l.indexOf(key); ok {
		l.sel.walk(i, reach{keep: true})
		l.reveal(i)
		l.showStates()
	}
}
