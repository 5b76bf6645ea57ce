package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var aurora = Scene{
	Name:  "Aurora time-lapse, reel 3",
	Slug:  "aurora-time-lapse",
	set:   auroraSet,
	film:  photo,
	sound: wind,
}

// curtain is one band of northern light: a lower hem that wanders across the
// sky and rays that rise from it.
type curtain struct {
	hem      paint.Line
	height   float64
	strength float64
	seed     int
	green    paint.Color
}

func auroraSet(v paint.View) shot {
	plate := paint.New(v)
	plate.Wash(paint.Stops(0, 0x10153A, 160, 0x111A40, 330, 0x102446, 520, 0x0E2C44, 620, 0x0E3247, 720, 0x0F3A50))
	for i := range 150 {
		x, y := paint.Width*paint.Speck(i, 1, 9), 560*paint.Speck(i, 2, 9)
		plate.Tint(paint.Disc(x, y, .9+1.3*paint.Speck(i, 3, 9)), paint.Hex(0xCFE0F2), .25+.5*paint.Speck(i, 4, 9))
	}
	far := paint.Curve(0, 742, 150, 760, 300, 700, 500, 668, 640, 680, 800, 706, 900, 716, 1050, 735, 1200, 726, 1330, 690, 1450, 652, 1600, 660).Craggy(26, .2)
	near := paint.Curve(0, 800, 200, 792, 400, 812, 640, 850, 760, 832, 900, 796, 1020, 792, 1160, 822, 1350, 846, 1600, 820).Craggy(20, .6)
	curtains := []curtain{
		{paint.Curve(0, 470, 150, 545, 330, 552, 480, 520, 640, 548, 800, 520, 960, 440, 1100, 360, 1250, 300, 1420, 390, 1540, 560, 1700, 520), 420, 1.1, 3, paint.Hex(0x30B27E)},
		{paint.Curve(0, 420, 160, 430, 300, 300, 440, 260, 560, 292, 680, 330, 820, 420, 950, 420, 1080, 330, 1250, 350, 1400, 320, 1600, 420), 420, 1.05, 8, paint.Hex(0x44C4C0)},
	}
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		for _, a := range curtains {
			a.paint(c, t)
		}
		c.Ground(far, 0, func(x, _, d float64, _ paint.Color) paint.Color {
			return paint.Hex(0x0A1A2C).Mix(paint.Hex(0x071120), paint.Smooth(0, 130, d))
		})
		c.Ground(near, 0, func(_, _, _ float64, _ paint.Color) paint.Color { return paint.Hex(0x02070F) })
	}
}

// paint adds the curtain's light; its hem drifts and its rays flicker.
func (a curtain) paint(c *paint.Canvas, t float64) {
	ramp := []paint.Color{a.green, paint.Hex(0x48C2BE), paint.Hex(0x3C84A8), paint.Hex(0x4A5AA0), paint.Hex(0x4E4298)}
	hems, rays := make([]float64, c.W), make([]float64, c.W)
	for px := range hems {
		x := c.X(px)
		hems[px] = a.hem(x+22*paint.Wave(t, 1, float64(a.seed)*.21)) + 16*paint.Wave(t, 1, x/900) + 22*paint.Wander(x/38, 2, a.seed+2)
		wide := .5 + .5*paint.Wander(x/62+.5*paint.Wave(t, 1, .2), 2, a.seed)
		fine := .5 + .5*paint.Wander(x/26+.8*paint.Wave(t, 1, .6), 2, a.seed+1)
		rays[px] = (.16 + .84*paint.Smooth(.32, .6, wide)) * (.5 + .5*paint.Smooth(.25, .8, fine)) * (.9 + .1*paint.Wave(t, 2, x/500))
	}
	shimmer := func(px int, y float64) paint.Color {
		up := hems[px] - y
		if up < -46 {
			return paint.Color{}
		}
		h := math.Max(up, 0) / a.height
		k := a.strength * rays[px] * paint.Smooth(-46, 30, up) * math.Exp(-2.7*h)
		i := min(h*4.2, 3.999)
		return ramp[int(i)].Mix(ramp[int(i)+1], i-math.Floor(i)).Times(k)
	}
	c.Columns(0, 600, func(px int, y float64, under paint.Color) paint.Color { return under.Plus(shimmer(px, y), 1) })
}
