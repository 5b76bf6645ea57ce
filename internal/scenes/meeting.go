package scenes

import "spool/internal/scenes/paint"

var meeting = Scene{
	Name:  "All-hands, May",
	Slug:  "all-hands",
	set:   meetingSet,
	film:  paint.Film{Vignette: .06},
	sound: room,
	whole: true,
}

func meetingSet(v paint.View) shot {
	camera := paint.Rect{X: 1136, Y: 215, W: 466, H: 473}
	closeUp := v.Inset(paint.Rect{X: camera.X - 205, Y: camera.Y, W: camera.H * 16 / 9, H: camera.H})
	talking := cameraB.set(closeUp)
	window := v.Cut(paint.Box(camera.X, camera.Y, camera.W+2000, camera.H))
	slide, feed := paint.New(v), paint.New(v)
	slide.Wash(paint.Stops(0, 0xEFECE5, 450, 0xF3F0E9, 900, 0xEFECE5))
	slide.Fill(paint.Box(1136, -2000, 4000, 5000), paint.Hex(0x112138))
	slide.Fill(paint.Letters("Where the hours went", 94, 140, 60, paint.Bold), paint.Hex(0x1F2B3A))
	slide.Fill(paint.Letters("Watch time by channel, May", 95, 194, 29, paint.Regular), paint.Hex(0x8D9597))
	slide.Fill(paint.Box(88, 780, 982, 3), paint.Hex(0xC9CBC7))

	return func(c *paint.Canvas, t float64) {
		c.Lay(slide)
		bars(c, t)
		talking(feed.On(closeUp), t)
		c.Reveal(window, feed)
	}
}

// bars are the hours per channel; the speaker's favourite still grows.
func bars(c *paint.Canvas, t float64) {
	for i, h := range []float64{165, 225, 138, 294, 256, 348, 274} {
		colour := paint.Hex(0xB4C3C5)
		if i == 5 {
			colour = paint.Hex(0x167A98)
			h += 14 * paint.Wave(t, 1, -.1)
		}
		x := 106 + 139.5*float64(i)
		c.Fill(paint.Join(paint.RoundBox(x, 780-h, 95, h, 8), paint.Box(x, 760, 95, 20)), colour)
	}
}
