package scenes

import "spool/internal/scenes/paint"

var trail = Scene{
	Name:  "Trail run, ridge section B-roll",
	Slug:  "trail-run",
	set:   trailSet,
	film:  photo,
	sound: wind,
	focus: paint.Point{X: 640, Y: 430},
}

func trailSet(v paint.View) shot {
	sky := paint.Stops(0, 0x7FA8CC, 25, 0x86ADD1, 75, 0x93B4D5, 125, 0x9CBAD6, 225, 0xAFC6DC, 325, 0xC0D0DD, 420, 0xC9D5DE)
	sun := paint.Point{X: 490, Y: 215}
	plate := paint.New(v)
	plate.Wash(sky)
	plate.Haze(sun.X, sun.Y+60, 680, 500, paint.Hex(0xF0FAFF), .66)
	plate.Haze(sun.X, sun.Y+30, 330, 380, paint.Hex(0xFFFFFF), .9)
	plate.Haze(sun.X, sun.Y, 90, 90, paint.Hex(0xFFFFFF), .8)
	ridges := []mountain{
		{paint.Curve(-100, 540, 900, 470, 1050, 420, 1200, 400, 1350, 350, 1450, 300, 1600, 255, 1750, 250), 5, 3, paint.Hex(0xB4C2D0), paint.Hex(0xBBC9D6), 200, .2},
		{paint.Curve(-100, 420, 0, 412, 60, 415, 150, 404, 220, 425, 300, 438, 400, 452, 520, 445, 595, 410, 684, 378, 784, 340, 884, 369, 995, 412, 1150, 474, 1260, 500, 1380, 530, 1480, 528, 1600, 506, 1750, 510), 13, 5, paint.Hex(0x8793A0), paint.Hex(0xA9B6C3), 190, .35},
		{paint.Curve(-100, 610, 0, 583, 150, 561, 284, 496, 373, 463, 430, 432, 467, 404, 500, 425, 560, 440, 683, 442, 795, 490, 884, 545, 995, 640, 1100, 720, 1300, 790, 1750, 820), 15, 9, paint.Hex(0x66727E), paint.Hex(0x7A8692), 200, .55},
		{paint.Curve(-100, 900, 980, 780, 1084, 693, 1140, 610, 1195, 574, 1250, 560, 1310, 562, 1373, 585, 1462, 678, 1530, 650, 1600, 605, 1750, 590), 12, 12, paint.Hex(0x4C5763), paint.Hex(0x596571), 170, .7},
		{paint.Curve(-100, 680, 0, 690, 90, 716, 195, 752, 270, 720, 351, 680, 400, 702, 440, 700, 518, 652, 580, 688, 640, 706, 773, 742, 884, 724, 1040, 747, 1151, 758, 1300, 768, 1400, 742, 1484, 758, 1560, 720, 1600, 690, 1750, 670), 15, 15, paint.Hex(0x2D3843), paint.Hex(0x303C48), 170, 1},
		{paint.Curve(-100, 830, 0, 842, 120, 838, 260, 872, 420, 905, 760, 915, 900, 880, 1010, 828, 1120, 806, 1260, 826, 1340, 872, 1460, 880, 1600, 850, 1750, 850), 12, 18, paint.Hex(0x13202C), paint.Hex(0x0E1A25), 90, 1.3},
	}
	return func(c *paint.Canvas, t float64) {
		pan := 46 * (t - .2)
		c.Lay(plate)
		c.Clouds(paint.Wisps{Rect: paint.Rect{X: 620, Y: -80, W: 560, H: 190}, Tilt: .06, Length: 340, Cover: .75, Seed: .15, Light: paint.Hex(0xE0E4E6), Alpha: .7}, 40*t)
		c.Clouds(paint.Wisps{Rect: paint.Rect{X: 820, Y: 10, W: 860, H: 280}, Tilt: -.1, Length: 420, Cover: .7, Seed: .62, Light: paint.Hex(0xCBD6E0), Alpha: .6}, 40*t)
		mountains(c, ridges, pan, func(i int, crest paint.Line) {
			switch i {
			case 1:
				c.Haze(sun.X, sun.Y+180, 380, 240, paint.Hex(0xFAFDFF), .42) // the light spills over the far crest
			case 4:
				runner(c, crest, t)
			}
		})
	}
}

// runner is the one who gave the video its name, small on the near ridge.
func runner(c *paint.Canvas, crest paint.Line, t float64) {
	x := 600 + 150*t
	y := crest(x) + 3
	stride, bob := paint.Wave(t, 10, 0), 1.6*paint.Wave(t, 20, .2)
	c.Fill(paint.Join(
		paint.Disc(3, -30, 4),
		paint.Stroke(6, 2, -25, 0, -14),
		paint.Stroke(3.4, 0, -14, 5*stride, -7, 7*stride-3, 0),
		paint.Stroke(3.4, 0, -14, -5*stride, -7, -7*stride-3, 0),
		paint.Stroke(2.6, 1.5, -23, -5*stride, -17, -5*stride+4, -14),
		paint.Stroke(2.6, 1.5, -23, 5*stride, -17, 5*stride+4, -14),
	).Moved(x, y+bob), paint.Hex(0x1B2631))
}
