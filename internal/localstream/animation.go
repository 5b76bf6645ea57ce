package localstream

import (
	"bytes"
	"image"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"net/http"
	"strconv"
	"time"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/seed"
	"spool/internal/localstream/store"
)

// Defaults of an animated thumbnail (Cloudflare docs, Stream, displaying
// thumbnails); the bounds are ours.
const (
	defaultGIFLength = 5 * time.Second
	defaultGIFRate   = 8
	maxGIFLength     = 15 * time.Second
	maxGIFRate       = 15
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
	return s.deliverPicture(w, r, v, want, "image/gif")
}

// drawAnimation makes the GIF of a seeded video.
func drawAnimation(v *store.Video, want still) ([]byte, error) {
	var anim gif.GIF
	frames := max(1, int(want.length.Seconds()*float64(want.fps)))
	for i := range frames {
		at := want.at + time.Duration(i)*time.Second/time.Duration(want.fps)
		img := seed.Draw(*v.Scene, share(at, v.Duration), want.box.Width, want.box.Height)
		frame := image.NewPaletted(img.Bounds(), palette.Plan9)
		draw.Draw(frame, frame.Bounds(), img, image.Point{}, draw.Src)
		anim.Image = append(anim.Image, frame)
		anim.Delay = append(anim.Delay, 100/want.fps)
	}
	var out bytes.Buffer
	err := gif.EncodeAll(&out, &anim)
	return out.Bytes(), err
}
