package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var reef = Scene{
	Name:  "Reef survey, transect 11",
	Slug:  "reef-survey",
	set:   reefSet,
	film:  photo,
	sound: deepSea,
	focus: paint.Point{X: 860, Y: 480},
}

func reefSet(v paint.View) shot {
	var (
		lit = paint.Stops(0, 0xD5F0EC, 40, 0xC6FBFA, 112, 0xA4F8FB, 187, 0x7DEBFA, 253, 0x5AD3EF, 337, 0x49BADA, 421, 0x35A0C6,
			534, 0x2782AE, 600, 0x176C97, 720, 0x0E5A7F, 900, 0x0B4A6B)
		dark = paint.Stops(0, 0x88DCDC, 28, 0x74E0E8, 112, 0x56CDDC, 187, 0x42BBD0, 253, 0x2FA6C2, 337, 0x2391B1, 421, 0x177BA0,
			534, 0x10658F, 600, 0x0D5F85, 720, 0x0C557A, 900, 0x0B4A6B)
		farRock = paint.Curve(-50, 640, 60, 590, 130, 555, 200, 545, 270, 566, 360, 615, 480, 650, 640, 668, 900, 655, 1100, 668, 1300, 655, 1460, 622, 1600, 606, 1700, 590)
		crimson = paint.Curve(-50, 800, 40, 740, 100, 690, 160, 667, 220, 668, 260, 706, 300, 762, 380, 792, 440, 752, 520, 700, 600, 672, 670, 630, 720, 580,
			770, 560, 830, 556, 890, 570, 950, 618, 1000, 690, 1050, 735, 1110, 712, 1200, 678, 1280, 650, 1360, 660, 1440, 720, 1500, 772, 1560, 730, 1620, 690)
		orange = paint.Curve(-50, 850, 60, 830, 150, 775, 230, 818, 330, 850, 430, 815, 520, 742, 585, 674, 640, 705, 700, 790, 800, 850, 900, 842, 1000, 800, 1090, 765,
			1170, 718, 1230, 690, 1290, 668, 1335, 632, 1390, 668, 1450, 742, 1520, 800, 1620, 828)
	)
	crimson, orange = crimson.Craggy(60, .35), orange.Craggy(70, .8)
	water, wall := paint.New(v), paint.New(v)
	water.Wash(dark)
	wall.Lay(water)
	coral(wall, crimson, .35, paint.Hex(0xC25A6B), paint.Hex(0x30506E))
	coral(wall, orange, .8, paint.Hex(0xE48C4C), paint.Hex(0x1A1F3C))
	front := v.Below(crimson, orange)
	return func(c *paint.Canvas, t float64) {
		c.Lay(water)
		sunRays(c, lit, t)
		c.Ground(farRock, 3, func(x, y, d float64, under paint.Color) paint.Color {
			n := paint.Cloud(x/700, y/500)
			return under.Mix(paint.Hex(0x0B5072).Mix(paint.Hex(0x0D6682), n), .78)
		})
		fishes(c, t)
		c.Reveal(front, wall)
	}
}

// sunRays lets shafts of light through the surface; they sway with the waves.
func sunRays(c *paint.Canvas, lit paint.Ramp, t float64) {
	shafts := []struct{ x, w, soft, strength float64 }{
		{877, 537, 22, 1}, {232, 165, 20, .55}, {352, 30, 10, .58}, {1455, 130, 22, .58}, {1440, 30, 10, .75}, {60, 170, 40, .16}, {1240, 20, 10, .1}, {1730, 60, 30, .3},
	}
	for i := range shafts {
		shafts[i].x += 14 * paint.Wave(t, 1, float64(i)*.29)
	}
	c.Shade(paint.Rect{X: 0, Y: 0, W: paint.Width, H: 760}, func(x, y float64, under paint.Color) paint.Color {
		u, k := x+.5*y, 0.0 // the shafts lean
		for _, s := range shafts {
			if off := math.Abs(u-s.x) - s.w/2; off < s.soft {
				k = max(k, s.strength*paint.Smooth(s.soft, -s.soft/3, off))
			}
		}
		if k == 0 {
			return under
		}
		return under.Mix(lit.At(y), k*(1-.55*paint.Smooth(250, 700, y)))
	})
}

// coral paints a reef wall in two colours: bright growth over dark hollows.
func coral(c *paint.Canvas, crest paint.Line, seed float64, bright, hollow paint.Color) {
	c.Ground(crest, 0, func(x, y, d float64, _ paint.Color) paint.Color {
		n := paint.Cloud(x/400+seed, y/400)
		k := paint.Smooth(.47, .56, n+.14*paint.Smooth(40, 0, d)-.0002*d)
		light := 1.06 - .0011*d + .12*(paint.Cloud(x/170, y/170+seed)-.5)
		return hollow.Mix(bright, k).Times(light).Mix(paint.Hex(0x0E4F72), .12)
	})
}

// fishes are schools at three distances; the near ones swim faster.
func fishes(c *paint.Canvas, t float64) {
	colours := []paint.Color{paint.Hex(0xE3C04E), paint.Hex(0xD9EEF2), paint.Hex(0x1C4468), paint.Hex(0x9BDCE6)}
	body := paint.Join(paint.Blob(-10, 0, -3, -4.6, 6, -4, 11, 0, 6, 4, -3, 4.6), paint.Polygon(-8, 0, -16, -5.5, -13.5, 0, -16, 5.5))
	for i := range 34 {
		size := .45 + 1.05*math.Pow(paint.Speck(i, 1, 5), 2)
		way := 1.0
		if paint.Speck(i, 2, 5) < .45 {
			way = -1
		}
		x := 1800*paint.Speck(i, 3, 5) + way*t*(60+170*size)
		x = math.Mod(x+1800*2, 1800) - 100
		y := 210 + 350*paint.Speck(i, 4, 5) + 9*paint.Wave(t, 2, paint.Speck(i, 5, 5))
		tail := 1 + .12*paint.Wave(t, 14, paint.Speck(i, 6, 5))
		c.Tint(body.Scaled(way*size*tail, size).Moved(x, y), colours[i%4], .9)
	}
}
