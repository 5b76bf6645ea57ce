package scenes

import "spool/internal/scenes/paint"

var encore = Scene{
	Name:  "Encore, multicam line cut",
	Slug:  "encore-line-cut",
	set:   encoreSet,
	film:  paint.Film{Vignette: .25},
	sound: chord,
	focus: paint.Point{X: 798, Y: 450},
}

const stageEdge = 618.0

func encoreSet(v paint.View) shot {
	plate := paint.New(v)
	plate.Wash(paint.Stops(0, 0x05030F, 300, 0x08051A, 560, 0x100824, stageEdge, 0x140A2A))
	plate.GlowOval(850, 600, 760, 260, paint.Hex(0x5A3A86), .55)
	crowd, rim := v.Cut(crowdPath(0)), v.Cut(crowdPath(3))
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		beat := .9 + .1*paint.Wave(t, 8, 0)
		c.GlowOval(770, 560, 190, 180, paint.Hex(0xE860D0), .95*beat)
		c.GlowOval(850, 560, 360, 200, paint.Hex(0xA878D8), .5*beat)
		spots(c, t)
		band(c, t)
		c.Fill(paint.Box(-10, stageEdge, 1700, 400), paint.Hex(0x050308))
		c.Stamp(rim, paint.Hex(0x1E1233), .9)
		c.Stamp(crowd, paint.Hex(0x040306), 1)
	}
}

// spots are the lamps over the stage and their beams, which swing slowly.
func spots(c *paint.Canvas, t float64) {
	beams := []struct {
		from, to float64
		width    float64
		light    paint.Color
		strength float64
	}{
		{120, 590, 120, paint.Hex(0xC03878), .62},
		{265, 250, 140, paint.Hex(0x3A58C0), .5},
		{420, -40, 130, paint.Hex(0x2AA0B8), .72},
		{634, 720, 120, paint.Hex(0x8A38D0), .85},
		{820, 1245, 130, paint.Hex(0xC87838), .62},
		{978, 730, 120, paint.Hex(0xC83868), .8},
		{1140, 880, 110, paint.Hex(0x3848B0), .6},
		{1345, 1640, 120, paint.Hex(0x2C9CB4), .75},
		{1515, 1660, 100, paint.Hex(0x7030B8), .7},
	}
	for i, b := range beams {
		swing := 46 * paint.Wave(t, 1, float64(i)*.23)
		c.Shine(paint.Beam{
			From: paint.Point{X: b.from, Y: -6}, To: paint.Point{X: b.to + swing, Y: stageEdge + 30}, Start: 22, End: b.width,
			Light: b.light, Strength: b.strength * (.94 + .06*paint.Wave(t, 5, float64(i)*.4)), Fade: .72, Edge: .85,
		})
	}
	for i := range 9 {
		x := 88 + 177.3*float64(i)
		c.Glow(x, 6, 62, paint.Hex(0xDDE2FF), .5)
		c.SoftOval(x, 8, 17, 15, 16, .95, paint.Plain(paint.Hex(0xF4F4FF)))
	}
}

// band is the three players; they sway with their guitars.
func band(c *paint.Canvas, t float64) {
	for i, x := range []float64{587, 798, 1009} {
		sway := .035 * paint.Wave(t, 4, float64(i)*.31)
		player := paint.Join(
			paint.Disc(3, -156, 21),
			paint.Box(-7, -140, 14, 24),
			paint.Polygon(-34, -128, 36, -128, 40, -112, 24, 4, -22, 4, -38, -112),
			paint.Stroke(11, -34, -118, -50, -88, -34, -64), // the strumming arm
			paint.Stroke(11, 34, -118, 52, -96, 62, -112),
			paint.Blob(-58, -60, -44, -82, -16, -80, 4, -70, 2, -46, -22, -36, -48, -38), // the guitar
			paint.Stroke(6, -6, -66, 84, -128),
			paint.Stroke(10, 80, -125, 94, -135),
		)
		c.Fill(player.Turned(sway).Moved(x, stageEdge), paint.Hex(0x050308))
	}
}

// crowdPath is the audience from behind, some with their hands up; grow makes
// everybody a little larger.
func crowdPath(grow float64) paint.Path {
	p := paint.Box(-20, 735, 1680, 200)
	for i := range 64 {
		s := func(j int) float64 { return paint.Speck(i, j, 61) }
		x, y := -30+1670*s(1), 690+86*s(2)
		r := 19 + 6*s(3)
		p = paint.Join(p, paint.Ellipse(x, y, r*.86+grow, r+grow), paint.RoundBox(x-36-grow, y+18-grow, 72+2*grow, 260, 30))
		if s(4) < .45 {
			lean := 34 * (s(5) - .5)
			p = append(p, paint.Stroke(9+2*grow, x+30, y+40, x+30+lean/2, y-20, x+26+lean, y-52-34*s(6))...)
		}
	}
	return p
}
