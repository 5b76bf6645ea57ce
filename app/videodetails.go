package app

import (
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/video"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// detailsTab is the video's fields.
func (s *shell) detailsTab() video.Tab {
	return video.Tab{ID: "details", Label: lang.L("Details"), Open: func(v library.Video, _ video.Frame) *video.Content {
		name := widgets.NewField("")
		name.SetText(v.Name())
		name.Disable()
		form := widgets.Sized(400, 0, widgets.NewLabeled(lang.L("Name"), name))
		return &video.Content{Object: container.NewVScroll(widgets.Inset(look.Inset, look.Inset, look.Inset, look.Inset, widgets.Row(0, form)))}
	}}
}
