package bulk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/jobs"
	"spool/widgets"
	"spool/widgets/look"
)

// mostJobs is how many jobs are shown.
const mostJobs = 4

// running shows the jobs of this run of the program, with what can be done about
// them.
type running struct {
	jobs   *jobs.Runner
	object *fyne.Container
	cards  map[int64]*jobCard
}

// jobCard is a job with an edge around it.
type jobCard struct {
	job    *jobs.Card
	object fyne.CanvasObject
}

func newRunning(r *jobs.Runner) *running {
	return &running{jobs: r, object: widgets.Column(12), cards: map[int64]*jobCard{}}
}

// show brings the jobs in step with what is known of them.
func (r *running) show() {
	r.object.Objects = nil
	if r.jobs != nil && len(r.jobs.States()) > 0 {
		title := lang.L("Ended")
		if r.jobs.Open() {
			title = lang.L("Running now")
		}
		r.object.Add(widgets.Inset(8, 0, 0, 0, widgets.Row(8, widgets.Grow(look.NewLabel(look.Subheading, look.Fg, title)),
			look.NewLabel(look.Small, look.Fg3, lang.L("Goes on after a restart")))))
		for i, s := range r.jobs.States() {
			if i < mostJobs {
				r.object.Add(r.card(s))
			}
		}
	}
	r.object.Refresh()
}

func (r *running) card(s *jobs.State) fyne.CanvasObject {
	c := r.cards[s.Job.ID]
	if c == nil {
		job := jobs.NewCard(r.jobs, s.Job.ID)
		c = &jobCard{job, widgets.NewCard(job.Object).Inset(14)}
		r.cards[s.Job.ID] = c
	}
	c.job.Show(s)
	return c.object
}
