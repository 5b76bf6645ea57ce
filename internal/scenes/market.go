package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var market = Scene{
	Name:  "Night market walk-through",
	Slug:  "night-market",
	set:   marketSet,
	film:  photo,
	sound: chatter,
}

// lantern is one light of the market out of focus.
type lantern struct {
	x, y, r  float64
	colour   uint32
	strength float64
}

var lanterns = []lantern{
	{66, 92, 60, 0x7FA3A6, .42},
	{295, 114, 44, 0x86A8A8, .5},
	{278, 100, 24, 0xE0C8A0, .5},
	{350, 66, 18, 0xC8552E, .6},
	{612, 81, 32, 0xD8BE9A, .5},
	{754, 146, 34, 0xE8C8A0, .7},
	{788, 146, 24, 0xD05070, .6},
	{826, 234, 52, 0x9CC6BC, .75},
	{907, 114, 44, 0x7FA9AC, .5},
	{984, 107, 26, 0xC09A78, .4},
	{1170, 92, 33, 0xB03A6A, .6},
	{1182, 26, 34, 0x907070, .3},
	{1250, 98, 33, 0xA04030, .6},
	{1258, 216, 36, 0xC08040, .6},
	{1502, 234, 50, 0xD0405C, .75},
	{66, 256, 44, 0xC05028, .5},
	{398, 256, 44, 0x88A0A0, .5},
	{378, 288, 24, 0xC85070, .6},
	{295, 266, 30, 0xA84830, .4},
	{552, 293, 36, 0xE06A40, .75},
	{732, 300, 44, 0x9A5030, .55},
	{110, 398, 54, 0xE8604A, .85},
	{250, 430, 58, 0xB09C88, .55},
	{328, 343, 18, 0xE8D8B0, .6},
	{876, 370, 46, 0xD06030, .6},
	{950, 354, 22, 0xA8A8A0, .5},
	{990, 382, 36, 0xC83A58, .75},
	{1318, 365, 44, 0xC83A54, .75},
	{1240, 430, 30, 0xD06030, .55},
	{1488, 336, 32, 0xB84428, .55},
	{536, 430, 38, 0xB84C2C, .6},
	{612, 452, 54, 0xD0552C, .75},
	{866, 496, 34, 0xE09A60, .65},
	{920, 528, 36, 0xB83850, .65},
	{1184, 496, 34, 0x889490, .5},
	{1346, 464, 40, 0xE09450, .75},
	{1448, 552, 36, 0x84807C, .5},
	{106, 534, 36, 0xD86850, .6},
	{208, 540, 36, 0x98B4B4, .6},
	{556, 514, 36, 0x88A0A0, .55},
	{360, 606, 46, 0xB09088, .45},
	{292, 670, 32, 0xC0A078, .5},
	{1552, 540, 46, 0xC86A30, .6},
	{1560, 440, 26, 0xD8A880, .6},
	{640, 380, 20, 0xD87040, .5},
	{1040, 500, 22, 0xB84A30, .5},
	{470, 560, 20, 0xD8B080, .5},
	{1100, 230, 16, 0xC87850, .45},
	{930, 620, 18, 0xB05040, .4},
}

func marketSet(v paint.View) shot {
	plate := paint.New(v)
	plate.Wash(paint.Stops(0, 0x170A14, 45, 0x1A0C14, 135, 0x241013, 225, 0x351715, 315, 0x47201B, 405, 0x5A2A1E, 495, 0x512519, 585, 0x331510, 675, 0x200D0D, 765, 0x1B0A0A, 900, 0x140808))
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		step := .012*paint.Wave(t, 4, 0) + 1 + .1*t // walking: lights come nearer with each step
		for i, l := range lanterns {
			depth := 1 + (step-1)*(.5+l.r/50)
			x, y := 800+(l.x-800)*depth, 430+(l.y-430)*depth+6*paint.Wave(t, 4, .25)
			flicker := .92 + .08*paint.Wave(t, 3, float64(i)*.37)
			c.Bokeh(x, y, l.r*math.Sqrt(depth)*.92, paint.Hex(l.colour), l.strength*flicker)
		}
		visitors(c, t)
	}
}

// visitors are the pairs of people in front, dark against the lights.
func visitors(c *paint.Canvas, t float64) {
	for i, x := range []float64{150, 480, 806, 1130, 1470} {
		step := 7 * paint.Wave(t, 3, float64(i)*.27)
		lean := 5 * paint.Wave(t, 1, float64(i)*.41)
		for j, side := range []float64{-1, 1} {
			s := paint.Speck(i, j, 37)
			cx := x + side*(46+8*s) + lean
			top := 604 - 40*s + step*side*.5
			person := paint.Join(
				paint.Ellipse(cx, top, 36, 42),
				paint.RoundBox(cx-18, top+20, 36, 50, 8),
				paint.RoundBox(cx-70-8*s, top+56, 140+16*s, 500, 58),
			)
			c.Fill(person.Moved(side*-3, -3), paint.Hex(0x40190F))
			c.Fill(person, paint.Hex(0x1B0B08))
		}
	}
	c.Shade(paint.Rect{X: 0, Y: 600, W: paint.Width, H: 300}, func(x, y float64, under paint.Color) paint.Color {
		return under.Plus(paint.Hex(0x6A2C14), .12*paint.Smooth(600, 760, y)*paint.Smooth(900, 780, y))
	})
}
