package scenes

import "spool/internal/scenes/paint"

var lab = Scene{
	Name:  "Lab walk-through: sample prep",
	Slug:  "lab-sample-prep",
	set:   labSet,
	film:  paint.Film{Vignette: .26},
	sound: room,
}

// Test tubes in a rack: where the first stands and how they are built.
const (
	tubeX, tubePitch    = 207.0, 147.2
	tubeHalf            = 38.0
	tubeTop, tubeBottom = 187.0, 752.0
)

func labSet(v paint.View) shot {
	plate := paint.New(v)
	plate.Wash(paint.Stops(0, 0xD5E1E6, 200, 0xC9D8DE, 380, 0xB6C8D0, 495, 0xA6BAC4, 512, 0x8299A6, 600, 0x738B99, 700, 0x637B8A, 800, 0x556C7C, 900, 0x485D6D))
	levels := []float64{475, 472, 385, 337, 400, 479, 461, 369, 340}
	inks := []paint.Color{paint.Hex(0x2C8EA2), paint.Hex(0xDC6652), paint.Hex(0xE0B04C), paint.Hex(0x6079CC)}
	order := []int{0, 1, 2, 3, 0, 1, 2, 3, 0}
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		for i, b := range [][3]float64{{410, 250, 92}, {698, 246, 96}, {490, 400, 112}, {1490, 372, 66}, {1040, 300, 74}, {1250, 230, 60}, {60, 736, 62}, {180, 300, 56}, {1330, 660, 50}} {
			c.Bokeh(b[0]+16*paint.Wave(t, 1, float64(i)*.17), b[1], b[2], paint.Hex(0xF2FAFF), .34)
		}
		for i, level := range levels {
			x := tubeX + tubePitch*float64(i)
			tube(c, x, level+5*paint.Wave(t, 2, float64(i)*.3), inks[order[i]], t, i)
		}
		c.Fill(paint.Box(-600, 587, 2800, 54), paint.Hex(0x43545F))
		c.Fill(paint.Box(-600, 587, 2800, 4), paint.Hex(0x5C707C))
		c.Tint(paint.Box(-600, 641, 2800, 7), paint.Hex(0x2E3D48), .5)
	}
}

// tube is glass filled up to a level, with bubbles on their way up.
func tube(c *paint.Canvas, x, level float64, ink paint.Color, t float64, seed int) {
	glass := paint.RoundBox(x-tubeHalf, tubeTop, 2*tubeHalf, tubeBottom-tubeTop, tubeHalf)
	inner := c.Cut(paint.RoundBox(x-tubeHalf+6, tubeTop+6, 2*tubeHalf-12, tubeBottom-tubeTop-12, tubeHalf-6))
	c.Tint(glass, paint.Hex(0xE9F3F7), .42)
	edge := c.Unit()
	c.Spray(inner, 1, func(px, y float64, under paint.Color) paint.Color {
		dx := (px - x) / tubeHalf
		under = under.Mix(paint.Hex(0xD7E4EA), .34)
		if y < level-edge {
			return under
		}
		liquid := ink.Times(1.04-.16*dx*dx).Mix(paint.Hex(0xFFFFFF), .14*paint.Smooth(14, 0, y-level))
		return under.Mix(liquid.Times(1-.12*paint.Smooth(600, 750, y)), paint.Smooth(level-edge, level+edge, y))
	})
	for i := range 5 {
		s := func(j int) float64 { return paint.Speck(seed*11+i, j, 83) }
		rise := t*(1+float64(int(2*s(1)))) + s(2)
		rise -= float64(int(rise))
		y := 730 - rise*(730-level)
		c.Tint(paint.Disc(x+(s(3)-.5)*40+3*paint.Wave(rise, 3, s(4)), y, 3+3*s(5)), paint.Hex(0xFFFFFF), .35*paint.Smooth(level, level+40, y))
	}
	c.Tint(paint.RoundBox(x-24, tubeTop+40, 7, 440, 3.5), paint.Hex(0xFFFFFF), .5)
	c.Tint(paint.RoundBox(x+21, tubeTop+70, 4, 380, 2), paint.Hex(0xFFFFFF), .25)
}
