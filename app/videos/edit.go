package videos

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/lang"

	"spool/app/async"
	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// source is who asks for changes, in the journal.
const source = "window"

// Edit changes one video, off Fyne's goroutine, and says so in a toast that
// offers to take it back. then, which may be nil, gets what became of it; a
// change that was not made is for it to tell, without it a toast does.
func (p *Page) Edit(v library.Video, changes []library.Change, said string, then func(library.Item, error)) {
	var item library.Item
	p.works.Do(func(ctx context.Context) (err error) {
		item, err = p.Library.Edit(ctx, &v, changes, source)
		return err
	}, func(err error) {
		p.Changed()
		switch {
		case err == nil && item.State == library.ItemDone:
			p.Toast(widgets.Toast{Text: said, Undo: func() { p.undo(item.Job) }})
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

// RunJob carries out a job of the journal, or what is left of it, off Fyne's
// goroutine; the status bar shows how far it is. said is the toast at its end;
// then, which may be nil, gets the job as it is then.
func (p *Page) RunJob(job library.Job, said string, then func(library.Job, error)) {
	latest := async.NewLatest(p.Post, p.showJob)
	var ended library.Job
	p.jobs.Do(func(ctx context.Context) (err error) {
		ended, err = p.Library.Run(ctx, job.ID, latest.Put)
		return err
	}, func(err error) {
		p.doing = ""
		p.Changed()
		p.tellJob(ended, said, err)
		if then != nil {
			then(ended, err)
		}
	})
}

// showJob shows how far a job is.
func (p *Page) showJob(now library.JobProgress) {
	p.doing = words.F("%s: %s of %s", now.Job.Title, words.Count(now.Job.Total-now.Job.Waiting), words.Count(now.Job.Total))
	p.showStatus()
}

// tellJob says how a job ended.
func (p *Page) tellJob(job library.Job, said string, err error) {
	toast := widgets.Toast{Text: said}
	left := job.Failed + job.Conflicts
	switch {
	case err != nil:
		toast.Text, toast.Failed = words.F("%s stopped: %s", job.Title, err.Error()), true
	case left > 0:
		toast.Text = words.List(said, words.N(left, "%s video was left as it was", "%s videos were left as they were"))
		toast.Failed = true
	case job.Done == 0:
		toast = widgets.Toast{Text: lang.L("Nothing had to be changed"), Icon: look.IconInfo, Tone: look.AccentFg}
	}
	if job.Done > 0 && job.Kind != library.JobDelete && job.Kind != library.JobUndo {
		toast.Undo = func() { p.undo(job.ID) }
	}
	p.Toast(toast)
}

// Undo takes back the last change of ours, whoever made it.
func (p *Page) Undo() {
	if p.Library != nil {
		p.takeBack(p.Library.UndoLast)
	}
}

// undo takes back one job.
func (p *Page) undo(id int64) {
	p.takeBack(func(ctx context.Context, source string) (library.Job, error) { return p.Library.Undo(ctx, id, source) })
}

func (p *Page) takeBack(begin func(context.Context, string) (library.Job, error)) {
	var job library.Job
	p.works.Do(func(ctx context.Context) (err error) {
		job, err = begin(ctx, source)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, library.ErrNothingToUndo):
			p.Toast(widgets.Toast{Text: lang.L("There is nothing to undo"), Icon: look.IconInfo, Tone: look.AccentFg})
		case err != nil:
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
		default:
			p.RunJob(job, lang.L("Taken back"), nil)
		}
	})
}
