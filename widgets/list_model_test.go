package widgets

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

// fakeGroup is a group of a fakeModel: its keys are its rows.
type fakeGroup struct {
	Group
	keys []Key
}

// fakeModel serves keys as rows. A million rows are served without a slice.
type fakeModel struct {
	groups []fakeGroup
	many   int // rows of one group that has no slice
	binds  int
	made   int
	tapped []Key
	left   []Key
}

func (m *fakeModel) Groups() []Group {
	if m.groups == nil {
		return []Group{{Rows: m.many, RowHeight: 54}}
	}
	groups := make([]Group, len(m.groups))
	for i, g := range m.groups {
		groups[i] = g.Group
		groups[i].Rows = len(g.keys)
	}
	return groups
}

func (m *fakeModel) Key(g, i int) Key {
	if m.groups == nil {
		return Key(fmt.Sprint("r", i))
	}
	return m.groups[g].keys[i]
}

func (m *fakeModel) Locate(k Key) (int, int, bool) {
	if m.groups == nil {
		var i int
		_, err := fmt.Sscanf(string(k), "r%d", &i)
		return 0, i, err == nil && i < m.many
	}
	for g := range m.groups {
		if i := slices.Index(m.groups[g].keys, k); i >= 0 {
			return g, i, true
		}
	}
	return 0, 0, false
}

func (m *fakeModel) Name(g, i int) string { return string(m.Key(g, i)) }

func (m *fakeModel) NewRow(kind string) RowView {
	m.made++
	return &fakeRow{model: m, kind: kind, name: look.NewText(look.BodyMedium, look.Fg, "")}
}

func (m *fakeModel) Bind(v RowView, g, i int) {
	m.binds++
	r := v.(*fakeRow)
	r.key = m.Key(g, i)
	r.name.Set(string(r.key))
}

// move carries out a Move as an app would.
func (m *fakeModel) move(mv Move) {
	keys := m.groups[mv.Group].keys
	var before, after []Key
	for i, k := range keys {
		switch {
		case slices.Contains(mv.Keys, k):
		case i < mv.Before:
			before = append(before, k)
		default:
			after = append(after, k)
		}
	}
	m.groups[mv.Group].keys = slices.Concat(before, mv.Keys, after)
}

// fakeRow shows its key and has one button at its right end.
type fakeRow struct {
	model *fakeModel
	kind  string
	key   Key
	state RowState
	name  *look.Text
	size  fyne.Size
}

func (r *fakeRow) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.name.Object} }
func (r *fakeRow) Repaint(p look.Paint)         { r.name.Repaint(p) }
func (r *fakeRow) SetState(s RowState)          { r.state = s }

func (r *fakeRow) Arrange(p look.Paint, size fyne.Size) {
	r.size = size
	r.name.Place(p, 24, (size.Height-r.name.Line())/2, max(size.Width-48, 0))
}

func (r *fakeRow) Leave() { r.model.left = append(r.model.left, r.key) }

func (r *fakeRow) Zones() []Zone {
	return []Zone{{
		ID: "button", Position: fyne.NewPos(r.size.Width-60, 4), Size: fyne.NewSize(32, 28),
		Tip: "Pause", Key: "Space", Cursor: desktop.PointerCursor,
		Tap: func() { r.model.tapped = append(r.model.tapped, r.key) },
	}}
}

// listRig is a list in a window and what a person does to it.
type listRig struct {
	*List
	model  *fakeModel
	window fyne.Window
}

func letters(s string) []Key {
	var keys []Key
	for _, r := range s {
		keys = append(keys, Key(string(r)))
	}
	return keys
}

// queueModel is two groups of rows of different heights.
func queueModel() *fakeModel {
	return &fakeModel{groups: []fakeGroup{
		{Group: Group{Title: "Uploading", Count: "3", RowHeight: 54, Reorder: true, Kind: "active"}, keys: letters("abc")},
		{Group: Group{Title: "Up next", Count: "20", RowHeight: 44, Reorder: true}, keys: letters("defghijklmnopqrstuvw")},
	}}
}

func newListRig(t *testing.T, m *fakeModel) *listRig {
	t.Helper()
	test.NewTempApp(t)
	test.ApplyTheme(t, look.NewPlain(look.Dark))
	r := &listRig{window: test.NewTempWindow(t, nil)}
	r.window.SetPadded(false)
	return r.with(m)
}

// with is another list in the same window.
func (r *listRig) with(m *fakeModel) *listRig {
	l := NewList(m)
	l.OnMove = func(mv Move) { m.move(mv); l.Reload() }
	r.window.SetContent(l)
	r.window.Resize(fyne.NewSize(600, 400))
	return &listRig{List: l, model: m, window: r.window}
}

// middle is the middle of a row, where a click lands.
func (r *listRig) middle(k Key) fyne.Position {
	pos, size, _ := r.Area(k)
	return pos.AddXY(size.Width/2, size.Height/2)
}

func (r *listRig) clickAt(pos fyne.Position, m fyne.KeyModifier) {
	ev := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pos, AbsolutePosition: pos}, Button: desktop.MouseButtonPrimary, Modifier: m}
	r.MouseMoved(ev)
	r.MouseDown(ev)
	r.MouseUp(ev)
	r.Tapped(&ev.PointEvent)
}

func (r *listRig) click(k Key, m fyne.KeyModifier) { r.clickAt(r.middle(k), m) }

// key types a key, with modifiers as the window would report them.
func (r *listRig) key(t *testing.T, name fyne.KeyName, m fyne.KeyModifier) {
	t.Helper()
	if m&^fyne.KeyModifierShift != 0 {
		r.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: m})
		return
	}
	held := currentModifiers
	currentModifiers = func() fyne.KeyModifier { return m }
	defer func() { currentModifiers = held }()
	r.TypedKey(&fyne.KeyEvent{Name: name})
}

// grab presses the grip of a row and drags it by some steps.
func (r *listRig) grab(k Key, steps ...float32) {
	pos, size, _ := r.Area(k)
	at := fyne.NewPos(10, pos.Y+size.Height/2)
	ev := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary}
	r.MouseMoved(ev)
	r.MouseDown(ev)
	for _, dy := range steps {
		r.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, dy)})
	}
}

func (r *listRig) release() {
	r.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	r.DragEnd()
}

func (r *listRig) order(group int) string {
	s := ""
	for _, k := range r.model.groups[group].keys {
		s += string(k)
	}
	return s
}

func (r *listRig) selected() string {
	s := ""
	for _, k := range r.Selected() {
		s += string(k)
	}
	return s
}
