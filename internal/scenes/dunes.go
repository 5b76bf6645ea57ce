package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var dunes = Scene{
	Name:  "Dune crossing, day one",
	Slug:  "dune-crossing",
	set:   dunesSet,
	film:  photo,
	sound: wind,
	focus: paint.Point{X: 900, Y: 450},
}

// dune is one wave of sand: its crest and the slopes of it that lie in shade.
type dune struct {
	crest  paint.Line
	lit    paint.Color
	dark   paint.Color
	shades []shade
}

// shade is a slope turned away from the sun. It begins softly below the line
// and ends sharply at the edge that leans left from x at height y.
type shade struct {
	below paint.Line
	soft  float64
	x, y  float64
	lean  float64
}

func (s shade) at(x, y float64) float64 {
	k := paint.Smooth(-s.soft, s.soft, y-s.below(x))
	return k * paint.Smooth(24, -24, x+s.lean*(y-s.y)-s.x)
}

const always = -1000.0 // above every crest: the shade starts at the crest itself

func level(y float64) paint.Line { return func(float64) float64 { return y } }

func sandSea() []dune {
	return []dune{
		{
			crest: paint.Curve(-60, 372, 0, 357, 110, 336, 240, 326, 390, 337, 500, 352, 620, 367, 800, 373, 960, 378, 1130, 386, 1250, 381, 1400, 357, 1500, 337, 1600, 325, 1700, 318),
			lit:   paint.Hex(0xF9CA9A), dark: paint.Hex(0xBD8B6B),
			shades: []shade{
				{level(always), 1, 95, 345, 1.7},
				{paint.Curve(120, 492, 300, 470, 430, 452, 520, 412, 600, 376, 650, 350, 760, 300), 26, 1320, 378, 2.4},
				{paint.Curve(1440, 480, 1500, 462, 1600, 424, 1700, 400), 16, 1800, 400, 0},
			},
		},
		{
			crest: paint.Curve(-60, 471, 0, 471, 200, 474, 350, 489, 500, 509, 640, 518, 760, 512, 880, 485, 1000, 450, 1100, 439, 1190, 437, 1300, 447, 1400, 464, 1500, 475, 1600, 479, 1700, 478),
			lit:   paint.Hex(0xF6C593), dark: paint.Hex(0xB57C5C),
			shades: []shade{
				{paint.Curve(-60, 590, 0, 560, 90, 522, 180, 488, 260, 462, 400, 440), 22, 985, 455, 1.35},
				{paint.Curve(1100, 600, 1240, 578, 1400, 538, 1500, 506, 1600, 480, 1700, 460), 22, 1900, 480, 0},
			},
		},
		{
			crest: paint.Curve(-60, 640, 0, 645, 90, 648, 180, 641, 300, 610, 420, 573, 520, 557, 600, 555, 700, 561, 820, 571, 950, 577, 1100, 579, 1220, 584, 1330, 602, 1450, 628, 1600, 645, 1700, 645),
			lit:   paint.Hex(0xF5C08B), dark: paint.Hex(0xA96C4B),
			shades: []shade{
				{level(always), 1, 548, 557, 1.3},
				{paint.Curve(700, 750, 800, 712, 900, 672, 1000, 620, 1100, 594, 1180, 584, 1260, 560), 16, 2000, 600, 0},
			},
		},
		{
			crest: paint.Curve(-60, 690, 0, 683, 60, 677, 200, 683, 300, 684, 400, 681, 520, 686, 660, 694, 790, 713, 880, 738, 960, 757, 1060, 771, 1160, 772, 1280, 754, 1400, 722, 1500, 700, 1600, 688, 1700, 690),
			lit:   paint.Hex(0xFBC187), dark: paint.Hex(0x9E5B39),
			shades: []shade{
				{level(always), 1, 38, 680, 1.3},
				{paint.Curve(200, 900, 270, 862, 360, 818, 450, 786, 560, 764, 680, 764, 800, 778, 880, 778, 960, 752, 1020, 720), 16, 1560, 690, 1.35},
			},
		},
		{
			crest: paint.Curve(-60, 820, 0, 830, 120, 846, 250, 862, 330, 880, 420, 896, 560, 897, 660, 872, 760, 842, 860, 824, 960, 815, 1060, 813, 1200, 811, 1330, 800, 1450, 782, 1600, 765, 1700, 760),
			lit:   paint.Hex(0xF9BB80), dark: paint.Hex(0x92491F),
			shades: []shade{
				{level(always), 1, 1075, 815, 1.7},
				{paint.Curve(1380, 920, 1480, 870, 1560, 842, 1640, 832), 20, 1900, 830, 0},
			},
		},
	}
}

