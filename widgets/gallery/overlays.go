package gallery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"spool/widgets"
	"spool/widgets/look"
)

// MenuItems is a context menu in every state.
func MenuItems(said func(string)) []widgets.MenuItem {
	say := func(what string) func() { return func() { said(what) } }
	return []widgets.MenuItem{
		{Label: "Preview", Icon: look.IconPlay, Key: "Space", Run: say("Preview")},
		{Label: "Copy embed code", Icon: look.IconCode, Key: "E", Run: say("Copy embed code")},
		{Label: "Copy link", Icon: look.IconLink, Key: "L", Run: say("Copy link")},
		{Label: "Copy signed link…", Icon: look.IconLock, Key: "Shift L", Run: say("Copy signed link")},
		{Separator: true},
		{Label: "Rename", Icon: look.IconEdit, Key: "F2", Run: say("Rename")},
		{Label: "Make a clip…", Icon: look.IconScissors, Key: "C", Run: say("Make a clip")},
		{Label: "Download MP4", Icon: look.IconDownload, Disabled: true, Reason: "Stream has no MP4 of this video yet"},
		{Separator: true},
		{Label: "Delete…", Icon: look.IconDelete, Key: "Del", Danger: true, Run: say("Delete")},
	}
}

// overlays opens each kind of overlay, and shows charts and pictures.
func overlays(pictures Pictures) fyne.CanvasObject {
	said := look.NewLabel(look.Body, look.Fg2, "").Shrinking()
	toasts := widgets.NewToasts()
	page := widgets.Column(24, Openers(toasts, said.SetText), said, widgets.Row(0, Charts()), widgets.Row(0, Pictured(pictures, names[0])))
	return container.NewStack(container.NewVScroll(widgets.Inset(24, 24, 24, 24, page)), toasts)
}

func deletion() widgets.Dialog {
	return widgets.Dialog{
		Title:   "Delete 3 videos from Stream?",
		Text:    "Players that embed them stop working at once. Stream keeps no copy, so this can’t be undone.",
		Confirm: "Delete 3 videos", Danger: true,
	}
}

// Openers is a button for every kind of overlay. The toasts go to their layer.
func Openers(toasts *widgets.Toasts, said func(string)) fyne.CanvasObject {
	var menu, popover, sheet, dialog *widgets.Button
	menu = widgets.NewButton(widgets.Outline, "Menu", func() { widgets.ShowMenuBelow(menu, MenuItems(said)) })
	popover = widgets.NewButton(widgets.Outline, "Popover", func() {
		field := widgets.NewField("example.com")
		widgets.ShowPopover(popover, widgets.Inset(15, 15, 15, 15, widgets.Sized(300, 0, field)), field.Focusable())
	})
	sheet = widgets.NewButton(widgets.Outline, "Sheet", func() { openSheet(sheet, said) })
	dialog = widgets.NewButton(widgets.Outline, "Dialog", func() {
		d := deletion()
		d.OnConfirm = func() { said("Deleted") }
		d.OnCancel = func() { said("Cancelled") }
		widgets.ShowDialog(dialog, d)
	})
	toast := widgets.NewButton(widgets.Outline, "Toast", func() {
		toasts.Post(widgets.Toast{Text: "Origins changed on 6 videos", Undo: func() { said("Undone") }})
	})
	return widgets.Row(8, menu, popover, sheet, dialog, toast)
}

func openSheet(from fyne.CanvasObject, said func(string)) {
	name := widgets.NewField("Name")
	var o *widgets.Overlay
	main := widgets.NewButton(widgets.Main, "Upload 3 videos", func() { o.Close(); said("Uploaded") })
	o = widgets.ShowSheet(from, widgets.Sheet{
		Title: "Add 6 files", Detail: "10.6 GB, from the folder “June selects”",
		Content: widgets.Inset(20, 20, 20, 20, widgets.Column(8, name)), First: name.Focusable(), Main: main,
		Summary: widgets.Column(0,
			look.NewLabel(look.BodyMedium, look.Fg, "3 ready, 1 needs a decision, 2 left out"),
			look.NewLabel(look.Small, look.Fg3, "Adds 27 min of 1,374 min free."),
		),
		Width: 900, Height: 600,
	})
}
