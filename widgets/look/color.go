package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colour tokens. Those that Fyne's own widgets know keep Fyne's name, so a
// stock widget inside ours is coloured alike.
const (
	Canvas       = fyne.ThemeColorName("spool.canvas")
	Sidebar      = fyne.ThemeColorName("spool.sidebar")
	Surface      = fyne.ThemeColorName("spool.surface")
	Raised       = theme.ColorNameOverlayBackground
	Input        = theme.ColorNameInputBackground
	Well         = fyne.ThemeColorName("spool.well")
	Button       = theme.ColorNameButton
	Hover        = fyne.ThemeColorName("spool.hover")
	Pressed      = fyne.ThemeColorName("spool.pressed")
	SegOn        = fyne.ThemeColorName("spool.segOn")
	Selection    = theme.ColorNameSelection
	Separator    = theme.ColorNameSeparator
	Border       = theme.ColorNameInputBorder
	BorderStrong = theme.ColorNameScrollBar
	Fg           = theme.ColorNameForeground
	Fg2          = fyne.ThemeColorName("spool.foreground2")
	Fg3          = theme.ColorNamePlaceHolder
	Disabled     = theme.ColorNameDisabled
	Accent       = theme.ColorNamePrimary
	OnAccent     = theme.ColorNameForegroundOnPrimary
	AccentFg     = theme.ColorNameHyperlink
	AccentMid    = fyne.ThemeColorName("spool.accentMid")
	AccentSoft   = fyne.ThemeColorName("spool.accentSoft")
	Success      = theme.ColorNameSuccess
	SuccessSoft  = fyne.ThemeColorName("spool.successSoft")
	Warning      = theme.ColorNameWarning
	WarningSoft  = fyne.ThemeColorName("spool.warningSoft")
	Error        = theme.ColorNameError
	ErrorSoft    = fyne.ThemeColorName("spool.errorSoft")
	ErrorFill    = fyne.ThemeColorName("spool.errorFill")
	OnError      = fyne.ThemeColorName("spool.onErrorFill")
	Process      = fyne.ThemeColorName("spool.process")
	ProcessSoft  = fyne.ThemeColorName("spool.processSoft")
	Live         = fyne.ThemeColorName("spool.live")
	Track        = fyne.ThemeColorName("spool.track")
	Scrim        = fyne.ThemeColorName("spool.scrim")
	OnImage      = fyne.ThemeColorName("spool.onImage")    // text over a thumbnail
	ImageShade   = fyne.ThemeColorName("spool.imageShade") // the plate behind it
	ImageHover   = fyne.ThemeColorName("spool.imageHover") // a button on that plate, under the pointer
)

type pair struct{ dark, light color.NRGBA }

func rgb(dark, light uint32) pair { return pair{hex(dark, 0xff), hex(light, 0xff)} }

func hex(v uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: alpha}
}

// share is an alpha given in percent.
func share(percent int) uint8 { return uint8((percent*255 + 50) / 100) }

// palette holds every colour of the theme. Hover, pressed and focus under
// Fyne's own names are translucent because stock widgets blend them over
// their fill.
var palette = map[fyne.ThemeColorName]pair{
	Canvas:       rgb(0x181716, 0xFBFAF8),
	Sidebar:      rgb(0x131211, 0xF2F0EB),
	Surface:      rgb(0x201E1D, 0xFFFFFF),
	Raised:       rgb(0x2A2826, 0xFFFFFF),
	Input:        rgb(0x121110, 0xFFFFFF),
	Well:         rgb(0x0E0D0D, 0xECE9E3),
	Button:       rgb(0x2E2B29, 0xEDEAE4),
	Hover:        rgb(0x262422, 0xF0EDE8),
	Pressed:      rgb(0x34312E, 0xE4E0D9),
	SegOn:        rgb(0x34312E, 0xFFFFFF),
	Selection:    rgb(0x11323A, 0xDCF0F3),
	Separator:    rgb(0x2C2A28, 0xE6E2DB),
	Border:       rgb(0x3C3936, 0xD2CCC3),
	BorderStrong: rgb(0x7D766F, 0x8B847B),
	Fg:           rgb(0xF3F0EC, 0x1E1B18),
	Fg2:          rgb(0xBAB3AB, 0x544E48),
	Fg3:          rgb(0x9F978F, 0x6A635B),
	Disabled:     rgb(0x6E6761, 0xA39C93),
	Accent:       rgb(0x3DB8CE, 0x0A7489),
	OnAccent:     rgb(0x04212A, 0xFFFFFF),
	AccentFg:     rgb(0x62CBDD, 0x07687C),
	AccentMid:    rgb(0x1F6A79, 0x7FBFCB),
	AccentSoft:   rgb(0x123039, 0xDFF1F4),
	Success:      rgb(0x67C78D, 0x18713D),
	SuccessSoft:  rgb(0x16301F, 0xE0F2E6),
	Warning:      rgb(0xE6B04B, 0x865600),
	WarningSoft:  rgb(0x352912, 0xFAEED3),
	Error:        rgb(0xF48B7B, 0xB02D1D),
	ErrorSoft:    rgb(0x3E1F1A, 0xFBE5E1),
	ErrorFill:    rgb(0xC43F2E, 0xB8321F),
	OnError:      rgb(0xFFFFFF, 0xFFFFFF),
	Process:      rgb(0xB3A1F6, 0x5B40BE),
	ProcessSoft:  rgb(0x292340, 0xECE8FB),
	Live:         rgb(0xF67B70, 0xC62F22),
	Track:        rgb(0x322F2C, 0xE3DFD8),
	Scrim:        {hex(0x080707, share(66)), hex(0x282420, share(46))},
	OnImage:      rgb(0xF3F0EC, 0xF3F0EC),
	ImageShade:   {hex(0x0C0B0B, share(80)), hex(0x0C0B0B, share(80))},
	ImageHover:   {hex(0xF3F0EC, share(16)), hex(0xF3F0EC, share(16))},

	// What Fyne clears a window with, divided by 255 times 255 where it is to be
	// divided by 255 times 257: so it becomes Canvas on the screen.
	theme.ColorNameBackground:          rgb(0x181716, 0xF9F8F6),
	theme.ColorNameHeaderBackground:    rgb(0x181716, 0xFBFAF8),
	theme.ColorNameMenuBackground:      rgb(0x2A2826, 0xFFFFFF),
	theme.ColorNameDisabledButton:      rgb(0x2E2B29, 0xEDEAE4),
	theme.ColorNameForegroundOnError:   rgb(0x181716, 0xFBFAF8),
	theme.ColorNameForegroundOnSuccess: rgb(0x181716, 0xFBFAF8),
	theme.ColorNameForegroundOnWarning: rgb(0x181716, 0xFBFAF8),

	theme.ColorNameHover:               {hex(0xFFFFFF, share(6)), hex(0x000000, share(5))},
	theme.ColorNamePressed:             {hex(0xFFFFFF, share(12)), hex(0x000000, share(10))},
	theme.ColorNameFocus:               {hex(0x3DB8CE, share(25)), hex(0x0A7489, share(25))},
	theme.ColorNameShadow:              {}, // stock scrolls would draw dark fades with it
	theme.ColorNameScrollBarBackground: {},

	theme.ColorNameInnerWindowBorder:         rgb(0x3C3936, 0xD2CCC3),
	theme.ColorNameInnerWindowBorderInactive: rgb(0x2C2A28, 0xE6E2DB),
}
