package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

const (
	stepperSide  float32 = 28 // of a button
	stepperValue float32 = 34 // width between the buttons
)

// Stepper chooses a small whole number by minus and plus, the arrows, or by
// typing a digit.
type Stepper struct {
	control

	// OnChanged runs when the user changed the value.
	OnChanged func(value int)

	least, most int
	value       int
	over        int // -1 minus, 1 plus, 0 neither is under the pointer
	box, shade  *look.Box
	minus, plus *look.Icon
	text        *look.Text
	lines       [2]*canvas.Rectangle
}

// NewStepper returns a stepper 28 high.
func NewStepper(least, most, value int, changed func(int)) *Stepper {
	s := &Stepper{
		OnChanged: changed, least: least, most: max(least, most),
		box:   look.NewBox("", look.Border, look.RadiusControl),
		shade: look.NewBox(look.Hover, "", look.RadiusControl-1),
		minus: look.NewIcon(look.IconMinus, look.IconCompact, look.Fg3),
		plus:  look.NewIcon(look.IconPlus, look.IconCompact, look.Fg3),
		text:  look.NewText(look.BodySemibold, look.Fg, "").Centered(),
		lines: [2]*canvas.Rectangle{hairline(), hairline()},
	}
	s.init(s, look.RadiusControl, nil)
	s.SetValue(value)
	return s
}

// Value is the number.
func (s *Stepper) Value() int { return s.value }

// SetValue changes the number without calling OnChanged.
func (s *Stepper) SetValue(value int) {
	s.value = max(s.least, min(s.most, value))
	s.text.Set(strconv.Itoa(s.value))
	s.Refresh()
}

func (s *Stepper) change(value int) {
	was := s.value
	s.SetValue(value)
	if s.value != was && s.OnChanged != nil {
		s.OnChanged(s.value)
	}
}

func (s *Stepper) side(x float32) int {
	switch {
	case x < stepperSide:
		return -1
	case x >= s.Size().Width-stepperSide:
		return 1
	default:
		return 0
	}
}

// Tapped implements fyne.Tappable.
func (s *Stepper) Tapped(ev *fyne.PointEvent) {
	if s.disabled {
		return
	}
	s.takeFocus()
	s.change(s.value + s.side(ev.Position.X))
}

// TypedKey implements fyne.Focusable.
func (s *Stepper) TypedKey(ev *fyne.KeyEvent) {
	s.byKeyboard()
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyRight:
		s.change(s.value + 1)
	case fyne.KeyDown, fyne.KeyLeft:
		s.change(s.value - 1)
	case fyne.KeyHome:
		s.change(s.least)
	case fyne.KeyEnd:
		s.change(s.most)
	default:
		s.control.TypedKey(ev)
	}
}

// TypedRune implements fyne.Focusable: a digit in range is the new value.
func (s *Stepper) TypedRune(r rune) {
	if n := int(r - '0'); r >= '0' && r <= '9' && n >= s.least && n <= s.most {
		s.change(n)
	}
}

// MouseIn implements desktop.Hoverable.
func (s *Stepper) MouseIn(ev *desktop.MouseEvent) {
	s.control.MouseIn(ev)
	s.MouseMoved(ev)
}

// MouseMoved implements desktop.Hoverable.
func (s *Stepper) MouseMoved(ev *desktop.MouseEvent) {
	if side := s.side(ev.Position.X); side != s.over {
		s.over = side
		s.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (s *Stepper) MouseOut() {
	s.over = 0
	s.control.MouseOut()
}

// CreateRenderer implements fyne.Widget.
func (s *Stepper) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *Stepper) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		s.box.Object, s.shade.Object, s.lines[0], s.lines[1],
		s.minus.Object, s.plus.Object, s.text.Object, s.ring.Object,
	}
}

// Min implements look.Drawn.
func (s *Stepper) Min(p look.Paint) fyne.Size {
	widest := look.NewText(look.BodySemibold, look.Fg, strconv.Itoa(s.most)).Natural(p) + 16
	return fyne.NewSize(2*stepperSide+4+max(stepperValue, widest), look.Compact)
}

// Arrange implements look.Drawn.
func (s *Stepper) Arrange(p look.Paint, size fyne.Size) {
	h := look.Compact
	left, right := stepperSide+1, size.Width-stepperSide-2
	s.box.Place(p, 0, 0, size.Width, h)
	s.ring.Ring(p, 0, 0, size.Width, h)
	for i, x := range []float32{left, right} {
		s.lines[i].Move(fyne.NewPos(x, 1))
		s.lines[i].Resize(fyne.NewSize(1, h-2))
	}
	x := float32(1)
	if s.over > 0 {
		x = right + 1
	}
	s.shade.Place(p, x, 1, stepperSide, h-2)
	inset := (stepperSide - s.minus.Size()) / 2
	s.minus.Place(p, 1+inset, (h-s.minus.Size())/2)
	s.plus.Place(p, right+1+inset, (h-s.plus.Size())/2)
	s.text.Place(p, left+1, (h-s.text.Line())/2, right-left-1)
}

// Repaint implements look.Drawn.
func (s *Stepper) Repaint(p look.Paint) {
	for _, l := range s.lines {
		l.FillColor = p.Color(look.Separator)
		l.Refresh()
	}
	sign := func(end bool) fyne.ThemeColorName {
		if end || s.disabled {
			return look.Disabled
		}
		return look.Fg3
	}
	s.minus.SetColor(sign(s.value <= s.least))
	s.plus.SetColor(sign(s.value >= s.most))
	s.text.SetColor(look.Fg)
	if s.disabled {
		s.text.SetColor(look.Disabled)
	}
	s.shade.Show(s.over != 0 && !s.disabled)
	s.box.Repaint(p)
	s.shade.Repaint(p)
	s.minus.Repaint(p)
	s.plus.Repaint(p)
	s.text.Repaint(p)
	s.paintRing(p)
}
