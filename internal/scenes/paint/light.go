package paint

import "math"

// Glow adds round light around (x, y) that fades to nothing at the radius.
func (c *Canvas) Glow(x, y, radius float64, light Color, strength float64) {
	c.GlowOval(x, y, radius, radius, light, strength)
}

// GlowOval adds light that fades to nothing at an ellipse around (x, y).
func (c *Canvas) GlowOval(x, y, rx, ry float64, light Color, strength float64) {
	c.Shade(Rect{x - rx, y - ry, 2 * rx, 2 * ry}, func(px, py float64, under Color) Color {
		dx, dy := (px-x)/rx, (py-y)/ry
		d := 1 - dx*dx - dy*dy
		if d <= 0 {
			return under
		}
		return under.Plus(light, strength*d*d)
	})
}

// Haze mixes colour into an ellipse around (x, y), most in its middle.
func (c *Canvas) Haze(x, y, rx, ry float64, colour Color, strength float64) {
	c.Shade(Rect{x - rx, y - ry, 2 * rx, 2 * ry}, func(px, py float64, under Color) Color {
		dx, dy := (px-x)/rx, (py-y)/ry
		d := 1 - dx*dx - dy*dy
		if d <= 0 {
			return under
		}
		return under.Mix(colour, strength*d*d)
	})
}

// Shadow darkens an ellipse around (x, y), most in its middle.
func (c *Canvas) Shadow(x, y, rx, ry, strength float64) {
	c.Haze(x, y, rx, ry, Color{}, strength)
}

// Beam is a cone of light from a lamp: it leaves From half as wide as Start,
// opens to End at the far end To, and fades on the way.
type Beam struct {
	From, To   Point
	Start, End float64 // full widths
	Light      Color
	Strength   float64
	Fade       float64 // how much of the strength is gone at the far end, 0 to 1
	Edge       float64 // how much of the width is soft edge, 0 to 1
}

// Shine adds the beam's light.
func (c *Canvas) Shine(b Beam) {
	dx, dy := b.To.X-b.From.X, b.To.Y-b.From.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	dx, dy = dx/length, dy/length
	half := math.Max(b.Start, b.End) / 2
	box := Rect{math.Min(b.From.X, b.To.X) - half, math.Min(b.From.Y, b.To.Y) - half, math.Abs(b.To.X-b.From.X) + 2*half, math.Abs(b.To.Y-b.From.Y) + 2*half}
	c.Shade(box, func(x, y float64, under Color) Color {
		along := ((x-b.From.X)*dx + (y-b.From.Y)*dy) / length
		if along < 0 || along > 1 {
			return under
		}
		reach := (b.Start + (b.End-b.Start)*along) / 2
		off := math.Abs((x-b.From.X)*dy-(y-b.From.Y)*dx) / reach
		if off >= 1 {
			return under
		}
		k := b.Strength * (1 - b.Fade*along) * Smooth(1, 1-b.Edge, off)
		return under.Lit(b.Light, k)
	})
}
