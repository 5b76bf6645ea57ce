package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// MenuItem is a line of a menu.
type MenuItem struct {
	// Separator is a hairline in place of a line.
	Separator bool
	Label     string
	Icon      look.IconName
	// Key is the shortcut at the right, as people read it: "Shift L".
	Key string
	// Run runs when the menu is gone and the focus is back.
	Run func()
	// Disabled lines cannot be chosen; Reason, their tooltip, says why.
	Disabled bool
	Reason   string
	// Danger is for what destroys.
	Danger bool
	// Checked marks the choice that holds now; the menu opens at it.
	Checked bool
}

// ShowMenu opens a context menu at a place in from.
func ShowMenu(from fyne.CanvasObject, items []MenuItem, at fyne.Position) {
	at = fyne.CurrentApp().Driver().AbsolutePositionForObject(from).Add(at)
	m := newMenu(items)
	m.open(from, func(window, least fyne.Size) (fyne.Position, fyne.Size) {
		pos := at
		if pos.X+least.Width > window.Width-overlayMargin {
			pos.X -= least.Width
		}
		if pos.Y+least.Height > window.Height-overlayMargin && pos.Y > window.Height/2 {
			pos.Y -= least.Height
		}
		return pos, least
	})
}

// ShowMenuBelow opens a menu under a control, or over it where there is more
// room, at least as wide as the control.
func ShowMenuBelow(from fyne.CanvasObject, items []MenuItem) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(from)
	m := newMenu(items)
	m.open(from, func(window, least fyne.Size) (fyne.Position, fyne.Size) {
		return beside(window, fyne.NewSize(max(least.Width, from.Size().Width), least.Height), at, from.Size())
	})
}

// beside is the place of a panel under, or over, what it belongs to.
func beside(window, panel fyne.Size, at fyne.Position, size fyne.Size) (fyne.Position, fyne.Size) {
	below, above := window.Height-at.Y-size.Height-besideGap, at.Y-besideGap
	pos := fyne.NewPos(at.X, at.Y+size.Height+besideGap)
	if panel.Height > below-overlayMargin && above > below {
		panel.Height = min(panel.Height, above-overlayMargin)
		pos.Y = at.Y - besideGap - panel.Height
	} else {
		panel.Height = min(panel.Height, max(below-overlayMargin, 0))
	}
	return pos, panel
}

// besideGap is between a control and what opens beside it.
const besideGap float32 = 4

const (
	menuRadius  float32 = 9
	menuPad     float32 = 4
	menuInner   float32 = 8 // of a line
	menuIcon            = look.IconCompact
	menuText    float32 = 32 // from the line's left edge, with icons
	menuKeyGap  float32 = 24
	menuLeast   float32 = 160
	menuMost    float32 = 420
	menuDivider float32 = 9
)

// menu is the lines of a menu. One widget draws them all and owns mouse and
// keyboard.
type menu struct {
	widget.BaseWidget
	items   []MenuItem
	lines   []*menuLine
	overlay *Overlay
	current int // the line in hand, -1 is none
	byMouse bool
	icons   bool
	scroll  float32
	high    *look.Box
	objects []fyne.CanvasObject
}

func newMenu(items []MenuItem) *menu {
	m := &menu{items: items, current: -1, high: look.NewBox(look.Accent, "", look.RadiusControl)}
	m.objects = append(m.objects, m.high.Object)
	for i, item := range items {
		line := newMenuLine(item)
		m.lines = append(m.lines, line)
		m.objects = append(m.objects, line.objects()...)
		m.icons = m.icons || item.Icon != "" || item.Checked
		if item.Checked && m.current < 0 {
			m.current = i
		}
	}
	m.ExtendBaseWidget(m)
	return m
}

// open shows the menu; it says nothing when there is nothing to choose.
func (m *menu) open(from fyne.CanvasObject, place func(window, least fyne.Size) (fyne.Position, fyne.Size)) {
	if len(m.items) == 0 {
		return
	}
	m.overlay = ShowOverlay(from, OverlayOptions{
		Content: m, Place: place, Edge: look.Border, Radius: menuRadius, Light: true, First: m,
	})
	if m.current >= 0 {
		m.reveal()
	}
}

// run closes the menu and does what a line says.
func (m *menu) run(i int) {
	if i < 0 || i >= len(m.items) || !m.lines[i].chooses() {
		return
	}
	m.overlay.Close()
	if run := m.items[i].Run; run != nil {
		run()
	}
}

// CreateRenderer implements fyne.Widget.
func (m *menu) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(m, m) }

// Objects implements look.Drawn.
func (m *menu) Objects() []fyne.CanvasObject { return m.objects }

// Min implements look.Drawn.
func (m *menu) Min(p look.Paint) fyne.Size {
	width := menuLeast
	for _, line := range m.lines {
		width = max(width, line.width(p, m.icons))
	}
	return fyne.NewSize(min(width, menuMost)+2*menuPad, m.height()+2*menuPad)
}

func (m *menu) height() float32 {
	height := float32(0)
	for _, line := range m.lines {
		height += line.height()
	}
	return height
}

// Repaint implements look.Drawn.
func (m *menu) Repaint(p look.Paint) {
	for i, line := range m.lines {
		line.repaint(p, i == m.current)
	}
	m.showHeld(p)
}

// showHeld draws the bar behind the line in hand.
func (m *menu) showHeld(p look.Paint) {
	m.high.Show(m.current >= 0)
	if m.current < 0 {
		return
	}
	m.high.Fill = look.Accent
	if !m.lines[m.current].chooses() {
		m.high.Fill = look.Pressed
	}
	m.high.Repaint(p)
	m.high.Place(p, menuPad, m.top(m.current), max(m.Size().Width-2*menuPad, 0), look.MenuRow)
}

// Arrange implements look.Drawn.
func (m *menu) Arrange(p look.Paint, size fyne.Size) {
	m.scroll = max(0, min(m.scroll, m.height()+2*menuPad-size.Height))
	y := menuPad - m.scroll
	width := max(size.Width-2*menuPad, 0)
	for _, line := range m.lines {
		line.place(p, menuPad, y, width, m.icons)
		y += line.height()
	}
	m.showHeld(p)
}

// at is the line at a height, -1 for none and for separators.
func (m *menu) at(y float32) int {
	top := menuPad - m.scroll
	for i, line := range m.lines {
		if y >= top && y < top+line.height() {
			if line.item.Separator {
				return -1
			}
			return i
		}
		top += line.height()
	}
	return -1
}

// top is where a line begins.
func (m *menu) top(i int) float32 {
	top := menuPad - m.scroll
	for _, line := range m.lines[:i] {
		top += line.height()
	}
	return top
}

// NewMenuPanel is a menu's panel without the overlay, with one line in hand, to
// look at.
func NewMenuPanel(items []MenuItem, current int) fyne.CanvasObject {
	m := newMenu(items)
	m.current = current
	return newPanel(m, look.Border, menuRadius, fyne.Size{})
}
