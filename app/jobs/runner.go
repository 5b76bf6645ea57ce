// Package jobs carries out the journal's jobs from the window: one after the
// other, and beside them those that wait for Stream to write captions, with what is known of each as it runs, to be paused, stopped, tried
// again and taken back. A job that the program's end interrupts is offered at
// the next start.
//
// A Runner belongs to Fyne's goroutine but for its Close.
package jobs

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/app/async"
	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// Source is who asks for changes, in the journal.
const Source = "window"

// Library is what a Runner asks of an account; *library.Library is one.
type Library interface {
	Begin(ctx context.Context, r library.Request) (library.Job, error)
	Run(ctx context.Context, id int64, progress func(library.JobProgress)) (library.Job, error)
	Pause(ctx context.Context, id int64) error
	Resume(ctx context.Context, id int64) error
	Stop(ctx context.Context, id int64) error
	Retry(ctx context.Context, id int64, states ...library.ItemState) error
	Overwrite(ctx context.Context, id int64) error
	Undo(ctx context.Context, id int64, source string) (library.Job, error)
	Interrupted(ctx context.Context) ([]library.Job, error)
	Journal() library.Journal
}

// Params are what a Runner needs of the window.
type Params struct {
	Library Library
	Post    async.Post
	Toast   func(widgets.Toast)
	// Changed runs when a job ended or rests: videos are others now.
	Changed func()
	// OnChange runs when there is something new about a job; may be nil.
	OnChange func()
}

// State is a job as far as the window knows.
type State struct {
	Job library.Job
	// Left is how long the rest takes by the rate limit, 0 when unknown.
	Left time.Duration
	// Running says that it is at work here, Queued that it waits for its turn.
	Running, Queued bool
	// Err is why it rests, nil where a person wanted it.
	Err error
	// turn counts its runs: only the last one says how the job stands.
	turn int
}

// Dealt is how many videos of the job are dealt with.
func (s *State) Dealt() int { return s.Job.Total - s.Job.Waiting }

// Rests reports whether the job waits to be taken up again.
func (s *State) Rests() bool {
	return !s.Running && !s.Queued && s.Job.Waiting > 0 && !s.Job.State.Ended()
}

// Runner carries out jobs.
type Runner struct {
	Params
	runs   *async.Line // the jobs themselves
	writes *async.Line // those of captions, which mostly wait
	orders *async.Line // what is said to them
	states []*State    // the newest first
}

// NewRunner returns a runner; Close ends it.
func NewRunner(p Params) *Runner {
	return &Runner{Params: p, runs: async.NewLine(p.Post), writes: async.NewLine(p.Post), orders: async.NewLine(p.Post)}
}

// Close interrupts what runs and returns when it has ended.
func (r *Runner) Close() {
	r.orders.Close()
	r.runs.Close()
	r.writes.Close()
}

// States are the jobs of this run of the program, and those found interrupted,
// the newest first.
func (r *Runner) States() []*State { return r.states }

// Demonstrate shows a job that is not carried out, for pictures.
func (r *Runner) Demonstrate(s State) {
	r.states = slices.Insert(r.states, 0, &s)
	r.changed()
}

// State is what is known of a job, nil where it was not run here.
func (r *Runner) State(id int64) *State {
	for _, s := range r.states {
		if s.Job.ID == id {
			return s
		}
	}
	return nil
}

// Open reports whether a job is at work or waits for its turn.
func (r *Runner) Open() bool {
	return slices.ContainsFunc(r.states, func(s *State) bool { return s.Running || s.Queued })
}

// Begin puts changes into the journal and carries them out. begun, which may be
// nil, gets the job or why there is none.
func (r *Runner) Begin(req library.Request, said string, begun func(library.Job, error)) {
	req.Source = Source
	var job library.Job
	r.orders.Do(func(ctx context.Context) (err error) {
		job, err = r.Library.Begin(ctx, req)
		return err
	}, func(err error) {
		if err == nil {
			r.Run(job, said)
		}
		if begun != nil {
			begun(job, err)
		} else if err != nil {
			r.fail(err)
		}
	})
}

// Run carries out a job of the journal, or what is left of it. said is the toast
// at its end.
func (r *Runner) Run(job library.Job, said string) {
	s := r.State(job.ID)
	if s == nil {
		s = &State{}
		r.states = slices.Insert(r.states, 0, s)
	}
	if s.Running || s.Queued {
		return
	}
	s.Job, s.Queued, s.Err = job, true, nil
	s.turn++
	turn := s.turn
	latest := async.NewLatest(r.Post, func(p library.JobProgress) {
		if s.Running || s.Queued {
			s.Job, s.Left, s.Running, s.Queued = p.Job, p.Left, true, false
			r.changed()
		}
	})
	ended := job
	r.line(job.Kind).Do(func(ctx context.Context) error {
		done, err := r.Library.Run(ctx, job.ID, latest.Put)
		if done.ID != 0 {
			ended = done
		}
		return err
	}, func(err error) {
		if s.turn != turn {
			return
		}
		told := !s.Running && !s.Queued // paused or stopped before its turn
		*s = State{Job: ended, Err: err, turn: turn}
		if !told || err != nil {
			r.tell(s, said)
		}
		r.Changed()
		r.changed()
	})
	r.changed()
}

