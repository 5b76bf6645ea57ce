package gallery

import (
	"fyne.io/fyne/v2"

	"spool/widgets"
	"spool/widgets/look"
)

// components repeats the sheet of controls.
func components(b *board) {
	b.title("Components")
	b.caption("Buttons", "32 high; compact 28; onboarding 40", margin, 63)
	b.buttons()
	b.caption("Fields", "32 high; error text under the field", margin, 175)
	b.fields()
	b.caption("Switch, check, radio, segments, slider", "", margin, 307)
	b.choices()
	b.caption("Chips, tokens, keys", "", margin, 375)
	b.chips()
	b.caption("Status badges", "icon + word, never colour alone", margin, 441)
	b.badges()
	tabs := []widgets.Tab{{Label: "Details"}, {Label: "Captions", Count: "2"}, {Label: "Audio"}, {Label: "Downloads"}, {Label: "Share"}}
	b.fit(widgets.NewTabs(tabs, 0, nil), margin, 492, half-2*margin, 32)
	b.caption("Progress rows", "the tape: one block per chunk or group of chunks", margin, 543)
	b.progress()
}

func (b *board) buttons() {
	b.put(widgets.NewButton(widgets.Main, "Upload 3 videos", nil), 20, 82)
	b.put(widgets.NewButton(widgets.Neutral, "Add videos…", nil).WithIcon(look.IconPlus), 155, 82)
	b.put(widgets.NewButton(widgets.Outline, "Pause all", nil).WithIcon(look.IconPause), 294, 82)
	b.put(widgets.NewButton(widgets.Quiet, "Revert", nil), 407, 82)
	b.put(widgets.NewButton(widgets.Remove, "Delete…", nil), 482, 82)
	b.put(widgets.NewButton(widgets.Danger, "Delete", nil), 567, 82)

	b.put(widgets.NewSmallButton(widgets.Neutral, "Copy link", nil).WithIcon(look.IconLink), 20, 124)
	b.put(widgets.NewSmallButton(widgets.Soft, "Generate", nil).WithIcon(look.IconSparkle), 123, 124)
	hovered := widgets.NewSmallButton(widgets.Neutral, "Hovered", nil)
	b.put(hovered, 226, 124)
	hovered.MouseIn(nil)
	focused := widgets.NewSmallButton(widgets.Neutral, "Focused", nil)
	b.put(focused, 305, 124)
	focused.FocusGained()
	disabled := widgets.NewSmallButton(widgets.Neutral, "Disabled", nil)
	disabled.Disable()
	b.put(disabled, 383, 124)
	small := func(kind widgets.ButtonKind, icon look.IconName, tip string) *widgets.Button {
		return widgets.NewIconButton(kind, widgets.Small, icon, widgets.Tip{Text: tip}, nil)
	}
	b.put(small(widgets.Neutral, look.IconPause, "Pause"), 463, 124)
	b.put(small(widgets.Quiet, look.IconMore, "More"), 499, 124)
	b.put(widgets.NewIconButton(widgets.Outline, widgets.Normal, look.IconGrid, widgets.Tip{Text: "Grid"}, nil), 535, 122)
}

func (b *board) fields() {
	const first, second, third, width = 20, 251, 481, 219
	filled := widgets.NewField("")
	filled.SetText("Dune crossing, day two")
	b.fit(filled, first, 194, width, 32)
	focused := widgets.NewField("")
	focused.SetText("Focused field")
	b.fit(focused, second, 194, width-1, 32)
	focused.Focusable().FocusGained()
	b.fit(widgets.NewSearchField("Search names", "/"), third, 194, width, 32)
	wrong := widgets.NewField("")
	wrong.SetText("exampel")
	wrong.SetError("Not a domain name")
	b.fit(wrong, first, 236, width, 53)
	marks := []widgets.Option{{Label: "Corner mark", Icon: look.IconWatermark}}
	b.fit(widgets.NewSelect(marks, 0, nil), second, 236, width-1, 32)
	b.fit(widgets.NewChipsField("Add", []string{"example.com"}, nil), third, 236, width, 32)
}

func (b *board) choices() {
	b.put(widgets.NewSwitch(true, nil), 20, 326)
	b.put(widgets.NewSwitch(false, nil), 70, 326)
	for i, state := range []widgets.CheckState{widgets.On, widgets.Mixed, widgets.Off} {
		c := widgets.NewCheck("", nil)
		c.SetState(state)
		b.put(c, 114+32*float32(i), 326)
	}
	radios := widgets.NewRadioGroup([]string{"", ""}, 0, nil)
	for i, r := range radios.Buttons {
		b.put(r, 210+32*float32(i), 326)
	}
	b.put(widgets.NewTextSegments([]string{"Allow", "Block"}, 0, nil).Compact(), 280, 326)
	b.fit(widgets.NewSlider(0, 1, .01, .46, nil), 407, 328, 130, 24)
	b.text(look.Mono, look.Fg2, "0.46", 553, 331)
}

func (b *board) chips() {
	on := widgets.NewChip("Ready", look.IconDone, nil)
	on.Set(true, "Ready")
	b.put(on, 20, 394)
	b.put(widgets.NewChip("Creator", "", nil).WithMenu(), 126, 394)
	b.put(widgets.NewChip("Signed", look.IconLock, nil), 219, 394)
	b.put(widgets.NewToken("*.example.com", nil), 311, 396)
	b.put(widgets.NewKeyCap("Ctrl K"), 434, 399)
	b.put(widgets.NewTipCard(widgets.Tip{Text: "Copy embed code", Key: "E"}), 565, 396)
}

