package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/widgets/look"
)

// SearchField is a field for looking things up: Esc clears it first and leaves
// it then, and a click on its cross clears it.
type SearchField struct {
	Field

	// OnLeave runs when Esc leaves the field, to give the focus back to the list
	// that is searched.
	OnLeave func()

	hint  *KeyCap
	clear *Button
}

// NewSearchField returns a search field that shows the key leading to it.
func NewSearchField(placeholder, key string) *SearchField {
	s := &SearchField{hint: NewKeyCap(key)}
	s.init(s, placeholder, false)
	s.icon.Set(look.IconSearch)
	s.clear = NewIconButton(Quiet, Small, look.IconClose, Tip{Text: lang.L("Clear"), Key: "Esc"}, s.Clear)
	s.trailing = newSwap(s.hint, s.clear)
	s.clear.Hide()
	changed := s.entry.OnChanged
	s.entry.OnChanged = func(text string) {
		s.showClear()
		changed(text)
	}
	s.entry.onKey = s.key
	return s
}

// SetText replaces what the field holds without calling OnChanged.
func (s *SearchField) SetText(text string) {
	s.Field.SetText(text)
	s.showClear()
}

// Clear empties the field as if by hand.
func (s *SearchField) Clear() { s.entry.SetText("") }

func (s *SearchField) showClear() {
	filled := s.entry.Text != ""
	if filled == s.clear.Visible() {
		return
	}
	setVisible(s.clear, filled)
	setVisible(s.hint, !filled)
	s.Refresh()
}

func (s *SearchField) key(ev *fyne.KeyEvent) bool {
	if s.OnKey != nil && s.OnKey(ev) {
		return true
	}
	if ev.Name != fyne.KeyEscape {
		return false
	}
	if s.entry.Text != "" {
		s.Clear()
		return true
	}
	if c := canvasOf(s); c != nil {
		c.Unfocus()
	}
	if s.OnLeave != nil {
		s.OnLeave()
	}
	return true
}
