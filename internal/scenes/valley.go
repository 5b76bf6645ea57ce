package scenes

import "spool/internal/scenes/paint"

var valley = Scene{
	Name:  "Valley flyover, morning",
	Slug:  "valley-flyover",
	set:   valleySet,
	film:  photo,
	sound: wind,
}

func valleySet(v paint.View) shot {
	plate := paint.New(v)
	plate.Wash(paint.Stops(0, 0x6F9DC0, 120, 0x92B8D2, 220, 0xB6CEDA, 320, 0xD0DEDC, 420, 0xDCE4DA))
	layer := func(level, rise, length float64, seed int, rock, valley uint32, near float64) mountain {
		return mountain{paint.Ridge{Level: level, Rise: rise, Length: length, Rough: 2, Seed: seed}.Line(), rise * .22, seed, paint.Hex(rock), paint.Hex(valley), 190, near}
	}
	ridges := []mountain{
		layer(300, 70, 300, 31, 0x93AE93, 0xB6CBB0, .2), layer(390, 80, 270, 32, 0x83A483, 0xA6C1A0, .4),
		layer(500, 90, 240, 33, 0x6B9069, 0x90B088, .7), layer(610, 90, 230, 34, 0x4A7549, 0x6A9466, 1),
		layer(710, 90, 210, 35, 0x2F5B33, 0x4A7A48, 1.5), layer(830, 90, 190, 36, 0x1B4324, 0x28552E, 2.2),
	}
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		c.Clouds(paint.Wisps{Rect: paint.Rect{X: 500, Y: 40, W: 820, H: 300}, Tilt: .03, Length: 480, Cover: .85, Seed: .52, Light: paint.Hex(0xF2F1E8), Alpha: .8}, 50*t)
		mountains(c, ridges, 130*t, func(int, paint.Line) {})
	}
}
