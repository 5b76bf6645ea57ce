package stills

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"spool/app/pictures"
	"spool/internal/localstream"
	"spool/internal/scenes"
	"spool/library"
	"spool/library/embed"
	"spool/library/stream"
	"spool/widgets/look"
)

const (
	benchLength = 28 * time.Second
	benchFrames = 16
	// benchMemory is what the loader may keep, far less than all strips need.
	benchMemory = 2 << 20
)

// BenchmarkFilmStrip shows the film-strip of a video that a local Stream has
// from an upload, with nothing cached anywhere, until its whole width is filled:
// every fourth picture is there, and stands in for those beside it. The figure
// to keep is 300 ms. Beside it are the first picture, the last one, and how much
// the heap has grown after all of it.
func BenchmarkFilmStrip(b *testing.B) {
	if testing.Short() {
		b.Skip("films a video")
	}
	test.NewTempApp(b)
	v := uploaded(b)
	src := &overWire{b: b, video: v, posted: make(chan func(), 1000)}
	var first, last time.Duration
	before := heap()
	for i := 0; b.Loop(); i++ {
		var err error
		// Another size each time: the local Stream keeps the pictures it made.
		width := float32(896 + benchFrames*i)
		if src.loader, err = pictures.New(pictures.Params{Dir: b.TempDir(), Memory: benchMemory, Log: slog.New(slog.DiscardHandler)}); err != nil {
			b.Fatal(err)
		}
		f := NewFilm(src, func() {})
		show := func() {
			f.Place(look.Paint{Scale: 1}, v, 0, benchLength, width/benchFrames, fyne.NewPos(0, 0), fyne.NewSize(width, 32))
		}
		began := time.Now()
		show()
		for n := 0; n < benchFrames; {
			(<-src.posted)()
			show()
			if n == 0 {
				first += time.Since(began)
			}
			if n = arrived(f); n >= benchFrames/4 {
				b.StopTimer()
			}
		}
		last += time.Since(began)
		src.loader.Close()
		b.StartTimer()
	}
	b.ReportMetric(first.Seconds()*1000/float64(b.N), "ms-first")
	b.ReportMetric(last.Seconds()*1000/float64(b.N), "ms-last")
	b.ReportMetric(float64(heap()-before)/(1<<20), "MiB-heap")
}

func arrived(f *Film) (n int) {
	for _, c := range f.frames {
		if c.img != nil {
			n++
		}
	}
	return n
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// overWire is a source over the real loader. The benchmark's goroutine stands
// for Fyne's.
type overWire struct {
	b      *testing.B
	video  library.Video
	loader *pictures.Loader
	posted chan func()
}

// Still implements Source.
func (s *overWire) Still(v library.Video, at time.Duration, w, h int, ready func()) (image.Image, bool) {
	return s.loader.Get(pictures.Request{Key: at.String(), Width: w, Height: h, Fetch: func(ctx context.Context) ([]byte, error) {
		links, err := embed.LinksOf(&v, "", embed.Settings{Still: embed.Still{At: at, HasAt: true, Width: w, Height: h, Fit: embed.FitCrop}})
		if err != nil {
			return nil, err
		}
		return get(ctx, links.Thumbnail)
	}}, func() { s.posted <- ready })
}

// ForgetStill implements Source.
func (s *overWire) ForgetStill(_ library.Video, at time.Duration, w, h int) {
	s.loader.Forget(at.String(), w, h)
}

func get(ctx context.Context, address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close() // only read from
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the local Stream answers %s", res.Status)
	}
	return io.ReadAll(res.Body)
}

// uploaded films a scene, uploads it to a local Stream and returns it once it is
// ready.
func uploaded(b *testing.B) library.Video {
	b.Helper()
	ctx := b.Context()
	server, err := localstream.Open(ctx, localstream.Options{Dir: b.TempDir(), RateLimit: -1})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := server.Close(); err != nil {
			b.Error(err)
		}
	})
	path := filepath.Join(b.TempDir(), "reef.mp4")
	scene, ok := scenes.ByName("Reef survey, transect 11")
	if !ok {
		b.Fatal("the scene is gone")
	}
	if err := scenes.Encode(ctx, scene, path, scenes.Options{Duration: benchLength, FPS: 10}); err != nil {
		b.Fatal(err)
	}
	upload(b, server, path)
	client, err := stream.New(stream.Config{BaseURL: server.BaseURL(), AccountID: server.AccountID(), Token: server.Token()})
	if err != nil {
		b.Fatal(err)
	}
	for tick := time.NewTicker(20 * time.Millisecond); ; <-tick.C {
		page, err := client.List(ctx, library.Listing{})
		if err != nil {
			b.Fatal(err)
		}
		for _, v := range page.Videos {
			if v.Ready {
				return v
			}
		}
	}
}

func upload(b *testing.B, server *localstream.Server, path string) {
	b.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", filepath.Base(path))
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
	req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, server.BaseURL()+"/accounts/"+server.AccountID()+"/stream", &body)
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+server.Token())
	req.Header.Set("Content-Type", form.FormDataContentType())
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusOK {
		b.Fatal(res.Status, err)
	}
}
