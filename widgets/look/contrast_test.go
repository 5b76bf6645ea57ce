package look_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"spool/widgets/look"
)

// grounds is where texts and graphics of a colour stand, by the pictures of the
// design.
type grounds map[fyne.ThemeColorName][]fyne.ThemeColorName

var plain = []fyne.ThemeColorName{look.Canvas, look.Sidebar, look.Surface, look.Raised, look.Hover, look.Selection}

var texts = grounds{
	look.Fg:       append([]fyne.ThemeColorName{look.Input, look.Well, look.Button, look.Pressed, look.SegOn, look.AccentSoft, look.WarningSoft, look.ErrorSoft, look.SuccessSoft}, plain...),
	look.Fg2:      append([]fyne.ThemeColorName{look.Input, look.Well, look.Button, look.AccentSoft, look.WarningSoft, look.ErrorSoft}, plain...),
	look.Fg3:      append([]fyne.ThemeColorName{look.Input}, plain...),
	look.AccentFg: append([]fyne.ThemeColorName{look.AccentSoft, look.Well}, plain...),
	look.OnAccent: {look.Accent},
	look.OnError:  {look.ErrorFill},
	look.Error:    append([]fyne.ThemeColorName{look.ErrorSoft}, plain...),
	look.Warning:  append([]fyne.ThemeColorName{look.WarningSoft, look.Well}, plain...),
	look.Success:  append([]fyne.ThemeColorName{look.SuccessSoft, look.Well}, plain...),
	look.Process:  append([]fyne.ThemeColorName{look.ProcessSoft, look.Well}, plain...),
	look.Live:     {look.Canvas, look.Sidebar, look.Surface, look.Hover, look.Selection},
	look.Canvas:   {look.Fg}, // a tooltip
	look.Disabled: {look.Fg}, // its key
}

var graphics = grounds{
	look.Accent:       {look.Canvas, look.Sidebar, look.Surface, look.Raised, look.Input, look.Selection},
	look.BorderStrong: {look.Canvas, look.Surface, look.Raised, look.Input},
	look.Fg2:          {look.Canvas, look.Sidebar, look.Surface, look.Raised, look.Track},
	look.Fg3:          {look.Canvas, look.Surface, look.Input},
	look.Success:      {look.Canvas, look.Surface, look.Raised},
	look.Warning:      {look.Canvas, look.Surface, look.Raised},
	look.Error:        {look.Canvas, look.Surface, look.Raised, look.Input},
	look.Process:      {look.Canvas, look.Surface, look.Raised},
}

// luminance and contrast are WCAG 2.2's.
func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(n.R) + 0.7152*part(n.G) + 0.0722*part(n.B)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	th := look.NewPlain(look.System)
	for _, set := range []struct {
		what  string
		least float64
		pairs grounds
	}{{"text", 4.5, texts}, {"graphic", 3, graphics}} {
		for ink, all := range set.pairs {
			for _, ground := range all {
				for _, v := range []fyne.ThemeVariant{theme.VariantDark, theme.VariantLight} {
					if got := contrast(th.Color(ink, v), th.Color(ground, v)); got < set.least {
						t.Errorf("%s %s on %s, variant %d: %.2f, want %.1f", set.what, ink, ground, v, got, set.least)
					}
				}
			}
		}
	}
}

func TestTextOnAPictureIsReadableOverWhite(t *testing.T) {
	th := look.NewPlain(look.Dark)
	shade := color.NRGBAModel.Convert(th.Color(look.ImageShade, 0)).(color.NRGBA)
	over := func(v uint8) uint8 {
		return uint8((int(v)*int(shade.A) + 255*(255-int(shade.A))) / 255)
	}
	plate := color.NRGBA{over(shade.R), over(shade.G), over(shade.B), 255}
	if got := contrast(th.Color(look.OnImage, 0), plate); got < 9 {
		t.Errorf("text on a plate over white has contrast %.1f, want 9", got)
	}
}
