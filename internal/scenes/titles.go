package scenes

import "spool/internal/scenes/paint"

var titles = Scene{
	Name:  "Season two titles, v5",
	Slug:  "season-two-titles",
	set:   titlesSet,
	film:  paint.Film{Vignette: .08},
	sound: chord,
	whole: true,
}

func titlesSet(v paint.View) shot {
	title := v.Cut(paint.Join(
		paint.Letters("Fieldwork", 120, 513, 138, paint.Bold),
		paint.Letters("Season two", 124, 585, 49, paint.Regular),
	))
	band := paint.Stops(0, 0x0A222E, 800, 0x0A222E, 930, 0x0C2935, 1020, 0x103C46, 1090, 0x154A55, 1160, 0x1B5059, 1240, 0x335A5E, 1330, 0x64605C,
		1410, 0x9A6452, 1480, 0xA65E4A, 1550, 0x7E453D, 1640, 0x472B2B, 1750, 0x2A1C22)
	night := paint.Hex(0x071922)
	return func(c *paint.Canvas, t float64) {
		sway := 26 * paint.Wave(t, 1, 0)
		c.Shade(c.Frame(), func(x, y float64, _ paint.Color) paint.Color {
			fold := 12 * paint.Wave(t, 1, y/1300)
			u := x - .5*(y-450) + sway + fold*paint.Smooth(900, 1300, x)
			dx, dy := (x-800)/900, (y-450)/520
			return band.At(u).Mix(night, .3*paint.Smooth(.1, 1.6, dx*dx+dy*dy))
		})
		c.Stamp(title, paint.Hex(0xEAE6DE), 1)
		grown := 380 * paint.Smooth(-.5, .3, t)
		c.Fill(paint.Box(126, 626, grown, 6), paint.Hex(0xB9BDBA))
	}
}
