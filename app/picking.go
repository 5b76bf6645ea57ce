package app

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/lang"

	"spool/internal/filepick"
	"spool/widgets"
)

// Picker is the system's own chooser. ErrUnavailable of package filepick means
// that there is none.
type Picker func(ctx context.Context, o filepick.Options) ([]string, error)

// AddVideos asks for files and queues them.
func (w *Window) AddVideos() {
	w.pick(filepick.Options{Title: lang.L("Add videos"), Accept: lang.L("Add"), Many: true}, w.Add)
}

// AddFolder asks for a folder and queues the videos in it.
func (w *Window) AddFolder() {
	w.pick(filepick.Options{Title: lang.L("Add a folder"), Accept: lang.L("Add"), Folder: true}, w.Add)
}

func (w *Window) pickFile(title, folder string, chosen func(string)) {
	w.pick(filepick.Options{Title: title, Accept: lang.L("Choose"), Start: folder}, func(paths []string) { chosen(paths[0]) })
}

// pick asks for files unless a menu, dialog or sheet is open.
func (w *Window) pick(o filepick.Options, chosen func([]string)) {
	if !widgets.OverlayOpen(w.Canvas()) {
		w.choose(o, chosen)
	}
}

// choose asks with the system's chooser, or with Fyne's where there is none.
func (w *Window) choose(o filepick.Options, chosen func([]string)) {
	if w.choosing {
		return
	}
	w.choosing = true
	var paths []string
	w.pickers.Do(func(ctx context.Context) (err error) {
		paths, err = w.Pick(ctx, o)
		return err
	}, func(err error) {
		w.choosing = false
		switch {
		case errors.Is(err, filepick.ErrUnavailable):
			w.pickInside(o, chosen)
		case err != nil:
			w.Toast(widgets.Toast{Text: firstLine(err), Failed: true})
		case len(paths) > 0:
			chosen(paths)
		}
	})
}
