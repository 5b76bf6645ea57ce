package paint

import (
	"image"
	"math"
	"testing"
)

// covered is how many square units of the design frame the path fills.
func covered(v View, p Path) float64 {
	sum := 0.0
	for _, a := range v.Cut(p).cover {
		sum += float64(a) / 255
	}
	return sum * v.Unit() * v.Unit()
}

func TestPathsCoverTheirArea(t *testing.T) {
	v := Fit(800, 450)
	for name, c := range map[string]struct {
		path Path
		want float64
	}{
		"box":              {Box(100, 100, 300, 200), 60000},
		"disc":             {Disc(500, 400, 100), math.Pi * 10000},
		"round box":        {RoundBox(100, 100, 300, 200, 50), 60000 - (4-math.Pi)*2500},
		"line":             {Stroke(10, 100, 100, 400, 500), 5000},
		"overlapping":      {Join(Box(100, 100, 200, 200), Box(200, 100, 200, 200), Disc(250, 200, 60)), 60000},
		"turned and moved": {Box(-50, -50, 100, 100).Turned(.7).Moved(600, 400), 10000},
		"outside":          {Box(2000, 100, 100, 100), 0},
		"half outside":     {Box(1500, 100, 200, 100), 10000},
		"empty":            {nil, 0},
	} {
		if got := covered(v, c.path); math.Abs(got-c.want) > .01*c.want+1 {
			t.Errorf("%s covers %.0f, want %.0f", name, got, c.want)
		}
	}
}

func TestViewsKeepTheirPromise(t *testing.T) {
	for _, size := range []image.Point{{1280, 720}, {720, 1280}, {300, 300}, {1, 1}, {640, 20}} {
		crop := Crop(size.X, size.Y, 1200, 450).Frame()
		if crop.X < -1e-9 || crop.Y < -1e-9 || crop.X+crop.W > Width+1e-9 || crop.Y+crop.H > Height+1e-9 {
			t.Errorf("%v: the cropped view shows %v, more than the frame", size, crop)
		}
		if crop.X > 1200 || crop.X+crop.W < 1200 {
			t.Errorf("%v: the cropped view %v has lost its focus", size, crop)
		}
		fit := Fit(size.X, size.Y).Frame()
		if fit.X > 1e-9 || fit.Y > 1e-9 || fit.X+fit.W < Width-1e-9 || fit.Y+fit.H < Height-1e-9 {
			t.Errorf("%v: the fitted view shows %v, less than the frame", size, fit)
		}
	}
	outer := Fit(1600, 900)
	r := Rect{1000, 300, 320, 180}
	if in := outer.Inset(r); math.Abs((Width/2-in.X0)*in.Scale-1160) > 1e-9 || math.Abs((0-in.Y0)*in.Scale-300) > 1e-9 {
		t.Errorf("the inset %+v does not lie in %v", in, r)
	}
}

func TestTablesFollowWhatTheyAreMadeOf(t *testing.T) {
	curve := Curve(0, 100, 400, 300, 1000, 200, 1600, 250)
	for x, want := range map[float64]float64{-50: 100, 0: 100, 400: 300, 1000: 200, 1600: 250, 2000: 250} {
		if got := curve(x); math.Abs(got-want) > .5 {
			t.Errorf("the curve is at %.2f for x = %.0f, want %.0f", got, x, want)
		}
	}
	ramp := Stops(0, 0x000000, 100, 0xFF8000, 300, 0x0000FF)
	for x, want := range map[float64]Color{-5: {}, 50: {.5, .251, 0}, 100: {1, .502, 0}, 300: {0, 0, 1}, 999: {0, 0, 1}} {
		got := ramp.At(x)
		if d := math.Abs(float64(got.R-want.R)) + math.Abs(float64(got.G-want.G)) + math.Abs(float64(got.B-want.B)); d > .02 {
			t.Errorf("the ramp is %v at %.0f, want %v", got, x, want)
		}
	}
	for _, x := range []float64{-3.3, 0, .1, .5, .75, 12.9} {
		if got, want := Wave(x, 1, 0), math.Sin(2*math.Pi*x); math.Abs(got-want) > 1e-5 {
			t.Errorf("Wave(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestNoiseStaysInItsRangeAndIsSmooth(t *testing.T) {
	for i := range 4000 {
		x, y := float64(i)*.0137-20, float64(i)*.0071-9
		for name, f := range map[string]func(x, y float64) float64{"Cloud": Cloud, "Mottle": Mottle} {
			v := f(x, y)
			if v < 0 || v > 1 {
				t.Fatalf("%s(%v, %v) = %v", name, x, y, v)
			}
			if d := math.Abs(v - f(x+1e-5, y)); d > .01 {
				t.Fatalf("%s jumps by %v at (%v, %v)", name, d, x, y)
			}
		}
		if w := Wander(x, 4, 3); w < -1 || w > 1 {
			t.Fatalf("Wander(%v) = %v", x, w)
		}
	}
	if a, b := Cloud(.3, .4), Cloud(5.3, -2.6); math.Abs(a-b) > 1e-4 {
		t.Errorf("Cloud does not repeat: %v and %v", a, b)
	}
}

// A gradient of a fraction of a colour step must come out as a mixture of both
// steps, not as two flat bands.
func TestDevelopDithers(t *testing.T) {
	c := New(Fit(64, 64))
	c.Flood(Color{100.25 / 255, 100.25 / 255, 100.25 / 255})
	img := image.NewRGBA(image.Rect(0, 0, 64, 64))
	c.Develop(img, Film{})
	counts := map[uint8]int{}
	for i := 0; i < len(img.Pix); i += 4 {
		counts[img.Pix[i]]++
	}
	if counts[100] != 3072 || counts[101] != 1024 {
		t.Errorf("a quarter of a step became %v", counts)
	}
}

func TestLettersReadFromLeftToRight(t *testing.T) {
	v := Fit(1600, 900)
	short, long := Letters("Field", 100, 400, 100, Bold), Letters("Fieldwork", 100, 400, 100, Bold)
	if a, b := short.bounds(), long.bounds(); b.W < 1.5*a.W || a.X < 95 || a.Y > 340 || a.Y+a.H > 405 {
		t.Errorf("bounds %v and %v", a, b)
	}
	if covered(v, short) < 3000 {
		t.Errorf("the letters are not filled: %.0f", covered(v, short))
	}
}
