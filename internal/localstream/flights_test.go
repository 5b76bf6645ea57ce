package localstream

import (
	"context"
	"errors"
	"image"
	"image/color"
	"testing"
	"time"

	"spool/internal/localstream/seed"
)

func TestWhoLeavesTakesThePictureFromNobody(t *testing.T) {
	g := newFlights(t.Context())
	begun, gate := make(chan struct{}), make(chan struct{})
	f := func(ctx context.Context) error {
		close(begun)
		select {
		case <-gate:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	ctx, leave := context.WithCancel(t.Context())
	first, second := make(chan error, 1), make(chan error, 1)
	go func() { first <- g.do(ctx, "a", f) }()
	<-begun
	fl := g.join("a", f) // as the second does, so that it is in before the first leaves
	go func() {
		<-fl.done
		second <- fl.err
	}()
	leave()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("who left is told %v", err)
	}
	close(gate)
	if err := <-second; err != nil {
		t.Errorf("who stayed is told %v", err)
	}
	g.wait()
}

func TestAPictureNobodyWaitsForIsGivenUp(t *testing.T) {
	g := newFlights(t.Context())
	begun, ended := make(chan struct{}), make(chan error, 1)
	ctx, leave := context.WithCancel(t.Context())
	go func() {
		<-begun
		leave()
	}()
	err := g.do(ctx, "a", func(ctx context.Context) error {
		close(begun)
		<-ctx.Done()
		ended <- ctx.Err()
		return ctx.Err()
	})
	if !errors.Is(err, context.Canceled) || !errors.Is(<-ended, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	if err := g.do(t.Context(), "a", func(context.Context) error { panic("a bad picture") }); err == nil {
		t.Error("a panic is no error")
	}
	g.wait()
}

func TestDrawingEndsWithItsContext(t *testing.T) {
	v := seed.Video(0, time.Now())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	want := still{length: time.Second, fps: 1}
	want.box.Width, want.box.Height = 16, 16
	if _, err := drawAnimation(ctx, v, want); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestFewColoursShowEveryShade(t *testing.T) {
	for _, want := range []color.RGBA{{0, 0, 0, 255}, {255, 255, 255, 255}, {128, 128, 128, 255}, {200, 30, 90, 255}, {17, 240, 61, 255}} {
		img := image.NewRGBA(image.Rect(0, 0, 16, 16))
		for i := range img.Pix {
			img.Pix[i] = []uint8{want.R, want.G, want.B, want.A}[i%4]
		}
		var sum [3]int
		out := paletted(img)
		for y := range 16 {
			for x := range 16 {
				r, g, b, _ := out.At(x, y).RGBA()
				for i, c := range []uint32{r, g, b} {
					sum[i] += int(c >> 8)
				}
			}
		}
		for i, c := range []uint8{want.R, want.G, want.B} {
			if got := sum[i] / 256; got < int(c)-4 || got > int(c)+4 {
				t.Errorf("%v: part %d is %d on the whole", want, i, got)
			}
		}
	}
}
