package jobs

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// mostProblems is how many videos a list of problems names.
const mostProblems = 500

// ShowProblems opens a list of the videos a job left as they were, with the
// reason of each.
func (r *Runner) ShowProblems(from fyne.CanvasObject, id int64) {
	var list []library.Item
	var job library.Job
	r.orders.Do(func(ctx context.Context) (err error) {
		if job, err = r.Library.Journal().Job(ctx, id); err != nil {
			return err
		}
		list, err = r.Library.Journal().Items(ctx, id, 0, mostProblems, library.ItemFailed, library.ItemConflict)
		return err
	}, func(err error) {
		if err != nil {
			r.fail(err)
			return
		}
		r.showProblems(from, job, list)
	})
}

func (r *Runner) showProblems(from fyne.CanvasObject, job library.Job, list []library.Item) {
	rows := widgets.Column(0)
	for _, item := range list {
		name := item.Name
		if name == "" {
			name = item.UID
		}
		rows.Add(widgets.Inset(8, 0, 8, 0, widgets.Column(2, look.NewLabel(look.BodyMedium, look.Fg, name).Shrinking(),
			look.NewParagraph(look.Small, look.Fg2, item.Error).AtMost(3))))
		rows.Add(widgets.NewRule())
	}
	if left := job.Failed + job.Conflicts - len(list); left > 0 {
		rows.Add(look.NewLabel(look.Small, look.Fg3, words.N(left, "and %s more", "and %s more")))
	}
	var o *widgets.Overlay
	main := widgets.NewButton(widgets.Main, lang.L("Retry"), func() {
		o.Close()
		r.Retry(job.ID)
	})
	if job.Failed == 0 {
		main = widgets.NewButton(widgets.Main, lang.L("Use mine"), func() {
			o.Close()
			r.Overwrite(job.ID)
		})
	}
	o = widgets.ShowSheet(from, widgets.Sheet{
		Title: words.N(job.Failed+job.Conflicts, "%s video was left as it was", "%s videos were left as they were"), Detail: words.JobTitle(job.Title),
		Content: container.NewVScroll(widgets.Inset(8, 20, 8, 20, rows)), First: main, Main: main, Width: 640, Height: 520,
	})
}
