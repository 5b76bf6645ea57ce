package look

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

var (
	red  = color.RGBA{200, 0, 0, 255}
	blue = color.RGBA{0, 0, 200, 255}
	none = color.RGBA{}
)

func TestStraightEdgesAreExact(t *testing.T) {
	for _, c := range []struct {
		w, h          int
		radius, width float64
	}{{100, 32, 6, 1}, {130, 42, 7.8, 1}, {200, 64, 12, 2}, {33, 17, 4, 1}} {
		img := drawRounded(c.w, c.h, c.radius, c.width, red, blue)
		for i := range min(int(c.width), 2) {
			if got := img.RGBAAt(c.w/2, i); got != blue {
				t.Errorf("%v: row %d is %v, want the edge", c, i, got)
			}
			if got := img.RGBAAt(c.w-1-i, c.h/2); got != blue {
				t.Errorf("%v: column %d from the right is %v, want the edge", c, i, got)
			}
		}
		if c.radius*2 < float64(c.h) {
			if got := img.RGBAAt(c.w/2, int(c.width)); got != red {
				t.Errorf("%v: inside the edge it is %v, want the fill", c, got)
			}
		}
	}
}

func TestCornersAreRoundAndAlike(t *testing.T) {
	const w, h = 41, 29
	img := drawRounded(w, h, 8, 1, red, blue)
	if got := img.RGBAAt(0, 0); got != none {
		t.Errorf("the outermost corner pixel is %v", got)
	}
	for y := range h {
		for x := range w {
			c := img.RGBAAt(x, y)
			if m := img.RGBAAt(w-1-x, y); m != c {
				t.Fatalf("left and right differ at %d,%d: %v and %v", x, y, c, m)
			}
			if m := img.RGBAAt(x, h-1-y); m != c {
				t.Fatalf("top and bottom differ at %d,%d: %v and %v", x, y, c, m)
			}
			if c.R > c.A || c.B > c.A {
				t.Fatalf("%d,%d is not premultiplied: %v", x, y, c)
			}
		}
	}
}

func TestBoxOfEverySize(t *testing.T) {
	test.NewTempApp(t)
	b := NewBox(Button, Border, Pill)
	p := For(b.Object)
	b.Repaint(p)
	for _, size := range []fyne.Size{{}, {Width: 1}, {Height: 1}, {Width: 1, Height: 1}, {Width: 2, Height: 500}, {Width: 10_000, Height: 3}} {
		b.Place(p, 0, 0, size.Width, size.Height)
		for _, scale := range []float32{1, 1.3, 2} {
			w, h := int(size.Width*scale), int(size.Height*scale)
			if got := b.Object.Generator(w, h).Bounds().Size(); got.X != w || got.Y != h {
				t.Errorf("size %v at scale %g is drawn %v", size, scale, got)
			}
		}
	}
}

func TestAPlainBoxIsOnePixel(t *testing.T) {
	test.NewTempApp(t)
	b := NewBox(Sidebar, "", 0)
	p := For(b.Object)
	b.Place(p, 0, 0, 1280, 800)
	b.Repaint(p)
	img := b.Object.Generator(1280, 800)
	if got := img.Bounds().Size(); got != (image.Point{X: 1, Y: 1}) || img.At(0, 0) != premultiplied(p.Color(Sidebar)) {
		t.Errorf("it is drawn %v in %v", got, img.At(0, 0))
	}
}

func TestEdgeIsNeverThinnerThanAPixel(t *testing.T) {
	test.NewTempApp(t)
	b := NewBox("", Accent, 0)
	b.Place(For(b.Object), 0, 0, 40, 20)
	b.Repaint(For(b.Object))
	img := b.Object.Generator(20, 10) // scale one half
	if _, _, _, a := img.At(10, 0).RGBA(); a != 0xffff {
		t.Errorf("the edge has alpha %#x", a)
	}
}

func TestOverlayLightensTheFill(t *testing.T) {
	if got := blend(color.RGBA{0, 0, 0, 255}, color.RGBA{15, 15, 15, 15}); got != (color.RGBA{15, 15, 15, 255}) {
		t.Errorf("white at 6%% over black is %v", got)
	}
}

func BenchmarkDrawButton(b *testing.B) {
	for b.Loop() {
		drawRounded(120, 32, 6, 1, red, blue)
	}
}

func BenchmarkDrawCard(b *testing.B) {
	for b.Loop() {
		drawRounded(1176, 124, 10, 1, red, blue)
	}
}
