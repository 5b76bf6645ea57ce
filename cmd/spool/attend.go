package main

import (
	"context"
	"errors"
	"fmt"
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
type attendance struct {
	profile *profile
	options engineOptions
	// jobs reads what is waited for; done tells when the wait is over.
	jobs func(context.Context) ([]uploader.Job, error)
	done func([]uploader.Job) bool
	// show gets every look; progress is nil where another process runs.
	show func(jobs []uploader.Job, progress []uploader.Progress) error
}

// run returns when done, when ctx ends, or when the queue fails. Whoever held
// the lock leaves no video behind that it started and nobody knows of.
func (a *attendance) run(ctx context.Context) error {
	lock, err := a.profile.engineLock()
	if err != nil {
		return err
	}
	runner := &engineRun{lock: lock}
	err = a.look(ctx, runner)
	return errors.Join(err, runner.stop(ctx))
}

func (a *attendance) look(ctx context.Context, runner *engineRun) error {
	ticker := time.NewTicker(attendEvery)
	defer ticker.Stop()
	for {
		if err := runner.ensure(ctx, a.profile, a.options); err != nil {
			return err
		}
		jobs, err := a.jobs(ctx)
		if err != nil {
			return readError(ctx, err)
		}
		if err := a.show(jobs, runner.progress()); err != nil {
			return err
		}
		if a.done(jobs) {
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
