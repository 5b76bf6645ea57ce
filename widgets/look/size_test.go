package look_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"spool/widgets/look"
)

func TestSizesAreTheDesigns(t *testing.T) {
	for name, c := range map[string]struct{ got, want float32 }{
		"control": {look.Control, 32}, "compact": {look.Compact, 28}, "onboarding": {look.Generous, 40},
		"active row": {look.ActiveRow, 54}, "waiting row": {look.WaitingRow, 44}, "table row": {look.TableRow, 34}, "menu item": {look.MenuRow, 28},
		"sidebar": {look.SidebarWidth, 216}, "narrow sidebar": {look.SidebarIcons, 56}, "page bar": {look.PageBar, 56},
		"filter row": {look.FilterRow, 48}, "inspector": {look.Inspector, 352}, "status bar": {look.StatusBar, 32}, "inset": {look.Inset, 24},
		"radius of a badge": {look.RadiusBadge, 4}, "of a control": {look.RadiusControl, 6}, "of a thumbnail": {look.RadiusThumb, 8},
		"of a card": {look.RadiusCard, 10}, "of a sheet": {look.RadiusSheet, 12},
		"icon": {look.IconSize, 16}, "compact icon": {look.IconCompact, 14}, "badge icon": {look.IconBadge, 12},
		"focus ring": {look.RingWidth, 2}, "its distance": {look.RingGap, 1},
	} {
		if c.got != c.want {
			t.Errorf("%s is %g, the design says %g", name, c.got, c.want)
		}
	}
	th := look.NewPlain(look.Dark)
	for name, want := range map[fyne.ThemeSizeName]float32{
		theme.SizeNameText: 13, theme.SizeNameCaptionText: 11, theme.SizeNameSubHeadingText: 15, theme.SizeNameHeadingText: 20,
		theme.SizeNamePadding: 4, theme.SizeNameInnerPadding: 8, theme.SizeNameInlineIcon: 16, theme.SizeNameLineSpacing: 4,
		theme.SizeNameSeparatorThickness: 1, theme.SizeNameInputBorder: 1, theme.SizeNameInputRadius: 6, theme.SizeNameSelectionRadius: 6,
		theme.SizeNameScrollBar: 10, theme.SizeNameScrollBarSmall: 4, theme.SizeNameModalBlurRadius: 0,
	} {
		if got := th.Size(name); got != want {
			t.Errorf("%s is %g, the design says %g", name, got, want)
		}
	}
}

func TestStockSizesStayAboveZero(t *testing.T) {
	th := look.NewPlain(look.Dark)
	for _, name := range []fyne.ThemeSizeName{
		theme.SizeNameInnerWindowRadius, theme.SizeNameWindowButtonHeight, theme.SizeNameWindowButtonIcon, theme.SizeNameWindowTitleBarHeight,
		theme.SizeNameButtonRadius, theme.SizeNameCardRadius, theme.SizeNameDialogRadius, theme.SizeNamePopupRadius, theme.SizeNameMenuRadius,
	} {
		if th.Size(name) <= 0 {
			t.Errorf("%s is %g", name, th.Size(name))
		}
	}
}

func TestTypeScaleIsTheDesigns(t *testing.T) {
	for role, want := range map[look.Role][2]float32{
		look.Display: {28, 34}, look.Heading: {20, 26}, look.Subheading: {15, 20},
		look.Body: {13, 18}, look.BodyMedium: {13, 18}, look.Small: {12, 16}, look.SmallMedium: {12, 16},
		look.Caption: {11, 14}, look.CaptionSemibold: {11, 14}, look.Mono: {12, 18}, look.MonoSmall: {11, 14},
	} {
		if role.Size() != want[0] || role.Line() != want[1] {
			t.Errorf("role %d is %g/%g, the design says %g/%g", role, role.Size(), role.Line(), want[0], want[1])
		}
	}
}
