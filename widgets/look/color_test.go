package look_test

import (
	"fmt"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"spool/widgets/look"
)

// design is the table of colours as the design states it.
var design = []struct {
	name        string
	token       fyne.ThemeColorName
	dark, light string
	fyne        []fyne.ThemeColorName // Fyne's names for it
}{
	{"canvas", look.Canvas, "#181716", "#FBFAF8", []fyne.ThemeColorName{"spool.canvas", theme.ColorNameHeaderBackground}},
	{"sidebar", look.Sidebar, "#131211", "#F2F0EB", []fyne.ThemeColorName{"spool.sidebar"}},
	{"surface", look.Surface, "#201E1D", "#FFFFFF", []fyne.ThemeColorName{"spool.surface"}},
	{"raised", look.Raised, "#2A2826", "#FFFFFF", []fyne.ThemeColorName{theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground}},
	{"input", look.Input, "#121110", "#FFFFFF", []fyne.ThemeColorName{theme.ColorNameInputBackground}},
	{"well", look.Well, "#0E0D0D", "#ECE9E3", []fyne.ThemeColorName{"spool.well"}},
	{"button", look.Button, "#2E2B29", "#EDEAE4", []fyne.ThemeColorName{theme.ColorNameButton, theme.ColorNameDisabledButton}},
	{"hover", look.Hover, "#262422", "#F0EDE8", []fyne.ThemeColorName{"spool.hover"}},
	{"pressed", look.Pressed, "#34312E", "#E4E0D9", []fyne.ThemeColorName{"spool.pressed"}},
	{"segOn", look.SegOn, "#34312E", "#FFFFFF", []fyne.ThemeColorName{"spool.segOn"}},
	{"selection", look.Selection, "#11323A", "#DCF0F3", []fyne.ThemeColorName{theme.ColorNameSelection}},
	{"separator", look.Separator, "#2C2A28", "#E6E2DB", []fyne.ThemeColorName{theme.ColorNameSeparator}},
	{"border", look.Border, "#3C3936", "#D2CCC3", []fyne.ThemeColorName{theme.ColorNameInputBorder}},
	{"borderStrong", look.BorderStrong, "#7D766F", "#8B847B", []fyne.ThemeColorName{theme.ColorNameScrollBar}},
	{"fg", look.Fg, "#F3F0EC", "#1E1B18", []fyne.ThemeColorName{theme.ColorNameForeground}},
	{"fg2", look.Fg2, "#BAB3AB", "#544E48", []fyne.ThemeColorName{"spool.foreground2"}},
	{"fg3", look.Fg3, "#9F978F", "#6A635B", []fyne.ThemeColorName{theme.ColorNamePlaceHolder}},
	{"disabled", look.Disabled, "#6E6761", "#A39C93", []fyne.ThemeColorName{theme.ColorNameDisabled}},
	{"accent", look.Accent, "#3DB8CE", "#0A7489", []fyne.ThemeColorName{theme.ColorNamePrimary}},
	{"onAccent", look.OnAccent, "#04212A", "#FFFFFF", []fyne.ThemeColorName{theme.ColorNameForegroundOnPrimary}},
	{"accentFg", look.AccentFg, "#62CBDD", "#07687C", []fyne.ThemeColorName{theme.ColorNameHyperlink}},
	{"accentMid", look.AccentMid, "#1F6A79", "#7FBFCB", []fyne.ThemeColorName{"spool.accentMid"}},
	{"accentSoft", look.AccentSoft, "#123039", "#DFF1F4", []fyne.ThemeColorName{"spool.accentSoft"}},
	{"success", look.Success, "#67C78D", "#18713D", []fyne.ThemeColorName{theme.ColorNameSuccess}},
	{"successSoft", look.SuccessSoft, "#16301F", "#E0F2E6", []fyne.ThemeColorName{"spool.successSoft"}},
	{"warning", look.Warning, "#E6B04B", "#865600", []fyne.ThemeColorName{theme.ColorNameWarning}},
	{"warningSoft", look.WarningSoft, "#352912", "#FAEED3", []fyne.ThemeColorName{"spool.warningSoft"}},
	{"error", look.Error, "#F48B7B", "#B02D1D", []fyne.ThemeColorName{theme.ColorNameError}},
	{"errorSoft", look.ErrorSoft, "#3E1F1A", "#FBE5E1", []fyne.ThemeColorName{"spool.errorSoft"}},
	{"errorFill", look.ErrorFill, "#C43F2E", "#B8321F", []fyne.ThemeColorName{"spool.errorFill"}},
	{"onError", look.OnError, "#FFFFFF", "#FFFFFF", []fyne.ThemeColorName{"spool.onErrorFill"}},
	{"process", look.Process, "#B3A1F6", "#5B40BE", []fyne.ThemeColorName{"spool.process"}},
	{"processSoft", look.ProcessSoft, "#292340", "#ECE8FB", []fyne.ThemeColorName{"spool.processSoft"}},
	{"live", look.Live, "#F67B70", "#C62F22", []fyne.ThemeColorName{"spool.live"}},
	{"track", look.Track, "#322F2C", "#E3DFD8", []fyne.ThemeColorName{"spool.track"}},
	{"scrim", look.Scrim, "#080707 66%", "#282420 46%", []fyne.ThemeColorName{"spool.scrim"}},
	{"plate on a picture", look.ImageShade, "#0C0B0B 80%", "#0C0B0B 80%", nil},
	{"button on a picture", look.ImageHover, "#F3F0EC 16%", "#F3F0EC 16%", nil},
	{"text on a picture", look.OnImage, "#F3F0EC", "#F3F0EC", nil},
	{"text on error", theme.ColorNameForegroundOnError, "#181716", "#FBFAF8", nil},
	{"text on success", theme.ColorNameForegroundOnSuccess, "#181716", "#FBFAF8", nil},
	{"text on warning", theme.ColorNameForegroundOnWarning, "#181716", "#FBFAF8", nil},
	{"stock hover", theme.ColorNameHover, "#FFFFFF 6%", "#000000 5%", nil},
	{"stock pressed", theme.ColorNamePressed, "#FFFFFF 12%", "#000000 10%", nil},
	{"stock focus", theme.ColorNameFocus, "#3DB8CE 25%", "#0A7489 25%", nil},
	{"shadow", theme.ColorNameShadow, "#000000 0%", "#000000 0%", nil},
	{"bar background", theme.ColorNameScrollBarBackground, "#000000 0%", "#000000 0%", nil},
}

