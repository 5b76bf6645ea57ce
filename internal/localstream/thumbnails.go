package localstream

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/seed"
	"spool/internal/localstream/store"
	"spool/internal/media"
)

// still is one picture asked for.
type still struct {
	at  time.Duration // negative: the video's own thumbnail
	box media.Box
	// length and fps are those of an animation, zero for a still.
	length time.Duration
	fps    int
}

// lastStep is how far before a moment without a picture the last one is looked for
// first.
const lastStep = 50 * time.Millisecond

const (
	defaultThumb = 640 // pixels, both ways (Cloudflare docs, Stream, displaying thumbnails)
	maxThumb     = 2000
)

// parseStill reads the query of a thumbnail.
func parseStill(q url.Values) (still, error) {
	t := still{at: -1, box: media.Box{Width: defaultThumb, Height: defaultThumb, Fit: media.Crop}}
	if text := q.Get("time"); text != "" {
		at, err := rules.ParseMediaTime(text)
		if err != nil {
			return t, err
		}
		t.at = at
	}
	for key, to := range map[string]*int{"width": &t.box.Width, "height": &t.box.Height} {
		if text := q.Get(key); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 || n > maxThumb {
				return t, envelope.ErrBadRequest.With("%s must be between 1 and %d", key, maxThumb)
			}
			*to = n
		}
	}
	switch fit := media.Fit(q.Get("fit")); fit {
	case media.Crop, media.Clip, media.Scale, media.Fill:
		t.box.Fit = fit
	case "":
	default:
		return t, envelope.ErrBadRequest.With("fit must be crop, clip, scale or fill")
	}
	return t, nil
}

func (s *Server) thumbnail(w http.ResponseWriter, r *http.Request) error {
	v, err := s.viewed(r, useStill)
	if err != nil {
		return err
	}
	want, err := parseStill(r.URL.Query())
	if err != nil {
		return err
	}
	return s.deliverPicture(w, r, v, want, "image/jpeg")
}

func (s *Server) deliverPicture(w http.ResponseWriter, r *http.Request, v *store.Video, want still, kind string) error {
	if want.at < 0 {
		want.at = time.Duration(v.ThumbnailTimestampPct * max(v.Duration, 0) * float64(time.Second))
	}
	path, err := s.thumbs.get(r.Context(), v, want)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	http.ServeFile(w, r, path)
	return nil
}

// thumbnails makes stills and keeps them on disk, up to a number of bytes.
type thumbnails struct {
	server *Server
	making *flights

	mu    sync.Mutex
	sizes *simplelru.LRU[string, int64] // path -> bytes
	bytes int64
}

const maxThumbBytes = 256 << 20

func newThumbnails(s *Server) *thumbnails {
	t := &thumbnails{server: s, making: newFlights(s.ctx)}
	// The bound is in bytes, kept by add; the number is only a ceiling.
	t.sizes, _ = simplelru.NewLRU(1<<20, t.evict) // fails for no positive size
	return t
}

// evict removes a file that fell out of the cache. It runs under the lock.
func (t *thumbnails) evict(path string, size int64) {
	t.bytes -= size
	if err := removeFile(path); err != nil {
		t.server.log.Error("remove cached thumbnail", "err", err)
	}
}

// get returns the path of the still's file, made when it is not there.
func (t *thumbnails) get(ctx context.Context, v *store.Video, want still) (string, error) {
	// A picture of the original lacks the watermark.
	sum := sha256.Sum256(fmt.Appendf(nil, "%+v %t", want, v.State == rules.Ready))
	path := filepath.Join(t.server.dirs.cache(), v.UID, hex.EncodeToString(sum[:12]))
	t.mu.Lock()
	_, have := t.sizes.Get(path)
	t.mu.Unlock()
	if have {
		return path, nil
	}
	return path, t.making.do(ctx, path, func(ctx context.Context) error {
		picture, err := t.server.picture(ctx, v, want)
		if err != nil {
			return err
		}
		if err := t.add(path, picture); err != nil {
			return err
		}
		if _, err := t.server.store.Video(ctx, v.UID); err != nil { // deleted meanwhile, and its pictures with it
			return errors.Join(err, os.RemoveAll(filepath.Dir(path)))
		}
		return nil
	})
}

