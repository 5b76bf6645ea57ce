package scenes

import "spool/internal/scenes/paint"

// appWindow is the invented product that the onboarding videos explain: a
// window with a side bar, on a coloured desk.
type appWindow struct {
	desk, bar, item, mark paint.Color
	chosen                int // which entry of the side bar is open
	dots                  bool
}

// paint draws the window's frame; pages paint their content over it.
func (a appWindow) paint(c *paint.Canvas) {
	c.Flood(a.desk)
	c.SoftBox(paint.Rect{X: 116, Y: 92, W: 1368, H: 790}, 20, 40, .1, paint.Plain(paint.Hex(0x3A3A55)))
	sheet := paint.RoundBox(115, 78, 1370, 786, 14)
	c.Fill(sheet, paint.Hex(0xFFFFFF))
	c.FillWith(sheet, func(x, _ float64, under paint.Color) paint.Color {
		return under.Mix(a.bar, paint.Smooth(412, 410, x))
	})
	for i := range 3 {
		c.Fill(paint.Disc(151+27*float64(i), 117, 5), paint.Hex(0xDCDFE6))
	}
	for i := range 8 {
		y := 180 + 54.6*float64(i)
		width := 92 + 70*paint.Speck(i, 2, 77)
		colour, dot := a.item, a.item
		if i == a.chosen {
			c.Fill(paint.RoundBox(132, y-23, 262, 46, 8), a.bar.Mix(a.item, .35))
			colour, dot = a.item.Times(.72), a.mark
		}
		if a.dots {
			c.Fill(paint.RoundBox(152, y-9, 20, 18, 5), dot)
		}
		c.Fill(paint.RoundBox(188, y-7, width, 14, 7), colour)
	}
}

// line is a placeholder for a line of text.
func line(c *paint.Canvas, x, y, width, height float64, colour paint.Color) {
	c.Fill(paint.RoundBox(x, y, width, height, min(height/2, 6)), colour)
}

// pointer is the mouse on its way through the given stops, which it reaches at
// even times; press is how far a click has spread, from 0 to 1.
func pointer(t float64, stops ...paint.Point) (at paint.Point, press float64) {
	leg := t * float64(len(stops)-1)
	i := min(int(leg), len(stops)-2)
	k := leg - float64(i)
	a, b := stops[i], stops[i+1]
	move := paint.Smooth(.4, .9, k)
	return paint.Point{X: a.X + (b.X-a.X)*move, Y: a.Y + (b.Y-a.Y)*move}, paint.Smooth(0, .5, k)
}

// mouse paints the arrow and the ring of its click.
func mouse(c *paint.Canvas, at paint.Point, press float64, ring paint.Color) {
	r := 30 + 12*press
	c.Tint(paint.Disc(at.X-8, at.Y-10, r), ring, .22*(1-press))
	if press < 1 {
		round := paint.Join(paint.Disc(at.X-8, at.Y-10, r+4), paint.Disc(0, 0, r).Scaled(-1, 1).Moved(at.X-8, at.Y-10))
		c.Tint(round, ring, .9*(1-press))
	}
	arrow := paint.Polygon(0, 0, 0, 40, 9, 32, 15, 46, 22, 43, 16, 29, 28, 29)
	c.Fill(arrow.Moved(at.X-2, at.Y-3), paint.Hex(0xFFFFFF))
	c.Fill(arrow.Scaled(.9, .9).Moved(at.X, at.Y), paint.Hex(0x23252E))
}
