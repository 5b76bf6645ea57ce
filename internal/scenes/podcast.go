package scenes

import (
	"math"

	"spool/internal/scenes/paint"
)

var podcast = Scene{
	Name:  "Field notes, episode 41",
	Slug:  "field-notes",
	set:   podcastSet,
	film:  paint.Film{Vignette: .1},
	sound: room,
	focus: paint.Point{X: 1300, Y: 450},
}

func podcastSet(v paint.View) shot {
	plate := paint.New(v)
	ramp := paint.Stops(0, 0x86485A, .18, 0x7C4352, .38, 0x683A4A, .6, 0x4C2A3E, .82, 0x301C2F, 1, 0x1D1425, 1.25, 0x17101F)
	plate.Shade(plate.Frame(), func(x, y float64, _ paint.Color) paint.Color {
		dx, dy := (x-1090)/1050, (y-390)/800
		return ramp.At(math.Sqrt(dx*dx + dy*dy))
	})
	stand, grille := v.Cut(micStand()), v.Cut(paint.RoundBox(1206, 186, 190, 314, 92))
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		waveform(c, t)
		c.Stamp(stand, paint.Hex(0x1A101C), 1)
		c.Spray(grille, 1, func(x, y float64, _ paint.Color) paint.Color {
			round := math.Abs(x-1301) / 95
			slot := paint.Smooth(-.2, .5, paint.Wave(y/14.5, 1, 0))
			colour := paint.Hex(0x251E2A).Mix(paint.Hex(0x120D14), .8*slot)
			gleam := paint.Smooth(16, 4, math.Abs(x-1236))
			return colour.Times(1.15-.5*round*round).Mix(paint.Hex(0x7C6C84), .45*gleam)
		})
	}
}

// waveform is the recording: what was played is bright, and voices pass through it.
func waveform(c *paint.Canvas, t float64) {
	played, coming := paint.Hex(0xE8A68E), paint.Hex(0x834A66)
	now := 560 + 330*t
	const pitch = 16.45
	for i := range 56 {
		x := 112 + pitch*float64(i)
		loud := .16 + .84*math.Abs(paint.Wander(x/64, 3, 21))*1.5
		swell := paint.Smooth(80, 240, x) * (1 - .5*paint.Smooth(620, 1040, x))
		voice := 1 + .1*paint.Wave(t, 6, paint.Speck(i, 1, 3))
		h := math.Min(262, 26+370*loud*swell*voice)
		reach := paint.Smooth(now+pitch, now, x)
		fade := 1 - .5*paint.Smooth(700, 1030, x)
		bar := paint.RoundBox(x, 455-h, 10.5, 2*h, 3)
		c.Tint(bar, coming, .75*fade*(1-reach))
		c.Tint(bar, played, .95*reach)
	}
}

// micStand is the fork that holds the microphone, on its foot.
func micStand() paint.Path {
	var arc []float64
	for i := range 41 {
		sin, cos := math.Sincos(math.Pi * float64(i) / 40)
		arc = append(arc, 1301-133*cos, 446+133*sin)
	}
	return paint.Join(
		paint.Stroke(13, arc...), paint.Disc(1168, 446, 6.5), paint.Disc(1434, 446, 6.5),
		paint.Box(1293, 576, 16, 190), paint.RoundBox(1196, 760, 210, 22, 11),
	)
}
