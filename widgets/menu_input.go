package widgets

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

var (
	_ fyne.Focusable    = (*menu)(nil)
	_ fyne.Tappable     = (*menu)(nil)
	_ fyne.Scrollable   = (*menu)(nil)
	_ desktop.Hoverable = (*menu)(nil)
)

// hold takes another line in hand.
func (m *menu) hold(i int, byMouse bool) {
	if i == m.current {
		return
	}
	was := m.current
	m.current, m.byMouse = i, byMouse
	p := look.For(m)
	for _, line := range []int{was, i} {
		if line >= 0 {
			m.lines[line].repaint(p, line == i)
		}
	}
	m.showHeld(p)
	tipGone(m)
	if i < 0 || m.items[i].Reason == "" || !m.items[i].Disabled {
		return
	}
	tip, at := Tip{Text: m.items[i].Reason}, fyne.NewPos(0, m.top(i))
	size := fyne.NewSize(m.Size().Width, look.MenuRow)
	if byMouse {
		tipAreaSoon(m, tip, at, size)
	} else if t := tipLayer(m); t != nil {
		t.now(m, tip, at, size)
	}
}

// MouseIn implements desktop.Hoverable.
func (m *menu) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (m *menu) MouseMoved(ev *desktop.MouseEvent) { m.hold(m.at(ev.Position.Y), true) }

// MouseOut implements desktop.Hoverable: what the keyboard holds stays.
func (m *menu) MouseOut() {
	if m.byMouse {
		m.hold(-1, true)
	}
}

// Tapped implements fyne.Tappable.
func (m *menu) Tapped(ev *fyne.PointEvent) { m.run(m.at(ev.Position.Y)) }

// Scrolled implements fyne.Scrollable.
func (m *menu) Scrolled(ev *fyne.ScrollEvent) {
	m.scroll -= ev.Scrolled.DY
	m.Refresh()
}

// FocusGained implements fyne.Focusable.
func (m *menu) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (m *menu) FocusLost() { tipGone(m) }

// TypedKey implements fyne.Focusable.
func (m *menu) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		m.step(m.current, 1)
	case fyne.KeyUp:
		m.step(m.current, -1)
	case fyne.KeyHome, fyne.KeyPageUp:
		m.step(-1, 1)
	case fyne.KeyEnd, fyne.KeyPageDown:
		m.step(len(m.items), -1)
	case fyne.KeyReturn, fyne.KeyEnter:
		m.run(m.current)
	case fyne.KeySpace: // see TypedRune
	default:
		PassKey(m, ev)
	}
}

// step holds the next line in a direction, round the ends.
func (m *menu) step(from, by int) {
	n := len(m.items)
	if from < 0 && by < 0 {
		from = n
	}
	for range n {
		from = (from + by + n) % n
		if !m.items[from].Separator {
			m.hold(from, false)
			m.reveal()
			return
		}
	}
}

// reveal scrolls the line in hand into sight.
func (m *menu) reveal() {
	if m.current < 0 {
		return
	}
	top := m.top(m.current)
	switch height := m.Size().Height; {
	case top < menuPad:
		m.scroll += top - menuPad
	case top+look.MenuRow > height-menuPad:
		m.scroll += top + look.MenuRow - height + menuPad
	default:
		return
	}
	m.Refresh()
}

// TypedRune implements fyne.Focusable: a letter holds the next line that begins
// with it. A blank chooses only here, as it comes after its key and would else
// be typed into what has the focus by then.
func (m *menu) TypedRune(r rune) {
	if r == ' ' {
		m.run(m.current)
		return
	}
	n := len(m.items)
	for k := range n {
		i := (max(m.current, -1) + 1 + k) % n
		if first, _ := utf8.DecodeRuneInString(m.items[i].Label); hasPrefixFold(string(first), string(r)) {
			m.hold(i, false)
			m.reveal()
			return
		}
	}
}
