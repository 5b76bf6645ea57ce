package widgets

import (
	"image"
	"image/color"
)

// cleared is an empty image of that size, img itself when it fits. Fyne has
// uploaded what it was given before it asks again.
func cleared(img *image.RGBA, w, h int) *image.RGBA {
	w, h = max(w, 0), max(h, 0)
	if img == nil || img.Rect.Dx() != w || img.Rect.Dy() != h {
		return image.NewRGBA(image.Rect(0, 0, w, h))
	}
	clear(img.Pix)
	return img
}

// fillRect fills the part of a rectangle that lies in the image.
func fillRect(img *image.RGBA, x0, y0, x1, y1 int, c color.RGBA) {
	r := image.Rect(x0, y0, x1, y1).Intersect(img.Rect)
	if r.Empty() {
		return
	}
	first := img.Pix[img.PixOffset(r.Min.X, r.Min.Y):img.PixOffset(r.Max.X, r.Min.Y)]
	for i := 0; i < len(first); i += 4 {
		first[i], first[i+1], first[i+2], first[i+3] = c.R, c.G, c.B, c.A
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(img.Pix[img.PixOffset(r.Min.X, y):], first)
	}
}

// rgba is a colour with its alpha multiplied in, as images hold it.
func rgba(c color.Color) color.RGBA { return color.RGBAModel.Convert(c).(color.RGBA) }

// blend is a colour on the way from one to another, t from 0 to 1.
func blend(from, to color.RGBA, t float64) color.RGBA {
	mix := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*t + 0.5) }
	return color.RGBA{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B), mix(from.A, to.A)}
}

// faded is a colour at a part of its strength.
func faded(c color.RGBA, strength float64) color.RGBA { return blend(color.RGBA{}, c, strength) }
