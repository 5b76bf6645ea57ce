package paint

import "math"

// SoftBox is an upright rectangle with round corners out of focus: its edge
// runs from full to nothing over blur units. The shader gives the colour.
func (c *Canvas) SoftBox(r Rect, radius, blur, alpha float64, shade Shader) {
	cx, cy := r.X+r.W/2, r.Y+r.H/2
	hw, hh := r.W/2-radius, r.H/2-radius
	half := math.Max(blur/2, c.Unit()/2)
	c.Shade(Rect{r.X - half, r.Y - half, r.W + 2*half, r.H + 2*half}, func(x, y float64, under Color) Color {
		dx, dy := max(math.Abs(x-cx)-hw, 0), max(math.Abs(y-cy)-hh, 0)
		d := math.Sqrt(dx*dx+dy*dy) - radius
		if d >= half {
			return under
		}
		return under.Mix(shade(x, y, under), alpha*Smooth(half, -half, d))
	})
}

// SoftOval is an ellipse out of focus: its edge runs from full to nothing over
// about blur units.
func (c *Canvas) SoftOval(x, y, rx, ry, blur, alpha float64, shade Shader) {
	half := math.Max(blur/2, c.Unit()/2)
	least := math.Min(rx, ry)
	c.Shade(Rect{x - rx - half, y - ry - half, 2 * (rx + half), 2 * (ry + half)}, func(px, py float64, under Color) Color {
		dx, dy := (px-x)/rx, (py-y)/ry
		d := (math.Sqrt(dx*dx+dy*dy) - 1) * least
		if d >= half {
			return under
		}
		return under.Mix(shade(px, py, under), alpha*Smooth(half, -half, d))
	})
}

// Plain is the shader of one colour.
func Plain(colour Color) Shader {
	return func(_, _ float64, _ Color) Color { return colour }
}

// Bokeh is a light out of focus: a disc with a slightly brighter rim.
func (c *Canvas) Bokeh(x, y, radius float64, light Color, strength float64) {
	edge := math.Max(radius*.12, c.Unit())
	c.Shade(Rect{x - radius - edge, y - radius - edge, 2 * (radius + edge), 2 * (radius + edge)}, func(px, py float64, under Color) Color {
		d := math.Hypot(px-x, py-y)
		if d >= radius+edge {
			return under
		}
		rim := .86 + .18*Smooth(radius*.4, radius*.95, d)
		return under.Lit(light, strength*rim*Smooth(radius+edge, radius-edge, d))
	})
}