func stated(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	s := fmt.Sprintf("#%02X%02X%02X", n.R, n.G, n.B)
	if n.A < 255 {
		s += fmt.Sprintf(" %d%%", (int(n.A)*100+127)/255)
	}
	return s
}

func TestEveryColourIsTheDesigns(t *testing.T) {
	th := look.NewPlain(look.System)
	for _, d := range design {
		for _, name := range append([]fyne.ThemeColorName{d.token}, d.fyne...) {
			if got := stated(th.Color(name, theme.VariantDark)); got != d.dark {
				t.Errorf("%s (%s) dark is %s, the design says %s", d.name, name, got, d.dark)
			}
			if got := stated(th.Color(name, theme.VariantLight)); got != d.light {
				t.Errorf("%s (%s) light is %s, the design says %s", d.name, name, got, d.light)
			}
		}
	}
}

func TestStockWidgetsFindEveryColour(t *testing.T) {
	test.NewTempApp(t)
	for _, mode := range []look.Mode{look.Dark, look.Light} {
		test.AssertAllColorNamesDefined(t, look.NewPlain(mode), fmt.Sprint("mode ", mode))
	}
}

func TestModeDecidesThePalette(t *testing.T) {
	const other fyne.ThemeVariant = 2 // neither light nor dark, as Fyne's tests pass it
	for _, c := range []struct {
		mode    look.Mode
		variant fyne.ThemeVariant
		want    string
	}{
		{look.System, theme.VariantDark, "#181716"},
		{look.System, theme.VariantLight, "#FBFAF8"},
		{look.System, other, "#181716"},
		{look.Light, theme.VariantDark, "#FBFAF8"},
		{look.Dark, theme.VariantLight, "#181716"},
	} {
		if got := stated(look.New(c.mode).Color(look.Canvas, c.variant)); got != c.want {
			t.Errorf("mode %d, variant %d: canvas is %s, want %s", c.mode, c.variant, got, c.want)
		}
	}
}
