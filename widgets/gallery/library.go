package gallery

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"spool/widgets"
	"spool/widgets/look"
)

// libraryPage is the grid with filters and inspector.
func libraryPage(pictures Pictures) fyne.CanvasObject {
	views := widgets.NewSegments([]widgets.Segment{
		{Icon: look.IconGrid, Tip: widgets.Tip{Text: "Grid"}}, {Icon: look.IconList, Tip: widgets.Tip{Text: "Table"}},
	}, 0, nil)
	bar := widgets.NewPageBar("Library",
		widgets.Sized(290, 0, widgets.NewSearchField("Search names, UIDs and metadata", "/")), views,
		widgets.NewButton(widgets.Main, "Add videos…", nil).WithIcon(look.IconPlus))
	bar.SetNote("342 videos, 140 h 12 min")
	on := widgets.NewChip("", look.IconDone, nil)
	on.Set(true, "Ready, 2 more")
	size := widgets.NewSlider(float64(widgets.TileLeast), float64(widgets.TileMost), 10, float64(widgets.TileDefault), nil)
	filters := widgets.Column(0, widgets.Sized(0, 47, widgets.Inset(0, 24, 0, 24, widgets.Row(8,
		on, widgets.NewChip("Creator", "", nil).WithMenu(), widgets.NewChip("Signed", look.IconLock, nil),
		widgets.NewChip("Filter", look.IconPlus, nil), widgets.Space(), widgets.Sized(60, 0, size)))), widgets.NewRule())
	grid := Tiles(pictures, names)
	size.OnChanged = func(v float64) { grid.SetTile(float32(v)) }
	grid.Select(widgets.Key(names[0]))
	status := widgets.NewStatusBar()
	status.SetText("", "1 selected")
	status.SetSelection("", widgets.KeyHint{Key: "Space", Does: "Preview"}, widgets.KeyHint{Key: "E", Does: "Copy embed"})
	page := widgets.Column(0, bar, filters, widgets.Grow(grid), status)
	return widgets.Stretched(0, sidebar("library"), widgets.Grow(page), inspector(pictures))
}

// inspector is what is known of one video, to be edited.
func inspector(pictures Pictures) fyne.CanvasObject {
	head := widgets.Row(4, widgets.Grow(look.NewLabel(look.BodyMedium, look.Fg, "Harbour at dawn, 4K master").Shrinking()),
		widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconLeft, widgets.Tip{Text: "Previous", Key: "Ctrl Up"}, nil),
		widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconRight, widgets.Tip{Text: "Next", Key: "Ctrl Down"}, nil),
		widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconClose, widgets.Tip{Text: "Close", Key: "Esc"}, nil))
	strip := widgets.NewFilmStrip(36)
	frames := make([]image.Image, 8)
	for i := range frames {
		frames[i] = pictures(names[0], 64, 36)
	}
	strip.SetFrames(frames)
	strip.SetAt(.246)
	name := widgets.NewField("")
	name.SetText("Harbour at dawn, 4K master")
	edited := widgets.NewLabeled("Name", name)
	edited.SetEdited(true)
	picture := widgets.NewThumbnail()
	picture.SetImage(pictures(names[0], 640, 360))
	picture.Set(widgets.ThumbnailState{Length: "42:10"})
	creator := widgets.NewField("").WithIcon(look.IconPerson)
	creator.SetText("crew-north")
	form := widgets.Column(14,
		widgets.Sized(0, 180, picture), strip, edited,
		widgets.SettingRow("Require signed URLs", "Plays only with a token made by you", widgets.NewSwitch(true, nil)),
		widgets.NewLabeled("Allowed origins", widgets.NewChipsField("Add a domain", []string{"example.com", "*.example.com"}, nil)),
		widgets.NewLabeled("Creator", creator),
		widgets.InspectorSection("Metadata", widgets.NewSmallButton(widgets.Link, "Add key", nil).WithIcon(look.IconPlus),
			look.NewParagraph(look.Small, look.Fg3, "Keys and values travel with the video and can be searched.")),
	)
	tabs := widgets.NewTabs([]widgets.Tab{{Label: "Details"}, {Label: "Captions", Count: "2"}, {Label: "Share"}}, 0, nil)
	save := widgets.Inset(12, 16, 12, 16, widgets.Row(8, widgets.Grow(look.NewLabel(look.Body, look.Fg, "1 unsaved change")),
		widgets.NewButton(widgets.Quiet, "Revert", nil), widgets.NewButton(widgets.Main, "Save", nil)))
	content := widgets.Column(0, widgets.Sized(0, 56, widgets.Inset(0, 12, 0, 16, head)), widgets.Inset(0, 16, 0, 16, tabs),
		widgets.Grow(container.NewVScroll(widgets.Inset(14, 16, 14, 16, form))), widgets.NewRule(), save)
	return widgets.Stretched(0, widgets.NewUpright(), widgets.Sized(look.Inspector-1, 0, widgets.NewBackdrop(look.Surface, content)))
}

// names is the videos of the library page.
var names = []string{
	"Harbour at dawn, 4K master", "Dune crossing, day one", "City from the ferry, evening", "Reef survey, transect 11",
	"Interview, kitchen, camera B", "Product turntable, matte black", "Onboarding 2: invite your team", "Aurora time-lapse, reel 3",
	"Encore, multicam line cut", "Field notes, episode 41", "Kiln opening, spring batch", "All-hands, May",
	"Forest in fog, take 1", "Workshop: colour basics", "Season two titles, v5", "Coast line, window seat",
}
