package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Control heights.
const (
	Control      float32 = 32
	Compact      float32 = 28
	Generous     float32 = 40 // onboarding only
	MenuRow      float32 = 28
	TableRow     float32 = 34
	WaitingRow   float32 = 44
	ActiveRow    float32 = 54
	SidebarWidth float32 = 216
	SidebarIcons float32 = 56 // the sidebar of a narrow window
	PageBar      float32 = 56
	FilterRow    float32 = 48
	Inspector    float32 = 352
	StatusBar    float32 = 32
	Inset        float32 = 24 // around a page's content
)

// Corner radii. Pill rounds a box by half its height.
const (
	RadiusBadge   float32 = 4
	RadiusControl float32 = 6
	RadiusThumb   float32 = 8
	RadiusCard    float32 = 10
	RadiusSheet   float32 = 12
	Pill          float32 = -1
)

// Icon boxes: in controls, in compact controls, in badges, and the app's mark.
const (
	IconSize    float32 = 16
	IconCompact float32 = 14
	IconBadge   float32 = 12
	MarkSize    float32 = 24
)

// The focus ring: its width and its distance from the control.
const (
	RingWidth float32 = 2
	RingGap   float32 = 1
)

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:               13,
	theme.SizeNameCaptionText:        11,
	theme.SizeNameSubHeadingText:     15,
	theme.SizeNameHeadingText:        20,
	theme.SizeNamePadding:            4,
	theme.SizeNameInnerPadding:       8,
	theme.SizeNameInlineIcon:         16,
	theme.SizeNameLineSpacing:        4,
	theme.SizeNameSeparatorThickness: 1,
	theme.SizeNameInputBorder:        1,
	theme.SizeNameInputRadius:        RadiusControl,
	theme.SizeNameButtonRadius:       RadiusControl,
	theme.SizeNameSelectionRadius:    RadiusControl,
	theme.SizeNameCardRadius:         RadiusCard,
	theme.SizeNamePopupRadius:        RadiusCard,
	theme.SizeNameMenuRadius:         RadiusControl,
	theme.SizeNameDialogRadius:       RadiusSheet,
	theme.SizeNameScrollBar:          10,
	theme.SizeNameScrollBarSmall:     4,
	theme.SizeNameScrollBarRadius:    5,
	theme.SizeNameModalBlurRadius:    0,
}
