package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"spool/widgets/look"
)

const (
	tabGap    float32 = 20
	tabGapMin float32 = 14 // where they would not fit otherwise
	tabHeight float32 = 32
	tabCount  float32 = 6 // between label and count
)

// Tab is one of the labels of Tabs.
type Tab struct {
	Label, Count string
}

// Tabs is a row of labels of which one is current, over a hairline. It shows no
// content itself. Left and Right go to the neighbour. Those that do not fit are
// in a menu at the end; the current one always shows.
type Tabs struct {
	control

	// OnChanged runs when the user chose another tab.
	OnChanged func(index int)

	tabs      []Tab
	selected  int
	hover     int
	labels    []*look.Text
	counts    []*look.Text
	lefts     []float32 // of all tabs; those in the menu lie at no place
	rights    []float32
	line, bar *canvas.Rectangle
	more      *Button
}

// NewTabs returns tabs.
func NewTabs(tabs []Tab, selected int, changed func(index int)) *Tabs {
	t := &Tabs{OnChanged: changed, hover: -1, line: hairline(), bar: hairline()}
	t.init(t, look.RadiusBadge, nil)
	t.more = NewIconButton(Quiet, Small, look.IconMore, Tip{Text: lang.L("More tabs")}, t.showRest)
	t.more.Hide()
	t.SetTabs(tabs, selected)
	return t
}

// SetTabs replaces the tabs, as when a count changed.
func (t *Tabs) SetTabs(tabs []Tab, selected int) {
	t.tabs, t.selected = tabs, selected
	t.labels, t.counts = nil, nil
	for _, tab := range tabs {
		t.labels = append(t.labels, look.NewText(look.Body, look.Fg2, tab.Label))
		t.counts = append(t.counts, look.NewText(look.Caption, look.Fg3, tab.Count))
	}
	t.Refresh()
}

// Selected is the current tab.
func (t *Tabs) Selected() int { return t.selected }

// SetSelected makes a tab current without calling OnChanged.
func (t *Tabs) SetSelected(index int) {
	if t.selected != index {
		t.selected = index
		t.Refresh()
	}
}

func (t *Tabs) choose(index int) {
	if index < 0 || index >= len(t.tabs) || index == t.selected || t.disabled {
		return
	}
	t.SetSelected(index)
	if t.OnChanged != nil {
		t.OnChanged(index)
	}
}

