package widgets

import (
	"image"

	"golang.org/x/image/draw"
)

// stripFrames composes frames into one picture, which it keeps until the frames
// or the size change.
type stripFrames struct {
	frames []image.Image
	img    *image.RGBA
	stale  bool
}

func (f *stripFrames) set(frames []image.Image) {
	f.frames = append(f.frames[:0], frames...)
	f.stale = true
}

// strip is the picture in w by h device pixels, nil when there is no frame, and
// whether it is another one than before.
func (f *stripFrames) strip(w, h int) (image.Image, bool) {
	if w <= 0 || h <= 0 || len(f.frames) == 0 {
		changed := f.img != nil
		f.img = nil
		return nil, changed
	}
	w, h = min(w, 2*imageMost), min(h, imageMost)
	if !f.stale && f.img != nil && f.img.Rect.Dx() == w && f.img.Rect.Dy() == h {
		return f.img, false
	}
	f.stale = false
	f.img = image.NewRGBA(image.Rect(0, 0, w, h))
	n := len(f.frames)
	for i, frame := range f.frames {
		if frame == nil || frame.Bounds().Empty() {
			continue
		}
		cell := image.Rect(i*w/n, 0, (i+1)*w/n, h)
		draw.ApproxBiLinear.Scale(f.img, cell, frame, covering(frame.Bounds(), cell), draw.Src, nil)
	}
	return f.img, true
}

// covering is the middle part of a picture with the shape of a cell.
func covering(b, cell image.Rectangle) image.Rectangle {
	w, h := b.Dx(), b.Dy()
	if cell.Empty() {
		return b
	}
	if want := h * cell.Dx() / cell.Dy(); want < w {
		x := b.Min.X + (w-want)/2
		return image.Rect(x, b.Min.Y, x+max(want, 1), b.Max.Y)
	}
	want := w * cell.Dy() / cell.Dx()
	y := b.Min.Y + (h-want)/2
	return image.Rect(b.Min.X, y, b.Max.X, y+max(want, 1))
}
