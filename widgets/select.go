package widgets

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

// Option is one of the choices of a Select.
type Option struct {
	Label string
	Icon  look.IconName
}

// Select is a choice of one out of a menu. Space and Enter open the menu, the
// arrows step through the options without it.
type Select struct {
	control

	// OnChanged runs when the user chose another option.
	OnChanged func(index int)

	options  []Option
	selected int
	size     ButtonSize
	box      *look.Box
	icon     *look.Icon
	text     *look.Text
	arrows   *look.Icon
}

// NewSelect returns a select 32 high. Without a selection, -1, it shows nothing.
func NewSelect(options []Option, selected int, changed func(int)) *Select {
	s := &Select{
		OnChanged: changed, options: options, selected: selected,
		box:    look.NewBox(look.Input, look.Border, look.RadiusControl),
		icon:   look.NewIcon("", look.IconCompact, look.Fg3),
		text:   look.NewText(look.Body, look.Fg, ""),
		arrows: look.NewIcon(look.IconUpDown, look.IconBadge, look.Fg3),
	}
	s.init(s, look.RadiusControl, s.open)
	s.cut = []*look.Text{s.text}
	s.show()
	return s
}

// NewTextSelect is NewSelect for options without icons.
func NewTextSelect(labels []string, selected int, changed func(int)) *Select {
	options := make([]Option, len(labels))
	for i, label := range labels {
		options[i].Label = label
	}
	return NewSelect(options, selected, changed)
}

// Compact makes the select 28 high. It returns s.
func (s *Select) Compact() *Select {
	s.size = Small
	s.text.SetRole(look.Small)
	return s
}

// Selected is the chosen option, or -1.
func (s *Select) Selected() int { return s.selected }

// SetSelected chooses an option without calling OnChanged.
func (s *Select) SetSelected(index int) {
	s.selected = index
	s.show()
	s.Refresh()
}

// SetOptions replaces the options.
func (s *Select) SetOptions(options []Option, selected int) {
	s.options = options
	s.SetSelected(selected)
}

func (s *Select) show() {
	var o Option
	if s.selected >= 0 && s.selected < len(s.options) {
		o = s.options[s.selected]
	}
	s.text.Set(o.Label)
	s.icon.Set(o.Icon)
}

func (s *Select) choose(index int) {
	if index < 0 || index >= len(s.options) || index == s.selected || s.disabled {
		return
	}
	s.SetSelected(index)
	if s.OnChanged != nil {
		s.OnChanged(index)
	}
}

func (s *Select) open() {
	items := make([]MenuItem, len(s.options))
	for i, o := range s.options {
		items[i] = MenuItem{Label: o.Label, Icon: o.Icon, Checked: i == s.selected, Run: func() { s.choose(i) }}
	}
	ShowMenuBelow(s, items)
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	s.byKeyboard()
	switch ev.Name {
	case fyne.KeyUp:
		s.choose(s.selected - 1)
	case fyne.KeyDown:
		s.choose(s.selected + 1)
	case fyne.KeyHome:
		s.choose(0)
	case fyne.KeyEnd:
		s.choose(len(s.options) - 1)
	default:
		s.control.TypedKey(ev)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *Select) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.box.Object, s.icon.Object, s.text.Object, s.arrows.Object, s.ring.Object}
}

// Min implements look.Drawn: wide enough for the longest option.
func (s *Select) Min(p look.Paint) fyne.Size {
	widest := float32(0)
	for _, o := range s.options {
		t := look.NewText(look.Body, look.Fg, o.Label)
		w := min(t.Natural(p), 320)
		if o.Icon != "" {
			w += s.icon.Size() + fieldGap
		}
		widest = max(widest, w)
	}
	return fyne.NewSize(widest+2*fieldPad+fieldGap+s.arrows.Size(), s.size.Height())
}

// Arrange implements look.Drawn.
func (s *Select) Arrange(p look.Paint, size fyne.Size) {
	h := s.size.Height()
	s.box.Place(p, 0, 0, size.Width, h)
	left, right := fieldPad, size.Width-fieldPad-s.arrows.Size()
	if s.icon.Name() != "" {
		s.icon.Place(p, left, (h-s.icon.Size())/2)
		left += s.icon.Size() + fieldGap
	}
	s.text.Place(p, left, (h-s.text.Line())/2, max(0, right-fieldGap-left))
	s.arrows.Place(p, right, (h-s.arrows.Size())/2)
	s.ring.Ring(p, 0, 0, size.Width, h)
}

// Repaint implements look.Drawn.
func (s *Select) Repaint(p look.Paint) {
	s.box.Fill, s.box.Edge = look.Input, look.Border
	if (s.hovered || s.pressed) && !s.disabled {
		s.box.Edge = look.BorderStrong
	}
	s.text.SetColor(look.Fg)
	if s.disabled {
		s.text.SetColor(look.Disabled)
	}
	s.box.Repaint(p)
	s.icon.Repaint(p)
	s.text.Repaint(p)
	s.arrows.Repaint(p)
	s.paintRing(p)
}
