package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"spool/uploader"
)

// attendEvery is how often a command looks at the jobs it waits for.
const attendEvery = 50 * time.Millisecond

// sweepTime bounds the tidying at a command's end, hurryTime after an
// interruption; what is left then is tidied by the next command.
const (
	sweepTime = 30 * time.Second
	hurryTime = 3 * time.Second
)

// attendance waits for jobs, and runs the engine as long as nobody else does.
// However long the queue, it holds in full only the jobs that are being sent.
type attendance struct {
	profile *profile
	options engineOptions
	// watches tells which of the account's jobs are waited for.
	watches func(uploader.Brief) bool
	// done tells from those when the wait is over.
	done func([]uploader.Brief) bool
	// show gets the watched jobs that changed or are being sent, again and again;
	// progress is nil where another process runs.
	show func(jobs []uploader.Job, progress []uploader.Progress) error

	version   int64
	revisions map[int64]int64 // of the watched jobs, when they were last shown
	sending   map[int64]uploader.Job
	over      bool
	next      time.Time // when the queue may be read again
}

// run returns when done, when ctx ends, or when the queue fails. Whoever held
// the lock leaves no video behind that it started and nobody knows of.
func (a *attendance) run(ctx context.Context) error {
	lock, err := a.profile.engineLock()
	if err != nil {
		return err
	}
	a.version, a.revisions, a.sending = -1, map[int64]int64{}, map[int64]uploader.Job{}
	runner := &engineRun{lock: lock}
	err = a.attend(ctx, runner)
	return errors.Join(err, runner.stop(ctx))
}

func (a *attendance) attend(ctx context.Context, runner *engineRun) error {
	ticker := time.NewTicker(attendEvery)
	defer ticker.Stop()
	for {
		if err := runner.ensure(ctx, a.profile, a.options); err != nil {
			return err
		}
		if err := a.look(ctx, runner); err != nil {
			return readError(ctx, err)
		}
		if a.over {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-runner.failed:
			return fmt.Errorf("the queue could not be saved: %w. Nothing that was sent is lost; mend this and run spool queue run", err)
		case <-runner.settled():
		case <-ticker.C:
		}
	}
}

// lookPatience is how many times longer than it took a look waits for the next,
// so that a long queue takes a twentieth of one core at most.
const lookPatience = 20

// look reads what changed in the queue and shows it.
func (a *attendance) look(ctx context.Context, runner *engineRun) error {
	version, err := a.profile.store.Version(ctx)
	if err != nil {
		return err
	}
	began := time.Now()
	if version != a.version && !began.Before(a.next) {
		a.version = version
		if err := a.read(ctx); err != nil {
			return err
		}
		a.next = time.Now().Add(lookPatience * time.Since(began))
	}
	return a.show(slices.Collect(maps.Values(a.sending)), runner.progress())
}

// read shows the watched jobs that changed since the last time, step by step.
func (a *attendance) read(ctx context.Context) error {
	briefs, err := a.profile.store.Briefs(ctx, a.profile.Account)
	if err != nil {
		return err
	}
	briefs = slices.DeleteFunc(briefs, func(b uploader.Brief) bool { return !a.watches(b) })
	var changed []int64
	for _, b := range briefs {
		if last, known := a.revisions[b.ID]; !known || last != b.Revision {
			changed = append(changed, b.ID)
			a.revisions[b.ID] = b.Revision
		}
		if b.State != uploader.Uploading {
			delete(a.sending, b.ID)
		}
	}
	for step := range slices.Chunk(changed, rowsPerRead) {
		jobs, err := a.profile.store.Jobs(ctx, uploader.Filter{IDs: step})
		if err != nil {
			return err
		}
		for _, j := range jobs {
			if j.State == uploader.Uploading {
				a.sending[j.ID] = j
			}
		}
		if err := a.show(jobs, nil); err != nil {
			return err
		}
	}
	a.over = a.done(briefs)
	return nil
}

// rowsPerRead is how many jobs are read in full at once.
const rowsPerRead = 500

// readError keeps the end of ctx from looking like a broken queue.
func readError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// engineRun is an engine running in this process, or not yet.
type engineRun struct {
	lock   *flock.Flock
	engine *uploader.Engine
	cancel context.CancelFunc
	failed chan error
	ended  chan struct{}
}

// ensure starts the engine once the lock is free.
func (r *engineRun) ensure(ctx context.Context, p *profile, o engineOptions) error {
	if r.engine != nil || ctx.Err() != nil {
		return nil
	}
	got, err := r.lock.TryLock()
	if err != nil {
		return fmt.Errorf("ask who runs the uploads: %w", err)
	}
	if !got {
		return nil
	}
	engine, err := p.newEngine(o)
	if err != nil {
		return err
	}
	run, cancel := context.WithCancel(ctx)
	r.engine, r.cancel = engine, cancel
	r.failed, r.ended = make(chan error, 1), make(chan struct{})
	go func() {
		defer close(r.ended)
		if err := engine.Run(run); err != nil {
			r.failed <- err
		}
	}()
	return nil
}

// settled is nil, so never ready, where another process runs the engine.
func (r *engineRun) settled() <-chan struct{} {
	if r.engine == nil {
		return nil
	}
	return r.engine.Settled()
}

func (r *engineRun) progress() []uploader.Progress {
	if r.engine == nil {
		return nil
	}
	return r.engine.Progress()
}

// stop ends the engine, tidies up at Stream and frees the lock.
func (r *engineRun) stop(ctx context.Context) error {
	var errs []error
	if r.engine != nil {
		r.cancel()
		<-r.ended
		limit := sweepTime
		if ctx.Err() != nil {
			limit = hurryTime
		}
		tidy, done := context.WithTimeout(context.WithoutCancel(ctx), limit)
		defer done()
		errs = append(errs, sweepError(r.engine.Sweep(tidy)))
	}
	return errors.Join(append(errs, r.lock.Close())...)
}

// sweepError says what a tidying that failed may have left, and what is to be
// done about it. The queue still knows, so nothing is lost.
func sweepError(err error) error {
	var f *uploader.Fault
	switch {
	case err == nil:
		return nil
	case errors.As(err, &f):
		j := uploader.Job{Cause: f.Cause, State: uploader.Attention}
		err = errors.New(lastingTitle(j))
	}
	return fmt.Errorf("a video may remain pending on Stream: %w. The next spool queue run deletes it", err)
}
