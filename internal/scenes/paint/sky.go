package paint

// Wisps are thin clouds in an oval part of the sky.
type Wisps struct {
	Rect           // the oval they fill
	Tilt   float64 // how far they sink per unit to the right
	Length float64 // of one streak, in design units
	Cover  float64 // from 0, almost none, to 1, closed
	Seed   float64
	Light  Color
	Alpha  float64
}

// Clouds paints the wisps, blown drift units to the right.
func (c *Canvas) Clouds(w Wisps, drift float64) {
	cx, cy := w.X+w.W/2, w.Y+w.H/2
	least := .72 - .42*w.Cover
	c.Shade(w.Rect, func(x, y float64, under Color) Color {
		dx, dy := (x-cx)/w.W*2, (y-cy)/w.H*2
		inside := 1 - dx*dx - dy*dy
		if inside <= 0 {
			return under
		}
		u := (x - drift) / w.Length / 4
		n := Cloud(u+w.Seed, (y-w.Tilt*(x-cx))/w.Length*1.1+w.Seed*3)
		k := Smooth(least, least+.42, n*(.45+.55*Smooth(0, .6, inside)))
		return under.Mix(w.Light, w.Alpha*k)
	})
}
