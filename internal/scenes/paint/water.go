package paint

import "math"

// Mirror fills everything below the horizon with the reflection of what stands
// above it. wobble moves the place that a water point reflects, in design
// units; tint gives the water's colour from the reflected one.
func (c *Canvas) Mirror(horizon float64, wobble func(x, y float64) (dx, dy float64), tint Shader) {
	f := c.Frame()
	_, y0, _, _ := c.pixels(Rect{f.X, horizon, f.W, 0})
	shore := c.pix[:y0*c.W]
	if y0 == 0 {
		return
	}
	u := c.Unit()
	c.rows(y0, c.H, func(py int) {
		y, row := c.Y(py), c.pix[py*c.W:(py+1)*c.W]
		for px := range row {
			x := c.X0 + (float64(px)+.5)*u
			dx, dy := wobble(x, y)
			row[px] = tint(x, y, c.sample(shore, y0, x+dx, 2*horizon-y+dy))
		}
	})
}

// sample is the colour at a design point, blended from the four pixels around
// it, out of the first h rows.
func (c *Canvas) sample(pix []Color, h int, x, y float64) Color {
	fx := clamp((x-c.X0)*c.Scale-.5, 0, float64(c.W-1))
	fy := clamp((y-c.Y0)*c.Scale-.5, 0, float64(h-1))
	i, j := int(fx), int(fy)
	i1, j1 := min(i+1, c.W-1), min(j+1, h-1)
	fx, fy = fx-float64(i), fy-float64(j)
	top := pix[j*c.W+i].Mix(pix[j*c.W+i1], fx)
	low := pix[j1*c.W+i].Mix(pix[j1*c.W+i1], fx)
	return top.Mix(low, fy)
}

// Ripples bends reflections in calm water below the horizon, by up to across
// and along units where it is near. t runs from 0 to 1 and ends where it began.
func Ripples(horizon, t, across, along float64) func(x, y float64) (dx, dy float64) {
	return func(x, y float64) (float64, float64) {
		far := math.Max(y-horizon, 0)
		near := math.Min(far/120, 1)
		row := math.Sqrt(far) // perspective: waves close up far away
		s := .6*Wave(t, 2, row*.55+x/900) + .4*Wave(t, -3, row*.93-x/520+.3)
		return across * near * s, along * near * near * s
	}
}
