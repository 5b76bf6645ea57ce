package widgets

import (
	"fmt"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

// controlSheet is the controls in their states, each kind in a row.
func controlSheet() fyne.CanvasObject {
	hovered, pressed, focused, disabled := NewButton(Neutral, "Hovered", nil), NewButton(Main, "Pressed", nil), NewButton(Outline, "Focused", nil), NewButton(Soft, "Disabled", nil)
	hovered.MouseIn(&desktop.MouseEvent{})
	pressed.MouseIn(&desktop.MouseEvent{})
	pressed.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	focused.FocusGained()
	disabled.Disable()
	on, off, mixed := NewCheck("On", nil), NewCheck("Off", nil), NewCheck("Mixed", nil)
	on.SetState(On)
	mixed.SetState(Mixed)
	radios := NewRadioGroup([]string{"System", "Light"}, 0, nil)
	chip := NewChip("Ready", look.IconDone, nil)
	chip.Set(true, "Ready")
	wrong := NewField("")
	wrong.SetText("exampel")
	wrong.SetError("Not a domain name")
	filled := NewField("")
	filled.SetText("Dune crossing, day two")
	return Inset(16, 16, 16, 16, Column(14,
		Row(10, NewButton(Main, "Upload 3 videos", nil), NewButton(Neutral, "Add videos…", nil).WithIcon(look.IconPlus),
			NewButton(Outline, "Pause all", nil).WithIcon(look.IconPause), NewButton(Quiet, "Revert", nil),
			NewButton(Remove, "Delete…", nil), NewButton(Danger, "Delete", nil), NewButton(Link, "Clear finished", nil)),
		Row(10, hovered, pressed, focused, disabled, NewSmallButton(Neutral, "Copy link", nil).WithIcon(look.IconLink),
			NewIconButton(Neutral, Small, look.IconPause, Tip{}, nil), NewIconButton(Outline, Normal, look.IconGrid, Tip{}, nil)),
		Row(10, Sized(190, 0, filled), Sized(190, 0, NewSearchField("Search names", "/")), Sized(190, 0, wrong)),
		Row(10, Sized(190, 0, NewSelect([]Option{{"Corner mark", look.IconWatermark}}, 0, nil)), Sized(300, 0, NewChipsField("Add", []string{"example.com", "*.example.com"}, nil))),
		Row(10, NewSwitch(true, nil), NewSwitch(false, nil), on, off, mixed, radios.Buttons[0], radios.Buttons[1]),
		Row(10, NewTextSegments([]string{"Allow", "Block"}, 0, nil), Sized(130, 0, NewSlider(0, 1, .01, .46, nil)), NewStepper(1, 6, 3, nil)),
		Row(10, chip, NewChip("Creator", "", nil).WithMenu(), NewChip("Signed", look.IconLock, nil), NewToken("*.example.com", nil), NewKeyCap("Ctrl K"),
			NewTipCard(Tip{"Copy embed code", "E"})),
		Row(4, NewBadge(Active, look.IconUpload, "Uploading 68%"), NewBadge(Plain, look.IconClock, "Queued"), NewBadge(Caution, look.IconWarning, "Waiting"),
			NewBadge(Working, look.IconHourglass, "Processing"), NewBadge(Good, look.IconDone, "Ready"), NewBadge(Bad, look.IconError, "Failed"), NewBadge(Loud, look.IconLive, "Live")),
		NewTabs([]Tab{{Label: "Details"}, {Label: "Captions", Count: "2"}, {Label: "Share"}}, 0, nil),
	))
}

func TestGoldenControls(t *testing.T) {
	bothModes(t, func(t *testing.T, name string) {
		w := goldenWindow(t, controlSheet(), fyne.NewSize(860, 460), 1)
		test.AssertRendersToImage(t, "controls_"+name+".png", w.Canvas())
	})
}

func TestGoldenControlsAtOtherScales(t *testing.T) {
	for _, scale := range []float32{1.3, 2} {
		t.Run(fmt.Sprint(scale), func(t *testing.T) {
			test.NewTempApp(t)
			test.ApplyTheme(t, look.NewPlain(look.Dark))
			w := goldenWindow(t, controlSheet(), fyne.NewSize(480, 420), scale)
			test.AssertRendersToImage(t, fmt.Sprintf("controls_dark_%g.png", scale), w.Canvas())
		})
	}
}

func TestGoldenFrame(t *testing.T) {
	bothModes(t, func(t *testing.T, name string) {
		bar := NewPageBar("Queue", NewButton(Main, "Add videos…", nil).WithIcon(look.IconPlus))
		bar.SetNote("3 uploading")
		status := NewStatusBar()
		status.SetText(look.IconDownload, "Drop videos anywhere")
		status.SetSelection("1 selected", KeyHint{"Space", "Pause"}, KeyHint{"Del", "Remove"})
		empty := NewEmptyState(look.IconUpload, "Nothing to upload", "Drop videos or a folder anywhere in this window.",
			NewSmallButton(Main, "Add videos…", nil).WithIcon(look.IconPlus), NewSmallButton(Neutral, "From URL…", nil))
		page := Column(0, bar, Grow(Inset(16, 24, 16, 24, Column(12, NewCard(empty), NewCard(CardRows(12,
			SettingRow("Uploads at once", "More is not faster on most lines", NewStepper(1, 6, 3, nil)),
			SettingRow("Stay awake while uploading", "", NewSwitch(true, nil)))).Inset(0), NewSkeleton(2, look.WaitingRow, 56)))), status)
		w := goldenWindow(t, Stretched(0, sampleSidebar(), Grow(page)), fyne.NewSize(760, 600), 1)
		test.AssertRendersToImage(t, "frame_"+name+".png", w.Canvas())
	})
}

// Markup says what stands where; one file for each widget.
func TestGoldenMarkup(t *testing.T) {
	b := newBench(t)
	for name, c := range worked(b) {
		t.Run(name, func(t *testing.T) {
			b.window.SetContent(container.NewPadded(c.object))
			b.window.Resize(fyne.NewSize(240, 60))
			test.AssertRendersToMarkup(t, "markup/"+fileName(name)+".xml", b.window.Canvas())
		})
	}
}

func fileName(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == ' ' {
			out[i] = '_'
		}
	}
	return string(out)
}

// differing counts the pixels in which two pictures differ.
func differing(a, b image.Image) int {
	n := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if r1 != r2 || g1 != g2 || b1 != b2 {
				n++
			}
		}
	}
	return n
}
