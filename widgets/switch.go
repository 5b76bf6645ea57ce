package widgets

import (
	"time"

	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

const (
	switchWidth  float32 = 34
	switchHeight float32 = 20
	knobSide     float32 = 14
	knobInset    float32 = 3
	switchTime           = 120 * time.Millisecond
)

// Switch turns something on at once. Its label stands beside it.
type Switch struct {
	control

	// OnChanged runs when the user turned the switch.
	OnChanged func(on bool)

	on    bool
	track *look.Box
	knob  *look.Box
	slide *fyne.Animation
}

// NewSwitch returns a switch.
func NewSwitch(on bool, changed func(on bool)) *Switch {
	s := &Switch{
		OnChanged: changed, on: on,
		track: look.NewBox("", "", look.Pill),
		knob:  look.NewBox("", "", look.Pill),
	}
	s.init(s, look.Pill, s.toggle)
	return s
}

// On reports whether the switch is on.
func (s *Switch) On() bool { return s.on }

// SetOn turns the switch without calling OnChanged.
func (s *Switch) SetOn(on bool) {
	if s.on == on {
		return
	}
	s.on = on
	s.move()
	s.Refresh()
}

func (s *Switch) toggle() {
	s.SetOn(!s.on)
	if s.OnChanged != nil {
		s.OnChanged(s.on)
	}
}

// move lets the knob slide to where it belongs.
func (s *Switch) move() {
	if s.slide != nil {
		s.slide.Stop()
		s.slide = nil
	}
	from, to := s.knob.Object.Position().X, s.knobX()
	if s.Size().IsZero() || from == to || !fyne.CurrentApp().Settings().ShowAnimations() {
		return
	}
	y := s.knob.Object.Position().Y
	s.slide = fyne.NewAnimation(switchTime, func(done float32) {
		s.knob.Object.Move(fyne.NewPos(from+(to-from)*done, y))
		if done == 1 {
			s.slide = nil
		}
	})
	s.slide.Curve = fyne.AnimationEaseOut
	s.slide.Start()
}

func (s *Switch) left() float32 { return float32(int((s.Size().Width - switchWidth) / 2)) }

func (s *Switch) knobX() float32 {
	if s.on {
		return s.left() + switchWidth - knobInset - knobSide
	}
	return s.left() + knobInset
}

// CreateRenderer implements fyne.Widget.
func (s *Switch) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *Switch) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.track.Object, s.knob.Object, s.ring.Object}
}

// Min implements look.Drawn. The target is 28 high.
func (s *Switch) Min(look.Paint) fyne.Size { return fyne.NewSize(switchWidth, look.Compact) }

// Arrange implements look.Drawn.
func (s *Switch) Arrange(p look.Paint, size fyne.Size) {
	y := float32(int((size.Height - switchHeight) / 2))
	s.track.Place(p, s.left(), y, switchWidth, switchHeight)
	s.ring.Ring(p, s.left(), y, switchWidth, switchHeight)
	x := s.knobX()
	if s.slide != nil {
		x = s.knob.Object.Position().X
	}
	s.knob.Place(p, x, y+knobInset, knobSide, knobSide)
}

// Repaint implements look.Drawn.
func (s *Switch) Repaint(p look.Paint) {
	switch {
	case s.disabled:
		s.track.Fill, s.track.Edge, s.knob.Fill = look.Button, look.Disabled, look.Disabled
	case s.on:
		s.track.Fill, s.track.Edge, s.knob.Fill = look.Accent, "", look.OnAccent
	default:
		s.track.Fill, s.track.Edge, s.knob.Fill = look.Track, look.BorderStrong, look.Fg2
	}
	s.track.Repaint(p)
	s.knob.Repaint(p)
	s.paintRing(p)
}
