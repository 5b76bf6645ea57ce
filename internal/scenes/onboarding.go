package scenes

import "spool/internal/scenes/paint"

var createProject = Scene{
	Name:  "Onboarding 1: create a project",
	Slug:  "onboarding-1-create-a-project",
	set:   createProjectSet,
	sound: room,
	whole: true,
}

var inviteTeam = Scene{
	Name:  "Onboarding 2: invite your team",
	Slug:  "onboarding-2-invite-your-team",
	set:   inviteTeamSet,
	sound: room,
	whole: true,
}

var ink = paint.Hex(0x3A3C4C)

func createProjectSet(v paint.View) shot {
	violet := paint.Hex(0x6E69D6)
	plate := paint.New(v)
	appWindow{desk: paint.Hex(0xE0E4EE), bar: paint.Hex(0xF3F4F8), item: paint.Hex(0xDDE0E8), mark: violet, chosen: 2}.paint(plate)
	line(plate, 467, 124, 330, 40, ink)
	line(plate, 467, 186, 562, 16, paint.Hex(0xE3E5EA))

	covers := []uint32{0xD8D9FB, 0xFADFD2, 0xD3F0E0, 0xF6E3B4, 0xDBE9FB, 0xEED9F5}
	return func(c *paint.Canvas, t float64) {
		at, press := pointer(t, paint.Point{X: 838, Y: 572}, paint.Point{X: 1360, Y: 148}, paint.Point{X: 620, Y: 330}, paint.Point{X: 838, Y: 572})
		c.Lay(plate)
		c.Fill(paint.RoundBox(1280, 122, 166, 60, 12), violet)
		line(c, 1322, 146, 82, 12, paint.Hex(0xFFFFFF))
		for i, rgb := range covers {
			x, y := 470+326*float64(i%3), 246+299*float64(i/3)
			over := at.X > x && at.X < x+294 && at.Y > y && at.Y < y+262
			edge := paint.Hex(0xEBEDF2)
			if over {
				edge = violet.Mix(paint.Hex(0xFFFFFF), .4)
			}
			c.Fill(paint.RoundBox(x-2, y-2, 298, 266, 14), edge)
			c.Fill(paint.RoundBox(x, y, 294, 262, 12), paint.Hex(0xFFFFFF))
			c.Fill(paint.RoundBox(x+14, y+12, 266, 142, 8), paint.Hex(rgb))
			line(c, x+14, y+178, 118+70*paint.Speck(i, 1, 3), 20, ink)
			line(c, x+14, y+214, 130+100*paint.Speck(i, 2, 3), 12, paint.Hex(0xD3D6DE))
		}
		mouse(c, at, press, violet)
	}
}

func inviteTeamSet(v paint.View) shot {
	orange := paint.Hex(0xC8502C)
	plate := paint.New(v)
	appWindow{desk: paint.Hex(0xEAE4DC), bar: paint.Hex(0xF1F4F8), item: paint.Hex(0xC6D0D8), mark: orange, chosen: 4, dots: true}.paint(plate)
	line(plate, 461, 124, 338, 37, ink)
	line(plate, 461, 178, 563, 17, paint.Hex(0xC9D2D8))
	faces := []uint32{0xE9875F, 0x5F93DC, 0x86BF7A, 0xC77ADB, 0xE8BD55, 0x77C3C4}
	return func(c *paint.Canvas, t float64) {
		at, press := pointer(t, paint.Point{X: 826, Y: 566}, paint.Point{X: 1366, Y: 376}, paint.Point{X: 1370, Y: 146}, paint.Point{X: 826, Y: 566})
		c.Lay(plate)
		c.Fill(paint.RoundBox(1283, 122, 154, 54, 10), orange)
		line(c, 1318, 143, 84, 13, paint.Hex(0xFFF3EC))
		for i, rgb := range faces {
			y := 248 + 94.5*float64(i)
			over := at.X > 461 && at.Y > y-8 && at.Y < y+86
			edge, fill := paint.Hex(0xECEEF1), paint.Hex(0xFFFFFF)
			if over {
				edge, fill = paint.Hex(0xDCE0E5), paint.Hex(0xFAFAFA)
			}
			c.Fill(paint.RoundBox(459, y, 978, 80, 10), edge)
			c.Fill(paint.RoundBox(462, y+3, 972, 74, 8), fill)
			c.Fill(paint.Disc(507, y+40, 23), paint.Hex(rgb))
			c.Tint(paint.Join(paint.Disc(507, y+34, 8), paint.Ellipse(507, y+55, 13, 8)), paint.Hex(0xFFFFFF), .75)
			line(c, 549, y+18, 150+95*paint.Speck(i, 1, 5), 18, ink)
			line(c, 549, y+48, 230+140*paint.Speck(i, 2, 5), 12, paint.Hex(0xC9D2D8))
			invited := paint.Smooth(.34, .4, t) // the second person is invited halfway
			pill := paint.Hex(0xE1E5E9)
			if i == 1 {
				pill = pill.Mix(paint.Hex(0x6FBF8B), invited)
			}
			c.Fill(paint.RoundBox(1300, y+24, 112, 32, 16), pill)
			c.Fill(paint.RoundBox(1303, y+27, 106, 26, 13), paint.Hex(0xFFFFFF).Mix(pill, .25))
		}
		mouse(c, at, press, orange)
	}
}
