package app

import (
	"context"
	"io"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/demo"
	"spool/app/settings"
	"spool/app/signing"
	"spool/internal/filepick"
	"spool/widgets"
	"spool/widgets/look"
)

// signingSection is the settings of signing keys.
func (s *shell) signingSection() settings.Section {
	var page *signing.Page
	return settings.Section{
		ID: sectionSigning, Label: lang.L("Signing keys"), Icon: look.IconKey, Words: lang.L("token issued decode who can watch"),
		Open: func() (fyne.CanvasObject, fyne.Focusable) {
			if page == nil {
				page = signing.NewPage(s.signingParams())
				if s.session == nil {
					r := demo.Signing()
					page.Demonstrate(r.Keys, r.Issues, r.Videos, r.Pasted)
				}
			}
			page.Refresh()
			return page.Content, page.First()
		},
		Close: func() { page.Leave() },
	}
}

func (s *shell) signingParams() signing.Params {
	w := s.w
	p := signing.Params{
		Do: w.tokens.Do, Toast: w.Toast, Copy: w.copy, Save: w.saveNew, After: w.After, Now: w.Now,
		PickFile:  w.readFile,
		OpenShare: func(uid string) { s.openVideo(uid, tabShare) },
		Thumbnail: demo.Pictures{}.Thumbnail,
	}
	if s.session != nil {
		p.Desk, p.Keyring, p.Video = s.session.Signing(), s.session.KeyringWorks, s.session.Library().Get
		p.Thumbnail = videoPictures{s}.Thumbnail
	}
	return p
}

// readFile asks for a file and reads it, as far as a key can reach.
func (w *Window) readFile(title string, chosen func([]byte)) {
	w.choose(filepick.Options{Title: title, Accept: lang.L("Choose")}, func(paths []string) {
		path := paths[0]
		var data []byte
		w.tokens.Do(func(context.Context) error {
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close() // only read from
			data, err = io.ReadAll(io.LimitReader(f, 1<<20))
			return err
		}, func(err error) {
			if err != nil {
				w.Toast(widgets.Toast{Text: firstLine(err), Failed: true})
				return
			}
			chosen(data)
		})
	})
}
