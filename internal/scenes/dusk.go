package scenes

import "spool/internal/scenes/paint"

var dusk = Scene{
	Name:  "Ridge at dusk, time-lapse",
	Slug:  "ridge-at-dusk",
	set:   duskSet,
	film:  photo,
	sound: wind,
}

func duskSet(v paint.View) shot {
	plate := paint.New(v)
	plate.Wash(paint.Stops(0, 0x3B325C, 67, 0x59446A, 112, 0x68496C, 157, 0x7A5272, 202, 0x8E5A77, 247, 0x9C5A70, 330, 0xAE626C))
	plate.Glow(1420, 120, 720, paint.Hex(0x8C7C9C), .22)
	ridges := []mountain{
		{paint.Curve(-100, 320, 0, 300, 90, 313, 155, 280, 215, 218, 254, 195, 326, 214, 432, 234, 550, 224, 629, 229, 668, 247, 721, 241, 800, 208, 866, 179, 958, 184, 1050, 179, 1103, 153,
			1155, 153, 1208, 175, 1300, 179, 1353, 211, 1484, 237, 1577, 282, 1700, 300), 9, 21, paint.Hex(0xC4807E), paint.Hex(0xD38F8A), 160, .2},
		{paint.Curve(-100, 720, 700, 690, 826, 592, 905, 511, 965, 484, 1037, 504, 1103, 474, 1162, 463, 1221, 484, 1300, 537, 1399, 537, 1445, 484, 1511, 517, 1600, 482, 1700, 480), 9, 22, paint.Hex(0x9C6A6B), paint.Hex(0xAE7574), 120, .4},
		{paint.Curve(-100, 440, 0, 438, 63, 422, 168, 412, 221, 375, 280, 363, 340, 370, 392, 418, 445, 441, 504, 438, 576, 484, 655, 553, 747, 547, 826, 590, 879, 613, 984, 622, 1076, 570,
			1129, 547, 1221, 557, 1320, 590, 1600, 616, 1700, 620), 10, 23, paint.Hex(0x6C484E), paint.Hex(0x865B61), 170, .6},
		{paint.Curve(-100, 640, 0, 596, 43, 572, 155, 629, 274, 675, 353, 658, 445, 645, 511, 682, 629, 714, 721, 679, 826, 734, 905, 705, 1024, 668, 1103, 616, 1182, 563, 1247, 570, 1346, 520,
			1418, 553, 1511, 526, 1600, 550, 1700, 560), 11, 24, paint.Hex(0x4E3541), paint.Hex(0x6C4A53), 190, .9},
		{
			paint.Curve(-100, 780, 0, 737, 116, 678, 208, 695, 261, 747, 313, 806, 418, 879, 550, 899, 642, 892, 774, 774, 839, 793, 931, 760, 1056, 688, 1142, 728, 1241, 695, 1326, 747, 1600, 840, 1700, 860),
			11, 25, paint.Hex(0x30212F), paint.Hex(0x412C39), 190, 1.2,
		},
		{paint.Curve(-100, 905, 150, 885, 300, 915, 640, 925, 734, 892, 892, 838, 984, 892, 1150, 930, 1340, 915, 1432, 872, 1520, 905, 1700, 900), 10, 26, paint.Hex(0x130D1F), paint.Hex(0x150F22), 60, 1.6},
	}
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		for _, w := range []paint.Wisps{
			{Rect: paint.Rect{X: 380, Y: 20, W: 460, H: 190}, Tilt: -.1, Length: 260, Cover: .95, Seed: .3},
			{Rect: paint.Rect{X: 1060, Y: -30, W: 440, H: 230}, Tilt: -.35, Length: 280, Cover: .85, Seed: .8},
			{Rect: paint.Rect{X: 180, Y: 80, W: 340, H: 90}, Length: 240, Cover: .7, Seed: .55},
		} {
			w.Light, w.Alpha = paint.Hex(0xB7A2AC), .75
			c.Clouds(w, 120*(t-.2))
		}
		mountains(c, ridges, 30*(t-.2), func(int, paint.Line) {})
	}
}
