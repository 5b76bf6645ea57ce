package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var forest = Scene{
	Name:  "Forest in fog, take 1",
	Slug:  "forest-in-fog",
	set:   forestSet,
	film:  photo,
	sound: wind,
}

// trunk is one tree: where it meets the upper edge and the ground, how wide it
// is there, and how near: 0 is lost in the fog and 1 in front of the camera.
type trunk struct {
	top, foot, width, near float64
}

const farTrees = 22

// trees come in order from the far ones to the near ones.
func trees() []trunk {
	var all []trunk
	for i := range farTrees {
		x := -60 + 78*float64(i) + 60*paint.Speck(i, 1, 17)
		all = append(all, trunk{x, x + 26*(paint.Speck(i, 2, 17)-.5), 9 + 9*paint.Speck(i, 3, 17), .12 + .16*paint.Speck(i, 4, 17)})
	}
	return append(all,
		trunk{298, 300, 22, .42}, trunk{350, 342, 17, .38}, trunk{518, 520, 24, .42}, trunk{690, 688, 18, .38}, trunk{1145, 1150, 20, .4},
		trunk{1262, 1250, 26, .48}, trunk{395, 425, 40, .7}, trunk{590, 606, 38, .72}, trunk{790, 804, 34, .72},
		trunk{832, 814, 36, .74}, trunk{1252, 1240, 32, .7}, trunk{1030, 1024, 24, .7}, trunk{62, 84, 38, .92}, trunk{202, 206, 50, 1},
		trunk{862, 894, 40, .95}, trunk{960, 976, 42, 1}, trunk{1354, 1336, 52, 1}, trunk{1540, 1558, 40, .92},
	)
}

func forestSet(v paint.View) shot {
	fog := paint.Stops(0, 0xBCC7C4, 45, 0xB9C4C1, 315, 0xAEBAB6, 585, 0x9FACA6, 700, 0x8F9C94, 800, 0x7C8A7C, 900, 0x66745C)
	plate := paint.New(v)
	plate.Wash(fog)
	all := trees()
	shapes, barks := make([]paint.Path, len(all)), make([]paint.Ramp, len(all))
	for i, k := range all {
		shapes[i], barks[i] = k.outline(i), k.bark(fog)
	}
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		for i, k := range all {
			if i == farTrees {
				drift(c, t)
			}
			dx := -8 - 64*(t-.1)*(.25+k.near*k.near) // the camera walks to the right
			c.FillWith(shapes[i].Moved(dx, 0), func(_, y float64, _ paint.Color) paint.Color { return barks[i].At(y) })
		}
		undergrowth(c, t)
	}
}

// bark is the tree's colour over y: the nearer, the less fog hangs before it.
func (k trunk) bark(fog paint.Ramp) paint.Ramp {
	wood := paint.Hex(0x18211D).Mix(paint.Hex(0x3C4A42), 1-k.near)
	veil := math.Pow(1-k.near, 1.25)
	return paint.RampOf(0, paint.Height, func(y float64) paint.Color {
		return wood.Times(1.1-.3*paint.Smooth(200, 800, y)).Mix(fog.At(y), veil*(1.02-.16*paint.Smooth(300, 900, y)))
	})
}

// outline is the trunk with its broken branches.
func (k trunk) outline(seed int) paint.Path {
	w := k.width
	p := paint.Polygon(k.top-.42*w, -10, k.top+.42*w, -10, k.foot+.5*w, 760, k.foot+.8*w, 860, k.foot-.8*w, 860, k.foot-.5*w, 760)
	for i := range int(2 + 4*paint.Speck(seed, 9, 19)) {
		s := func(j int) float64 { return paint.Speck(seed*31+i, j, 23) }
		y := 30 + 640*s(1)
		x := k.top + (k.foot-k.top)*y/860
		side := 1.0
		if s(2) < .5 {
			side = -1
		}
		long, drop := w*(.8+2.1*s(3)), w*(.2+1.1*s(4))
		p = append(p, paint.Stroke(2+w*.07, x, y, x+side*(w/2+long), y+drop)...)
	}
	return p
}

// drift is the fog between the far trees and the near ones.
func drift(c *paint.Canvas, t float64) {
	light := paint.Hex(0xBAC6C2)
	c.Shade(c.Frame(), func(x, y float64, under paint.Color) paint.Color {
		n := paint.Cloud(x/2600-.11*t, y/1500+.03*paint.Wave(t, 1, 0))
		return under.Mix(light, .34*paint.Smooth(.35, .8, n)*paint.Smooth(0, 300, y)*paint.Smooth(860, 600, y))
	})
}

// undergrowth is moss and grass out of focus along the lower edge.
func undergrowth(c *paint.Canvas, t float64) {
	for i, row := range []struct {
		level, rise, soft float64
		colour            paint.Color
	}{{806, 34, 44, paint.Hex(0x515F44)}, {836, 40, 30, paint.Hex(0x4C5A34)}, {872, 34, 26, paint.Hex(0x3F4C28)}} {
		shift := 40 * (t - .2) * (1 + .3*float64(i))
		line := paint.Ridge{Level: row.level, Rise: row.rise, Length: 62 + 30*float64(i), Rough: 3, Seed: 71 + i, Shift: shift}.Line()
		c.Ground(line, row.soft, func(x, y, d float64, under paint.Color) paint.Color {
			n := paint.Cloud((x+shift)/420, y/260)
			return under.Mix(row.colour.Times(.86+.34*n), .9)
		})
	}
}
