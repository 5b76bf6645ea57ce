package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var workshop = Scene{
	Name:  "Workshop: colour basics",
	Slug:  "workshop-colour-basics",
	set:   workshopSet,
	film:  paint.Film{Vignette: .06},
	sound: room,
	whole: true,
}

func workshopSet(v paint.View) shot {
	plate := paint.New(v)
	paper := paint.Stops(0, 0xE8E4DB, .5, 0xE3DFD6, 1, 0xD6D2C9, 1.4, 0xC9C5BD)
	plate.Shade(plate.Frame(), func(x, y float64, _ paint.Color) paint.Color {
		dx, dy := (x-900)/1000, (y-430)/620
		return paper.At(math.Sqrt(dx*dx + dy*dy))
	})
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		wheel(c, t)
		swatches(c, t)
	}
}

// wheel is the colour circle: pure hues outside, tints inside. It turns by one
// sector and back.
func wheel(c *paint.Canvas, t float64) {
	const x0, y0, outer, inner, hole = 494.0, 458.0, 337.0, 222.0, 98.0
	turn := math.Pi / 12 * (1 - math.Cos(2*math.Pi*t))
	hues := [12]uint32{ // clockwise from three o'clock
		0xC9C740, 0x84C740, 0x40C747, 0x40C78C, 0x3DB8CC, 0x4080C8, 0x4040C8, 0x8840C8, 0xC83CA8, 0xD0456F, 0xC8443A, 0xC97E40,
	}
	edge := c.Unit()
	c.Shade(paint.Rect{X: x0 - outer - edge, Y: y0 - outer - edge, W: 2 * (outer + edge), H: 2 * (outer + edge)}, func(x, y float64, under paint.Color) paint.Color {
		r := math.Hypot(x-x0, y-y0)
		if r > outer+edge || r < hole-edge {
			return under
		}
		angle := math.Mod(math.Atan2(y-y0, x-x0)-turn+4*math.Pi, 2*math.Pi) * 6 / math.Pi // in sectors
		pure := paint.Hex(hues[int(angle)%12])
		tint := pure.Mix(paint.Hex(0xF4F1EA), .5)
		colour := tint.Mix(pure, paint.Smooth(inner-edge, inner+edge, r))
		ring := math.Min(paint.Smooth(outer+edge, outer-edge, r), paint.Smooth(hole-edge, hole+edge, r))
		return under.Mix(colour, ring)
	})
}

// swatches are five hues as shade, pure colour and tint; a frame visits them.
func swatches(c *paint.Canvas, t float64) {
	hues := [][3]uint32{
		{0x8A5236, 0xCC7F47, 0xDFAA80}, {0x80853E, 0xC9CC40, 0xDBE08E}, {0x4E8738, 0x7ACC40, 0xA3D284}, {0x2C7A36, 0x40CC49, 0x88DA98}, {0x2A7A66, 0x42C796, 0x7FD6B8},
	}
	at := func(i, row int) paint.Path {
		return paint.RoundBox(957+110*float64(i), 245+151*float64(row), 92, 132, 8)
	}
	now := int(t*14.99) % 15
	c.Fill(paint.RoundBox(957+110*float64(now%5)-6, 245+151*float64(now/5)-6, 104, 144, 13), paint.Hex(0x6B675F))
	c.Fill(paint.RoundBox(957+110*float64(now%5)-3, 245+151*float64(now/5)-3, 98, 138, 11), paint.Hex(0xE5E1D8))
	for i, shades := range hues {
		for row, rgb := range shades {
			c.Fill(at(i, row), paint.Hex(rgb))
		}
	}
}
