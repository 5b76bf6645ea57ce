package localstream

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/gif"
	"net/http"
	"strconv"
	"time"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// Defaults of an animated thumbnail (Cloudflare docs, Stream, displaying
// thumbnails); the bounds are ours.
const (
	defaultGIFLength = 5 * time.Second
	defaultGIFRate   = 8
	maxGIFLength     = 15 * time.Second
	maxGIFRate       = 15
	// maxGIFPixels bounds all pictures together: they are in memory at once.
	maxGIFPixels = 20 << 20
)

// animation is GET thumbnail.gif.
func (s *Server) animation(w http.ResponseWriter, r *http.Request) error {
	v, err := s.viewed(r, useStill)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	want, err := parseStill(q)
	if err != nil {
		return err
	}
	want.length, want.fps = defaultGIFLength, defaultGIFRate
	if text := q.Get("duration"); text != "" {
		if want.length, err = rules.ParseMediaTime(text); err != nil {
			return err
		}
	}
	if text := q.Get("fps"); text != "" {
		if want.fps, err = strconv.Atoi(text); err != nil {
			return envelope.ErrBadRequest.With("fps must be a whole number")
		}
	}
	if want.length <= 0 || want.length > maxGIFLength || want.fps < 1 || want.fps > maxGIFRate {
		return envelope.ErrBadRequest.With("duration must be up to %v and fps 1 to %d", maxGIFLength, maxGIFRate)
	}
	if pixels := want.box.Width * want.box.Height * want.frames(); pixels > maxGIFPixels {
		return envelope.ErrBadRequest.With("width, height, duration and fps make %d pixels, at most %d are drawn", pixels, maxGIFPixels)
	}
	return s.deliverPicture(w, r, v, want, "image/gif")
}

// drawAnimation makes the GIF of a seeded video.
func drawAnimation(ctx context.Context, v *store.Video, want still) ([]byte, error) {
	var anim gif.GIF
	for i := range want.frames() {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		at := want.at + time.Duration(i)*time.Second/time.Duration(want.fps)
		anim.Image = append(anim.Image, paletted(drawBox(v, at, want.box)))
		anim.Delay = append(anim.Delay, 100/want.fps)
	}
	var out bytes.Buffer
	err := gif.EncodeAll(&out, &anim)
	return out.Bytes(), err
}

// frames is how many pictures an animation has.
func (t still) frames() int { return max(1, int(t.length.Seconds()*float64(t.fps))) }

// The levels of red, green and blue in cube: the eye tells greens apart best.
const reds, greens, blues = 6, 7, 6

// cube is a palette whose indexes are reckoned rather than searched for.
var cube = func() color.Palette {
	var p color.Palette
	for r := range reds {
		for g := range greens {
			for b := range blues {
				p = append(p, color.RGBA{uint8(r * 255 / (reds - 1)), uint8(g * 255 / (greens - 1)), uint8(b * 255 / (blues - 1)), 255})
			}
		}
	}
	return p
}()

// bayer is the order in which pixels of a square take the next level, so that
// the few colours of a palette show as even shades.
var bayer = [4][4]int{{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}

// paletted brings a picture that hides nothing to the colours of cube.
func paletted(img *image.RGBA) *image.Paletted {
	out := image.NewPaletted(img.Bounds(), cube)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		from, to := img.Pix[y*img.Stride:], out.Pix[y*out.Stride:]
		for x := range w {
			order := bayer[y%4][x%4]
			r, g, b := level(from[4*x], reds, order), level(from[4*x+1], greens, order), level(from[4*x+2], blues, order)
			to[x] = uint8((r*greens+g)*blues + b)
		}
	}
	return out
}

// level is the one of n levels that a value of 0 to 255 has at a place of bayer.
func level(value uint8, n, order int) int {
	return (int(value)*(n-1)*32 + (2*order+1)*255) / (32 * 255)
}
