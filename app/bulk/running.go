package bulk

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/jobs"
	"spool/app/words"
	"spool/library"
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
		c = newJobCard(r.jobs, s.Job.ID)
		r.cards[s.Job.ID] = c
	}
	c.show(s)
	return c.object
}

// jobCard is one job.
type jobCard struct {
	jobs   *jobs.Runner
	id     int64
	object fyne.CanvasObject
	title  *look.Label
	count  *look.Label
	tape   *widgets.Tape
	note   *look.Label
	acts   *fyne.Container
	foot   *fyne.Container
	acting string
}

func newJobCard(r *jobs.Runner, id int64) *jobCard {
	c := &jobCard{
		jobs: r, id: id, title: look.NewLabel(look.BodyMedium, look.Fg, "").Shrinking(), count: look.NewLabel(look.Small, look.Fg2, ""),
		tape: widgets.NewTape(), note: look.NewLabel(look.Small, look.Fg2, "").Shrinking(), acts: widgets.Row(4), foot: widgets.Column(8),
	}
	c.object = widgets.NewCard(widgets.Column(8,
		widgets.Row(8, widgets.NewSign(look.IconBolt, look.AccentFg), widgets.Grow(c.title), c.count),
		widgets.Sized(0, 6, c.tape), c.foot)).Inset(14)
	return c
}

func (c *jobCard) show(s *jobs.State) {
	job := &s.Job
	c.title.SetText(job.Title)
	c.count.SetText(words.F("%s of %s", words.Count(s.Dealt()), words.Count(job.Total)))
	done := 0.0
	if job.Total > 0 {
		done = float64(s.Dealt()) / float64(job.Total)
	}
	tape := widgets.TapeState{Done: done, Sent: done}
	if s.Running {
		tape.Sent = min(1, done+.02)
	}
	c.tape.Set(tape)
	c.note.SetText(note(s))
	c.showActs(s)
}

// note says how a job stands.
func note(s *jobs.State) string {
	job := &s.Job
	retry := ""
	if job.Failed > 0 {
		retry = words.F("%s to retry", words.Count(job.Failed))
	}
	elsewhere := ""
	if job.Conflicts > 0 {
		elsewhere = words.N(job.Conflicts, "%s changed elsewhere", "%s changed elsewhere")
	}
	how := ""
	switch {
	case s.Queued:
		how = lang.L("Waits for its turn")
	case s.Running && s.Left > 0:
		how = words.F("%s left", callTime(s.Left))
	case s.Running:
		how = lang.L("At work")
	case s.Err != nil:
		how = sentence(s.Err)
	case s.Rests():
		how = lang.L("Paused")
	case job.State == library.JobStopped:
		how = lang.L("Stopped, what is done stays")
	default:
		how = words.N(job.Done, "%s changed", "%s changed")
	}
	return words.List(how, retry, elsewhere)
}

// showActs offers what can be done, anew only where that is something else.
func (c *jobCard) showActs(s *jobs.State) {
	type act struct {
		label string
		kind  widgets.ButtonKind
		icon  look.IconName
		run   func(int64)
	}
	var acts []act
	r := c.jobs
	switch {
	case s.Running || s.Queued:
		acts = []act{{lang.L("Pause"), widgets.Neutral, look.IconPause, r.Pause}, {lang.L("Stop"), widgets.Quiet, "", r.Stop}}
	case s.Rests():
		acts = []act{{lang.L("Go on"), widgets.Neutral, look.IconPlay, r.Resume}, {lang.L("Stop"), widgets.Quiet, "", r.Stop}}
	default:
		if s.Job.Failed > 0 {
			acts = append(acts, act{lang.L("Retry"), widgets.Neutral, look.IconRetry, r.Retry})
		}
		if s.Job.Conflicts > 0 {
			acts = append(acts, act{lang.L("Use mine"), widgets.Outline, "", r.Overwrite})
		}
		if s.Job.Done > 0 && s.Job.Kind != library.JobDelete && s.Job.Kind != library.JobUndo {
			acts = append(acts, act{lang.L("Undo"), widgets.Link, look.IconUndo, r.Undo})
		}
	}
	if s.Job.Failed+s.Job.Conflicts > 0 {
		acts = append(acts, act{lang.L("Show"), widgets.Quiet, "", func(int64) { r.ShowProblems(c.acts, c.id) }})
	}
	open := s.Running || s.Queued || s.Rests()
	key := strconv.FormatBool(open)
	for _, a := range acts {
		key += a.label + "\n"
	}
	if key == c.acting {
		return
	}
	c.acting = key
	c.acts.Objects = nil
	for _, a := range acts {
		b := widgets.NewSmallButton(a.kind, a.label, func() { a.run(c.id) })
		if a.icon != "" {
			b.WithIcon(a.icon)
		}
		c.acts.Add(b)
	}
	// What became of an ended job needs the line for itself.
	c.foot.Objects = []fyne.CanvasObject{c.note, widgets.Row(0, widgets.Space(), c.acts)}
	if open {
		c.foot.Objects = []fyne.CanvasObject{widgets.Row(8, widgets.Grow(c.note), c.acts)}
	}
	c.foot.Refresh()
}
