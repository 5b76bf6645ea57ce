package uploader

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"spool/internal/media"
)

// Chunk sizes of one PATCH (Cloudflare docs, Stream, resumable uploads): at
// least 5 MiB but for the last, at most 200 MiB, in steps of 256 KiB.
const (
	MinChunk     = 5 << 20
	MaxChunk     = 200 << 20
	ChunkStep    = 256 << 10
	DefaultChunk = 50 << 20
)

// DefaultParallel is the number of uploads at once.
const DefaultParallel = 3

// Params are what an Engine is made of.
type Params struct {
	Account Account
	Store   Store
	Wire    Wire
	Videos  Videos
	// Probe examines a file; media.ErrNotVideo means it is none.
	Probe func(ctx context.Context, path string) (media.Info, error)
	// Parallel uploads at once; DefaultParallel where 0.
	Parallel int
	// ChunkSize in bytes of one PATCH; DefaultChunk where 0.
	ChunkSize int64
	// PollEvery is how often Stream is asked about videos it processes; half a
	// second where 0, growing when nothing happens.
	PollEvery time.Duration
	// Now, Random (0..1) and Log have the obvious defaults.
	Now    func() time.Time
	Random func() float64
	Log    *slog.Logger
}

// Engine runs the jobs of one account. At most one engine of an account may
// run at a time on a machine: the caller holds a lock.
type Engine struct {
	Params
	parallel atomic.Int64
	wake     chan struct{}
	settled  chan struct{}
	// fail ends the run with the queue's error.
	fail context.CancelCauseFunc

	mu      sync.Mutex
	workers map[int64]*worker
}

// worker is the goroutine that sends one job.
type worker struct {
	stop context.CancelFunc
	// base is the confirmed offset, sent the bytes that left beyond it.
	base, sent atomic.Int64
	meter      meter
	urgent     bool
}

// CheckChunkSize refuses, in a sentence, what Stream would refuse.
func CheckChunkSize(n int64) error {
	if n < MinChunk || n > MaxChunk || n%ChunkStep != 0 {
		return fmt.Errorf("the chunk size %d is not one Stream takes: %d to %d bytes in steps of %d", n, MinChunk, MaxChunk, ChunkStep)
	}
	return nil
}

