package download

import (
	"context"
	"errors"
	"sync"
	"time"
)

// ErrNotYet is for Address: the file is still being made, so it is asked for
// again later.
var ErrNotYet = errors.New("the file is still being made by Stream")

// RunnerParams are what a Runner is made of.
type RunnerParams struct {
	Queue *Queue
	Saver *Saver
	// Address gives the address of what an item saves; see Job.Address.
	Address func(ctx context.Context, i Item) (string, error)
	// Parallel is how many are saved at once; at least 1.
	Parallel int
}

// Runner saves what is in a Queue. Of all processes one may run a queue at a
// time, which whoever starts it sees to.
type Runner struct {
	RunnerParams
	woken chan struct{}
	ended chan result
	tasks sync.WaitGroup

	// seen is the revision of the queue that what runs is in step with, next when
	// a save is to be tried again; of the goroutine of Run.
	seen int64
	next time.Time

	mu      sync.Mutex
	running map[int64]*task
	stale   bool // what runs is to be brought in step in any case
}

// task is a save that runs.
type task struct {
	cancel context.CancelFunc

	mu           sync.Mutex
	size, length int64
	speed        float64
	trouble      string
	retryAt      time.Time
	seen         time.Time // when speed was last measured
	from         int64     // size then
}

// result is how a task ended.
type result struct {
	id    int64
	saved Saved
	err   error
}

// NewRunner returns a runner that does nothing before Run.
func NewRunner(p RunnerParams) *Runner {
	p.Parallel = max(1, p.Parallel)
	return &Runner{RunnerParams: p, woken: make(chan struct{}, 1), ended: make(chan result), running: map[int64]*task{}, stale: true}
}

// SetParallel changes how many saves run at once; those that run go on.
func (r *Runner) SetParallel(n int) {
	r.mu.Lock()
	r.Parallel, r.stale = max(1, n), true
	r.mu.Unlock()
	r.Wake()
}

// Wake has the runner look at the queue at once.
func (r *Runner) Wake() {
	select {
	case r.woken <- struct{}{}:
	default: // it is about to look
	}
}

// Live lays what only the runner knows over items: how far they are at this
// moment and how fast.
func (r *Runner) Live(items []Item) []Item {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range items {
		if t := r.running[items[i].ID]; t != nil && items[i].State == Saving {
			t.lay(&items[i])
		}
	}
	return items
}

const (
	// lookEvery is how often it is asked whether another process changed the
	// queue.
	lookEvery = 250 * time.Millisecond
	// notYetWait is how long a file that Stream still makes is left alone.
	notYetWait = 5 * time.Second
)

// Run saves until ctx ends, or until the store fails, and returns when the last
// save has stopped.
func (r *Runner) Run(ctx context.Context) error {
	err := r.run(ctx)
	r.stopAll()
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (r *Runner) run(ctx context.Context) error {
	if err := r.adopt(ctx); err != nil {
		return err
	}
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		if err := r.follow(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		case <-r.woken:
		case end := <-r.ended:
			if err := r.settle(ctx, end); err != nil {
				return err
			}
		}
	}
}

// adopt takes up what was being saved when a runner was killed.
func (r *Runner) adopt(ctx context.Context) error {
	items, err := r.Queue.Items(ctx)
	if err != nil {
		return err
	}
	for _, i := range items {
		if i.State == Saving {
			if err := r.change(ctx, i.ID, func(i *Item) bool { i.State = Waiting; return true }); err != nil {
				return err
			}
		}
	}
	return nil
}

// follow brings what runs in step with the queue, where that is another or a save
// is due.
func (r *Runner) follow(ctx context.Context) error {
	now, err := r.Queue.store.Revision(ctx)
	if err != nil {
		return err
	}
	r.mu.Lock()
	stale := r.stale || now != r.seen || !r.next.IsZero() && !r.next.After(time.Now())
	r.stale = false
	r.mu.Unlock()
	if !stale {
		return nil
	}
	items, err := r.Queue.Items(ctx)
	if err != nil {
		return err
	}
	r.seen, r.next = now, nextOf(items)
	return r.keepUp(ctx, items)
}

