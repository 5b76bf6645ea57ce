package paint

// Line is a height for every x: the upper edge of a ridge, a dune or a meadow,
// as y in design units.
type Line func(x float64) float64

// Ridge describes a mountain line by its looks.
type Ridge struct {
	Level  float64 // y of its middle
	Rise   float64 // how far summits stand above and valleys below the level
	Length float64 // from one large hill to the next
	Rough  int     // octaves: 2 is a rolling hill, 6 is bare rock
	Seed   int
	Shift  float64 // how far it has moved to the left, for a camera that travels
}

// Line is the ridge's upper edge.
func (r Ridge) Line() Line {
	return func(x float64) float64 {
		return r.Level - r.Rise*Wander((x+r.Shift)/r.Length, r.Rough, r.Seed)
	}
}

// Curve is the smooth line through the points x, y, x, y, ..., with x ascending.
// Outside of them it stays level.
func Curve(xy ...float64) Line {
	n := len(xy) / 2
	at := func(i int) (x, y float64) { i = max(0, min(i, n-1)); return xy[2*i], xy[2*i+1] }
	return func(x float64) float64 {
		i := 0
		for i < n-1 && xy[2*i+2] < x {
			i++
		}
		x0, y0 := at(i)
		x1, y1 := at(i + 1)
		if x <= x0 || x0 == x1 {
			return y0
		}
		_, before := at(i - 1)
		_, after := at(i + 2)
		t := (x - x0) / (x1 - x0)
		m0, m1 := (y1-before)/2, (after-y0)/2
		t2, t3 := t*t, t*t*t
		return y0*(2*t3-3*t2+1) + m0*(t3-2*t2+t) + y1*(3*t2-2*t3) + m1*(t3-t2)
	}
}

// GroundShader gives the colour at a design point that lies deep units below
// the line it belongs to.
type GroundShader func(x, y, deep float64, under Color) Color

// Ground paints everything below the line. blur softens the line itself; 0 is a
// crisp edge.
func (c *Canvas) Ground(line Line, blur float64, shade GroundShader) {
	tops := make([]float64, c.W)
	highest := c.Y0 + float64(c.H)/c.Scale
	for px := range tops {
		tops[px] = line(c.X(px))
		highest = min(highest, tops[px])
	}
	soft := max(blur, c.Unit())
	f := c.Frame()
	x0, y0, x1, y1 := c.pixels(Rect{f.X, highest - soft, f.W, f.Y + f.H - highest + soft})
	c.rows(y0, y1, func(py int) {
		y, row := c.Y(py), c.pix[py*c.W:]
		for px := x0; px < x1; px++ {
			deep := y - tops[px]
			switch {
			case deep >= soft/2:
				row[px] = shade(c.X(px), y, deep, row[px])
			case deep > -soft/2:
				row[px] = row[px].Mix(shade(c.X(px), y, max(deep, 0), row[px]), deep/soft+.5)
			}
		}
	})
}

// Below is the stencil of everything below the highest of the lines.
func (v View) Below(lines ...Line) Stencil {
	f := v.Frame()
	u := v.Unit()
	xy := []float64{f.X + f.W + u, f.Y + f.H + u, f.X - u, f.Y + f.H + u}
	for px := -1; px <= v.W; px++ {
		x := v.X(px)
		y := lines[0](x)
		for _, l := range lines[1:] {
			y = min(y, l(x))
		}
		xy = append(xy, x, y)
	}
	return v.Cut(Polygon(xy...))
}
