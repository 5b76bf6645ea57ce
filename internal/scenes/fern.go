package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var fern = Scene{
	Name:  "Fern macro, focus pull",
	Slug:  "fern-macro",
	set:   fernSet,
	film:  photo,
	sound: wind,
	focus: paint.Point{X: 900, Y: 420},
}

// fernSet is a young frond before it unrolls, very near: the frond, another one
// below it out of focus, and the light that falls between them.
func fernSet(paint.View) shot {
	// Light and shade between the fronds, from left to right.
	gaps := paint.Stops(-300, 0xA8A48C, 0, 0xA09E7A, 110, 0x8A9E50, 210, 0x447E38, 330, 0x1C4828, 420, 0x3A7634, 500, 0x98B86C, 570, 0xF0EBCB, 640, 0xA9C07A,
		740, 0x184428, 800, 0x2B6632, 870, 0x9CBE74, 945, 0xEEEACA, 1030, 0xB4C886, 1120, 0x528C3E, 1210, 0x387432, 1350, 0x6F9C46, 1470, 0x9AB45C, 1700, 0x86984C)
	above := paint.Stops(-100, 0x6E9440, 150, 0x84A64E, 350, 0xA4BC68, 600, 0x8CA654)
	return func(c *paint.Canvas, t float64) {
		sway := 12 * paint.Wave(t, 1, 0)
		c.Shade(c.Frame(), func(x, y float64, _ paint.Color) paint.Color {
			s := x - .48*(y-450) + 60*(paint.Cloud(x/1400, y/1400)-.5) + sway
			upper := paint.Smooth(880, 1250, x) * paint.Smooth(520, 330, y)
			return gaps.At(s).Mix(above.At(y), upper)
		})
		pull := .5 - .5*math.Cos(2*math.Pi*t) // 0: the rolled frond is in focus, 1: the one below
		bank(c, 8+30*(1-pull))
		roll(c, coil(sway), 16*pull)
	}
}

// leaf is the surface of a frond in soft light.
func leaf(x, y float64, _ paint.Color) paint.Color {
	light := paint.Cloud(x/800, y/800)
	return paint.Hex(0x86A84C).Mix(paint.Hex(0xB2CA78), paint.Smooth(.25, .8, light)).Times(.97 + .08*paint.Cloud(x/150, y/150))
}

// bank is the frond along the lower edge: scalloped, with spores in a row.
func bank(c *paint.Canvas, blur float64) {
	line := paint.Curve(-100, 560, 0, 548, 180, 520, 330, 545, 560, 580, 760, 610, 900, 612, 1100, 640, 1300, 596, 1450, 556, 1700, 480)
	scallop := func(lift float64) paint.Line {
		return func(x float64) float64 { return line(x) - lift - 15*math.Abs(paint.Wave(x/152, 1, 0)) }
	}
	c.Between(scallop(13), scallop(-blur), blur, func(_, _, _ float64, under paint.Color) paint.Color { return under.Mix(paint.Hex(0xF1EDD2), .7) })
	c.Ground(scallop(0), blur, func(x, y, _ float64, under paint.Color) paint.Color { return leaf(x, y, under) })
	for i := range 34 {
		s := func(j int) float64 { return paint.Speck(i, j, 29) }
		x := -20 + 50*float64(i) + 20*s(1)
		y := line(x) + 50 + 230*s(2)
		r := 8 + 15*s(3)
		c.SoftOval(x, y, r, r*.9, 8+blur*.5, .5, paint.Plain(paint.Hex(0x547C32)))
		c.SoftOval(x-r*.2, y-r*.25, r*.5, r*.45, 6+blur*.4, .5, paint.Plain(paint.Hex(0xC6D89A)))
	}
}

// bead is one leaflet of the rolled frond, which is a row of them.
type bead struct{ x, y, r float64 }

// coil is the frond from the upper left corner into its spiral.
func coil(sway float64) []bead {
	var beads []bead
	stem := paint.Curve(-80, 470, 60, 500, 180, 570, 280, 655, 360, 745, 430, 860, 470, 960)
	for y := -80.0; y < 404; y += 21 {
		beads = append(beads, bead{stem(y) + sway*y/400, y, 168 - .2*(y+80)})
	}
	for i := range 100 {
		turn := float64(i) / 100 * 2.1
		far := 176 * math.Exp(-1.02*turn)
		sin, cos := math.Sincos(math.Pi*.72 - 2*math.Pi*turn)
		beads = append(beads, bead{962 + sway + far*cos*1.06, 300 + far*sin, .34 * far * (1.12 - .12*turn)})
	}
	return beads
}

// roll paints the beads as one leaf with a pale rim towards the light, a shade
// under it, and two rows of spores.
func roll(c *paint.Canvas, beads []bead, blur float64) {
	shape := func(grow, dx, dy float64) paint.Path {
		var p paint.Path
		for i, b := range beads {
			r := b.r + min(grow, b.r*.3) + b.r*.05*paint.Wave(float64(i)/4.5, 1, 0)
			p = append(p, paint.Disc(b.x+dx, b.y+dy, max(r, 1))...)
		}
		return p
	}
	c.Tint(shape(5, 10, 12), paint.Hex(0x143B22), .75)
	c.Tint(shape(7+blur/2, -8, 2), paint.Hex(0xF1EDD2), .8)
	c.Spray(c.Cut(shape(blur/2, 0, 0)), .5, leaf)
	c.Spray(c.Cut(shape(-blur/2, 0, 0)), 1, leaf)
	for i := 2; i < len(beads)-1; i += 2 {
		b, next := beads[i], beads[i+1]
		length := math.Hypot(next.x-b.x, next.y-b.y)
		nx, ny := -(next.y-b.y)/length, (next.x-b.x)/length
		for _, side := range []float64{-.52, .52} {
			x, y, r := b.x+nx*b.r*side, b.y+ny*b.r*side, b.r*.085
			c.SoftOval(x, y, r, r, r+blur*.4, .55, paint.Plain(paint.Hex(0x4F7A30)))
		}
	}
}
