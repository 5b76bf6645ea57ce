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

// line is the ridge's crest for a camera that has moved by pan design units.
func (m mountain) line(pan float64) paint.Line {
	dx := pan * m.near
	return func(x float64) float64 {
		return m.crest(x+dx) - m.crag*paint.Wander((x+dx)/34, 5, m.seed)
	}
}

// mountains paints a range from its farthest ridge to the nearest. between is
// called after each ridge, for what stands on it.
func mountains(c *paint.Canvas, ridges []mountain, pan float64, between func(i int, crest paint.Line)) {
	for i, m := range ridges {
		end := func(float64) float64 { return 2 * paint.Height }
		if i+1 < len(ridges) {
			end = ridges[i+1].line(pan)
		}
		dx, shift := pan*m.near, float64(m.seed)*.37
		c.Between(m.line(pan), end, 0, func(x, y, d float64, _ paint.Color) paint.Color {
			haze := paint.Cloud((x+dx)/560+shift, y/430)
			colour := m.rock.Mix(m.valley, paint.Smooth(0, m.depth, d+70*(haze-.5)))
			return colour.Times(.94 + .12*haze)
		})
		between(i, m.line(pan))
	}
}
