package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"spool/internal/filepick"
	"spool/widgets"
)

// pickInside asks with Fyne's own dialog, which knows single files only.
func (w *Window) pickInside(o filepick.Options, chosen func([]string)) {
	took := func(u fyne.URI, err error) {
		switch {
		case err != nil:
			w.Toast(widgets.Toast{Text: firstLine(err), Failed: true})
		case u != nil:
			chosen([]string{u.Path()})
		}
	}
	var d *dialog.FileDialog
	if o.Folder {
		d = dialog.NewFolderOpen(func(l fyne.ListableURI, err error) {
			if l == nil {
				took(nil, err)
				return
			}
			took(l, err)
		}, w)
	} else {
		d = dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
			if r == nil {
				took(nil, err)
				return
			}
			if cerr := r.Close(); err == nil {
				err = cerr
			}
			took(r.URI(), err)
		}, w)
	}
	d.SetTitleText(o.Title)
	if l, err := storage.ListerForURI(storage.NewFileURI(o.Start)); err == nil && o.Start != "" {
		d.SetLocation(l)
	}
	d.Show() // before its size: until then it has none to change
	d.Resize(w.Canvas().Size().SubtractWidthHeight(80, 80))
}