func dunesSet(v paint.View) shot {
	sky := paint.Stops(0, 0x6C9FC8, 18, 0x73A4CB, 318, 0xCDD8DB, 350, 0xDBDAD0, 390, 0xE4D3BD)
	plate := paint.New(v)
	plate.Wash(sky)
	sand := sandSea()
	for i, d := range sand {
		end := level(paint.Height)
		if i+1 < len(sand) {
			end = sand[i+1].crest
		}
		plate.Between(d.crest, end, 0, func(x, y, deep float64, _ paint.Color) paint.Color {
			k := 0.0
			for _, s := range d.shades {
				k = max(k, s.at(x, y))
			}
			grain := windRipples(x, y, deep, i, v.Unit())
			dark := d.dark.Times(1 + .05*min(deep/140, 1))
			return d.lit.Times(1+grain).Mix(dark.Times(1+.4*grain), k)
		})
	}
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		blownSand(c, t)
		walkers(c, t)
	}
}

// windRipples is the fine relief the wind leaves, finer the farther away; what
// pixels of the given size cannot show is left out.
func windRipples(x, y, deep float64, layer int, pixel float64) float64 {
	size := 3.5 + 2.4*float64(layer)
	bend := paint.Cloud(x/1500+float64(layer)*.3, y/1100)
	return .017*paint.Smooth(1.5, 4, size/pixel)*paint.Wave(deep/size+7*bend+x/900, 1, 0) + .05*(paint.Cloud(x/420, y/2600)-.5)
}

// blownSand is the haze that the wind carries off the crests.
func blownSand(c *paint.Canvas, t float64) {
	sand := paint.Hex(0xF6D6AE)
	c.Shade(paint.Rect{X: 0, Y: 300, W: paint.Width, H: 300}, func(x, y float64, under paint.Color) paint.Color {
		n := paint.Cloud(x/2400-.22*t, y/900+.05*t)
		fade := paint.Smooth(300, 400, y) * paint.Smooth(600, 440, y)
		return under.Mix(sand, .3*fade*paint.Smooth(.5, .85, n))
	})
}

// walkers are the four people who cross the first valley.
func walkers(c *paint.Canvas, t float64) {
	dark := paint.Hex(0x2B1D18)
	for i := range 4 {
		x := 745 + 43*float64(i) + 320*t
		y := 467 + .056*(x-815)
		stride := paint.Wave(t, 9, float64(i)*.23)
		bob := math.Abs(stride)
		c.Tint(paint.Polygon(x-3, y, x+3, y, x-34, y+9, x-44, y+9), paint.Hex(0x5A3A2A), .45)
		c.Fill(paint.Join(
			paint.Disc(0, -31-bob, 5.6),
			paint.Blob(-7.5, -24-bob, 0, -26.5-bob, 7.5, -24-bob, 6, -10, 0, -8, -6, -10),
			paint.Stroke(5, -1.5, -12, -1.5-4*stride, 0),
			paint.Stroke(5, 1.5, -12, 1.5+4*stride, 0),
		).Moved(x, y), dark)
	}
}
