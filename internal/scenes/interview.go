package scenes

import "spool/internal/scenes/paint"

var interviewA = Scene{
	Name:  "Interview, kitchen, camera A",
	Slug:  "interview-camera-a",
	set:   cameraA.set,
	film:  photo,
	sound: room,
	focus: paint.Point{X: 785, Y: 450},
}

var interviewB = Scene{
	Name:  "Interview, kitchen, camera B",
	Slug:  "interview-camera-b",
	set:   cameraB.set,
	film:  photo,
	sound: room,
	focus: paint.Point{X: 835, Y: 450},
}

// kitchen is one camera's view of the interview: a person in front of a wall
// with a bright window on the one side and shelves on the other, all but the
// person out of focus. It is described with the window on the left.
type kitchen struct {
	mirrored     bool // the window is on the right
	shift        float64
	wall, corner paint.Color
	pane, frame  paint.Color
	jars         float64 // how bright the shelves are
	hair, tuft   paint.Color
	skin, shadow paint.Color
	shirt, fold  paint.Color
	gleam        paint.Color // the window's light on the shoulder
}

var (
	cameraA = kitchen{
		wall: paint.Hex(0x644C3B), corner: paint.Hex(0x2E221B), pane: paint.Hex(0xF6EBD4), frame: paint.Hex(0x7C6957), jars: .3,
		hair: paint.Hex(0x0E0908), tuft: paint.Hex(0x2A1B13), skin: paint.Hex(0xC09070), shadow: paint.Hex(0x4A3022),
		shirt: paint.Hex(0x33566A), fold: paint.Hex(0x0F2029), gleam: paint.Hex(0x7C97A2),
	}
	cameraB = kitchen{
		mirrored: true, shift: 31, wall: paint.Hex(0x404F58), corner: paint.Hex(0x151B1F), pane: paint.Hex(0xE0EFF4), frame: paint.Hex(0x9AA29E), jars: .34,
		hair: paint.Hex(0x3D2110), tuft: paint.Hex(0x6A4126), skin: paint.Hex(0xB98A74), shadow: paint.Hex(0x3A251B),
		shirt: paint.Hex(0x8C4E36), fold: paint.Hex(0x401F16), gleam: paint.Hex(0xA87460),
	}
)

// across is the place in the picture of a place in the description.
func (k kitchen) across(x float64) float64 {
	if k.mirrored {
		return paint.Width - x
	}
	return x
}

func (k kitchen) box(x, y, w, h float64) paint.Rect {
	if k.mirrored {
		x = paint.Width - x - w
	}
	return paint.Rect{X: x, Y: y, W: w, H: h}
}

func (k kitchen) set(v paint.View) shot {
	plate := paint.New(v)
	k.background(plate)
	return func(c *paint.Canvas, t float64) {
		c.Lay(plate)
		k.person(c, t)
	}
}

func (k kitchen) background(c *paint.Canvas) {
	c.Shade(c.Frame(), func(x, y float64, _ paint.Color) paint.Color {
		dx, dy := (k.across(x)-690)/1150, (y-330)/900
		return k.wall.Mix(k.corner, paint.Smooth(.02, 1, dx*dx+dy*dy))
	})
	c.Glow(k.across(290), 320, 620, k.pane, .1)
	c.SoftBox(k.box(75, 74, 424, 490), 14, 84, 1, func(x, y float64, _ paint.Color) paint.Color {
		side := paint.Smooth(80, 520, k.across(x))
		return k.pane.Times(.92 + .08*side)
	})
	c.SoftBox(k.box(276, 80, 26, 478), 4, 40, .8, paint.Plain(k.frame))
	k.shelves(c)
}

