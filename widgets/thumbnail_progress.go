package widgets

import (
	"image"
	"image/color"
	"math"

	"spool/widgets/look"
)

// progressDrawing draws the line along the lower edge of a thumbnail, inside its
// round corners.
type progressDrawing struct {
	part        float64
	track, done color.RGBA
	img         *image.RGBA
}

func (d *progressDrawing) set(part float64, track, done color.RGBA) {
	d.part, d.track, d.done = part, track, done
}

func (d *progressDrawing) draw(w, h int) image.Image {
	d.img = cleared(d.img, w, h)
	radius := float64(look.RadiusThumb) * float64(h) / float64(thumbProgress)
	end := int(math.Round(float64(w) * d.part))
	for y := range h {
		// How far the corner comes in at the middle of this row of pixels.
		up := math.Max(0, radius-(float64(h-y)-0.5))
		inset := radius - math.Sqrt(math.Max(0, radius*radius-up*up))
		for x := range w {
			c := d.track
			if x < end {
				c = d.done
			}
			side := math.Min(float64(x), float64(w-1-x))
			d.img.SetRGBA(x, y, faded(c, math.Max(0, math.Min(1, side+1-inset))))
		}
	}
	return d.img
}
