// Package work runs the local Stream's media work: examining, encoding,
// fetching. Jobs are rows of the store, so a restart takes up what was under
// way; each kind of job belongs to a lane that bounds how many run at once.
//
// Contract: Handle is called for every kind before Start. A job's function runs
// on a goroutine of its own, must end soon after its context does, and puts
// the outcome into the store itself. When it returns nil or an error the job is
// over; only a job whose context ended because the queue closes is kept for the
// next start. Close returns after the last function has.
package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"

	"spool/internal/localstream/store"
)

// Func does one job.
type Func func(ctx context.Context, job store.Job) error

// Lane is a set of kinds that share a number of slots.
type Lane struct {
	Name  string
	Slots int
}

// maxAttempts ends a job that brought the process down again and again.
const maxAttempts = 10

// errTooOften is given to Failed when a job never came to its end.
var errTooOften = errors.New("started too often without coming to an end")

type kind struct {
	lane *Lane
	run  Func
}

type running struct {
	job    store.Job
	cancel context.CancelFunc
	done   chan struct{}
}

// Queue runs jobs. Its methods may be called from any goroutine.
type Queue struct {
	store  *store.Store
	log    *slog.Logger
	failed func(context.Context, store.Job, error)
	kinds  map[string]kind
	wake   chan struct{}

	mu      sync.Mutex
	running map[int64]*running
	stop    context.CancelFunc
	done    sync.WaitGroup
}

// New makes a queue. failed is told of every job that ended with an error, on
// the job's goroutine.
func New(st *store.Store, log *slog.Logger, failed func(context.Context, store.Job, error)) *Queue {
	return &Queue{
		store: st, log: log, failed: failed, kinds: map[string]kind{},
		wake: make(chan struct{}, 1), running: map[int64]*running{},
	}
}

// Handle says which function does the jobs of a kind, and in which lane.
func (q *Queue) Handle(name string, lane *Lane, f Func) { q.kinds[name] = kind{lane, f} }

// Start begins to run jobs until ctx ends or Close is called.
func (q *Queue) Start(ctx context.Context) {
	ctx, q.stop = context.WithCancel(ctx)
	q.done.Go(func() { q.dispatch(ctx) })
	q.Wake()
}

// Wake makes the queue look for new jobs. Call it after the transaction that
// added them.
func (q *Queue) Wake() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// Close stops every job and waits for them.
func (q *Queue) Close() {
	if q.stop != nil {
		q.stop()
	}
	q.done.Wait()
}

// Cancel stops the jobs of a video and waits for them. Jobs of it that have not
// started are the caller's to delete.
func (q *Queue) Cancel(video string) {
	q.cancel(func(job store.Job) bool { return job.Video == video })
}

// CancelJobs stops the jobs with the ids and waits for them. Their rows are the
// caller's to delete, before it calls this.
func (q *Queue) CancelJobs(ids []int64) {
	q.cancel(func(job store.Job) bool { return slices.Contains(ids, job.ID) })
}

func (q *Queue) cancel(unwanted func(store.Job) bool) {
	q.mu.Lock()
	var stopped []*running
	for _, r := range q.running {
		if unwanted(r.job) {
			r.cancel()
			stopped = append(stopped, r)
		}
	}
	q.mu.Unlock()
	for _, r := range stopped {
		<-r.done
	}
}

func (q *Queue) dispatch(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-q.wake:
		}
		for _, lane := range q.lanes() {
			if err := q.fill(ctx, lane); err != nil && ctx.Err() == nil {
				q.log.Error("look for media work", "lane", lane.Name, "err", err)
			}
		}
	}
}

func (q *Queue) lanes() []*Lane {
	var lanes []*Lane
	for _, k := range q.kinds {
		if !slices.Contains(lanes, k.lane) {
			lanes = append(lanes, k.lane)
		}
	}
	return lanes
}

func (q *Queue) fill(ctx context.Context, lane *Lane) error {
	var kinds []string
	for name, k := range q.kinds {
		if k.lane == lane {
			kinds = append(kinds, name)
		}
	}
	q.mu.Lock()
	var busy []int64
	for id, r := range q.running {
		if slices.Contains(kinds, r.job.Kind) {
			busy = append(busy, id)
		}
	}
	q.mu.Unlock()
	free := lane.Slots - len(busy)
	if free <= 0 {
		return nil
	}
	jobs, err := q.store.Jobs(ctx, kinds, busy, free)
	if err != nil {
		return err
	}
	for _, job := range jobs {
		q.launch(ctx, job)
	}
	return nil
}

func (q *Queue) launch(ctx context.Context, job store.Job) {
	jobCtx, cancel := context.WithCancel(ctx)
	r := &running{job: job, cancel: cancel, done: make(chan struct{})}
	q.mu.Lock()
	q.running[job.ID] = r
	q.mu.Unlock()
	q.done.Go(func() {
		forgotten := q.run(ctx, jobCtx, job)
		cancel()
		close(r.done)
		if !forgotten {
			return // its row is still there: leave it to the next start, not to a hot loop
		}
		q.mu.Lock()
		delete(q.running, job.ID)
		q.mu.Unlock()
		q.Wake()
	})
}

// run does one job and deletes its row, unless the queue is closing. It reports
// whether the row is gone.
func (q *Queue) run(ctx, jobCtx context.Context, job store.Job) bool {
	err := q.start(jobCtx, &job)
	if err == nil {
		err = q.guard(jobCtx, job)
	}
	if ctx.Err() != nil {
		return false
	}
	// A job may have been picked up just as its video was deleted.
	if err != nil && jobCtx.Err() == nil && !errors.Is(err, store.ErrNotFound) {
		q.log.Error("media work failed", "kind", job.Kind, "video", job.Video, "err", err)
		q.failed(ctx, job, err)
	}
	if err := q.store.Tx(ctx, func(tx *store.Tx) error { return tx.EndJob(job.ID) }); err != nil {
		q.log.Error("end media work", "kind", job.Kind, "video", job.Video, "err", err)
		return false
	}
	return true
}

func (q *Queue) start(ctx context.Context, job *store.Job) error {
	job.Attempts++
	if job.Attempts > maxAttempts {
		return errTooOften
	}
	return q.store.Tx(ctx, func(tx *store.Tx) error { return tx.StartJob(job.ID) })
}

// guard turns a panic into an error: one bad file must not end the server.
func (q *Queue) guard(ctx context.Context, job store.Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return q.kinds[job.Kind].run(ctx, job)
}
