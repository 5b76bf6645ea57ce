package pictures

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // what Stream and ffmpeg give
	_ "image/png"

	"golang.org/x/image/draw"
)

// mostPixels keeps a picture that only claims to be small from filling the
// memory.
const mostPixels = 50_000_000

var errTooLarge = errors.New("the picture is too large")

// decode makes a picture of exactly w by h pixels: as much of its middle as
// fits, in the form that needs no conversion to be drawn.
func decode(data []byte, w, h int) (image.Image, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read a picture: %w", err)
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > mostPixels/c.Height {
		return nil, errTooLarge
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read a picture: %w", err)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, middle(src.Bounds(), w, h), draw.Src, nil)
	return dst, nil
}

// middle is the largest part of a picture with the shape of w by h.
func middle(b image.Rectangle, w, h int) image.Rectangle {
	width, height := b.Dx(), b.Dy()
	if width*h > height*w {
		width = max(1, height*w/h)
	} else {
		height = max(1, width*h/w)
	}
	x, y := b.Min.X+(b.Dx()-width)/2, b.Min.Y+(b.Dy()-height)/2
	return image.Rect(x, y, x+width, y+height)
}
