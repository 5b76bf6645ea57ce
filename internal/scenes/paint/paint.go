// Package paint holds the brushes that the scenes are drawn with: skies,
// ridges, water, light, soft shapes, silhouettes and letters.
//
// Everything is placed in design units on a frame 1600 wide and 900 high with
// the origin in the upper left corner, so a drawing has no pixel size of its
// own. A View says which part of that frame a picture of a given size shows; a
// Canvas holds the colours of one such picture. Colours are sRGB values from 0
// to 1 and are blended as they are, the way browsers and drawing programs do.
//
// All brushes are deterministic: the same calls give the same pixels on every
// run. A Canvas belongs to one goroutine; the brushes split their rows over the
// processors and have finished when they return.
package paint

import "math"

// Width and Height are the size of the design frame in design units.
const (
	Width  = 1600.0
	Height = 900.0
)

// Smooth is the smooth step from 0 at x = a to 1 at x = b; a may be the larger.
func Smooth(a, b, x float64) float64 {
	t := clamp((x-a)/(b-a), 0, 1)
	return t * t * (3 - 2*t)
}

// Wave is a sine of the given number of whole cycles over t from 0 to 1,
// started phase cycles in. What moves by Waves is back where it began at t = 1.
func Wave(t, cycles, phase float64) float64 {
	return math.Sin(2 * math.Pi * (t*cycles + phase))
}

func clamp(x, lo, hi float64) float64 { return math.Min(math.Max(x, lo), hi) }
