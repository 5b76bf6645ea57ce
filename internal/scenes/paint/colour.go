package paint

// Color is an sRGB colour; 0 is none and 1 is full. Light may go beyond 1 until
// the canvas is developed.
type Color struct{ R, G, B float32 }

// Hex is the colour written as in 0xRRGGBB.
func Hex(rgb uint32) Color {
	part := func(shift uint) float32 { return float32(rgb>>shift&0xff) / 255 }
	return Color{part(16), part(8), part(0)}
}

// Mix is c at k = 0, other at k = 1 and between them in between.
func (c Color) Mix(other Color, k float64) Color {
	f := float32(k)
	return Color{c.R + (other.R-c.R)*f, c.G + (other.G-c.G)*f, c.B + (other.B-c.B)*f}
}

// Times is c made darker (k < 1) or lighter (k > 1).
func (c Color) Times(k float64) Color {
	f := float32(k)
	return Color{c.R * f, c.G * f, c.B * f}
}

// Plus is c with light of colour l and strength k added.
func (c Color) Plus(l Color, k float64) Color {
	f := float32(k)
	return Color{c.R + l.R*f, c.G + l.G*f, c.B + l.B*f}
}

// Lit is c under additional light of colour l and strength k: the lighter c is
// already, the less the light adds.
func (c Color) Lit(l Color, k float64) Color {
	f := float32(k)
	return Color{
		1 - (1-c.R)*(1-l.R*f),
		1 - (1-c.G)*(1-l.G*f),
		1 - (1-c.B)*(1-l.B*f),
	}
}

// Ramp is a run of colours over a range of places. The zero Ramp is black.
type Ramp struct {
	from, perUnit float64
	table         *[tableSize + 1]Color
}

// Stops is the ramp through alternating places and 0xRRGGBB colours; the places
// ascend and there are at least two.
func Stops(placesAndColours ...float64) Ramp {
	n := len(placesAndColours) / 2
	place := func(i int) float64 { return placesAndColours[2*i] }
	colour := func(i int) Color { return Hex(uint32(placesAndColours[2*i+1])) }
	from, to := place(0), place(n-1)
	i := 0
	return RampOf(from, to, func(x float64) Color {
		for i < n-2 && x > place(i+1) {
			i++
		}
		return colour(i).Mix(colour(i+1), (x-place(i))/(place(i+1)-place(i)))
	})
}

// RampOf is the ramp that f draws between two places; f is called with
// ascending places.
func RampOf(from, to float64, f func(x float64) Color) Ramp {
	r := Ramp{from, tableSize / (to - from), new([tableSize + 1]Color)}
	for k := range r.table {
		r.table[k] = f(from + float64(k)/r.perUnit)
	}
	return r
}

// At is the colour at x; before the first stop and after the last one it is theirs.
func (r Ramp) At(x float64) Color {
	if r.table == nil {
		return Color{}
	}
	f := clamp((x-r.from)*r.perUnit, 0, tableSize)
	i := min(int(f), tableSize-1)
	return r.table[i].Mix(r.table[i+1], f-float64(i))
}
