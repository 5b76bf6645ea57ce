package paint

import "math"

// Path is an outline in design units. Paths that are joined fill as one shape;
// all constructors turn the same way round, so their overlaps stay filled.
type Path []segment

type segment struct {
	kind byte // 'M', 'L', 'Q', 'C', 'Z'
	pts  [3]Point
}

// Point is a place in design units.
type Point struct{ X, Y float64 }

// Polygon is the closed outline through the points given as x, y, x, y, ...
func Polygon(xy ...float64) Path {
	var p Path
	for i := 0; i+1 < len(xy); i += 2 {
		kind := byte('L')
		if i == 0 {
			kind = 'M'
		}
		p = append(p, segment{kind, [3]Point{{xy[i], xy[i+1]}}})
	}
	return append(p, segment{kind: 'Z'})
}

// Box is an upright rectangle.
func Box(x, y, w, h float64) Path { return Polygon(x, y, x+w, y, x+w, y+h, x, y+h) }

// RoundBox is an upright rectangle with corners of radius r.
func RoundBox(x, y, w, h, r float64) Path {
	r = math.Min(r, math.Min(w, h)/2)
	k := r * (1 - 0.5523) // where a quarter circle's control points lie
	return Path{
		{'M', [3]Point{{x + r, y}}},
		{'L', [3]Point{{x + w - r, y}}},
		{'C', [3]Point{{x + w - k, y}, {x + w, y + k}, {x + w, y + r}}},
		{'L', [3]Point{{x + w, y + h - r}}},
		{'C', [3]Point{{x + w, y + h - k}, {x + w - k, y + h}, {x + w - r, y + h}}},
		{'L', [3]Point{{x + r, y + h}}},
		{'C', [3]Point{{x + k, y + h}, {x, y + h - k}, {x, y + h - r}}},
		{'L', [3]Point{{x, y + r}}},
		{'C', [3]Point{{x, y + k}, {x + k, y}, {x + r, y}}},
		{kind: 'Z'},
	}
}

// Ellipse is the ellipse around (x, y).
func Ellipse(x, y, rx, ry float64) Path {
	return RoundBox(-1, -1, 2, 2, 1).Scaled(rx, ry).Moved(x, y)
}

// Disc is the circle around (x, y).
func Disc(x, y, r float64) Path { return Ellipse(x, y, r, r) }

// Stroke is a line of the given width through the points x, y, x, y, ..., with
// round joints and flat ends.
func Stroke(width float64, xy ...float64) Path {
	var p Path
	for i := 0; i+3 < len(xy); i += 2 {
		x0, y0, x1, y1 := xy[i], xy[i+1], xy[i+2], xy[i+3]
		length := math.Hypot(x1-x0, y1-y0)
		if length == 0 {
			continue
		}
		nx, ny := (y1-y0)/length*width/2, -(x1-x0)/length*width/2
		p = append(p, Polygon(x0+nx, y0+ny, x1+nx, y1+ny, x1-nx, y1-ny, x0-nx, y0-ny)...)
		if i > 0 {
			p = append(p, Disc(x0, y0, width/2)...)
		}
	}
	return p
}

// Blob is the closed smooth curve through the points x, y, x, y, ...
func Blob(xy ...float64) Path {
	n := len(xy) / 2
	at := func(i int) Point { i = (i + n) % n; return Point{xy[2*i], xy[2*i+1]} }
	p := Path{{'M', [3]Point{at(0)}}}
	for i := range n {
		a, b, c, d := at(i-1), at(i), at(i+1), at(i+2)
		p = append(p, segment{'C', [3]Point{
			{b.X + (c.X-a.X)/6, b.Y + (c.Y-a.Y)/6},
			{c.X - (d.X-b.X)/6, c.Y - (d.Y-b.Y)/6},
			c,
		}})
	}
	return append(p, segment{kind: 'Z'})
}

// Join is all the paths as one shape.
func Join(paths ...Path) Path {
	var all Path
	for _, p := range paths {
		all = append(all, p...)
	}
	return all
}

func (p Path) mapped(f func(Point) Point) Path {
	out := make(Path, len(p))
	for i, s := range p {
		out[i] = segment{s.kind, [3]Point{f(s.pts[0]), f(s.pts[1]), f(s.pts[2])}}
	}
	return out
}

// Moved is the path shifted by (dx, dy).
func (p Path) Moved(dx, dy float64) Path {
	return p.mapped(func(a Point) Point { return Point{a.X + dx, a.Y + dy} })
}

// Scaled is the path stretched from the origin.
func (p Path) Scaled(sx, sy float64) Path {
	return p.mapped(func(a Point) Point { return Point{a.X * sx, a.Y * sy} })
}

// Turned is the path rotated clockwise around the origin by an angle in radians.
func (p Path) Turned(angle float64) Path {
	sin, cos := math.Sincos(angle)
	return p.mapped(func(a Point) Point { return Point{a.X*cos - a.Y*sin, a.X*sin + a.Y*cos} })
}

// points is how many points of a segment are in use.
func (s segment) points() int {
	switch s.kind {
	case 'M', 'L':
		return 1
	case 'Q':
		return 2
	case 'C':
		return 3
	}
	return 0
}

// bounds is the rectangle around all points, control points included.
func (p Path) bounds() Rect {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range p {
		for _, a := range s.pts[:s.points()] {
			x0, x1 = math.Min(x0, a.X), math.Max(x1, a.X)
			y0, y1 = math.Min(y0, a.Y), math.Max(y1, a.Y)
		}
	}
	if x0 > x1 {
		return Rect{}
	}
	return Rect{x0, y0, x1 - x0, y1 - y0}
}
