package app

import (
	"image"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/app/demo"
	"spool/app/share"
	"spool/app/video"
	"spool/library"
)

// demoShareTab is the Share tab over fixed data.
func (s *shell) demoShareTab() video.Tab {
	return video.Tab{ID: tabShare, Label: lang.L("Share"), Open: func(v library.Video, _ video.Frame) *video.Content {
		params := s.shareParams()
		params.Still = func(v library.Video, at time.Duration, w, h int, ready func()) (image.Image, bool) {
			if at < 0 {
				return demo.Pictures{}.Thumbnail(v, w, h, ready)
			}
			return demo.Pictures{}.Still(v, at, w, h, ready)
		}
		params.Habits.Life = 6 * time.Hour
		page := share.NewPage(params)
		page.Show(v)
		page.Demonstrate(demo.HarbourToken(), "Edit bay", []string{"en", "de"})
		return &video.Content{Object: page.Content, Show: page.Show, Close: page.Leave}
	}}
}
