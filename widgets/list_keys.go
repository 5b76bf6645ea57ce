package widgets

import (
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var (
	_ fyne.Focusable    = (*List)(nil)
	_ fyne.Shortcutable = (*List)(nil)
)

// currentModifiers is the modifier keys that are held down; a key event does not
// tell.
var currentModifiers = func() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// FocusGained implements fyne.Focusable.
func (l *List) FocusGained() {
	l.focused = true
	if l.sel.focus == "" && l.flow.total > 0 {
		l.sel.focus = l.keyAt(0)
	}
	l.showStates()
}

// FocusLost implements fyne.Focusable.
func (l *List) FocusLost() {
	l.focused, l.byMouse = false, false
	l.letGo()
	l.showStates()
}

// focusIndex is the row the keyboard is at.
func (l *List) focusIndex() (int, bool) { return l.indexOf(l.sel.focus) }

// TypedKey implements fyne.Focusable.
func (l *List) TypedKey(ev *fyne.KeyEvent) {
	l.check()
	l.typed.claimed = false
	if l.drag != nil {
		if ev.Name == fyne.KeyEscape {
			l.drag.cancel(l)
		}
		return
	}
	if l.moveKey(ev.Name, l.reach(currentModifiers())) || l.commandKey(ev.Name) {
		return
	}
	if !l.typed.busy(l.now()) && l.OnKey != nil && l.OnKey(ev) {
		l.typed.claimed = true
		return
	}
	if l.zoneKey(ev.Name) {
		return
	}
	if ev.Name == fyne.KeyEscape && len(l.sel.keys) > 0 {
		l.ClearSelection()
		return
	}
	if !l.typeable() || utf8.RuneCountInString(string(ev.Name)) > 1 {
		PassKey(l.self, ev)
	}
}

// typeable reports whether letters look for names.
func (l *List) typeable() bool {
	_, named := l.model.(Named)
	_, seeks := l.model.(Seeker)
	return named || seeks
}

// moveKey does the keys that move.
func (l *List) moveKey(name fyne.KeyName, r reach) bool {
	columns, lines := 0, 0
	switch name {
	case fyne.KeyUp:
		lines = -1
	case fyne.KeyDown:
		lines = 1
	case fyne.KeyPageUp:
		lines = -l.page()
	case fyne.KeyPageDown:
		lines = l.page()
	case fyne.KeyLeft:
		columns = -1
	case fyne.KeyRight:
		columns = 1
	case fyne.KeyHome:
		columns = -l.flow.total
	case fyne.KeyEnd:
		columns = l.flow.total
	default:
		return false
	}
	if l.grid == nil && (name == fyne.KeyLeft || name == fyne.KeyRight) {
		return false
	}
	if l.flow.total == 0 {
		return true
	}
	at, ok := l.focusIndex()
	if !ok {
		l.arrive(0, r)
		return true
	}
	if l.sel.anchor == "" && r == (reach{}) && columns == 0 {
		l.arrive(at, r) // the keyboard is at a row nobody chose yet
		return true
	}
	l.arrive(l.flow.step(at, columns, lines), r)
	return true
}

// arrive puts the keyboard on a row.
func (l *List) arrive(index int, r reach) {
	l.byMouse = false
	l.typed.text = ""
	l.letGo()
	changed := l.sel.walk(index, r)
	l.reveal(index)
	l.changed(changed)
}

// page is the number of lines a page key moves: those in sight but one.
func (l *List) page() int {
	i, ok := l.focusIndex()
	if !ok {
		return 1
	}
	pitch := l.flow.runs[l.flow.group(i)].pitch
	return max(1, int(float64(l.Size().Height)/pitch)-1)
}

// commandKey does the keys every list understands.
func (l *List) commandKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.runHeld() {
			return true
		}
		if l.OnOpen == nil || l.sel.focus == "" {
			return false
		}
		l.OnOpen(l.sel.focus)
	case fyne.KeyX:
		if l.typed.busy(l.now()) {
			return false
		}
		l.typed.claimed = true
		l.byMouse = false
		l.changed(l.sel.toggle())
	case desktop.KeyMenu:
		l.menuAtRow()
	case fyne.KeyF10:
		if currentModifiers()&fyne.KeyModifierShift == 0 {
			return false
		}
		l.menuAtRow()
	default:
		return false
	}
	return true
}

