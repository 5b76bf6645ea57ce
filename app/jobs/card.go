package jobs

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Card shows how a job stands, with what can be done about it.
type Card struct {
	// Object is what to show.
	Object fyne.CanvasObject

	runner *Runner
	id     int64
	title  *look.Label
	count  *look.Label
	tape   *widgets.Tape
	note   *look.Label
	acts   *fyne.Container
	foot   *fyne.Container
	acting string
}

// NewCard returns the card of a job; Show fills it.
func NewCard(r *Runner, id int64) *Card {
	c := &Card{
		runner: r, id: id, title: look.NewLabel(look.BodyMedium, look.Fg, "").Shrinking(), count: look.NewLabel(look.Small, look.Fg2, ""),
		tape: widgets.NewTape(), note: look.NewLabel(look.Small, look.Fg2, "").Shrinking(), acts: widgets.Row(4), foot: widgets.Column(8),
	}
	c.Object = widgets.Column(8,
		widgets.Row(8, widgets.NewSign(look.IconBolt, look.AccentFg), widgets.Grow(c.title), c.count),
		widgets.Sized(0, 6, c.tape), c.foot)
	return c
}

// Show brings the card in step with the job.
func (c *Card) Show(s *State) {
	job := &s.Job
	c.title.SetText(words.JobTitle(job.Title))
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
func note(s *State) string {
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
		how = words.F("%s left", words.Lasting(s.Left))
	case s.Running:
		how = lang.L("At work")
	case s.Err != nil:
		how = words.Capital(s.Err)
	case s.Rests():
		how = lang.L("Paused")
	case job.State == library.JobStopped:
		how = lang.L("Stopped, what is done stays")
	default:
		how = did(job)
	}
	return words.List(how, retry, elsewhere)
}

// did says how many videos a job dealt with.
func did(job *library.Job) string {
	switch job.Kind {
	case library.JobDelete:
		return words.N(job.Done, "%s deleted", "%s deleted")
	case library.JobCaptions:
		return words.N(job.Done, "%s written", "%s written")
	}
	return words.N(job.Done, "%s changed", "%s changed")
}

// showActs offers what can be done, anew only where that is something else.
func (c *Card) showActs(s *State) {
	type act struct {
		label string
		kind  widgets.ButtonKind
		icon  look.IconName
		run   func(int64)
	}
	var acts []act
	r := c.runner
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
