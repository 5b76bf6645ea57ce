package look

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Box is a rectangle with round corners and an edge, drawn pixel by pixel:
// Fyne's own rounded shapes blur their straight edges below scale 2. Without
// radius and edge it is one pixel, laid over its place. That is for large places: a
// processor without a graphics card fills them twice as fast as a
// canvas.Rectangle, which is for lines and the like.
type Box struct {
	// Object is what the renderer lists.
	Object *canvas.Raster

	// Fill and Edge are colour tokens, "" is none; Over is a translucent one laid
	// over the fill. Radius may be Pill. EdgeWidth is 1 unless set. They show
	// after the next Repaint.
	Fill, Edge, Over fyne.ThemeColorName
	Radius           float32
	EdgeWidth        float32

	fill, edge color.RGBA
	drawn      boxShape
}

// boxShape is what a box looked like when it was last drawn.
type boxShape struct {
	fill, edge        color.RGBA
	radius, edgeWidth float32
}

// NewBox returns a box with an edge of 1 where edge is not "".
func NewBox(fill, edge fyne.ThemeColorName, radius float32) *Box {
	b := &Box{Fill: fill, Edge: edge, Radius: radius, EdgeWidth: 1}
	b.Object = canvas.NewRaster(b.draw)
	// The place on screen may be a row more or less than the texture.
	b.Object.ScaleMode = canvas.ImageScalePixels
	return b
}

// Place moves the box.
func (b *Box) Place(_ Paint, x, y, w, h float32) {
	b.Object.Move(fyne.NewPos(x, y))
	b.Object.Resize(fyne.NewSize(w, h))
}

// Ring places the box as the focus ring of a control at x, y: it lies outside
// the control, so nothing may clip there.
func (b *Box) Ring(p Paint, x, y, w, h float32) {
	d := RingGap + RingWidth
	b.Place(p, x-d, y-d, w+2*d, h+2*d)
}

// NewRing returns the hidden focus ring of a control with that corner radius.
func NewRing(radius float32) *Box {
	if radius != Pill {
		radius += RingGap + RingWidth
	}
	b := NewBox("", Accent, radius)
	b.EdgeWidth = RingWidth
	b.Object.Hide()
	return b
}

// Repaint takes the colours of the moment; it costs nothing when the box looks
// as before.
func (b *Box) Repaint(p Paint) {
	b.fill, b.edge = premultiplied(p.Color(b.Fill)), premultiplied(p.Color(b.Edge))
	if b.Over != "" {
		b.fill = blend(b.fill, premultiplied(p.Color(b.Over)))
	}
	shape := boxShape{b.fill, b.edge, b.Radius, b.EdgeWidth}
	if shape != b.drawn {
		b.drawn = shape
		b.Object.Refresh()
	}
}

// Show shows or hides the box.
func (b *Box) Show(on bool) { show(b.Object, on) }

func show(o fyne.CanvasObject, on bool) {
	if on == o.Visible() {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func premultiplied(c color.Color) color.RGBA {
	return color.RGBAModel.Convert(c).(color.RGBA)
}

// blend lays one premultiplied colour over another.
func blend(below, over color.RGBA) color.RGBA {
	mix := func(b, o uint8) uint8 { return o + uint8((uint32(b)*uint32(255-over.A)+127)/255) }
	return color.RGBA{mix(below.R, over.R), mix(below.G, over.G), mix(below.B, over.B), mix(below.A, over.A)}
}

// draw fills w by h device pixels.
func (b *Box) draw(w, h int) image.Image {
	size := b.Object.Size()
	if w <= 0 || h <= 0 || size.Height <= 0 {
		return image.NewRGBA(image.Rect(0, 0, max(w, 0), max(h, 0)))
	}
	if b.Radius == 0 && (b.edge.A == 0 || b.EdgeWidth == 0) {
		w, h = 1, 1
	}
	pixels := float64(h) / float64(size.Height)
	radius := float64(b.Radius) * pixels
	if half := float64(min(w, h)) / 2; b.Radius == Pill || radius > half {
		radius = half
	}
	width := 0.0
	if b.edge.A > 0 && b.EdgeWidth > 0 {
		width = math.Max(1, math.Round(float64(b.EdgeWidth)*pixels))
	}
	return drawRounded(w, h, radius, width, b.fill, b.edge)
}

// drawRounded draws a filled box with an edge inside its outline. Only corners
// are computed, what lies between them is copied.
func drawRounded(w, h int, radius, edgeWidth float64, fill, edge color.RGBA) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	corner := int(math.Ceil(math.Max(radius, edgeWidth)))
	cx, cy := min(corner, (w+1)/2), min(corner, (h+1)/2)
	for y := range cy {
		row := img.Pix[y*img.Stride : (y+1)*img.Stride]
		for x := range cx {
			c := roundedPixel(x, y, w, h, radius, edgeWidth, fill, edge)
			put(row, x, c)
			put(row, w-1-x, c)
		}
		if cx < w-cx {
			c := roundedPixel(cx, y, w, h, radius, edgeWidth, fill, edge)
			for x := cx; x < w-cx; x++ {
				put(row, x, c)
			}
		}
		copy(img.Pix[(h-1-y)*img.Stride:(h-y)*img.Stride], row)
	}
	if cy < h-cy {
		first := img.Pix[cy*img.Stride : (cy+1)*img.Stride]
		for x := range w {
			put(first, x, straightPixel(x, w, edgeWidth, fill, edge))
		}
		for y := cy + 1; y < h-cy; y++ {
			copy(img.Pix[y*img.Stride:(y+1)*img.Stride], first)
		}
	}
	return img
}

func put(row []byte, x int, c color.RGBA) {
	i := x * 4
	row[i], row[i+1], row[i+2], row[i+3] = c.R, c.G, c.B, c.A
}

func straightPixel(x, w int, edgeWidth float64, fill, edge color.RGBA) color.RGBA {
	if e := int(edgeWidth); x < e || x >= w-e {
		return edge
	}
	return fill
}

// roundedPixel blends fill and edge by the signed distance of the pixel's
// centre to the outline: coverage is half a pixel on both sides of it.
func roundedPixel(x, y, w, h int, radius, edgeWidth float64, fill, edge color.RGBA) color.RGBA {
	halfW, halfH := float64(w)/2, float64(h)/2
	px, py := math.Abs(float64(x)+0.5-halfW), math.Abs(float64(y)+0.5-halfH)
	outer := cover(distance(px, py, halfW, halfH, radius))
	inner := outer
	if edgeWidth > 0 {
		inner = cover(distance(px, py, halfW-edgeWidth, halfH-edgeWidth, math.Max(0, radius-edgeWidth)))
	}
	rim := outer - inner
	mix := func(f, e uint8) uint8 { return uint8(float64(f)*inner + float64(e)*rim + 0.5) }
	return color.RGBA{mix(fill.R, edge.R), mix(fill.G, edge.G), mix(fill.B, edge.B), mix(fill.A, edge.A)}
}

func cover(distance float64) float64 { return math.Min(1, math.Max(0, 0.5-distance)) }

// distance is the signed distance of a point in the first quadrant to a rounded
// box around the origin.
func distance(px, py, halfW, halfH, radius float64) float64 {
	qx, qy := px-halfW+radius, py-halfH+radius
	outside := math.Hypot(math.Max(qx, 0), math.Max(qy, 0))
	return outside + math.Min(math.Max(qx, qy), 0) - radius
}
