package download

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// State is where a save in a Queue stands.
type State string

// The states. Done and Failed are ends; Resume leads out of Failed.
const (
	Waiting State = "waiting"
	Saving  State = "saving"
	Paused  State = "paused"
	Done    State = "saved"
	Failed  State = "failed"
)

// Item is a save in a Queue, as it stood when it was asked for.
type Item struct {
	ID    int
	Job   Job
	State State
	// Size has arrived of Length, which is -1 where it is not known yet.
	Size, Length int64
	// Speed is in bytes a second while it is Saving.
	Speed float64
	// Trouble is what is tried again at RetryAt, or why it Failed.
	Trouble error
	RetryAt time.Time
	// Saved is set once it is Done.
	Saved Saved
}

// Queue runs saves, a number of them at once, in the order they were added. It
// may be used from any goroutine. What it has not finished when it closes is
// found again by FindUnfinished.
type Queue struct {
	saver  *Saver
	change func()
	ctx    context.Context
	stop   context.CancelFunc
	tasks  sync.WaitGroup

	mu       sync.Mutex
	parallel int
	next     int
	items    []*entry
	idle     chan struct{} // closed and made anew when a save ends
}

type entry struct {
	Item
	cancel context.CancelFunc // while it is Saving
	seen   time.Time          // when Speed was last measured
	from   int64              // Size then
}

// NewQueue makes a queue with parallel saves at once. change, which may be
// nil, is called after anything changed, from any goroutine; it must return at
// once. Close must be called.
func NewQueue(saver *Saver, parallel int, change func()) *Queue {
	if change == nil {
		change = func() {}
	}
	q := &Queue{saver: saver, change: change, parallel: max(parallel, 1), next: 1, idle: make(chan struct{})}
	q.ctx, q.stop = context.WithCancel(context.Background())
	return q
}

// Close stops every save and returns when the last has ended.
func (q *Queue) Close() {
	q.stop()
	q.tasks.Wait()
}

// Add puts saves at the end of the queue and gives their ids.
func (q *Queue) Add(jobs ...Job) []int {
	ids := make([]int, len(jobs))
	q.update(func() {
		for i, j := range jobs {
			ids[i] = q.next
			q.items = append(q.items, &entry{Item: Item{ID: q.next, Job: j, State: Waiting, Length: -1}})
			q.next++
		}
	})
	return ids
}

// Items are all saves in their order.
func (q *Queue) Items() []Item {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := make([]Item, len(q.items))
	for i, e := range q.items {
		all[i] = e.Item
	}
	return all
}

// SetParallel changes how many saves run at once; those that run go on.
func (q *Queue) SetParallel(n int) { q.update(func() { q.parallel = max(n, 1) }) }

// Pause stops a save; what has arrived stays.
func (q *Queue) Pause(id int) {
	q.with(id, func(e *entry) {
		if e.State == Waiting || e.State == Saving {
			e.State = Paused
			e.halt()
		}
	})
}

// Resume goes on with a save that is paused or failed.
func (q *Queue) Resume(id int) {
	q.with(id, func(e *entry) {
		if e.State == Paused || e.State == Failed {
			e.State, e.Trouble, e.RetryAt = Waiting, nil, time.Time{}
		}
	})
}

// Remove takes a save out of the queue; what has arrived stays in its folder.
func (q *Queue) Remove(id int) {
	q.update(func() {
		q.items = slices.DeleteFunc(q.items, func(e *entry) bool {
			if e.ID == id {
				e.halt()
			}
			return e.ID == id
		})
	})
}

func (e *entry) halt() {
	if e.cancel != nil {
		e.cancel()
	}
}

// Wait returns when no save is waiting or running, or when ctx ends.
func (q *Queue) Wait(ctx context.Context) error {
	for {
		q.mu.Lock()
		busy := slices.ContainsFunc(q.items, func(e *entry) bool { return e.State == Waiting || e.State == Saving || e.cancel != nil })
		idle := q.idle
		q.mu.Unlock()
		if !busy {
			return nil
		}
		select {
		case <-idle:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (q *Queue) with(id int, change func(*entry)) {
	q.update(func() {
		if i := slices.IndexFunc(q.items, func(e *entry) bool { return e.ID == id }); i >= 0 {
			change(q.items[i])
		}
	})
}

// update changes the queue, starts what may start, and tells of it.
func (q *Queue) update(change func()) {
	q.mu.Lock()
	change()
	q.start()
	q.mu.Unlock()
	q.change()
}

// start starts as many saves as may run. It runs under the lock.
func (q *Queue) start() {
	running := 0
	for _, e := range q.items {
		if e.cancel != nil {
			running++
		}
	}
	for _, e := range q.items {
		if running >= q.parallel || q.ctx.Err() != nil {
			return
		}
		// One that was paused and resumed may still be ending its last run.
		if e.State != Waiting || e.cancel != nil {
			continue
		}
		running++
		e.State, e.seen, e.from, e.Speed = Saving, time.Now(), 0, 0
		var ctx context.Context
		ctx, e.cancel = context.WithCancel(q.ctx)
		q.tasks.Go(func() { q.save(ctx, e) })
	}
}

func (q *Queue) save(ctx context.Context, e *entry) {
	job := e.Job
	job.OnProgress = func(done, all int64) { q.update(func() { e.progress(done, all) }) }
	job.OnWait = func(err error, wait time.Duration) {
		q.update(func() { e.Trouble, e.RetryAt, e.Speed = err, time.Now().Add(wait), 0 })
	}
	saved, err := q.saver.Save(ctx, job)
	q.update(func() {
		e.cancel()
		e.cancel, e.Speed, e.RetryAt = nil, 0, time.Time{}
		switch {
		case err == nil:
			e.State, e.Saved, e.Size, e.Length, e.Trouble = Done, saved, saved.Size, saved.Size, nil
		case errors.Is(err, context.Canceled) && e.State == Saving:
			e.State = Waiting // the queue closes
		case e.State == Saving:
			e.State, e.Trouble = Failed, err
		}
		close(q.idle)
		q.idle = make(chan struct{})
	})
}

// progress takes a report of bytes and measures the speed.
func (e *entry) progress(done, all int64) {
	now := time.Now()
	if e.from == 0 {
		e.from, e.seen = done, now
	} else if d := now.Sub(e.seen); d >= time.Second {
		latest := float64(done-e.from) / d.Seconds()
		if e.Speed == 0 {
			e.Speed = latest
		}
		e.Speed += (latest - e.Speed) / 3
		e.from, e.seen = done, now
	}
	e.Size, e.Length, e.Trouble, e.RetryAt = done, all, nil, time.Time{}
}
