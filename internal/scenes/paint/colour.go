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

// Stop is one colour of a Ramp and where it stands.
type Stop struct {
	At    float64
	Color Color
}

// Ramp is a run of colours; its stops are in ascending order.
type Ramp []Stop

// Stops is the ramp of alternating places and 0xRRGGBB colours.
func Stops(placesAndColours ...float64) Ramp {
	r := make(Ramp, 0, len(placesAndColours)/2)
	for i := 0; i+1 < len(placesAndColours); i += 2 {
		r = append(r, Stop{placesAndColours[i], Hex(uint32(placesAndColours[i+1]))})
	}
	return r
}

// At is the colour at x; before the first stop and after the last one it is theirs.
func (r Ramp) At(x float64) Color {
	if x <= r[0].At {
		return r[0].Color
	}
	for i := 1; i < len(r); i++ {
		if x <= r[i].At {
			a, b := r[i-1], r[i]
			return a.Color.Mix(b.Color, (x-a.At)/(b.At-a.At))
		}
	}
	return r[len(r)-1].Color
}

// Times is the ramp with every colour made darker or lighter.
func (r Ramp) Times(k float64) Ramp {
	out := make(Ramp, len(r))
	for i, s := range r {
		out[i] = Stop{s.At, s.Color.Times(k)}
	}
	return out
}