// line is where a job waits for its turn: no edit waits until Stream has written
// captions.
func (r *Runner) line(kind library.JobKind) *async.Line {
	if kind == library.JobCaptions {
		return r.writes
	}
	return r.runs
}

// tell says in a toast how a job ended.
func (r *Runner) tell(s *State, said string) {
	job := s.Job
	left := job.Failed + job.Conflicts
	toast := widgets.Toast{Text: said}
	switch {
	case s.Err != nil:
		toast.Text, toast.Failed = words.F("%s rests: %s", words.JobTitle(job.Title), s.Err.Error()), true
	case job.Waiting > 0:
		toast = widgets.Toast{Text: words.F("%s: %s of %s are done", words.JobTitle(job.Title), words.Count(s.Dealt()), words.Count(job.Total)), Icon: look.IconPause, Tone: look.Warning}
	case left > 0:
		toast.Text, toast.Failed = words.List(said, words.N(left, "%s video was left as it was", "%s videos were left as they were")), true
	case job.Done == 0:
		toast = widgets.Toast{Text: lang.L("Nothing had to be changed"), Icon: look.IconInfo, Tone: look.AccentFg}
	}
	if job.Done > 0 && job.Kind != library.JobDelete && job.Kind != library.JobUndo && !toast.Failed {
		toast.Undo = func() { r.Undo(job.ID) }
	}
	r.Toast(toast)
}

// order says something to a job.
func (r *Runner) order(id int64, say func(context.Context) error, then func(library.Job)) {
	var job library.Job
	r.orders.Do(func(ctx context.Context) error {
		if err := say(ctx); err != nil {
			return err
		}
		var err error
		job, err = r.Library.Journal().Job(ctx, id)
		return err
	}, func(err error) {
		if err != nil {
			r.fail(err)
			return
		}
		if s := r.State(id); s != nil && !s.Running {
			s.Job = job
			s.Queued = s.Queued && job.State == library.JobWaiting
		}
		if then != nil {
			then(job)
		}
		r.changed()
	})
}

// Pause lets a job rest after the video it is at, or before its turn.
func (r *Runner) Pause(id int64) {
	r.order(id, func(ctx context.Context) error { return r.Library.Pause(ctx, id) }, nil)
}

// Stop ends a job; what is done stays.
func (r *Runner) Stop(id int64) {
	r.order(id, func(ctx context.Context) error { return r.Library.Stop(ctx, id) }, nil)
}

// Resume goes on with a job that rests.
func (r *Runner) Resume(id int64) {
	r.order(id, func(ctx context.Context) error { return r.Library.Resume(ctx, id) }, r.again)
}

// Retry tries again what failed.
func (r *Runner) Retry(id int64) {
	r.order(id, func(ctx context.Context) error { return r.Library.Retry(ctx, id, library.ItemFailed) }, r.again)
}

// Overwrite replaces what was changed elsewhere meanwhile.
func (r *Runner) Overwrite(id int64) {
	r.order(id, func(ctx context.Context) error { return r.Library.Overwrite(ctx, id) }, r.again)
}

func (r *Runner) again(job library.Job) { r.Run(job, words.F("%s: done", words.JobTitle(job.Title))) }

// Undo takes a job back, or with 0 the last change of ours, whoever made it.
func (r *Runner) Undo(id int64) {
	var job library.Job
	r.orders.Do(func(ctx context.Context) (err error) {
		job, err = r.Library.Undo(ctx, id, Source)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, library.ErrNothingToUndo):
			r.Toast(widgets.Toast{Text: lang.L("There is nothing to undo"), Icon: look.IconInfo, Tone: look.AccentFg})
		case err != nil:
			r.fail(err)
		default:
			r.Run(job, words.N(job.Total, "%s video is as it was before", "%s videos are as they were before"))
		}
	})
}

// Restore finds the jobs that an earlier end of the program interrupted, and
// offers to go on with them.
func (r *Runner) Restore() {
	var list []library.Job
	r.orders.Do(func(ctx context.Context) (err error) {
		list, err = r.Library.Interrupted(ctx)
		return err
	}, func(err error) {
		if err != nil {
			r.fail(err)
			return
		}
		for _, job := range slices.Backward(list) {
			if r.State(job.ID) == nil {
				r.states = slices.Insert(r.states, 0, &State{Job: job})
				r.offer(job)
			}
		}
		r.changed()
	})
}

func (r *Runner) offer(job library.Job) {
	r.Toast(widgets.Toast{
		Text: words.F("%s was interrupted, %s of %s are left", words.JobTitle(job.Title), words.Count(job.Waiting), words.Count(job.Total)),
		Icon: look.IconPause, Tone: look.Warning,
		Action: lang.L("Go on"), OnAction: func() { r.Resume(job.ID) },
	})
}

// Forget takes a job that has ended off the list.
func (r *Runner) Forget(id int64) {
	r.states = slices.DeleteFunc(r.states, func(s *State) bool { return s.Job.ID == id && !s.Running && !s.Queued })
	r.changed()
}

func (r *Runner) changed() {
	if r.OnChange != nil {
		r.OnChange()
	}
}

func (r *Runner) fail(err error) {
	r.Toast(widgets.Toast{Text: err.Error(), Failed: true})
}
