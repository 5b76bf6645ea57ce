package paint

import "math"

// Line is a height for every x: the upper edge of a ridge, a dune or a meadow,
// as y in design units.
type Line func(x float64) float64

// Craggy is the line with bumps of about the given height on it, and finer ones
// on those; the seed is between 0 and 1.
func (l Line) Craggy(height, seed float64) Line {
	return func(x float64) float64 {
		return l(x) - height*(Cloud(x/380, seed)-.5) - height/6*Wander(x/34, 3, int(10*seed))
	}
}

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

// Curve is the smooth line through the points x, y, x, y, ..., of which there
// are at least two, with x ascending. Outside of them it stays level.
func Curve(xy ...float64) Line {
	n := len(xy) / 2
	y := func(i int) float64 { return xy[2*max(0, min(i, n-1))+1] }
	from, to := xy[0], xy[2*n-2]
	i := 0
	return Sampled(from, to, func(x float64) float64 {
		for i < n-2 && x > xy[2*i+2] {
			i++
		}
		t := (x - xy[2*i]) / (xy[2*i+2] - xy[2*i])
		m0, m1 := (y(i+1)-y(i-1))/2, (y(i+2)-y(i))/2
		t2, t3 := t*t, t*t*t
		return y(i)*(2*t3-3*t2+1) + m0*(t3-2*t2+t) + y(i+1)*(3*t2-2*t3) + m1*(t3-t2)
	})
}

// Sampled is the line that f draws between two places, worked out ahead of
// time; outside of them it stays level. f is called with ascending places.
func Sampled(from, to float64, f Line) Line {
	perUnit := tableSize / (to - from)
	table := new([tableSize + 1]float64)
	for k := range table {
		table[k] = f(from + float64(k)/perUnit)
	}
	return func(x float64) float64 {
		at := clamp((x-from)*perUnit, 0, tableSize)
		i := min(int(at), tableSize-1)
		return table[i] + (table[i+1]-table[i])*(at-float64(i))
	}
}

// GroundShader gives the colour at a design point that lies deep units below
// the line it belongs to.
type GroundShader func(x, y, deep float64, under Color) Color

// Ground paints everything below the line. blur softens the line itself; 0 is a
// crisp edge.
func (c *Canvas) Ground(line Line, blur float64, shade GroundShader) {
	c.Between(line, func(float64) float64 { return math.Inf(1) }, blur, shade)
}

// Between paints what lies below the one line and above the other, and leaves
// out the rest: for a ridge whose foot the next one will cover.
func (c *Canvas) Between(line, end Line, blur float64, shade GroundShader) {
	u, f := c.Unit(), c.Frame()
	tops, ends := make([]float64, c.W), make([]float64, c.W)
	highest, lowest := f.Y+f.H, f.Y
	for px := range tops {
		x := c.X(px)
		tops[px], ends[px] = line(x), end(x)+2*u
		highest, lowest = min(highest, tops[px]), max(lowest, ends[px])
	}
	soft := max(blur, u)
	lowest = min(lowest, f.Y+f.H)
	_, y0, _, y1 := c.pixels(Rect{f.X, highest - soft, f.W, lowest - highest + soft})
	c.rows(y0, y1, func(py int) {
		y, row := c.Y(py), c.pix[py*c.W:][:c.W]
		for px := range row {
			deep := y - tops[px]
			if deep <= -soft/2 || y > ends[px] {
				continue
			}
			colour := shade(c.X0+(float64(px)+.5)*u, y, max(deep, 0), row[px])
			if deep < soft/2 {
				colour = row[px].Mix(colour, deep/soft+.5)
			}
			row[px] = colour
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
