package gallery

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"spool/widgets/look"
)

// swatch is one colour token as the sheet names it.
type swatch struct {
	name  string
	token fyne.ThemeColorName
	use   string
}

var swatches = []swatch{
	{"canvas", look.Canvas, "window, list"},
	{"sidebar", look.Sidebar, "sidebar"},
	{"surface", look.Surface, "cards, inspector"},
	{"raised", look.Raised, "menus, dialogs"},
	{"input", look.Input, "fields"},
	{"well", look.Well, "code, tracks b…"},
	{"button", look.Button, "neutral button"},
	{"hover", look.Hover, "hover"},
	{"pressed", look.Pressed, "pressed"},
	{"selection", look.Selection, "selected rows"},
	{"separator", look.Separator, "hairlines"},
	{"border", look.Border, "field border"},
	{"borderStrong", look.BorderStrong, "check, dialog …"},
	{"fg", look.Fg, "text"},
	{"fg2", look.Fg2, "secondary text"},
	{"fg3", look.Fg3, "quiet text"},
	{"disabled", look.Disabled, "disabled"},
	{"accent", look.Accent, "actions, progr…"},
	{"onAccent", look.OnAccent, "text on accent"},
	{"accentFg", look.AccentFg, "links, icons"},
	{"accentMid", look.AccentMid, "in-flight chunk"},
	{"accentSoft", look.AccentSoft, "chip on"},
	{"success", look.Success, "ready"},
	{"successSoft", look.SuccessSoft, "ready badge"},
	{"warning", look.Warning, "waiting"},
	{"warningSoft", look.WarningSoft, "waiting badge"},
	{"error", look.Error, "failed"},
	{"errorSoft", look.ErrorSoft, "failed badge"},
	{"errorFill", look.ErrorFill, "delete, live"},
	{"process", look.Process, "on Stream"},
	{"processSoft", look.ProcessSoft, "process badge"},
	{"track", look.Track, "empty tape"},
}

// tokens repeats the sheet of colours, type, space and icons.
func tokens(b *board) {
	b.title("Tokens")
	b.icon(look.IconMark, look.MarkSize, look.Accent, 588, 17)
	b.text(look.Subheading, look.Fg, "Spool", 618, 19)
	b.caption("Colour", "name, value, main use", margin, 63)
	b.swatches()
	b.caption("Type", "Inter and JetBrains Mono", margin, 397)
	b.typeScale()
	b.caption("Row states", "", 444, 397)
	b.rowStates()
	b.caption("Radii", "badge, control, thumb, card, sheet", 444, 557)
	b.radii()
	b.caption("Spacing", "", margin, 654)
	b.spacing()
	b.caption("Grid", "1440 wide; scale follows the system", margin, 750)
	b.grid()
	b.caption("Icons", "16 box, 1.4 stroke, round caps", 348, 654)
	for i, name := range family {
		b.icon(name, look.IconSize, look.Fg2, 348+29*float32(i%12), 673+25*float32(i/12))
	}
}

func (b *board) variant() fyne.ThemeVariant {
	if b.name == "Light" {
		return theme.VariantLight
	}
	return theme.VariantDark
}

func (b *board) swatches() {
	for i, s := range swatches {
		x, y := margin+86*float32(i%8), 82+74*float32(i/8)
		b.box(s.token, look.Border, look.RadiusControl, x, y, 77, 26)
		b.text(look.CaptionMedium, look.Fg, s.name, x, y+29)
		value := color.NRGBAModel.Convert(look.New(look.System).Color(s.token, b.variant())).(color.NRGBA)
		hex := fmt.Sprintf("#%02X%02X%02X", value.R, value.G, value.B)
		b.put(newTiny(hex, true), x, y+42)
		b.put(newTiny(s.use, false), x, y+55)
	}
}

func (b *board) typeScale() {
	rows := []struct {
		role         look.Role
		sample, name string
		below        float32 // the hairline under it
	}{
		{look.Display, "40%", "Display 28/34 semibold", 451},
		{look.Heading, "Needs attention", "Heading 20/26 semibold", 480},
		{look.Subheading, "Access rules", "Subheading 15/20 semibold", 505},
		{look.BodyMedium, "Harbour at dawn, 4K master", "Body 13/18 medium", 530},
		{look.Body, "Drop videos anywhere in this window", "Body 13/18 regular", 555},
		{look.Small, "4.31 GB, 42:10, Marketing preset", "Small 12/16", 580},
		{look.CaptionSemibold, "Processing 64%", "Caption 11/14 semibold", 605},
		{look.Mono, "00:10:22 9c1f04d2b7ac4e1e", "Mono 12/18", 630},
	}
	above := float32(416)
	for _, r := range rows {
		middle := (above + r.below) / 2
		b.text(r.role, look.Fg, r.sample, margin, float32(int(middle-r.role.Line()/2)))
		b.text(look.Caption, look.Fg3, r.name, 270, float32(int(middle-look.Caption.Line()/2)))
		b.rule(margin, r.below, 400)
		above = r.below + 1
	}
}

