package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var train = Scene{
	Name:  "Coast line, window seat",
	Slug:  "coast-line",
	set:   trainSet,
	film:  paint.Film{Vignette: .22},
	sound: rails,
	focus: paint.Point{X: 690, Y: 420},
}

const seaLevel = 380.0

func trainSet(v paint.View) shot {
	carriage := paint.New(v)
	carriage.Wash(paint.Stops(0, 0x3E4147, 90, 0x3B3E44, 420, 0x34373C, 760, 0x25282C, 820, 0x1F2124, 900, 0x1B1C20))
	panes := []paint.Path{paint.RoundBox(95, 64, 1179, 700, 78), paint.RoundBox(1357, 64, 900, 700, 78)}
	for _, p := range panes {
		carriage.Tint(paint.Join(p.Moved(0, 5), p.Moved(0, -3)), paint.Hex(0x14161A), .7)
	}
	glass := v.Cut(paint.Join(panes...))
	outside := paint.New(v)
	air := paint.Stops(0, 0x8FA6B9, 64, 0x98AFC2, 140, 0xB4CDDC, 196, 0xBDD2DD, 253, 0xC6D8DE, 309, 0xCFDDDE, 372, 0xD4E0DE, 380, 0xD4E0DE)
	water := paint.Stops(380, 0x82AEBC, 421, 0x76A6B5, 478, 0x5F98A9, 534, 0x4F8B9C, 590, 0x44859A)
	return func(c *paint.Canvas, t float64) {
		outside.Wash(air)
		outside.Clouds(paint.Wisps{Rect: paint.Rect{X: 60, Y: 90, W: 1500, H: 230}, Length: 520, Cover: .6, Seed: .4, Light: paint.Hex(0xE6ECEA), Alpha: .5}, -60*t)
		headland(outside, t)
		outside.Shade(paint.Rect{X: -50, Y: seaLevel, W: 1700, H: 240}, func(x, y float64, under paint.Color) paint.Color {
			if y < seaLevel {
				return under
			}
			glint := paint.Cloud((x+220*t)/900, (y-seaLevel)/110)
			return water.At(y).Times(.97 + .07*glint)
		})
		meadow(outside, t)
		sway := 40 * paint.Wave(t, 1, .1) // a reflection of the lamp wanders over the glass
		outside.Shine(paint.Beam{From: paint.Point{X: 420 + sway, Y: 40}, To: paint.Point{X: 180 + sway, Y: 780}, Start: 120, End: 160, Light: paint.Hex(0xFFFFFF), Strength: .05, Edge: 1})
		c.Lay(carriage)
		c.Reveal(glass, outside)
	}
}

// headland is the cape across the bay; it falls behind slowly.
func headland(c *paint.Canvas, t float64) {
	line := paint.Curve(-400, 384, -300, 372, -180, 350, -60, 362, 95, 380, 150, 352, 232, 326, 290, 329, 350, 340, 420, 366, 500, 392, 600, 400)
	shift := 60 * (t - .2)
	c.Ground(func(x float64) float64 { return line(x + shift) }, 2, func(_, y, d float64, under paint.Color) paint.Color {
		if y > seaLevel+22 {
			return under
		}
		return paint.Hex(0x74868C).Mix(paint.Hex(0x8497A0), paint.Smooth(0, 60, d))
	})
}

// meadow rushes past and is blurred by it: long streaks, longest in front.
func meadow(c *paint.Canvas, t float64) {
	top := paint.Ridge{Level: 566, Rise: 16, Length: 520, Rough: 2, Seed: 5, Shift: 900 * t}.Line()
	straw, green, dark := paint.Hex(0xC6B26A), paint.Hex(0x8A9146), paint.Hex(0x66763C)
	c.Ground(top, 26, func(x, y, d float64, _ paint.Color) paint.Color {
		near := math.Max(d, 0) / 200
		run := t * (900 + 700*near)
		n := paint.Cloud((x+run)/(1700+700*near), y/300)
		m := paint.Cloud((x+run)/1300+.4, y/240+.2)
		colour := green.Mix(straw, paint.Smooth(.42, .66, n)).Mix(dark, .85*paint.Smooth(.5, .72, m))
		return colour.Mix(straw, .3*paint.Smooth(30, 0, d)).Times(1.04 - .2*paint.Smooth(600, 760, y))
	})
}