func (t *thumbnails) add(path string, picture []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(path, picture, 0o600); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sizes.Add(path, int64(len(picture)))
	t.bytes += int64(len(picture))
	for t.bytes > maxThumbBytes {
		t.sizes.RemoveOldest()
	}
	return nil
}

// picture makes a still or an animation, as many at a time as there are slots:
// each may take tens of megabytes. It is drawn for seeded videos, and taken from what is played
// otherwise, with the watermark in it.
func (s *Server) picture(ctx context.Context, v *store.Video, want still) ([]byte, error) {
	switch {
	case v.Scene != nil && want.at.Seconds() > v.Duration:
		return nil, noPictureAt(want.at)
	case v.Scene != nil && want.fps > 0:
		return s.frames.alone(ctx, func() ([]byte, error) { return drawAnimation(ctx, v, want) })
	case v.Scene != nil:
		return s.frames.alone(ctx, func() ([]byte, error) { return drawStill(v, want) })
	}
	path, err := s.pictured(v, want.box)
	if err != nil {
		return nil, err
	}
	picture, err := s.take(ctx, path, want)
	// The last picture shows until the video ends, which may be long after it began.
	for back := lastStep; errors.Is(err, media.ErrMalformed) && want.at > 0 && want.at.Seconds() <= v.Duration; back *= 4 {
		want.at = max(0, want.at-back)
		picture, err = s.take(ctx, path, want)
	}
	switch {
	case errors.Is(err, media.ErrNoTool):
		return nil, envelope.ErrNoMedia.With("thumbnails need ffmpeg, which is not installed")
	case errors.Is(err, media.ErrMalformed):
		return nil, noPictureAt(want.at)
	}
	return picture, err
}

func noPictureAt(at time.Duration) error {
	return envelope.ErrNotFound.With("there is no picture at %v", at)
}

func (s *Server) take(ctx context.Context, path string, want still) ([]byte, error) {
	if want.fps == 0 {
		return s.frames.frame(ctx, path, media.Want{At: want.at, Box: want.box})
	}
	return s.frames.alone(ctx, func() ([]byte, error) {
		return media.Animation(ctx, path, want.at, want.length, want.fps, want.box)
	})
}

// pictured is the file that pictures of a size are taken from: what is played, or
// the original while that is not made.
func (s *Server) pictured(v *store.Video, box media.Box) (string, error) {
	if v.State == rules.Ready {
		if rules.Ladder(v.Width, v.Height)[0].Covers(box.Width, box.Height) {
			if small, err := s.made(v, stillsName); small != "" || err != nil {
				return small, err
			}
		}
		return s.playable(v)
	}
	if v.Original == "" || v.State == rules.Failed {
		return "", envelope.ErrNotFound.With("the video has no picture")
	}
	return s.dirs.original(v), nil
}

func drawStill(v *store.Video, want still) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, drawBox(v, want.at, want.box), &jpeg.Options{Quality: 85})
	return out.Bytes(), err
}

// drawBox draws a seeded video at a time as it fits into a box.
func drawBox(v *store.Video, at time.Duration, box media.Box) *image.RGBA {
	w, h := box.Width, box.Height
	if box.Fit == media.Clip || box.Fit == media.Fill {
		shrink := min(float64(w)/float64(v.Width), float64(h)/float64(v.Height))
		w, h = max(1, int(float64(v.Width)*shrink+.5)), max(1, int(float64(v.Height)*shrink+.5))
	}
	picture := seed.Draw(*v.Scene, share(at, v.Duration), w, h)
	if box.Fit != media.Fill {
		return picture
	}
	bars := image.NewRGBA(image.Rect(0, 0, box.Width, box.Height))
	draw.Draw(bars, bars.Bounds(), image.Black, image.Point{}, draw.Src)
	draw.Draw(bars, picture.Bounds().Add(image.Pt((box.Width-w)/2, (box.Height-h)/2)), picture, image.Point{}, draw.Src)
	return bars
}

// share is where a time stands in a video, 0 to 1.
func share(at time.Duration, duration float64) float64 {
	if duration <= 0 {
		return 0
	}
	return min(1, at.Seconds()/duration)
}
