package frame

import (
	"image"
	"math"

	"spool/library"
)

// hardToSee is the difference in luma, of 255, below which a mark is lost in
// what is behind it.
const hardToSee = 26

// HardToSee reports whether a profile's picture is hard to make out on a frame.
// composed is the frame with the picture on it, as Compose gives it.
func HardToSee(still image.Image, composed *image.RGBA, mark image.Point, w library.Watermark) bool {
	area := Place(composed.Rect.Size(), mark, w)
	step := max(1, area.Dx()/64, area.Dy()/64)
	least := still.Bounds().Min
	changed, sum := 0, 0.0
	for y := area.Min.Y; y < area.Max.Y; y += step {
		for x := area.Min.X; x < area.Max.X; x += step {
			d := math.Abs(luma(still, least.Add(image.Pt(x, y))) - luma(composed, image.Pt(x, y)))
			// Where nothing changes the picture is transparent.
			if d > 3 {
				changed++
				sum += d
			}
		}
	}
	return changed == 0 || sum/float64(changed) < hardToSee
}

func luma(img image.Image, at image.Point) float64 {
	r, g, b, _ := img.At(at.X, at.Y).RGBA()
	return (299*float64(r) + 587*float64(g) + 114*float64(b)) / 1000 / 257
}

// SharpTo is the height of video, in steps of what Stream makes, up to which a
// profile's picture is not enlarged; 0 where it is at every size.
func SharpTo(mark image.Point, w library.Watermark) int {
	best := 0
	for _, height := range []int{360, 480, 720, 1080, 1440, 2160} {
		if Place(image.Pt(height*16/9, height), mark, w).Dx() <= mark.X {
			best = height
		}
	}
	return best
}
