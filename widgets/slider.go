package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

const (
	sliderTrack  float32 = 4
	sliderKnob   float32 = 14 // with the gap of 2 around it
	sliderHeight float32 = 24 // that the pointer may use
	largeSteps           = 10 // of a step with Shift or Page Up
)

// Slider chooses an amount. The arrows move it by a step, with Shift by ten;
// Home and End go to the ends. Its value stands beside it as text.
type Slider struct {
	control

	// OnChanged runs while the user moves it, OnDone when he let go.
	OnChanged, OnDone func(value float64)
	// Behind is the colour it stands on, which parts knob and track.
	Behind fyne.ThemeColorName

	least, most, step float64
	value             float64
	track, fill       *look.Box
	gap, knob         *look.Box
}

var _ fyne.Draggable = (*Slider)(nil)

// NewSlider returns a slider from least to most in steps.
func NewSlider(least, most, step, value float64, changed func(float64)) *Slider {
	s := &Slider{
		OnChanged: changed, Behind: look.Canvas,
		least: least, most: max(least, most), step: step,
		track: look.NewBox(look.Track, "", look.Pill),
		fill:  look.NewBox(look.Accent, "", look.Pill),
		gap:   look.NewBox(look.Canvas, "", look.Pill),
		knob:  look.NewBox(look.Fg, "", look.Pill),
	}
	s.init(s, look.Pill, nil)
	s.value = s.round(value)
	return s
}

// Value is where the slider stands.
func (s *Slider) Value() float64 { return s.value }

// SetValue moves the slider without calling OnChanged.
func (s *Slider) SetValue(value float64) {
	if value = s.round(value); value != s.value {
		s.value = value
		s.Refresh()
	}
}

func (s *Slider) round(value float64) float64 {
	if math.IsNaN(value) {
		return s.least
	}
	if s.step > 0 {
		value = s.least + math.Round((value-s.least)/s.step)*s.step
	}
	return math.Max(s.least, math.Min(s.most, value))
}

func (s *Slider) change(value float64) {
	was := s.value
	s.SetValue(value)
	if s.value != was && s.OnChanged != nil {
		s.OnChanged(s.value)
	}
}

func (s *Slider) done() {
	if s.OnDone != nil {
		s.OnDone(s.value)
	}
}

func (s *Slider) share() float32 {
	if s.most <= s.least {
		return 0
	}
	return float32((s.value - s.least) / (s.most - s.least))
}

func (s *Slider) changeTo(x float32) {
	room := s.Size().Width - sliderKnob
	if room <= 0 {
		return
	}
	s.change(s.least + float64((x-sliderKnob/2)/room)*(s.most-s.least))
}

// Tapped implements fyne.Tappable.
func (s *Slider) Tapped(ev *fyne.PointEvent) {
	if s.disabled {
		return
	}
	s.takeFocus()
	s.changeTo(ev.Position.X)
	s.done()
}

// Dragged implements fyne.Draggable.
func (s *Slider) Dragged(ev *fyne.DragEvent) {
	if s.disabled {
		return
	}
	s.takeFocus()
	s.changeTo(ev.Position.X)
}

// DragEnd implements fyne.Draggable.
func (s *Slider) DragEnd() {
	if !s.disabled {
		s.done()
	}
}

// TypedKey implements fyne.Focusable.
func (s *Slider) TypedKey(ev *fyne.KeyEvent) {
	s.byKeyboard()
	step := s.step
	if step <= 0 {
		step = (s.most - s.least) / 100
	}
	if shiftHeld() {
		step *= largeSteps
	}
	to := s.value
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyDown:
		to -= step
	case fyne.KeyRight, fyne.KeyUp:
		to += step
	case fyne.KeyPageDown:
		to -= step * largeSteps
	case fyne.KeyPageUp:
		to += step * largeSteps
	case fyne.KeyHome:
		to = s.least
	case fyne.KeyEnd:
		to = s.most
	default:
		s.control.TypedKey(ev)
		return
	}
	s.change(to)
	s.done()
}

// shiftHeld reports whether Shift is down. Fyne tells keys without modifiers.
func shiftHeld() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// CreateRenderer implements fyne.Widget.
func (s *Slider) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *Slider) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.track.Object, s.fill.Object, s.gap.Object, s.knob.Object, s.ring.Object}
}

// Min implements look.Drawn.
func (s *Slider) Min(look.Paint) fyne.Size { return fyne.NewSize(48, sliderHeight) }

// Arrange implements look.Drawn.
func (s *Slider) Arrange(p look.Paint, size fyne.Size) {
	y := float32(int((size.Height - sliderTrack) / 2))
	knobX := float32(math.Round(float64(max(0, size.Width-sliderKnob) * s.share())))
	knobY := float32(int((size.Height - sliderKnob) / 2))
	s.track.Place(p, 0, y, size.Width, sliderTrack)
	s.fill.Place(p, 0, y, knobX+sliderKnob/2, sliderTrack)
	s.gap.Place(p, knobX, knobY, sliderKnob, sliderKnob)
	s.knob.Place(p, knobX+2, knobY+2, sliderKnob-4, sliderKnob-4)
	s.ring.Ring(p, knobX+2, knobY+2, sliderKnob-4, sliderKnob-4)
}

// Repaint implements look.Drawn.
func (s *Slider) Repaint(p look.Paint) {
	s.gap.Fill = s.Behind
	s.fill.Fill, s.knob.Fill = look.Accent, look.Fg
	if s.disabled {
		s.fill.Fill, s.knob.Fill = look.Disabled, look.Disabled
	}
	for _, b := range []*look.Box{s.track, s.fill, s.gap, s.knob} {
		b.Repaint(p)
	}
	s.paintRing(p)
}

// hairline is a rectangle for a line one unit thick.
func hairline() *canvas.Rectangle { return &canvas.Rectangle{} }
