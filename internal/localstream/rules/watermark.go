package rules

import "math"

// Mark is how a watermark's picture lies in a video: opacity, padding and scale
// are 0..1 (Cloudflare docs, Stream, applying watermarks).
type Mark struct {
	Width   int     `json:"width"`  // pixels of the picture
	Height  int     `json:"height"` // likewise
	Opacity float64 `json:"opacity"`
	Padding float64 `json:"padding"`
	Scale   float64 `json:"scale"`
	// Position is upperRight, upperLeft, lowerLeft, lowerRight or center.
	Position string `json:"position"`
	UID      string `json:"uid"`
}

// Placed is a rectangle in a video, in pixels.
type Placed struct{ X, Y, Width, Height int }

// Place says where the mark goes in a video of that size. Scale 0 leaves the
// picture as it is, 1 lets it fill the video; padding is a share of the
// video's width and of its height. The service's own algorithm is not
// published: the reading of scale and padding is unconfirmed.
func (m Mark) Place(width, height int) Placed {
	w, h := float64(m.Width), float64(m.Height)
	if m.Scale > 0 {
		share := math.Min(m.Scale*float64(width)/w, m.Scale*float64(height)/h)
		w, h = w*share, h*share
	}
	share := math.Min(1, math.Min(float64(width)/w, float64(height)/h))
	p := Placed{Width: max(1, int(math.Round(w*share))), Height: max(1, int(math.Round(h*share)))}
	spareX, spareY := width-p.Width, height-p.Height
	padX := min(spareX, int(math.Round(m.Padding*float64(width))))
	padY := min(spareY, int(math.Round(m.Padding*float64(height))))
	p.X, p.Y = spareX/2, spareY/2
	switch m.Position {
	case "upperLeft", "lowerLeft":
		p.X = padX
	case "upperRight", "lowerRight":
		p.X = spareX - padX
	}
	switch m.Position {
	case "upperLeft", "upperRight":
		p.Y = padY
	case "lowerLeft", "lowerRight":
		p.Y = spareY - padY
	}
	return p
}
