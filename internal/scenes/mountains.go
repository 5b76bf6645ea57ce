package scenes

import "spool/internal/scenes/paint"

// mountain is one mountain ridge in haze: dark along the crest, fading into the
// mist that fills the valley below it.
type mountain struct {
	crest        paint.Line
	crag         float64 // how rough the crest is, in design units
	seed         int
	rock, valley paint.Color
	depth        float64 // over how much the rock fades into the valley
	near         float64 // how fast it passes when the camera moves
}

// paint paints the ridge for a camera that has moved by pan design units.
func (m mountain) paint(c *paint.Canvas, pan float64) {
	dx := pan * m.near
	line := func(x float64) float64 {
		return m.crest(x+dx) - m.crag*paint.Wander((x+dx)/46, 4, m.seed)
	}
	c.Ground(line, 0, func(x, y, d float64, _ paint.Color) paint.Color {
		haze := paint.Cloud((x+dx)/760+float64(m.seed)*.37, y/520)
		colour := m.rock.Mix(m.valley, paint.Smooth(0, m.depth, d+70*(haze-.5)))
		return colour.Times(.965 + .07*haze)
	})
}