// at is the tab at x, with half the gap on both sides, or -1.
func (t *Tabs) at(x float32) int {
	for i := range t.lefts {
		if t.rights[i] > 0 && x >= t.lefts[i]-tabGap/2 && x < t.rights[i]+tabGap/2 {
			return i
		}
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (t *Tabs) Tapped(ev *fyne.PointEvent) {
	t.takeFocus()
	t.choose(t.at(ev.Position.X))
}

// TypedKey implements fyne.Focusable.
func (t *Tabs) TypedKey(ev *fyne.KeyEvent) {
	t.byKeyboard()
	switch ev.Name {
	case fyne.KeyLeft:
		t.choose(t.selected - 1)
	case fyne.KeyRight:
		t.choose(t.selected + 1)
	case fyne.KeyHome:
		t.choose(0)
	case fyne.KeyEnd:
		t.choose(len(t.tabs) - 1)
	default:
		t.control.TypedKey(ev)
	}
}

// MouseMoved implements desktop.Hoverable.
func (t *Tabs) MouseMoved(ev *desktop.MouseEvent) {
	if at := t.at(ev.Position.X); at != t.hover {
		t.hover = at
		t.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (t *Tabs) MouseOut() {
	t.hover = -1
	t.control.MouseOut()
}

// CreateRenderer implements fyne.Widget. The objects change with the tabs.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(t, t) }

// Objects implements look.Drawn.
func (t *Tabs) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{t.line, t.bar}
	for i := range t.labels {
		objects = append(objects, t.labels[i].Object, t.counts[i].Object)
	}
	return append(objects, t.more, t.ring.Object)
}

// Min implements look.Drawn.
func (t *Tabs) Min(p look.Paint) fyne.Size {
	w := float32(0)
	for i := range t.labels {
		if i > 0 {
			w += tabGap
		}
		w += t.width(p, i)
	}
	return fyne.NewSize(w, tabHeight)
}

func (t *Tabs) width(p look.Paint, i int) float32 {
	w := t.labels[i].Natural(p)
	if t.counts[i].Full() != "" {
		w += tabCount + t.counts[i].Natural(p)
	}
	return w
}

// Arrange implements look.Drawn.
func (t *Tabs) Arrange(p look.Paint, size fyne.Size) {
	t.line.Move(fyne.NewPos(0, size.Height-1))
	t.line.Resize(fyne.NewSize(size.Width, 1))
	widths := make([]float32, len(t.labels))
	for i := range widths {
		widths[i] = t.width(p, i)
	}
	gap, shows := fitTabs(widths, t.selected, size.Width)
	room := size.Width
	if slices.Contains(shows, false) {
		room -= look.Compact
	}
	setVisible(t.more, room < size.Width)
	t.lefts, t.rights = make([]float32, len(t.labels)), make([]float32, len(t.labels))
	x, y := float32(0), float32(int((size.Height-look.Body.Line())/2))-1
	for i, label := range t.labels {
		setVisible(label.Object, shows[i])
		setVisible(t.counts[i].Object, shows[i])
		if !shows[i] {
			continue
		}
		all := max(0, min(widths[i], room-x))
		w := min(label.Natural(p), all)
		label.Place(p, x, y, w)
		t.lefts[i] = x
		if i == t.selected {
			t.bar.Move(fyne.NewPos(x, size.Height-2))
			t.bar.Resize(fyne.NewSize(w, 2))
			t.ring.Ring(p, x, y, all, label.Line())
		}
		t.counts[i].Place(p, x+w+tabCount, y+look.Body.Line()-t.counts[i].Line()-1, max(0, all-w-tabCount))
		x += widths[i]
		t.rights[i] = x
		x += gap
	}
	t.more.Move(fyne.NewPos(size.Width-look.Compact, y+(look.Body.Line()-look.Compact)/2))
	t.more.Resize(fyne.NewSize(look.Compact, look.Compact))
}

// fitTabs chooses which tabs show in a width, and the gap between them: all of
// them where they fit, else as many as leave room for the menu's button.
func fitTabs(widths []float32, selected int, width float32) (gap float32, shows []bool) {
	shows = make([]bool, len(widths))
	all := float32(0)
	for i, w := range widths {
		all += w
		shows[i] = true
	}
	gaps := float32(max(0, len(widths)-1))
	switch {
	case all+gaps*tabGap <= width:
		return tabGap, shows
	case all+gaps*tabGapMin <= width:
		return tabGapMin, shows
	}
	clear(shows)
	left := width - look.Compact
	if selected >= 0 && selected < len(widths) {
		shows[selected] = true
		left -= widths[selected] + tabGapMin
	}
	for i, w := range widths {
		if shows[i] {
			continue
		}
		if left -= w + tabGapMin; left < 0 {
			break
		}
		shows[i] = true
	}
	return tabGapMin, shows
}

// showRest opens the menu of the tabs that did not fit.
func (t *Tabs) showRest() {
	var items []MenuItem
	for i, tab := range t.tabs {
		if !t.labels[i].Object.Visible() {
			items = append(items, MenuItem{Label: tab.Label, Run: func() { t.choose(i) }})
		}
	}
	ShowMenuBelow(t.more, items)
}

// Repaint implements look.Drawn.
func (t *Tabs) Repaint(p look.Paint) {
	t.line.FillColor, t.bar.FillColor = p.Color(look.Separator), p.Color(look.Accent)
	setVisible(t.bar, t.selected >= 0 && t.selected < len(t.tabs))
	t.line.Refresh()
	t.bar.Refresh()
	t.more.Refresh()
	for i, label := range t.labels {
		role, color := look.Body, look.Fg2
		switch i {
		case t.selected:
			role, color = look.BodyMedium, look.Fg
		case t.hover:
			color = look.Fg
		}
		label.SetRole(role)
		label.SetColor(color)
		label.Repaint(p)
		t.counts[i].Repaint(p)
	}
	t.paintRing(p)
}
