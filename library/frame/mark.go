package frame

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"net/http"
	"slices"

	"golang.org/x/image/draw"

	"spool/library"
)

// MaxMark is the largest picture Stream takes as a watermark
// (Cloudflare docs, Stream, "Apply watermarks").
const MaxMark = 2 << 20

// maxMarkPixels bounds what is unpacked here: no video is larger.
const maxMarkPixels = 64 << 20

// Positions are the corners, and the middle, at which a watermark can be.
var Positions = []string{"upperRight", "upperLeft", "lowerLeft", "lowerRight", "center"}

// Errors of pictures that can't be watermarks.
var (
	ErrNotPNG   = errors.New("watermarks are PNG pictures only")
	ErrTooLarge = errors.New("watermarks have 2 MiB at most")
	ErrBroken   = errors.New("the picture is damaged")
)

// CheckSize refuses the bytes of a picture that Stream takes for too large.
func CheckSize(bytes int64) error {
	if bytes <= MaxMark {
		return nil
	}
	// Rounded up: 2.0 would be fine.
	tenths := math.Ceil(float64(bytes) / (1 << 20) * 10)
	return fmt.Errorf("%w, this one has %.1f MiB", ErrTooLarge, tenths/10)
}

// ReadMark reads a picture for a watermark. notes say in sentences what is odd
// about one that Stream would take.
func ReadMark(data []byte) (img image.Image, notes []string, err error) {
	if kind := http.DetectContentType(data); kind != "image/png" {
		return nil, nil, fmt.Errorf("%w, this is %s", ErrNotPNG, kind)
	}
	if err := CheckSize(int64(len(data))); err != nil {
		return nil, nil, err
	}
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if config.Width*config.Height > maxMarkPixels {
		return nil, nil, fmt.Errorf("the picture is far larger than any video: %d × %d pixels", config.Width, config.Height)
	}
	if img, err = png.Decode(bytes.NewReader(data)); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return img, markNotes(img), nil
}

func markNotes(img image.Image) []string {
	var notes []string
	b := img.Bounds()
	switch {
	case b.Dx() < 16 || b.Dy() < 16:
		notes = append(notes, fmt.Sprintf("The picture is only %d × %d pixels and will look coarse.", b.Dx(), b.Dy()))
	case b.Dx() > 4096 || b.Dy() > 4096:
		notes = append(notes, fmt.Sprintf("The picture is %d × %d pixels, larger than any video it could lie in.", b.Dx(), b.Dy()))
	}
	switch img.ColorModel() {
	case color.NRGBA64Model, color.RGBA64Model, color.Gray16Model:
		notes = append(notes, "The picture has 16 bits a colour; 8 look the same and take half the bytes.")
	}
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		notes = append(notes, "The picture has no transparent parts and will cover a rectangle.")
	}
	return notes
}

// CheckMark reports the first setting of a profile that Stream would refuse.
func CheckMark(w library.Watermark) error {
	for _, s := range []struct {
		name  string
		value float64
	}{{"opacity", w.Opacity}, {"padding", w.Padding}, {"scale", w.Scale}} {
		if !(s.value >= 0 && s.value <= 1) {
			return fmt.Errorf("the %s is 0 to 1, not %g", s.name, s.value)
		}
	}
	if slices.Contains(Positions, w.Position) {
		return nil
	}
	return fmt.Errorf("the position is one of %v, not %q", Positions, w.Position)
}

// Place is where a profile's picture of a size lies in a video of a size.
//
// Scale is a share of the video, whichever way it stands: 1 fills it, 0 leaves
// the picture as it is. Padding is a share of the video's width at its sides
// and of its height above and below; center knows none (Cloudflare docs,
// Stream, "Apply watermarks"; how the shares are rounded is not published).
func Place(video, mark image.Point, w library.Watermark) image.Rectangle {
	width, height := float64(mark.X), float64(mark.Y)
	fit := func(x, y float64) float64 { return math.Min(x/width, y/height) }
	if w.Scale > 0 {
		k := fit(w.Scale*float64(video.X), w.Scale*float64(video.Y))
		width, height = width*k, height*k
	}
	if k := fit(float64(video.X), float64(video.Y)); k < 1 {
		width, height = width*k, height*k
	}
	size := image.Pt(max(1, round(width)), max(1, round(height)))
	spare := video.Sub(size)
	pad := image.Pt(min(spare.X, round(w.Padding*float64(video.X))), min(spare.Y, round(w.Padding*float64(video.Y))))
	at := image.Pt(spare.X/2, spare.Y/2)
	switch w.Position {
	case "upperLeft":
		at = pad
	case "upperRight":
		at = image.Pt(spare.X-pad.X, pad.Y)
	case "lowerLeft":
		at = image.Pt(pad.X, spare.Y-pad.Y)
	case "lowerRight":
		at = spare.Sub(pad)
	}
	return image.Rectangle{Min: at, Max: at.Add(size)}
}

func round(f float64) int { return int(math.Round(f)) }

// Compose lays a profile's picture over a frame, as Stream burns it in. video
// is the size of the video that the frame is a picture of; the frame itself may
// be smaller.
func Compose(still, mark image.Image, video image.Point, w library.Watermark) *image.RGBA {
	b := still.Bounds()
	out := image.NewRGBA(image.Rectangle{Max: b.Size()})
	draw.Draw(out, out.Bounds(), still, b.Min, draw.Src)
	if video.X <= 0 || video.Y <= 0 {
		video = b.Size()
	}
	place := Place(video, mark.Bounds().Size(), w)
	scaled := func(p image.Point) image.Point {
		return image.Pt(round(float64(p.X)*float64(b.Dx())/float64(video.X)), round(float64(p.Y)*float64(b.Dy())/float64(video.Y)))
	}
	over := image.Rectangle{Min: scaled(place.Min), Max: scaled(place.Max)}
	small := image.NewRGBA(image.Rectangle{Max: over.Size()})
	draw.CatmullRom.Scale(small, small.Bounds(), mark, mark.Bounds(), draw.Src, nil)
	shade := image.NewUniform(color.Alpha16{A: uint16(math.Round(w.Opacity * math.MaxUint16))})
	draw.DrawMask(out, over, small, image.Point{}, shade, image.Point{}, draw.Over)
	return out
}
