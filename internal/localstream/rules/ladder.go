package rules

import "math"

// Rung is one rendition of a video.
type Rung struct {
	Width, Height int // pixels, both even
	Bitrate       int // bits a second
}

// Covers reports whether a picture of that size needs no more pixels than a rung has.
func (r Rung) Covers(width, height int) bool { return r.Width >= width && r.Height >= height }

// rungs are the renditions there are, by the shorter side (Cloudflare docs,
// Stream, FAQ: 360p to 1080p, and the bitrates advised for each).
var rungs = []struct{ side, bitrate int }{
	{360, 1_000_000}, {480, 2_400_000}, {720, 4_800_000}, {1080, 8_000_000},
}

// Ladder returns the renditions of an input of that size, smallest first. None
// is larger than the input, but there is always one.
func Ladder(width, height int) []Rung {
	short := min(width, height)
	var ladder []Rung
	for _, r := range rungs {
		if r.side <= short || len(ladder) == 0 {
			share := math.Min(1, float64(r.side)/float64(max(1, short)))
			ladder = append(ladder, Rung{even(share * float64(width)), even(share * float64(height)), r.bitrate})
		}
	}
	return ladder
}

func even(v float64) int { return max(2, int(math.Round(v/2))*2) }
