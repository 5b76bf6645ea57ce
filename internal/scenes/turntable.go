package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var turntable = Scene{
	Name:  "Product turntable, matte black",
	Slug:  "product-turntable",
	set:   turntableSet,
	film:  paint.Film{Vignette: .12},
	sound: room,
	focus: paint.Point{X: 805, Y: 450},
}

// The product: a cylinder seen from a little above.
const (
	drumX, drumHalf   = 806.0, 189.0
	drumTop, drumFoot = 214.0, 690.0
	lidHeight         = 49.0 // half the height of the lid's ellipse
	footHeight        = 40.0
)

func turntableSet(v paint.View) shot {
	plate := paint.New(v)
	studio(plate)
	side := v.Cut(paint.Join(
		paint.Box(drumX-drumHalf, drumTop, 2*drumHalf, drumFoot-drumTop),
		paint.Ellipse(drumX, drumFoot, drumHalf, footHeight),
	))
	lid := v.Cut(paint.Ellipse(drumX, drumTop, drumHalf, lidHeight))
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		c.Spray(side, 1, drumSide(t))
		c.Spray(lid, 1, func(x, y float64, _ paint.Color) paint.Color {
			dx, dy := (x-drumX)/drumHalf, (y-drumTop)/lidHeight
			rim := paint.Smooth(.82, 1, dx*dx+dy*dy)
			return paint.Hex(0x232427).Mix(paint.Hex(0x36383C), paint.Smooth(.6, -.8, dx+dy)).Mix(paint.Hex(0x4A4C51), .5*rim)
		})
		mark(c, t)
	}
}

// studio is a seamless backdrop with a light behind the product.
func studio(c *paint.Canvas) {
	wall := paint.Stops(0, 0x90959E, .16, 0x858A92, .24, 0x7C8188, .36, 0x6C7177, .52, 0x5C6065, .7, 0x4C5055, .9, 0x3E4147, 1.1, 0x2F3236, 1.3, 0x252629)
	floor := paint.Stops(560, 0x7F848B, 637, 0x757A80, 690, 0x585C61, 730, 0x45484D, 787, 0x3A3C41, 850, 0x2E3034, 900, 0x272A2D)
	c.Shade(c.Frame(), func(x, y float64, _ paint.Color) paint.Color {
		dx, dy := (x-drumX)/800, (y-420)/700
		d := math.Sqrt(dx*dx + dy*dy)
		colour := wall.At(d)
		side := 1 - .5*paint.Smooth(.1, 1.1, math.Abs(dx))
		return colour.Mix(floor.At(y).Times(side*.98+.02), paint.Smooth(556, 590, y))
	})
	c.Shadow(drumX+90, drumFoot+34, 520, 66, .62)
	c.Shadow(drumX+20, drumFoot+26, 260, 40, .8)
}

// drumSide is the matte side: two soft boxes reflect in it, a line of light runs
// round it, and the grain of the cloth turns.
func drumSide(t float64) paint.Shader {
	shine := paint.Stops(-1, 0x101011, -.9, 0x262728, -.72, 0x2E2F31, -.6, 0x555658, -.5, 0x5E5F61, -.4, 0x4A4B4D, -.28, 0x232324, -.1, 0x181819,
		.55, 0x171718, .68, 0x2E2F31, .78, 0x3C3D3F, .88, 0x2A2B2D, .96, 0x151516, 1, 0x101011)
	ring := paint.Hex(0x3FA9B8)
	return func(x, y float64, _ paint.Color) paint.Color {
		dx := math.Max(-1, math.Min((x-drumX)/drumHalf, 1))
		turn := math.Asin(dx)/math.Pi + t
		bow := math.Sqrt(1 - dx*dx) // how far the round front hangs below the edge
		down := y - bow*(lidHeight+(footHeight-lidHeight)*(y-drumTop)/(drumFoot-drumTop))
		colour := shine.At(dx)
		cloth := paint.Cloud(turn*2, down/520)
		colour = colour.Times(.93 + .14*cloth)
		colour = colour.Times(1 - .35*paint.Smooth(540, drumFoot, down))
		glow := .25 + .2*paint.Wave(turn, 1, .1)
		line := paint.Smooth(8, 3, math.Abs(y-524))
		halo := paint.Smooth(46, 0, math.Abs(y-524))
		return colour.Plus(ring, .1*glow*halo).Mix(ring.Times(.55+.6*glow), .85*line)
	}
}

// mark is the small light on the lid; it shows that the table turns.
func mark(c *paint.Canvas, t float64) {
	sin, cos := math.Sincos(2*math.Pi*t + 1.95)
	x, y := drumX+128*cos, drumTop+30*sin
	c.GlowOval(x, y, 60, 18, paint.Hex(0xFFFFFF), .16)
	c.Fill(paint.Ellipse(x, y, 15, 5.2), paint.Hex(0xEDEFF2))
}