// shelves are three boards of jars and fruit.
func (k kitchen) shelves(c *paint.Canvas) {
	colours := []paint.Color{paint.Hex(0xD0574E), paint.Hex(0xC98A4A), paint.Hex(0x9A4A78), paint.Hex(0x7E9A48), paint.Hex(0xC8683A), paint.Hex(0x4F8F62)}
	for row := range 3 {
		y := 138 + 147*float64(row)
		x := 1075.0
		for i := 0; x < 1450; i++ {
			s := paint.Speck(i, row, 41)
			w, h := 34+34*s, 48+46*paint.Speck(i, row, 43)
			colour := colours[int(paint.Speck(i, row, 47)*float64(len(colours)))]
			c.SoftOval(k.across(x+w/2), y+40-h/2, w/2+6, h/2+4, 38, k.jars*(.7+.6*s), paint.Plain(colour))
			x += w + 8
		}
		c.SoftBox(k.box(1060, y+40, 410, 8), 2, 26, .3, paint.Plain(k.corner))
	}
}

// person paints who is interviewed: breathing, and nodding a little.
func (k kitchen) person(c *paint.Canvas, t float64) {
	breath := 3 * paint.Wave(t, 2, 0)
	cx := 782 + k.shift
	if k.mirrored {
		cx = paint.Width - 858
	}
	nod, turn := 4*paint.Wave(t, 1, .1)+1.5*paint.Wave(t, 3, 0), 7*paint.Wave(t, 1, .3)
	dark := func(colour, shade paint.Color, from, to float64) paint.Shader {
		return func(x, _ float64, _ paint.Color) paint.Color {
			return colour.Mix(shade, paint.Smooth(from, to, k.across(x)-cx))
		}
	}
	const focus = 9 // how soft the person's own edges are
	c.SoftOval(k.across(cx), 1000-breath, 400, 375, focus, 1, func(x, y float64, _ paint.Color) paint.Color {
		dx := k.across(x) - cx
		colour := k.shirt.Mix(k.fold, paint.Smooth(-330, 390, dx))
		return colour.Mix(k.gleam, .9*paint.Smooth(-170, -330, dx+.35*(y-640))*paint.Smooth(640, 800, y))
	})
	c.SoftBox(k.box(cx-83, 470, 166, 238-breath), 52, focus, 1, func(x, y float64, _ paint.Color) paint.Color {
		colour := k.skin.Times(.5).Mix(k.shadow.Times(.62), paint.Smooth(-80, 40, k.across(x)-cx))
		return colour.Times(.72 + .28*paint.Smooth(540, 660, y))
	})
	hx, hy := cx+turn, 360+nod
	c.SoftOval(k.across(hx), hy, 131, 190, focus, 1, dark(k.tuft, k.hair, -150, -60))
	c.SoftOval(k.across(hx-4), hy+28, 126, 166, focus, 1, func(x, y float64, _ paint.Color) paint.Color {
		dx := k.across(x) - hx
		colour := k.skin.Mix(k.shadow, paint.Smooth(-120, 80, dx))
		colour = colour.Mix(k.shadow, .14*paint.Smooth(-40, 10, y-hy+18)*paint.Smooth(64, 0, y-hy-8)) // the eyes' hollows
		return colour.Mix(k.shadow, .3*paint.Smooth(70, 190, y-hy))
	})
	k.fringe(c, hx, hy, focus)
}

// fringe is the hair over the forehead, combed to the side away from the window.
func (k kitchen) fringe(c *paint.Canvas, hx, hy, soft float64) {
	c.Shade(k.box(hx-150, hy-205, 300, 260), func(x, y float64, under paint.Color) paint.Color {
		dx, dy := k.across(x)-hx, y-hy
		ox, oy := dx/136, (dy+40)/154
		inside := paint.Smooth(1.05, .95, ox*ox+oy*oy)
		above := paint.Smooth(soft, -soft, dy+52-.36*dx-.0006*dx*dx)
		colour := k.hair.Mix(k.tuft, .5*paint.Smooth(-40, -140, dx+.3*dy))
		return under.Mix(colour, inside*above)
	})
}
