package scenes

import (
	"bytes"
	"fmt"
	"image"
	"testing"
)

// difference is the mean difference of two pictures' colours, from 0 to 255.
func difference(a, b *image.RGBA) float64 {
	sum := 0
	for i := range a.Pix {
		d := int(a.Pix[i]) - int(b.Pix[i])
		sum += max(d, -d)
	}
	return float64(sum) / float64(len(a.Pix)) * 4 / 3 // the opaque alpha never differs
}

func TestSameMomentIsSamePicture(t *testing.T) {
	for _, s := range All {
		if a, b := s.Draw(.37, 97, 55), s.Draw(.37, 97, 55); !bytes.Equal(a.Pix, b.Pix) {
			t.Errorf("%s: two drawings of one frame differ", s.Slug)
		}
	}
}

func TestEverySizeIsDrawn(t *testing.T) {
	sizes := []image.Point{{1, 1}, {1, 9}, {7, 1}, {3, 5}, {96, 54}, {61, 107}, {90, 160}, {333, 41}, {41, 333}, {0, 0}, {0, 5}, {-3, 4}}
	for _, s := range All {
		for _, size := range sizes {
			for _, at := range []float64{0, 1.3} {
				img := s.Draw(at, size.X, size.Y)
				if want := image.Rect(0, 0, max(size.X, 0), max(size.Y, 0)); img.Rect != want {
					t.Fatalf("%s at %v: drawn as %v", s.Slug, size, img.Rect)
				}
				for i := 3; i < len(img.Pix); i += 4 {
					if img.Pix[i] != 255 {
						t.Fatalf("%s at %v: pixel %d is not opaque", s.Slug, size, i/4)
					}
				}
			}
		}
	}
}

func TestScenesAreAlive(t *testing.T) {
	for _, s := range All {
		first := s.Draw(0, 160, 90)
		if d := difference(first, s.Draw(.3, 160, 90)); d < .2 {
			t.Errorf("%s: hardly moves (%.3f)", s.Slug, d)
		}
		if d := difference(first, s.Draw(1./144, 160, 90)); d > 4 {
			t.Errorf("%s: jumps from the first frame to the second (%.1f)", s.Slug, d)
		}
	}
}

func TestScenesCanBeToldApart(t *testing.T) {
	thumbnails := make([]*image.RGBA, len(All))
	for i, s := range All {
		thumbnails[i] = s.Draw(.2, 96, 54)
	}
	for i, a := range thumbnails {
		for j, b := range thumbnails[:i] {
			if d := difference(a, b); d < 8 {
				t.Errorf("%s and %s look the same (%.1f)", All[i].Slug, All[j].Slug, d)
			}
		}
	}
}

// The same scene must look the same on a thumbnail and in full: shrunk to one
// size, both have about the same colours in the same places.
func TestScenesLookTheSameInEverySize(t *testing.T) {
	for _, s := range All {
		small, large := blocks(s.Draw(.2, 96, 54)), blocks(s.Draw(.2, 320, 180))
		for i := range small {
			for c := range 3 {
				if d := small[i][c] - large[i][c]; d > 22 || d < -22 {
					t.Errorf("%s: block %d differs by %.0f between sizes", s.Slug, i, d)
				}
			}
		}
	}
}

// blocks are the mean colours of 12 by 6 parts of the picture.
func blocks(img *image.RGBA) [72][3]float64 {
	var sums [72][3]float64
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		for x := range w {
			b := &sums[y*6/h*12+x*12/w]
			for c := range 3 {
				b[c] += float64(img.Pix[y*img.Stride+4*x+c]) / float64(w*h/72)
			}
		}
	}
	return sums
}

func TestByName(t *testing.T) {
	names, slugs := map[string]bool{}, map[string]bool{}
	for _, s := range All {
		if names[s.Name] || slugs[s.Slug] {
			t.Errorf("%s stands twice in All", s.Name)
		}
		names[s.Name], slugs[s.Slug] = true, true
		if got, ok := ByName(s.Name); !ok || got.Slug != s.Slug {
			t.Errorf("ByName(%q) = %q, %v", s.Name, got.Slug, ok)
		}
	}
	for name, slug := range map[string]string{
		"Dune crossing, day two":        "dune-crossing",
		"Reef survey, transect 12":      "reef-survey",
		"Interview, kitchen, camera B":  "interview-camera-b",
		"Onboarding 3: share your work": "",
		"Reef":                          "",
		"":                              "",
	} {
		if got, ok := ByName(name); got.Slug != slug || ok != (slug != "") {
			t.Errorf("ByName(%q) = %q, %v; want %q", name, got.Slug, ok, slug)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	for _, s := range All {
		for _, size := range []image.Point{{194, 109}, {1280, 720}} {
			b.Run(fmt.Sprintf("%s/%dx%d", s.Slug, size.X, size.Y), func(b *testing.B) {
				for b.Loop() {
					s.Draw(.3, size.X, size.Y)
				}
			})
		}
	}
}
