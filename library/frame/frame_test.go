package frame_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"spool/library"
	"spool/library/frame"
)

func TestAStripShowsTheMiddlesOfItsParts(t *testing.T) {
	want := []time.Duration{time.Second, 3 * time.Second, 5 * time.Second}
	if got := frame.Times(6*time.Second, 3); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := frame.Times(time.Second, 0); len(got) != 0 {
		t.Errorf("no pictures are at %v", got)
	}
}

func plain(w, h int, c color.Color) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, c)
		}
	}
	return img
}

func TestTheFirstVisibleFrameIsFound(t *testing.T) {
	noisy := plain(640, 360, color.Gray{Y: 20})
	for range 500 { // what compression leaves
		noisy.Set(rand.IntN(640), rand.IntN(360), color.Gray{Y: 60})
	}
	title := plain(640, 360, color.Black)
	for y := 160; y < 200; y++ {
		for x := 200; x < 440; x++ {
			title.Set(x, y, color.White)
		}
	}
	if !frame.Black(plain(10, 10, color.Black)) || !frame.Black(noisy) || frame.Black(title) || frame.Black(plain(640, 360, color.Gray{Y: 50})) {
		t.Error("black and not black are mixed up")
	}
	for _, tt := range []struct{ begins, length time.Duration }{
		{0, time.Minute},
		{300 * time.Millisecond, time.Minute},
		{2700 * time.Millisecond, time.Minute},
		{40 * time.Second, 10 * time.Minute},
		{70 * time.Minute, 2 * time.Hour},
		{100 * time.Millisecond, time.Second},
	} {
		asked := 0
		got, err := frame.FirstVisible(t.Context(), tt.length, func(_ context.Context, at time.Duration) (image.Image, error) {
			asked++
			if at < tt.begins {
				return noisy, nil
			}
			return title, nil
		})
		if err != nil || got < tt.begins || got > tt.begins+250*time.Millisecond {
			t.Errorf("begins at %v of %v: got %v, %v", tt.begins, tt.length, got, err)
		}
		if asked > 60 {
			t.Errorf("begins at %v of %v: %d pictures were asked for", tt.begins, tt.length, asked)
		}
	}
	_, err := frame.FirstVisible(t.Context(), time.Hour, func(context.Context, time.Duration) (image.Image, error) { return noisy, nil })
	if !errors.Is(err, frame.ErrAllBlack) {
		t.Errorf("an all black video: %v", err)
	}
	broken := errors.New("no picture")
	_, err = frame.FirstVisible(t.Context(), time.Hour, func(context.Context, time.Duration) (image.Image, error) { return nil, broken })
	if !errors.Is(err, broken) {
		t.Errorf("without pictures: %v", err)
	}
}

func encoded(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPicturesForWatermarksAreChecked(t *testing.T) {
	logo := plain(64, 32, color.NRGBA{R: 255, A: 128})
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, logo, nil); err != nil {
		t.Fatal(err)
	}
	noise := image.NewNRGBA(image.Rect(0, 0, 1000, 1000))
	for i := range noise.Pix {
		noise.Pix[i] = byte(rand.Uint32())
	}
	deep := image.NewNRGBA64(image.Rect(0, 0, 64, 64))
	for _, tt := range []struct {
		name string
		data []byte
		err  error
		note string
	}{
		{"a logo", encoded(t, logo), nil, ""},
		{"a JPEG", photo.Bytes(), frame.ErrNotPNG, ""},
		{"text", []byte("logo"), frame.ErrNotPNG, ""},
		{"empty", nil, frame.ErrNotPNG, ""},
		{"3 MiB", encoded(t, noise), frame.ErrTooLarge, ""},
		{"cut off", encoded(t, logo)[:60], frame.ErrBroken, ""},
		{"1 × 1", encoded(t, plain(1, 1, color.NRGBA{A: 10})), nil, "1 × 1"},
		{"16 bits", encoded(t, deep), nil, "16 bits"},
		{"20,000 wide", encoded(t, image.NewNRGBA(image.Rect(0, 0, 20_000, 20))), nil, "larger than any video"},
		{"without transparency", encoded(t, plain(64, 32, color.White)), nil, "no transparent"},
	} {
		_, notes, err := frame.ReadMark(tt.data)
		if !errors.Is(err, tt.err) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.err)
		}
		if got := strings.Join(notes, " "); (got == "") != (tt.note == "") || !strings.Contains(got, tt.note) {
			t.Errorf("%s: noted %q, want %q", tt.name, got, tt.note)
		}
	}
	bomb := bytes.Clone(encoded(t, logo))
	copy(bomb[16:24], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65,536 × 65,536 in the header
	if _, _, err := frame.ReadMark(bomb); err == nil {
		t.Error("a picture of four thousand million pixels is unpacked")
	}
}

func TestSettingsOfProfilesAreChecked(t *testing.T) {
	good := library.Watermark{Opacity: 1, Scale: 0.15, Padding: 0.05, Position: "upperRight"}
	if err := frame.CheckMark(good); err != nil {
		t.Error(err)
	}
	for _, change := range []func(*library.Watermark){
		func(w *library.Watermark) { w.Opacity = 1.1 }, func(w *library.Watermark) { w.Scale = -0.1 },
		func(w *library.Watermark) { w.Padding = 2 }, func(w *library.Watermark) { w.Position = "top" },
	} {
		bad := good
		change(&bad)
		if frame.CheckMark(bad) == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}

func TestMarksLieWhereTheirProfileSays(t *testing.T) {
	for _, tt := range []struct {
		name        string
		video, mark image.Point
		w           library.Watermark
		want        image.Rectangle
	}{
		{"upper right", image.Pt(1920, 1080), image.Pt(400, 200), library.Watermark{Scale: 0.15, Padding: 0.05, Position: "upperRight"}, image.Rect(1536, 54, 1824, 198)},
		{"lower left", image.Pt(1920, 1080), image.Pt(400, 200), library.Watermark{Scale: 0.15, Padding: 0.05, Position: "lowerLeft"}, image.Rect(96, 882, 384, 1026)},
		{"portrait", image.Pt(1080, 1920), image.Pt(400, 200), library.Watermark{Scale: 0.5, Position: "upperLeft"}, image.Rect(0, 0, 540, 270)},
		{"fills", image.Pt(1000, 1000), image.Pt(10, 10), library.Watermark{Scale: 1, Padding: 0.1, Position: "lowerRight"}, image.Rect(0, 0, 1000, 1000)},
		{"as it is", image.Pt(640, 360), image.Pt(100, 50), library.Watermark{Position: "center", Padding: 0.4}, image.Rect(270, 155, 370, 205)},
		{"as it is, too large", image.Pt(640, 360), image.Pt(6400, 360), library.Watermark{Position: "center"}, image.Rect(0, 162, 640, 198)},
	} {
		if got := frame.Place(tt.video, tt.mark, tt.w); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
	still := plain(320, 180, color.Black)
	out := frame.Compose(still, plain(40, 40, color.White), image.Pt(1920, 1080), library.Watermark{Scale: 0.5, Opacity: 0.5, Position: "center"})
	if got := out.RGBAAt(160, 90).R; got < 126 || got > 129 {
		t.Errorf("half white over black is %d", got)
	}
	if out.RGBAAt(100, 90).R != 0 || still.RGBAAt(160, 90).R != 0 {
		t.Error("the picture covers more than its place, or changes the frame it is laid over")
	}
}