// New checks the parameters. The engine does nothing until Run.
func New(p Params) (*Engine, error) {
	if p.ChunkSize == 0 {
		p.ChunkSize = DefaultChunk
	}
	if err := CheckChunkSize(p.ChunkSize); err != nil {
		return nil, err
	}
	if p.Parallel == 0 {
		p.Parallel = DefaultParallel
	}
	if p.PollEvery == 0 {
		p.PollEvery = time.Second / 2
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Random == nil {
		p.Random = rand.Float64
	}
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	e := &Engine{Params: p, wake: make(chan struct{}, 1), settled: make(chan struct{}, 1), workers: map[int64]*worker{}}
	e.SetParallel(p.Parallel)
	return e, nil
}

// SetParallel changes the number of uploads at once, at least one. Running
// uploads beyond it finish.
func (e *Engine) SetParallel(n int) {
	e.parallel.Store(int64(max(1, n)))
	e.Wake()
}

// Wake makes the engine look at the queue now. It never blocks.
func (e *Engine) Wake() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

// Settled gets a value when an upload has come to its end, for one listener who
// will not wait for the next look at the queue. Uploads that end close together
// may be one value.
func (e *Engine) Settled() <-chan struct{} { return e.settled }

// tick is how long a change by another process may go unseen.
const tick = 250 * time.Millisecond

// Run works the queue until ctx ends, or the queue cannot be read or saved,
// which is then the error returned. It returns when the last worker has; what
// was on its way then waits for the next Run.
func (e *Engine) Run(ctx context.Context) error {
	if err := e.takeBack(ctx); err != nil {
		return err
	}
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	e.fail = fail
	var all sync.WaitGroup
	for _, loop := range []func(context.Context) error{e.schedule, e.probeAll, e.follow, e.remove} {
		all.Go(func() {
			if err := loop(ctx); err != nil {
				fail(err)
			}
		})
	}
	all.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// takeBack puts back what a killed process left in mid-upload.
func (e *Engine) takeBack(ctx context.Context) error {
	left, err := e.Store.Jobs(ctx, Filter{Account: e.Account, States: []State{Uploading}})
	if err != nil {
		return err
	}
	for _, j := range left {
		if _, err := e.Store.Update(ctx, j.ID, func(j *Job) error {
			if j.State != Uploading {
				return nil
			}
			return j.To(Waiting)
		}); err != nil {
			return err
		}
	}
	return nil
}

// schedule starts due jobs, and stops workers whose row was changed.
func (e *Engine) schedule(ctx context.Context) error {
	var workers sync.WaitGroup
	defer workers.Wait()
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for ctx.Err() == nil {
		if err := e.reconcile(ctx); err != nil {
			return ignoreCancel(ctx, err)
		}
		if err := e.start(ctx, &workers); err != nil {
			return ignoreCancel(ctx, err)
		}
		select {
		case <-ctx.Done():
		case <-e.wake:
		case <-ticker.C:
		}
	}
	return nil
}

// ignoreCancel tells a store's failure from the end of the run.
func ignoreCancel(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (e *Engine) reconcile(ctx context.Context) error {
	e.mu.Lock()
	ids := make([]int64, 0, len(e.workers))
	for id := range e.workers {
		ids = append(ids, id)
	}
	e.mu.Unlock()
	if len(ids) == 0 {
		return nil
	}
	rows, err := e.Store.Jobs(ctx, Filter{IDs: ids, States: []State{Uploading}})
	if err != nil {
		return err
	}
	running := map[int64]bool{}
	for _, j := range rows {
		running[j.ID] = true
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for id, w := range e.workers {
		if !running[id] {
			w.stop()
		}
	}
	return nil
}

func (e *Engine) start(ctx context.Context, workers *sync.WaitGroup) error {
	busy, free := e.capacity()
	jobs, err := e.Store.Due(ctx, e.Account, Waiting, e.Now(), len(busy)+int(e.parallel.Load())+urgentLook)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if busy[j.ID] || !j.Urgent && free <= 0 {
			continue
		}
		j, err := e.Store.Note(ctx, j.ID, func(j *Job) error {
			j.StartedAt = firstTime(j.StartedAt, e.Now())
			return j.To(Uploading)
		})
		if errors.Is(err, ErrBadStep) || errors.Is(err, ErrNoJob) {
			continue
		}
		if err != nil {
			return err
		}
		if !j.Urgent {
			free--
		}
		e.launch(ctx, workers, j)
	}
	return nil
}

// urgentLook is how many urgent jobs are started in one look.
const urgentLook = 16

func (e *Engine) capacity() (busy map[int64]bool, free int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	busy, free = map[int64]bool{}, int(e.parallel.Load())
	for id, w := range e.workers {
		busy[id] = true
		if !w.urgent {
			free--
		}
	}
	return busy, free
}

func (e *Engine) launch(ctx context.Context, workers *sync.WaitGroup, j Job) {
	ctx, stop := context.WithCancel(ctx)
	w := &worker{stop: stop, urgent: j.Urgent}
	w.base.Store(j.Offset)
	w.meter.sample(e.Now(), j.Offset) // else a small file ends before it has a speed
	e.mu.Lock()
	e.workers[j.ID] = w
	e.mu.Unlock()
	workers.Go(func() {
		defer stop()
		e.work(ctx, w, j)
		e.mu.Lock()
		delete(e.workers, j.ID)
		e.mu.Unlock()
		e.Wake()
	})
}

func firstTime(t, now time.Time) time.Time {
	if t.IsZero() {
		return now
	}
	return t
}

// Progress is one running upload, sampled.
type Progress struct {
	ID int64
	// Confirmed bytes are on Stream, Flying ones have left this computer.
	Confirmed, Flying int64
	// Speed in bytes a second, 0 while unknown.
	Speed float64
}

// Progress samples the running uploads of this engine. Call it about four
// times a second, from one goroutine, since it also measures speed.
func (e *Engine) Progress() []Progress {
	e.mu.Lock()
	defer e.mu.Unlock()
	out := make([]Progress, 0, len(e.workers))
	for id, w := range e.workers {
		base, sent := w.base.Load(), w.sent.Load()
		out = append(out, Progress{ID: id, Confirmed: base, Flying: sent, Speed: w.meter.sample(e.Now(), base+sent)})
	}
	return out
}

// Left is how long the rest of size bytes takes at this speed; known is false
// without one.
func (p Progress) Left(size int64) (left time.Duration, known bool) {
	if p.Speed <= 0 {
		return 0, false
	}
	rest := max(0, size-p.Confirmed-p.Flying)
	return time.Duration(float64(rest) / p.Speed * float64(time.Second)), true
}