// nextOf is when the first of the saves that wait for another attempt is due,
// zero for never.
func nextOf(items []Item) time.Time {
	var next time.Time
	for i := range items {
		at := items[i].RetryAt
		if items[i].State == Waiting && !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

// keepUp stops what is not wanted any more and begins what there is room for.
func (r *Runner) keepUp(ctx context.Context, items []Item) error {
	wanted := map[int64]bool{}
	for _, i := range items {
		wanted[i.ID] = i.State == Saving
	}
	r.mu.Lock()
	free := r.Parallel - len(r.running)
	for id, t := range r.running {
		if !wanted[id] {
			t.cancel()
		}
	}
	r.mu.Unlock()
	for _, i := range items {
		if free <= 0 {
			break
		}
		if i.State != Waiting || i.RetryAt.After(time.Now()) || r.runs(i.ID) {
			continue
		}
		free--
		if err := r.begin(ctx, i); err != nil {
			return err
		}
	}
	return nil
}

func (r *Runner) runs(id int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.running[id] != nil
}

func (r *Runner) begin(ctx context.Context, item Item) error {
	began := false
	err := r.change(ctx, item.ID, func(i *Item) bool {
		began = i.State == Waiting
		i.State, i.Trouble, i.RetryAt = Saving, "", time.Time{}
		return began
	})
	if err != nil || !began {
		return err
	}
	t := &task{size: item.Size, length: item.Length, seen: time.Now()}
	ctx, t.cancel = context.WithCancel(ctx)
	r.mu.Lock()
	r.running[item.ID] = t
	r.mu.Unlock()
	r.tasks.Go(func() {
		saved, err := r.Saver.Save(ctx, Job{
			Source: item.UID + " " + string(item.Kind), Folder: item.Folder, Name: item.Name, Existing: item.Existing,
			Address:    func(ctx context.Context) (string, error) { return r.Address(ctx, item) },
			OnProgress: t.progress, OnWait: t.wait,
		})
		r.ended <- result{item.ID, saved, err}
	})
	return nil
}

// settle writes down how a save ended.
func (r *Runner) settle(ctx context.Context, end result) error {
	r.mu.Lock()
	t := r.running[end.id]
	delete(r.running, end.id)
	r.stale = true // there is room, also where the save is gone
	r.mu.Unlock()
	t.cancel()
	return r.change(ctx, end.id, func(i *Item) bool {
		t.lay(i)
		i.Trouble, i.RetryAt = "", time.Time{}
		switch {
		case end.err == nil:
			i.State, i.Saved, i.Size, i.Length = Done, end.saved, end.saved.Size, end.saved.Size
		case i.State != Saving: // it was paused
		case errors.Is(end.err, context.Canceled):
			i.State = Waiting
		case errors.Is(end.err, ErrNotYet):
			i.State, i.Trouble, i.RetryAt = Waiting, ErrNotYet.Error(), time.Now().Add(notYetWait)
		default:
			i.State, i.Trouble = Failed, end.err.Error()
		}
		return true
	})
}

func (r *Runner) change(ctx context.Context, id int64, change func(*Item) bool) error {
	return r.Queue.store.Change(ctx, []int64{id}, change)
}

// stopAll stops what runs and writes down how far it came; the context of the
// run may have ended, so this has one of its own.
func (r *Runner) stopAll() {
	r.mu.Lock()
	left := len(r.running)
	for _, t := range r.running {
		t.cancel()
	}
	r.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	for ; left > 0; left-- {
		// Where it can't be written down, the next runner adopts the save.
		_ = r.settle(ctx, <-r.ended)
	}
	r.tasks.Wait()
}

// lay puts a task's figures into its item.
func (t *task) lay(i *Item) {
	t.mu.Lock()
	defer t.mu.Unlock()
	i.Size, i.Length, i.Speed, i.Trouble, i.RetryAt = t.size, t.length, t.speed, t.trouble, t.retryAt
}

// wait notes a failure that is tried again.
func (t *task) wait(err error, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.trouble, t.retryAt, t.speed = err.Error(), time.Now().Add(wait), 0
}

// progress takes a report of bytes and measures the speed.
func (t *task) progress(done, all int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	if t.from == 0 {
		t.from, t.seen = done, now
	} else if d := now.Sub(t.seen); d >= time.Second {
		latest := float64(done-t.from) / d.Seconds()
		if t.speed == 0 {
			t.speed = latest
		}
		t.speed += (latest - t.speed) / 3
		t.from, t.seen = done, now
	}
	t.size, t.length, t.trouble, t.retryAt = done, all, "", time.Time{}
}
