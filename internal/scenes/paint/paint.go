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
	t := (x - a) / (b - a)
	if t <= 0 {
		return 0
	}
	if t >= 1 {
		return 1
	}
	return t * t * (3 - 2*t)
}

var sines = func() (table [tableSize + 1]float64) {
	for i := range table {
		table[i] = math.Sin(2 * math.Pi * float64(i) / tableSize)
	}
	return table
}()

// Wave is a sine of the given number of whole cycles over t from 0 to 1,
// started phase cycles in. What moves by Waves is back where it began at t = 1.
// It is exact to five digits.
func Wave(t, cycles, phase float64) float64 {
	f := t*cycles + phase
	f = (f - math.Floor(f)) * tableSize
	i := min(int(f), tableSize-1)
	return sines[i] + (sines[i+1]-sines[i])*(f-float64(i))
}

func clamp(x, lo, hi float64) float64 { return min(max(x, lo), hi) }

// tableSize is how finely ramps and curves are worked out ahead of time.
const tableSize = 1024
