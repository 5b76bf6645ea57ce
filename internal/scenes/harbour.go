package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var harbour = Scene{
	Name:  "Harbour at dawn, 4K master",
	Slug:  "harbour-at-dawn",
	set:   harbourSet,
	film:  photo,
	sound: sea,
	focus: paint.Point{X: 1010, Y: 480},
}

const shore = 505.0 // the water line of the harbour

func harbourSet(v paint.View) shot {
	var (
		sky = paint.Stops(
			0, 0x1E2E50, 56, 0x2A3E65, 93, 0x344872, 131, 0x3D527D, 168, 0x465C8A, 206, 0x5E678D,
			243, 0x7A718B, 281, 0x9E7F8B, 318, 0xB98989, 356, 0xCC907F, 393, 0xD99875, 450, 0xE6A477)
		sun      = paint.Point{X: 1020, Y: 426}
		farHills = paint.Curve(0, 458, 110, 461, 220, 445, 330, 440, 440, 440, 520, 447, 680, 463, 800, 457,
			960, 462, 1070, 464, 1150, 455, 1280, 445, 1400, 432, 1500, 427, 1560, 424, 1600, 427)
		nearHills = paint.Curve(0, 489, 200, 492, 460, 486, 700, 497, 900, 492, 1250, 499, 1380, 490, 1500, 478, 1600, 472)
		quay      = v.Cut(quayside())
		pier      = v.Cut(pierPath())
	)
	plate := paint.New(v)
	plate.Wash(sky)
	plate.Glow(sun.X, sun.Y, 680, paint.Hex(0xFFE088), .13)
	plate.Glow(sun.X, sun.Y, 270, paint.Hex(0xFFE084), .26)

	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		c.Clouds(paint.Wisps{Rect: paint.Rect{X: 900, Y: -60, W: 430, H: 190}, Tilt: .16, Length: 260, Cover: .72, Seed: .31, Light: paint.Hex(0xC88B8C), Alpha: .6}, 30*t)
		c.Clouds(paint.Wisps{Rect: paint.Rect{X: 520, Y: 130, W: 440, H: 150}, Tilt: -.12, Length: 330, Cover: .75, Seed: .77, Light: paint.Hex(0xC58488), Alpha: .55}, 22*t)
		c.Glow(sun.X, sun.Y, 150, paint.Hex(0xFFF0B4), .12+.06*paint.Wave(t, 1, 0))
		c.SoftOval(sun.X, sun.Y, 34, 34, 5, .55, paint.Plain(paint.Hex(0xFFF3BE)))

		c.Ground(farHills, 0, func(_, _, deep float64, _ paint.Color) paint.Color {
			return paint.Hex(0x897A90).Mix(paint.Hex(0x776C8A), deep/60)
		})
		c.Ground(nearHills, 0, func(_, _, _ float64, _ paint.Color) paint.Color { return paint.Hex(0x62597A) })
		c.Stamp(quay, paint.Hex(0x37354F), 1)
		moorBoats(c, t)

		c.Mirror(shore, paint.Ripples(shore, t, 9, 12), deepen)
		glitter(c, sun, t)
		c.Stamp(pier, paint.Hex(0x1C1B2C), 1)
	}
}

// quayside is the line of sheds with three cranes.
func quayside() paint.Path {
	sheds := [][4]float64{
		{14, 488, 99, 20},
		{40, 478, 73, 30},
		{117, 490, 65, 18},
		{138, 476, 36, 30},
		{188, 495, 54, 12},
		{198, 487, 24, 20},
		{251, 489, 197, 19},
		{302, 484, 146, 24},
		{325, 481, 120, 27},
		{353, 475, 59, 33},
		{412, 479, 33, 29},
		{464, 473, 56, 35},
		{549, 490, 38, 18},
		{606, 487, 68, 21},
		{684, 480, 54, 28},
		{759, 487, 27, 21},
	}
	var p paint.Path
	for _, s := range sheds {
		p = append(p, paint.Box(s[0], s[1], s[2], s[3])...)
	}
	for _, crane := range []struct{ foot, x, top float64 }{{480, 155, 385}, {490, 273, 354}, {478, 414, 398}} {
		x, top := crane.x, crane.top
		p = paint.Join(p,
			paint.Stroke(4.6, x-11, crane.foot, x-5, top), paint.Stroke(4.6, x+12, crane.foot, x+5, top),
			paint.Stroke(3, x-9, (top+crane.foot)/2, x+9, (top+crane.foot)/2),
			paint.Stroke(3.6, x-53, top+10, x+99, top-25), paint.Stroke(3, x-1, top-26, x+99, top-25), paint.Stroke(2, x, top-26, x, top))
	}
	return p
}

