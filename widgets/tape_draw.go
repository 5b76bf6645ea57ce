package widgets

import (
	"image"
	"image/color"
	"math"
)

// tapeDrawing draws a tape into an image that it keeps.
type tapeDrawing struct {
	n, full, flight, fresh int
	fill                   float64
	bar                    [2]float64    // of a waiting tape, in parts of the whole
	colors                 [3]color.RGBA // empty, in flight, done
	img                    *image.RGBA
}

// draw fills w by h device pixels. Blocks begin and end on whole ones.
func (d *tapeDrawing) draw(w, h int) image.Image {
	d.img = cleared(d.img, w, h)
	scale := float32(h) / TapeHeight
	gap := max(1, int(math.Round(float64(tapeGap*scale))))
	corner := 1 - cornerShade(float64(tapeRadius*scale))
	for i := range d.n {
		x0, x1 := i*(w+gap)/d.n, (i+1)*(w+gap)/d.n-gap
		c := d.colors[0]
		switch {
		case i < d.full && i >= d.fresh && d.fill < 1:
			c = blend(d.colors[1], d.colors[2], d.fill)
		case i < d.full:
			c = d.colors[2]
		case i < d.flight:
			c = d.colors[1]
		case d.bar[1] > 0:
			if at := (float64(i) + 0.5) / float64(d.n); at >= d.bar[0] && at < d.bar[1] {
				c = d.colors[2]
			}
		}
		fillRect(d.img, x0, 0, x1, h, c)
		for _, x := range [2]int{x0, x1 - 1} {
			if x1-x0 > 2 {
				d.img.SetRGBA(x, 0, faded(c, corner))
				d.img.SetRGBA(x, h-1, faded(c, corner))
			}
		}
	}
	return d.img
}

// cornerShade is how much of a corner's pixel a small radius takes away.
func cornerShade(radius float64) float64 {
	return math.Min(1, math.Max(0, math.Hypot(radius-0.5, radius-0.5)-radius+0.5))
}
