package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var snow = Scene{
	Name:  "Snowfield drone pass",
	Slug:  "snowfield-drone-pass",
	set:   snowSet,
	film:  photo,
	sound: wind,
}

// flutes is a wall of snow: the wind and small avalanches have combed it into
// upright ribs that shine at the crest and sink into blue shade.
type flutes struct {
	crest paint.Line
	steps float64 // how ragged the crest is
	seed  int
	crown paint.Color
	shade paint.Color
	foot  paint.Color
	depth float64 // how far down the ribs reach
	near  float64
}

func snowSet(v paint.View) shot {
	plate := paint.New(v)
	plate.Wash(paint.Stops(0, 0x2B6EAE, 28, 0x2F75B4, 84, 0x3E7FB9, 140, 0x4D8BBF, 196, 0x5C95C5, 253, 0x6BA1CB, 309, 0x7AACD2, 365, 0x8BB8D8, 430, 0x9CC0DA))
	walls := []flutes{
		{
			paint.Curve(-100, 388, 0, 392, 60, 396, 200, 385, 330, 378, 420, 396, 520, 388, 580, 410, 660, 456, 740, 430, 840, 376, 960, 345, 1060, 340, 1160, 318, 1240, 282, 1290, 300, 1360, 345, 1440, 300, 1510, 268, 1570, 226, 1640, 250, 1750, 290), 24, 2,
			paint.Hex(0xEAF2F8), paint.Hex(0xA8BDD2), paint.Hex(0xA6BBD0), 230, .4,
		},
		{
			paint.Curve(-100, 560, 0, 520, 90, 500, 180, 470, 300, 520, 400, 540, 480, 520, 600, 560, 760, 520, 840, 500, 900, 465, 960, 440, 1080, 450, 1160, 470, 1230, 520, 1330, 540, 1450, 520, 1600, 505, 1750, 520), 26, 6,
			paint.Hex(0xEDF4FA), paint.Hex(0xA2B7CC), paint.Hex(0x859BB3), 260, .7,
		},
		{
			paint.Curve(-100, 520, 0, 530, 90, 500, 170, 468, 215, 480, 290, 560, 350, 620, 420, 690, 560, 770, 700, 830, 850, 830, 980, 760, 1090, 690, 1180, 640, 1260, 630, 1400, 640, 1500, 680, 1600, 760, 1750, 790), 18, 10,
			paint.Hex(0xD4E0EA), paint.Hex(0x8097AF), paint.Hex(0x6C839B), 300, 1,
		},
		{
			paint.Curve(-100, 760, 0, 772, 100, 765, 200, 800, 300, 850, 400, 812, 520, 796, 640, 800, 760, 826, 900, 842, 1020, 830, 1150, 800, 1230, 772, 1330, 770, 1420, 820, 1500, 838, 1600, 812, 1750, 800), 20, 14,
			paint.Hex(0xCFDBE5), paint.Hex(0x8FA4BA), paint.Hex(0x7890A8), 150, 1.5,
		},
	}
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		for i, w := range []paint.Wisps{
			{Rect: paint.Rect{X: 380, Y: -60, W: 260, H: 110}, Length: 160, Seed: .1},
			{Rect: paint.Rect{X: 480, Y: 50, W: 420, H: 130}, Tilt: -.08, Length: 200, Seed: .35},
			{Rect: paint.Rect{X: 780, Y: 150, W: 760, H: 190}, Tilt: -.12, Length: 300, Seed: .7},
			{Rect: paint.Rect{X: 1240, Y: 50, W: 280, H: 100}, Tilt: -.1, Length: 200, Seed: .5},
		} {
			w.Cover, w.Light, w.Alpha = .75, paint.Hex(0xC4DBEA), .75
			c.Clouds(w, 30*t*(1+.2*float64(i)))
		}
		pan := 90 * (t - .2)
		for i, w := range walls {
			end := func(float64) float64 { return 2 * paint.Height }
			if i+1 < len(walls) {
				end = walls[i+1].line(pan)
			}
			w.paint(c, pan, end)
		}
	}
}

// rib is how far the wall stands out at x, from -1 to 1.
func (f flutes) rib(x, pan float64) float64 { return paint.Wander((x+pan*f.near)/21, 2, f.seed) }

// line is the crest for a camera that has moved by pan design units.
func (f flutes) line(pan float64) paint.Line {
	return func(x float64) float64 { return f.crest(x+pan*f.near) - f.steps*f.rib(x, pan) }
}

func (f flutes) paint(c *paint.Canvas, pan float64, end paint.Line) {
	dx := pan * f.near
	ribs := make([]float64, c.W) // one look per column: the ribs run straight down
	slope := make([]float64, c.W)
	for px := range ribs {
		x := c.X(px)
		ribs[px] = .5 + .5*f.rib(x+7, pan)
		slope[px] = paint.Smooth(-.25, .55, (f.crest(x+dx+36)-f.crest(x+dx-36))/72)
	}
	c.Between(f.line(pan), end, 0, func(x, y, d float64, _ paint.Color) paint.Color {
		px := int((x - c.X0) * c.Scale)
		long := f.depth * (.45 + .8*ribs[px])
		fade := math.Sqrt(1 - min(d/long, 1))
		facing := .42 + .58*slope[px]
		light := facing*fade*(.3+.75*paint.Smooth(.3, .8, ribs[px])) + .12*paint.Smooth(26, 0, d)
		soft := paint.Cloud((x+dx)/600, y/500)
		base := f.shade.Mix(f.foot, paint.Smooth(0, f.depth*1.3, d+50*(soft-.5))).Times(1 - .1*(1-slope[px])*fade)
		return base.Mix(f.crown, math.Min(light, 1)).Times(.97 + .06*soft)
	})
}
