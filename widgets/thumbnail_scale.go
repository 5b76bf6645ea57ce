package widgets

import (
	"image"

	"golang.org/x/image/draw"
)

// imageMost is the longest side handed to the graphics card. Smaller cards take
// no more than 4096, and no thumbnail needs half of it.
const imageMost = 2048

// bounded is a picture the graphics card can take: m itself, or a coarse copy of
// what is far too large.
func bounded(m image.Image) image.Image {
	b := m.Bounds()
	long := max(b.Dx(), b.Dy())
	if long <= imageMost {
		return m
	}
	w, h := max(1, b.Dx()*imageMost/long), max(1, b.Dy()*imageMost/long)
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.NearestNeighbor.Scale(small, small.Bounds(), m, b, draw.Src, nil)
	return small
}