func (b *board) rowStates() {
	for i, r := range []struct {
		name, note string
		fill       fyne.ThemeColorName
	}{
		{"Rest", "no fill", ""},
		{"Hover", "hover fill", look.Hover},
		{"Selected", "fill and accent edge", look.Selection},
		{"Focus", "2 px accent ring, 1 px away", ""},
	} {
		y := 416 + 30*float32(i)
		o := b.box(r.fill, "", look.RadiusControl, 444, y, 256, 26)
		if r.name == "Focus" {
			o.Edge, o.EdgeWidth = look.Accent, look.RingWidth
		}
		b.text(look.SmallMedium, look.Fg, r.name, 452, y+5)
		b.text(look.Small, look.Fg2, r.note, 532, y+5)
	}
}

func (b *board) radii() {
	for i, radius := range []float32{look.RadiusBadge, look.RadiusControl, look.RadiusThumb, look.RadiusCard, look.RadiusSheet, look.Pill} {
		x := 444 + 42*float32(i)
		b.box(look.Button, look.BorderStrong, radius, x, 576, 34, 28)
		name := fmt.Sprint(radius)
		if radius == look.Pill {
			name = "pill"
		}
		b.middle(look.Caption, look.Fg3, name, x+17, 611, 34)
	}
}

func (b *board) spacing() {
	x := margin + 2
	for _, s := range []struct{ size, middle float32 }{
		{2, 23}, {4, 39}, {8, 56}, {12, 76}, {16, 100}, {20, 128}, {24, 160}, {32, 198}, {40, 244},
	} {
		x = s.middle - s.size/2
		b.box(look.AccentMid, "", 0, x, 707-s.size, s.size, s.size)
		b.middle(look.MonoSmall, look.Fg3, fmt.Sprint(s.size), s.middle, 712, 24)
	}
}

func (b *board) grid() {
	const left, top, right, bottom = 20, 769, 320, 887
	const bar, panel = 65, 246
	b.box("", look.Border, look.RadiusControl, left, top, right-left, bottom-top)
	b.box(look.Sidebar, "", 0, left+1, top+2, bar-left-1, bottom-top-4)
	b.box(look.Surface, "", 0, panel+1, top+2, right-panel-2, bottom-top-4)
	for _, x := range []float32{bar, panel} {
		b.box(look.Border, "", 0, x, top+1, 1, bottom-top-2)
	}
	for _, y := range []float32{783, 873} {
		b.box(look.Border, "", 0, bar+2, y, panel-bar-3, 1)
	}
	b.middle(look.Caption, look.Fg2, "216", 43, 822, 44)
	b.middle(look.Caption, look.Fg2, "352", 283, 822, 60)
	b.middle(look.Caption, look.Fg2, "56", 156, 770, 60)
	b.middle(look.Caption, look.Fg2, "32", 156, 874, 60)
	b.middle(look.Caption, look.Fg3, "content, 24 inset", 156, 816, 120)
}

// family is the icons in the order of the sheet.
var family = []look.IconName{
	look.IconUpload, look.IconDownload, look.IconQueue, look.IconLibrary, look.IconLive, look.IconWatermark,
	look.IconSettings, look.IconSearch, look.IconPlus, look.IconMinus, look.IconClose, look.IconCheck,
	look.IconDown, look.IconUp, look.IconRight, look.IconLeft, look.IconUpDown, look.IconMore,
	look.IconGrip, look.IconPause, look.IconPlayFilled, look.IconPlay, look.IconRetry, look.IconUndo,
	look.IconFolder, look.IconFile, look.IconLink, look.IconCode, look.IconCopy, look.IconEye,
	look.IconEyeOff, look.IconLock, look.IconGlobe, look.IconClock, look.IconCalendar, look.IconTag,
	look.IconPerson, look.IconCaptions, look.IconAudio, look.IconShare, look.IconScissors, look.IconDelete,
	look.IconWarning, look.IconInfo, look.IconError, look.IconDone, look.IconOffline, look.IconArrowUp,
	look.IconArrowDown, look.IconArrowRight, look.IconToTop, look.IconSort, look.IconGrid, look.IconList,
	look.IconKey, look.IconOpen, look.IconSparkle, look.IconFilm, look.IconImage, look.IconShield,
	look.IconLayers, look.IconServer, look.IconSun, look.IconMoon, look.IconContrast, look.IconBolt,
	look.IconGauge, look.IconFilter, look.IconBell, look.IconDisplay, look.IconSend, look.IconEdit,
	look.IconFolderFind, look.IconMerge, look.IconSplit, look.IconSound, look.IconFullscreen, look.IconToStart,
	look.IconToEnd, look.IconTree, look.IconHealth,
}
