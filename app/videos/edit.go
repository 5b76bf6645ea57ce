package videos

import (
	"context"

	"spool/app/jobs"
	"spool/app/words"
	"spool/library"
	"spool/widgets"
)

// Edit changes one video, off Fyne's goroutine, and says so in a toast that
// offers to take it back. then, which may be nil, gets what became of it; a
// change that was not made is for it to tell, without it a toast does.
func (p *Page) Edit(v library.Video, changes []library.Change, said string, then func(library.Item, error)) {
	var item library.Item
	p.works.Do(func(ctx context.Context) (err error) {
		item, err = p.Library.Edit(ctx, &v, changes, jobs.Source)
		return err
	}, func(err error) {
		p.Changed()
		switch {
		case err == nil && item.State == library.ItemDone:
			p.Toast(widgets.Toast{Text: said, Undo: func() { p.Jobs.Undo(item.Job) }})
		case then == nil:
			p.tellUnchanged(&v, item, err)
		}
		if then != nil {
			then(item, err)
		}
	})
}

// tellUnchanged says why a video was not changed.
func (p *Page) tellUnchanged(v *library.Video, item library.Item, err error) {
	why := item.Error
	if err != nil {
		why = err.Error()
	}
	p.Toast(widgets.Toast{Text: words.F("“%s” is as it was: %s", nameOf(v), why), Failed: true})
}