// moorBoats paints the boats at anchor, which rock a little.
func moorBoats(c *paint.Canvas, t float64) {
	boats := []struct {
		left, right float64
		masts       [][2]float64 // x and top
	}{
		{908, 1048, [][2]float64{{950, 413}, {1007, 385}}},
		{1089, 1232, [][2]float64{{1130, 430}, {1190, 395}}},
		{1320, 1403, [][2]float64{{1361, 418}}},
	}
	for i, b := range boats {
		phase := float64(i) * .37
		roll, lift := .02*paint.Wave(t, 2, phase), 1.5*paint.Wave(t, 1, phase)
		mid := (b.left + b.right) / 2
		l, r := b.left-mid, b.right-mid
		p := paint.Polygon(l, -8, r, -8, r-10, 6, l+7, 6)
		for _, m := range b.masts {
			x, top := m[0]-mid, m[1]-shore
			p = paint.Join(p, paint.Stroke(3.4, x, -6, x, top), paint.Stroke(1.4, x, top, x+28, -6), paint.Stroke(1.2, x, top+4, x-4, -6))
		}
		c.Fill(p.Turned(roll).Moved(mid, shore+lift), paint.Hex(0x2F2C47))
	}
}

// depths is how much of the reflected light comes back, over y.
var depths = paint.Stops(505, 0xC8C8CC, 560, 0xD6D4D6, 618, 0xC8C6C8, 656, 0xB2B5BF, 693, 0xA3A6B7, 731, 0x8090AD, 768, 0x667A9A, 806, 0x5C789C, 900, 0x586C90)

// deepen darkens what the water reflects, down to the deep blue near the pier.
func deepen(_, y float64, mirrored paint.Color) paint.Color {
	d := depths.At(y)
	return paint.Color{R: mirrored.R * d.R, G: mirrored.G * d.G, B: mirrored.B * d.B}
}

// glitter is the path of sparks under the sun.
func glitter(c *paint.Canvas, sun paint.Point, t float64) {
	spark := paint.Stops(505, 0xFFE2A4, 600, 0xFFD9AC, 700, 0xE9C0A2, 800, 0xB9A8A8, 900, 0x8E8C9C)
	c.Shade(paint.Rect{X: 640, Y: shore, W: 760, H: paint.Height - shore}, func(x, y float64, under paint.Color) paint.Color {
		near := max(y-shore, 0) / (paint.Height - shore)
		spread := 110 + 340*near
		off := math.Abs(x-sun.X) / spread
		if off >= 1 {
			return under
		}
		row := 105 * math.Sqrt(near+.01) // rows of waves stand closer the farther away they are
		n := paint.Mottle((x-sun.X)/(15+13*near)+.4*paint.Wave(t, 1, row/50), row-8*t)
		n += .1 * paint.Wave(t, 3, x/160+row/4)
		least := .56 + .2*off*off
		k := paint.Smooth(least, least+.1, n) * (1 - off*off) * (.95 - .3*near)
		return under.Mix(spark.At(y), k)
	})
}

// pierPath is the jetty in front with its posts.
func pierPath() paint.Path {
	p := paint.Polygon(-10, 800, 510, 706, 597, 699, 597, 716, 510, 724, -10, 846)
	for i := range 9 {
		x := 32 + 70*float64(i)
		top := 752 - 11.9*float64(i)
		p = append(p, paint.Box(x-6.5, top, 13, paint.Height-top+20)...)
	}
	return p
}
