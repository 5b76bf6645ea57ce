package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var kiln = Scene{
	Name:  "Kiln opening, spring batch",
	Slug:  "kiln-opening",
	set:   kilnSet,
	film:  photo,
	sound: room,
}

// pot is a turned vessel: its half width over its height, and its glaze.
type pot struct {
	x, top, foot float64
	half         float64
	profile      paint.Line // half width as a share of half, over 0 (top) to 1 (foot)
	glaze        paint.Color
	clay         paint.Color
	hem          float64 // where the glaze ends, as a share of the height
	drips        float64 // how many runs of glaze go round
	matt         float64 // 1 is matt, 0 is glossy
}

func kilnSet(v paint.View) shot {
	pots := []pot{
		{292, 262, 640, 146, paint.Curve(0, .6, .16, .82, .38, .99, .52, .99, .72, .8, .9, .5, 1, .34), paint.Hex(0x8E3424), paint.Hex(0xA4714E), .5, 7, .3},
		{603, 154, 688, 120, paint.Curve(0, .7, .14, .88, .32, 1, .5, .97, .7, .76, .9, .48, 1, .34), paint.Hex(0x165C80), paint.Hex(0xB08A6A), .44, 6, .2},
		{926, 322, 712, 186, paint.Curve(0, .44, .14, .64, .36, .92, .54, 1, .72, .9, .9, .6, 1, .42), paint.Hex(0xE4DCCB), paint.Hex(0xBE9468), .45, 8, .2},
		{1266, 208, 672, 139, paint.Curve(0, .58, .14, .8, .34, .98, .48, .99, .7, .76, .9, .46, 1, .3), paint.Hex(0x456638), paint.Hex(0xAA8458), .42, 7, .3},
	}
	plate := paint.New(v)
	studioTable(plate)
	for _, p := range pots {
		plate.Shadow(p.x+p.half*.9, p.foot-6, p.half*2.1, 40, .5)
		plate.Shadow(p.x, p.foot, p.half*.9, 20, .75)
	}
	cuts := make([]paint.Stencil, len(pots))
	for i, p := range pots {
		cuts[i] = v.Cut(p.outline())
	}
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		light := -.36 + .16*paint.Wave(t, 1, 0) // the lamp is carried past
		for i, p := range pots {
			c.Spray(cuts[i], 1, p.surface(light))
			rim := p.half * p.profile(0)
			c.Fill(paint.Ellipse(p.x, p.top, rim, rim*.13), p.clay.Times(.42))
			c.Fill(paint.Ellipse(p.x, p.top+1.5, rim*.9, rim*.085), paint.Hex(0x1D100A))
		}
	}
}

func studioTable(c *paint.Canvas) {
	wall := paint.Stops(0, 0xDAAC86, .2, 0xCEA07C, .45, 0xAF8465, .7, 0x8C674D, .95, 0x6B4B37)
	wood := paint.Stops(555, 0x8A6246, 610, 0x805A40, 675, 0x6C4B35, 740, 0x5E402C, 810, 0x513623, 900, 0x412A1A)
	c.Shade(c.Frame(), func(x, y float64, _ paint.Color) paint.Color {
		dx, dy := (x-330)/1500, (y-370)/1150
		colour := wall.At(math.Sqrt(dx*dx + dy*dy))
		if y < 549 {
			return colour
		}
		table := wood.At(y)
		table = table.Times(1.04 - .22*paint.Smooth(300, 1600, x))
		table = table.Times(1 + .05*(paint.Cloud(x/900, y/60)-.5))
		return colour.Mix(table, paint.Smooth(549, 562, y))
	})
}

func (p pot) width(y float64) float64 {
	return p.half * p.profile((y-p.top)/(p.foot-p.top))
}

func (p pot) outline() paint.Path {
	var right, left []float64
	const steps = 48
	for i := range steps + 1 {
		y := p.top + (p.foot-p.top)*float64(i)/steps
		w := p.width(y)
		right = append(right, p.x+w, y)
		left = append([]float64{p.x - w, y}, left...)
	}
	foot := p.width(p.foot)
	return paint.Join(paint.Polygon(append(right, left...)...), paint.Ellipse(p.x, p.foot, foot, foot*.14))
}

// surface is clay below and glaze above, lit from a direction between -1 (left)
// and 1 (right).
func (p pot) surface(light float64) paint.Shader {
	turned := paint.Sampled(-1, 1, func(dx float64) float64 { return math.Asin(dx) / math.Pi }) // from -1/2 to 1/2 round the front
	shade := paint.Sampled(-1, 1, func(dx float64) float64 {
		return .34 + .6*max(0, math.Cos(1.6*(dx-light))) - .16*paint.Smooth(.2, 1, dx)
	})
	gloss := paint.Sampled(-1, 1, func(dx float64) float64 { return .24 * math.Exp(-(dx-light)*(dx-light)/.0256) })
	return func(x, y float64, _ paint.Color) paint.Color {
		h := (y - p.top) / (p.foot - p.top)
		dx := (x - p.x) / p.width(y)
		turn, shade := turned(dx), shade(dx)
		clay := p.clay.Times(shade * (.94 + .12*paint.Cloud(turn, h*.9+p.x/400)))
		clay = clay.Times(1 - .14*paint.Smooth(.6, 1, h))

		run := math.Abs(math.Mod(math.Abs(turn+.5)*p.drips, 1)-.5) * 2
		edge := p.hem + .075*run
		glaze := p.glaze.Times(shade * (.8 + .12*paint.Smooth(p.hem, 0, h)))
		glaze = glaze.Plus(paint.Hex(0xFFF4E0), (1-p.matt)*gloss(dx)*paint.Smooth(-.05, .2, h))
		lip := paint.Smooth(edge+.03, edge, h) * paint.Smooth(edge-.045, edge, h)
		return clay.Mix(glaze, paint.Smooth(edge+.012, edge-.012, h)).Times(1 - .16*lip)
	}
}
