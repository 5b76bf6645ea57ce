package gallery

import (
	"image"
	"image/color"
	"math"
)

// scene is a small painted picture: a sky, a ground, and something between.
type scene struct {
	top, middle, bottom uint32
	ridge               float64 // height of the hills, as a share
	glow                bool    // a sun over the horizon
	stripes             bool    // trunks, houses or rays
}

// The scenes, after the pictures of the design.
var (
	harbour = scene{0x24436B, 0xE8A06A, 0x2B3040, .18, true, false}
	dunes   = scene{0x7FB3D6, 0xE9C79A, 0xB98050, .30, false, false}
	studio  = scene{0x3A3D42, 0x70757B, 0x1B1C1F, .10, true, false}
	market  = scene{0x1C0E12, 0x6B2A20, 0x140A0C, .16, false, true}
	reef    = scene{0x0B6E86, 0x43C0D0, 0x7A4A38, .24, true, true}
	forest  = scene{0xA9B3AB, 0xD5DAD2, 0x3C4A3C, .12, false, true}
	aurora  = scene{0x07182A, 0x1C7F78, 0x06101A, .20, false, true}
	city    = scene{0x1C1B3C, 0x5A4A8C, 0x14142A, .34, false, true}
	peaks   = scene{0x8FA0AD, 0xD6DCE0, 0x46525A, .44, false, false}
	kiln    = scene{0x6B3C22, 0xC08850, 0x35201A, .22, true, false}
)

var scenes = []scene{harbour, dunes, city, reef, studio, peaks, aurora, forest, market, kiln}

// draw paints the scene in that many pixels.
func (s scene) draw(size image.Point) *image.RGBA {
	img := image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		for x := range size.X {
			img.SetRGBA(x, y, s.at(float64(x)/float64(size.X), float64(y)/float64(size.Y)))
		}
	}
	return img
}

func (s scene) at(x, y float64) color.RGBA {
	horizon := 1 - s.ridge - .08*math.Sin(x*7+s.ridge*20) - .03*math.Sin(x*23)
	if y > horizon {
		return mix(s.bottom, s.middle, .35*(1-y)/(1-horizon+.01))
	}
	c := mix(s.top, s.middle, math.Pow(y/horizon, 1.6))
	if s.stripes && math.Mod(x*11+s.ridge*9, 1) < .3 && y > .25 {
		c = blend(c, mix(s.bottom, s.middle, .2), .55)
	}
	if s.glow {
		d := math.Hypot((x-.58)*1.78, y-horizon+.12)
		c = blend(c, color.RGBA{255, 236, 200, 255}, math.Exp(-d*9)*.9)
	}
	return c
}

func mix(a, b uint32, t float64) color.RGBA { return blend(rgb(a), rgb(b), t) }

func rgb(v uint32) color.RGBA { return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255} }

func blend(a, b color.RGBA, t float64) color.RGBA {
	t = math.Max(0, math.Min(1, t))
	f := func(x, y uint8) uint8 { return uint8(float64(x)*(1-t) + float64(y)*t + .5) }
	return color.RGBA{f(a.R, b.R), f(a.G, b.G), f(a.B, b.B), 255}
}
