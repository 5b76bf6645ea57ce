package paint

import "math"

// View maps a picture of W by H pixels onto the design frame. A pixel is
// 1/Scale design units wide; X0 and Y0 are the design point at the picture's
// upper left corner.
type View struct {
	W, H          int
	Scale, X0, Y0 float64
}

// Crop is the view that fills a picture of w by h pixels with the design frame
// and cuts off what does not fit, keeping the focus as near to the middle as
// the frame's edges allow.
func Crop(w, h int, focusX, focusY float64) View {
	scale := math.Max(float64(w)/Width, float64(h)/Height)
	vw, vh := float64(w)/scale, float64(h)/scale
	return View{
		W: w, H: h, Scale: scale,
		X0: clamp(focusX-vw/2, 0, Width-vw),
		Y0: clamp(focusY-vh/2, 0, Height-vh),
	}
}

// Fit is the view that shows the whole design frame in the middle of a picture
// of w by h pixels. What lies around the frame is shown too.
func Fit(w, h int) View {
	scale := math.Min(float64(w)/Width, float64(h)/Height)
	return View{
		W: w, H: h, Scale: scale,
		X0: (Width - float64(w)/scale) / 2,
		Y0: (Height - float64(h)/scale) / 2,
	}
}

// Inset is the view of the same picture in which the whole design frame covers
// the rectangle that r occupies in v.
func (v View) Inset(r Rect) View {
	k := math.Max(r.W/Width, r.H/Height)
	in := View{W: v.W, H: v.H, Scale: v.Scale * k}
	in.X0 = Width/2 - (r.X+r.W/2-v.X0)/k
	in.Y0 = Height/2 - (r.Y+r.H/2-v.Y0)/k
	return in
}

// Unit is the size of a pixel in design units.
func (v View) Unit() float64 { return 1 / v.Scale }

// X is the middle of pixel column px in design units.
func (v View) X(px int) float64 { return v.X0 + (float64(px)+.5)/v.Scale }

// Y is the middle of pixel row py in design units.
func (v View) Y(py int) float64 { return v.Y0 + (float64(py)+.5)/v.Scale }

// Rect is a rectangle in design units.
type Rect struct{ X, Y, W, H float64 }

// Frame is everything the view shows.
func (v View) Frame() Rect {
	return Rect{v.X0, v.Y0, float64(v.W) / v.Scale, float64(v.H) / v.Scale}
}

// pixels is the smallest block of pixels that covers r, within the picture.
func (v View) pixels(r Rect) (x0, y0, x1, y1 int) {
	col := func(x float64) float64 { return clamp((x-v.X0)*v.Scale, 0, float64(v.W)) }
	row := func(y float64) float64 { return clamp((y-v.Y0)*v.Scale, 0, float64(v.H)) }
	return int(col(r.X)), int(row(r.Y)), int(math.Ceil(col(r.X + r.W))), int(math.Ceil(row(r.Y + r.H)))
}