// TypedRune implements fyne.Focusable: type-ahead.
func (l *List) TypedRune(r rune) {
	if l.typed.claimed || l.flow.total == 0 || r == ' ' && !l.typed.busy(l.now()) {
		return
	}
	l.check()
	if s, ok := l.model.(Seeker); ok {
		l.seek(s, r)
		return
	}
	named, ok := l.model.(Named)
	if !ok {
		return
	}
	at, _ := l.focusIndex()
	if i, ok := l.typed.find(l, named, r, at); ok {
		text := l.typed.text
		l.arrive(i, reach{})
		l.typed.text = text
	}
}

// typeAhead is what was typed to find a row by its name.
type typeAhead struct {
	text    string
	at      time.Time
	claimed bool // the key was a command, its letter is not typed
}

// typeAheadPause ends a word.
const typeAheadPause = time.Second

func (t *typeAhead) busy(now time.Time) bool {
	return t.text != "" && now.Sub(t.at) < typeAheadPause
}

// find is the next row from at whose name starts with what was typed. The first
// letter looks past the row itself, so that it can be pressed again and again.
func (t *typeAhead) find(l *List, named Named, r rune, at int) (int, bool) {
	from := t.add(r, l.now(), at)
	for n := range l.flow.total {
		i := (from + n) % l.flow.total
		g := l.flow.group(i)
		if hasPrefixFold(named.Name(g, i-l.flow.runs[g].first), t.text) {
			return i, true
		}
	}
	return 0, false
}

// add takes a letter, and returns the row from which to look.
func (t *typeAhead) add(r rune, now time.Time, at int) int {
	from := at
	switch {
	case !t.busy(now):
		t.text = string(r)
		from++
	case t.text == string(r):
		from++
	default:
		t.text += string(r)
	}
	t.at = now
	return from
}

func hasPrefixFold(s, prefix string) bool {
	n := utf8.RuneCountInString(prefix)
	for i := range s {
		if n == 0 {
			return strings.EqualFold(s[:i], prefix)
		}
		n--
	}
	return n == 0 && strings.EqualFold(s, prefix)
}

// TypedShortcut implements fyne.Shortcutable.
func (l *List) TypedShortcut(s fyne.Shortcut) {
	l.check()
	if l.OnShortcut != nil && l.OnShortcut(s) {
		return
	}
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		l.SelectAll()
		return
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierAlt && l.moveSelected(s.KeyName) {
			return
		}
		without := s.Modifier &^ (fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift)
		if r := l.reach(s.Modifier); without == 0 && r.keep {
			if l.moveKey(s.KeyName, r) {
				return
			}
			if s.KeyName == fyne.KeySpace {
				l.changed(l.sel.toggle())
				return
			}
		}
	}
	passShortcut(l.self, s)
}

// menuAtRow opens the context menu below the row the keyboard is at.
func (l *List) menuAtRow() {
	i, ok := l.focusIndex()
	if !ok {
		return
	}
	l.reveal(i)
	if !l.sel.has(l.sel.focus) {
		l.changed(l.sel.choose(i, reach{}))
	}
	pos, size, _ := l.Area(l.sel.focus)
	l.openMenu(pos.AddXY(min(l.Inset, size.Width), size.Height/2))
}

func (l *List) openMenu(at fyne.Position) {
	if l.Menu == nil {
		return
	}
	if items := l.Menu(); len(items) > 0 {
		ShowMenu(l.self, items, at)
	}
}
