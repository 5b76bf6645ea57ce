package scenes

import "spool/internal/scenes/paint"

var city = Scene{
	Name:  "City from the ferry, evening",
	Slug:  "city-from-the-ferry",
	set:   citySet,
	film:  photo,
	sound: sea,
	focus: paint.Point{X: 860, Y: 480},
}

const embankment = 590.0 // the water line of the city

// tower is one building: where it stands and how high it reaches.
type tower struct{ x, w, top float64 }

var (
	farTowers = []tower{
		{0, 62, 470}, {300, 130, 478}, {735, 62, 318}, {853, 102, 278}, {1116, 52, 304}, {1340, 54, 366}, {1470, 60, 470}, {1530, 80, 424}, {170, 60, 500},
	}
	nearTowers = []tower{
		{66, 50, 451},
		{226, 55, 364},
		{279, 53, 429},
		{430, 33, 404},
		{461, 46, 373},
		{505, 69, 335},
		{572, 100, 369},
		{670, 37, 412},
		{705, 62, 391},
		{765, 90, 329},
		{953, 73, 435},
		{1024, 94, 302},
		{1201, 75, 302},
		{1274, 58, 435},
		{1378, 91, 291},
	}
)

func citySet(v paint.View) shot {
	sky := paint.Stops(0, 0x131A3E, 28, 0x18204A, 84, 0x232852, 140, 0x2B2F5C, 196, 0x363768, 253, 0x3D3D70,
		309, 0x4C4576, 365, 0x6E507A, 421, 0x875C7D, 480, 0x9C6080, 590, 0xB06A80)
	plate := paint.New(v)
	plate.Wash(sky)
	plate.GlowOval(360, 490, 520, 150, paint.Hex(0xD05C60), .2)

	far, near := skyline(farTowers, 3), skyline(nearTowers, 5)
	farLights, nearLights := windows(farTowers, 13, .45), windows(nearTowers, 29, .58)
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		c.Clouds(paint.Wisps{Rect: paint.Rect{X: 380, Y: 60, W: 760, H: 160}, Tilt: .05, Length: 420, Cover: .7, Seed: .2, Light: paint.Hex(0x57476F), Alpha: .5}, 30*t)
		c.Clouds(paint.Wisps{Rect: paint.Rect{X: 1050, Y: 20, W: 640, H: 130}, Tilt: .03, Length: 380, Cover: .6, Seed: .6, Light: paint.Hex(0x3A3F68), Alpha: .6}, 30*t)

		sail := 26 * (t - .25) // the ferry moves on: what is near passes faster
		c.Fill(far.Moved(-.5*sail, 0), paint.Hex(0x36335F))
		shine(c, farLights, -.5*sail, .5, t)
		c.Fill(near.Moved(-sail, 0), paint.Hex(0x191C37))
		shine(c, nearLights, -sail, .9, t)
		c.Tint(paint.Box(-50, embankment-7, 1700, 9), paint.Hex(0x8E3B52), .6)

		c.Mirror(embankment, paint.Ripples(embankment, t, 8, 15), func(_, y float64, m paint.Color) paint.Color {
			fade := paint.Smooth(embankment, paint.Height, y)
			return paint.Color{R: m.R*.47 + .04, G: m.G*.47 + .035, B: m.B*.56 + .06}.Mix(paint.Hex(0x20214B), .55*fade)
		})
	}
}

// skyline is the outline of the towers over a row of low houses.
func skyline(towers []tower, seed int) paint.Path {
	p := paint.Box(-60, 566, paint.Width+120, 60)
	for i := range 46 {
		x := -60 + 38*float64(i)
		p = append(p, paint.Box(x, 470+90*paint.Speck(i, 1, seed), 39, 150)...)
	}
	for _, b := range towers {
		p = append(p, paint.Box(b.x, b.top, b.w, 640-b.top)...)
	}
	return p
}

// lights are lit windows of one colour that flicker together.
type lights struct {
	colour paint.Color
	phase  float64
	panes  paint.Path
}

// windows are the lit windows of the towers and the low houses between them.
func windows(towers []tower, seed int, lit float64) []lights {
	groups := []lights{{paint.Hex(0xF2C892), .1, nil}, {paint.Hex(0xFFE3B8), .6, nil}, {paint.Hex(0x8E97CE), .3, nil}}
	add := func(b tower, house int) {
		for row := 0; b.top+12+15*float64(row) < embankment-14; row++ {
			for col := 0; 7+12*float64(col) < b.w-9; col++ {
				s := paint.Speck(house*97+col, row, seed)
				if s > lit {
					continue
				}
				g := &groups[int(s/lit*3)]
				g.panes = append(g.panes, paint.Box(b.x+7+12*float64(col), b.top+12+15*float64(row), 5, 7)...)
			}
		}
	}
	for i, b := range towers {
		add(b, i)
	}
	for i := range 18 {
		add(tower{-20 + 92*float64(i), 86, 500 + 40*paint.Speck(i, 4, seed)}, 60+i)
	}
	return groups
}

// shine paints the windows, moved along with their towers.
func shine(c *paint.Canvas, groups []lights, dx, strength, t float64) {
	for _, l := range groups {
		c.Tint(l.panes.Moved(dx, 0), l.colour, strength*(.86+.14*paint.Wave(t, 3, l.phase)))
	}
}