func (b *board) badges() {
	for _, g := range []struct {
		x    float32
		tone widgets.Tone
		icon look.IconName
		text string
	}{
		{20, widgets.Active, look.IconUpload, "Uploading 68%"},
		{134, widgets.Plain, look.IconClock, "Queued"},
		{210, widgets.Plain, look.IconPause, "Paused"},
		{284, widgets.Caution, look.IconWarning, "Waiting"},
		{358, widgets.Working, look.IconHourglass, "Processing 64%"},
		{478, widgets.Good, look.IconDone, "Ready"},
		{545, widgets.Bad, look.IconError, "Failed"},
		{611, widgets.Loud, look.IconLive, "Live"},
	} {
		b.put(widgets.NewBadge(g.tone, g.icon, g.text), g.x, 460)
	}
}

// progressRow is one state of an upload.
type progressRow struct {
	name    string
	picture string
	blocks  int // of 22 that are full, -1 for no tape
	flight  int
	tone    fyne.ThemeColorName
	icon    look.IconName
	ink     fyne.ThemeColorName
	state   string
	buttons []*widgets.Button
}

func (b *board) progress() {
	neutral := func(label string) *widgets.Button { return widgets.NewSmallButton(widgets.Neutral, label, nil) }
	soft := func(label string) *widgets.Button { return widgets.NewSmallButton(widgets.Soft, label, nil) }
	icon := func(kind widgets.ButtonKind, name look.IconName, tip string) []*widgets.Button {
		return []*widgets.Button{widgets.NewIconButton(kind, widgets.Small, name, widgets.Tip{Text: tip}, nil)}
	}
	one := func(x *widgets.Button) []*widgets.Button { return []*widgets.Button{x} }
	rows := []progressRow{
		{name: "Queued", picture: "Product turntable, matte black", icon: look.IconClock, ink: look.Fg2, state: "Starts next", buttons: icon(widgets.Quiet, look.IconToTop, "First")},
		{name: "Uploading", picture: "Harbour at dawn, 4K master", blocks: 15, flight: 16, state: "6.1 MB/s", buttons: icon(widgets.Quiet, look.IconPause, "Pause")},
		{name: "Paused", picture: "Night market walk-through", blocks: 5, tone: look.Fg3, icon: look.IconPause, ink: look.Fg2, state: "Paused at 22%", buttons: one(neutral("Resume"))},
		{name: "Waiting", picture: "Reef survey, transect 11", blocks: 11, tone: look.Warning, icon: look.IconOffline, ink: look.Warning, state: "Retry in 8 s", buttons: one(neutral("Retry now"))},
		{name: "Failed", picture: "Forest in fog, take 1", blocks: 10, tone: look.Error, icon: look.IconError, ink: look.Error, state: "File has moved", buttons: one(soft("Locate…"))},
		{name: "Checking file", picture: "Aurora time-lapse, reel 3", icon: look.IconSearch, ink: look.Fg2, state: "Reading, 12%", buttons: one(neutral("Skip"))},
		{name: "Processing", picture: "City from the ferry, evening", blocks: 14, tone: look.Process, icon: look.IconHourglass, ink: look.Process, state: "On Stream, 64%", buttons: icon(widgets.Neutral, look.IconLink, "Copy link")},
		{name: "Ready", picture: "Trail run, ridge section B-roll", blocks: -1, icon: look.IconDone, ink: look.Success, state: "Ready, 03:52", buttons: []*widgets.Button{neutral("Embed").WithIcon(look.IconCopy), neutral("Link").WithIcon(look.IconCopy)}},
		{name: "Stream error", picture: "Kiln opening, spring batch", blocks: -1, icon: look.IconError, ink: look.Error, state: "Stream can’t read it", buttons: one(soft("Replace file…"))},
	}
	b.rule(margin, 562, half-2*margin)
	for i, row := range rows {
		y := 563 + 34*float32(i)
		b.progressRow(row, y)
		b.rule(margin, y+33, half-2*margin)
	}
}

func (b *board) progressRow(row progressRow, y float32) {
	thumb := widgets.NewThumbnail()
	thumb.SetImage(b.pictures(row.picture, 96, 54))
	b.fit(thumb, 20, y+3, 48, 27)
	b.text(look.SmallMedium, look.Fg, row.name, 80, y+9)
	if row.blocks >= 0 {
		tape := widgets.NewTape()
		b.fit(tape, 212, y+14, 157, widgets.TapeHeight)
		tape.Reset(widgets.TapeState{Done: float64(row.blocks) / 22, Sent: float64(row.flight) / 22, Blocks: 22, Tone: row.tone})
	}
	if row.icon != "" {
		b.icon(row.icon, look.IconCompact, row.ink, 380, y+10)
		b.text(look.Small, row.ink, row.state, 400, y+9)
	} else {
		end := b.text(look.SmallSemibold, look.Fg, row.state, 380, y+9)
		b.text(look.Small, look.Fg3, "3 min 46 s", end+6, y+9)
		line := widgets.NewSparkline()
		line.Set(widgets.BarsState{Values: sparks, Recent: 5})
		b.fit(line, 612, y+12, 55, 16)
	}
	right := half - margin
	for i := len(row.buttons) - 1; i >= 0; i-- {
		right -= row.buttons[i].MinSize().Width
		b.put(row.buttons[i], right, y+3)
		right -= 4
	}
}

var sparks = []float64{12, 10, 9, 8, 8, 8, 10, 12, 13, 14, 13, 13, 12, 10, 8, 8, 10, 13, 15}
