package gallery

import (
	"fyne.io/fyne/v2"

	"spool/widgets"
	"spool/widgets/look"
)

// queue is the main screen out of the package's parts: sidebar, page bar, a
// card with reel and throughput, a list of rows and the status bar.
func queue(pictures Pictures) fyne.CanvasObject {
	bar := widgets.NewPageBar("Queue",
		widgets.NewButton(widgets.Outline, "Pause all", nil).WithIcon(look.IconPause),
		widgets.NewButton(widgets.Outline, "From URL…", nil).WithIcon(look.IconLink),
		widgets.NewButton(widgets.Main, "Add videos…", nil).WithIcon(look.IconPlus),
	)
	bar.SetNote("3 uploading, 3 waiting, 2 need attention")
	status := widgets.NewStatusBar()
	status.SetText(look.IconDownload, "Drop videos or folders anywhere in this window")
	status.SetSelection("1 selected, 5.17 GB to go", widgets.KeyHint{Key: "Space", Does: "Pause"},
		widgets.KeyHint{Key: "Alt Up", Does: "Sooner"}, widgets.KeyHint{Key: "Del", Does: "Remove"})
	list := newJobs(pictures)
	list.Select("Dune crossing, day two")
	page := widgets.Column(0, bar, widgets.Inset(16, 24, 3, 24, throughput()), widgets.Grow(list), status)
	return widgets.Stretched(0, sidebar("queue"), widgets.Grow(page))
}

// sidebar is the one of every page.
func sidebar(current string) *widgets.Sidebar {
	s := widgets.NewSidebar("Spool", "Views", "Save this view")
	s.SetAccount("Example Studio")
	s.SetPages([]widgets.NavItem{
		{ID: "queue", Label: "Queue", Icon: look.IconQueue, Count: "8", Key: "Ctrl 1"},
		{ID: "library", Label: "Library", Icon: look.IconLibrary, Count: "342", Key: "Ctrl 2"},
		{ID: "live", Label: "Live inputs", Icon: look.IconLive, Alert: "Live", Key: "Ctrl 3"},
		{ID: "watermarks", Label: "Watermarks", Icon: look.IconWatermark, Count: "5", Key: "Ctrl 4"},
	})
	s.SetViews([]widgets.NavItem{
		{ID: "captions", Label: "Needs captions", Icon: look.IconCaptions, Count: "12"},
		{ID: "signed", Label: "Signed only", Icon: look.IconLock, Count: "48"},
		{ID: "deleting", Label: "Deleting soon", Icon: look.IconCalendar, Count: "5"},
		{ID: "errors", Label: "Stream errors", Icon: look.IconError, Count: "2"},
	})
	storage := widgets.NewStorageBar("Storage")
	storage.Set(.8412, .0214, "8,412 of 10,000 min", "Queue adds 214 min")
	s.SetStorage(storage)
	s.SetFooter(widgets.NavItem{ID: "settings", Label: "Settings", Icon: look.IconSettings, Key: "Ctrl ,", ShowKey: true})
	s.SetCurrent(current)
	return s
}

// throughput is the card over the list.
func throughput() fyne.CanvasObject {
	reel := widgets.NewReel(widgets.ReelLarge)
	reel.Set(.68, .34, .91)
	total := widgets.Column(1,
		look.NewLabel(look.Display, look.Fg, "40%"),
		look.NewLabel(look.SmallMedium, look.Fg, "7.5 of 18.9 GB sent"),
		look.NewLabel(look.Small, look.Fg3, "About 10 min left"),
	)
	bars := widgets.NewBars()
	bars.Set(widgets.BarsState{Values: Throughput(), Recent: 44, Limit: 20, LimitText: "Limit 20 MB/s"})
	rate := widgets.Column(0,
		look.NewLabel(look.Small, look.Fg2, "Throughput"),
		widgets.Inset(18, 0, 0, 0, widgets.Row(5,
			look.NewLabel(look.Heading, look.Fg, "18.4"), look.NewLabel(look.Body, look.Fg2, "MB/s"))),
		look.NewLabel(look.Small, look.Fg3, "peak 19.8"),
	)
	chart := widgets.Column(0, look.NewLabel(look.Small, look.Fg3, "last 5 minutes").Trailing(), widgets.Grow(bars))
	limits := widgets.Column(10,
		widgets.Row(8, widgets.Grow(look.NewLabel(look.Small, look.Fg2, "Bandwidth")), look.NewLabel(look.Small, look.Fg3, "Full speed from 22:00")),
		widgets.NewTextSegments([]string{"No limit", "20 MB/s", "Schedule"}, 2, nil),
		widgets.Row(8, widgets.Grow(look.NewLabel(look.Small, look.Fg2, "Uploads at once")), widgets.NewStepper(1, 6, 3, nil)),
	)
	return widgets.NewCard(widgets.Stretched(0,
		widgets.Sized(320, 124, widgets.Inset(15, 20, 15, 20, widgets.Row(20, reel, total))),
		widgets.NewUpright(),
		widgets.Sized(120, 0, widgets.Inset(12, 0, 12, 20, rate)),
		widgets.Grow(widgets.Inset(12, 20, 24, 0, chart)),
		widgets.NewUpright(),
		widgets.Sized(317, 0, widgets.Inset(12, 20, 12, 20, limits)),
	)).Inset(0)
}
