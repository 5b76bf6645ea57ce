package scenes

import "spool/internal/scenes/paint"

var support = Scene{
	Name:  "Support: resetting the device",
	Slug:  "support-resetting-the-device",
	set:   supportSet,
	film:  paint.Film{Vignette: .24},
	sound: room,
	focus: paint.Point{X: 800, Y: 470},
}

func supportSet(v paint.View) shot {
	plate := paint.New(v)
	plate.Wash(paint.Stops(0, 0xD2CBC2, 200, 0xD8D1C8, 424, 0xCEC6BC, 452, 0xB9A78C, 600, 0xAD9A80, 760, 0x9B876C, 900, 0x87745C))
	plate.Shadow(760, 728, 320, 46, .5)
	plate.Shadow(800, 716, 230, 22, .4)
	body := v.Cut(paint.RoundBox(594, 230, 412, 497, 58))
	time := v.Cut(paint.Join(paint.Letters("09", 692, 420, 82, paint.Bold), paint.Letters("24", 818, 420, 82, paint.Bold)))
	colon := v.Cut(paint.Join(paint.Disc(802, 376, 6.5), paint.Disc(802, 408, 6.5)))
	mint := paint.Hex(0x7ADCC0)
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		c.Glow(900+260*paint.Wave(t, 1, 0), 250, 700, paint.Hex(0xF4EEE4), .12) // the sun wanders over the wall
		c.Spray(body, 1, func(x, y float64, _ paint.Color) paint.Color {
			side := paint.Smooth(600, 1010, x)
			return paint.Hex(0xF4F3F0).Mix(paint.Hex(0xDCDAD5), .75*side).Times(1 - .07*paint.Smooth(560, 730, y))
		})
		c.Fill(paint.RoundBox(647, 296, 308, 234, 20), paint.Hex(0x13262C))
		c.Stamp(time, mint, 1)
		c.Stamp(colon, mint, .55+.45*paint.Wave(t, 6, .25))
		c.Fill(paint.RoundBox(692, 470, 218, 10, 5), paint.Hex(0x274048))
		c.Fill(paint.RoundBox(692, 470, 14+204*paint.Smooth(0, .9, t), 10, 5), mint) // the reset goes on
		pressed := 2.5 * paint.Smooth(.1, .15, t) * paint.Smooth(.95, .9, t)
		c.Fill(paint.Disc(800, 622, 42), paint.Hex(0xD3D1CC))
		c.Fill(paint.Disc(800, 620+pressed, 38-pressed), paint.Hex(0xECEAE6))
		c.Glow(800, 686, 26, mint, .5+.3*paint.Wave(t, 6, 0))
		c.Fill(paint.Disc(800, 686, 6), mint)
	}
}
