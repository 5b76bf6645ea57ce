package queue

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"spool/uploader"
)

// Store is what the feed reads of the queue. An uploader.Store is one.
type Store interface {
	Version(ctx context.Context) (int64, error)
	Briefs(ctx context.Context, a uploader.Account) ([]uploader.Brief, error)
	Jobs(ctx context.Context, f uploader.Filter) ([]uploader.Job, error)
}

// FeedParams are what a Feed is made of.
type FeedParams struct {
	Store   Store
	Account uploader.Account
	// Progress samples the running uploads; nothing while no engine runs here.
	Progress func() []uploader.Progress
	// Failed is why the engine stopped, nil while it runs.
	Failed func() error
	// Show gets every snapshot, on the feed's goroutine.
	Show func(*Snapshot)
	Now  func() time.Time
	// Every is how often progress is sampled, four times a second unless set.
	Every time.Duration
}

// Feed makes snapshots of an account's queue until its Run ends.
type Feed struct {
	FeedParams
	wake chan struct{}

	mu     sync.Mutex
	want   []int64 // rows to read in full
	wanted bool    // want is new
	urgent bool    // a command was just carried out

	// The rest belongs to Run's goroutine.
	version int64
	stale   bool      // the outline is older than the store
	next    time.Time // when the outline may be read again
	now     Snapshot
	history *history
	rates   map[int64]float64
	rated   time.Time
	counted time.Time // when what waits for a time was last shown
}

const (
	lookEvery = 250 * time.Millisecond
	// rateEvery is how often a speed may change on screen.
	rateEvery = time.Second
	// patience is how many times longer than it took the feed waits before it
	// reads all jobs again, so that it takes a twentieth of one core at most.
	patience = 20
	// readAtOnce is how many rows one question to the store names.
	readAtOnce = 400
	// reach is how many rows above and below the one in view are read ahead.
	reach = 64
)

// NewFeed returns a feed that does nothing until Run.
func NewFeed(p FeedParams) *Feed {
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Every == 0 {
		p.Every = lookEvery
	}
	f := &Feed{FeedParams: p, wake: make(chan struct{}, 1), history: newHistory(), stale: true}
	f.now.Outline = NewOutline(nil, nil, p.Now())
	return f
}

// Run makes snapshots until ctx ends.
func (f *Feed) Run(ctx context.Context) {
	ticker := time.NewTicker(f.Every)
	defer ticker.Stop()
	for ctx.Err() == nil {
		f.look(ctx)
		select {
		case <-ctx.Done():
		case <-f.wake:
		case <-ticker.C:
		}
	}
}

// Refresh makes a snapshot now: a command was carried out.
func (f *Feed) Refresh() {
	f.mu.Lock()
	f.urgent = true
	f.mu.Unlock()
	f.nudge()
}

// Look says which rows are to be read in full. The slice is the feed's then.
func (f *Feed) Look(ids []int64) {
	f.mu.Lock()
	f.want, f.wanted = ids, true
	f.mu.Unlock()
	f.nudge()
}

func (f *Feed) nudge() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// look makes one snapshot, if there is news.
func (f *Feed) look(ctx context.Context) {
	f.mu.Lock()
	want, read, urgent := f.want, f.wanted, f.urgent
	f.wanted, f.urgent = false, false
	f.mu.Unlock()

	now := f.Now()
	failed := f.now.Failed
	f.now.Now = now
	news, err := f.read(ctx, now, want, read, urgent)
	if ctx.Err() != nil {
		return
	}
	if err == nil && f.Failed != nil {
		err = f.Failed()
	}
	f.now.Failed = err
	moved := f.sample(now)
	if news || moved || f.countsDown(now) || (err == nil) != (failed == nil) {
		s := f.now
		f.Show(&s)
	}
}

// read brings outline and rows up to date and reports whether it read any.
func (f *Feed) read(ctx context.Context, now time.Time, want []int64, rows, urgent bool) (bool, error) {
	version, err := f.Store.Version(ctx)
	if err != nil {
		return false, err
	}
	if version != f.version || urgent {
		f.version, f.stale, rows = version, true, true
	}
	if f.stale && (urgent || !now.Before(f.next)) {
		started := f.Now()
		jobs, err := f.Store.Briefs(ctx, f.Account)
		if err != nil {
			return false, fmt.Errorf("read the queue: %w", err)
		}
		f.now.Outline = NewOutline(jobs, f.now.Outline, now)
		f.stale, rows = false, true
		f.next = now.Add(patience * f.Now().Sub(started))
	}
	if !rows {
		return false, nil
	}
	if want == nil {
		want = f.now.Outline.near(place{}, reach)
	}
	return true, f.readRows(ctx, want)
}

// readRows reads what is in sight, and what uploads, in full.
func (f *Feed) readRows(ctx context.Context, want []int64) error {
	ids := slices.Clone(want)
	running := f.now.Outline.groups[uploading]
	for _, b := range running[:min(len(running), readAtOnce)] {
		ids = append(ids, b.ID)
	}
	slices.Sort(ids)
	jobs := make(map[int64]uploader.Job, len(ids))
	for step := range slices.Chunk(slices.Compact(ids), readAtOnce) {
		rows, err := f.Store.Jobs(ctx, uploader.Filter{IDs: step})
		if err != nil {
			return fmt.Errorf("read jobs: %w", err)
		}
		for _, j := range rows {
			jobs[j.ID] = j
		}
	}
	f.now.Jobs = jobs
	f.now.reading++
	return nil
}

// sample takes the progress of the moment and reports whether any is new.
func (f *Feed) sample(now time.Time) bool {
	var progress []uploader.Progress
	if f.Progress != nil {
		progress = f.Progress()
	}
	bar := f.history.add(now, progress)
	if bar {
		f.now.Bars, f.now.RowBars = f.history.all, f.history.rows
	}
	if len(progress) == 0 && len(f.now.Running) == 0 {
		return bar && f.history.busy()
	}
	if now.Sub(f.rated) >= rateEvery {
		f.rated, f.rates = now, make(map[int64]float64, len(progress))
		for _, p := range progress {
			f.rates[p.ID] = p.Speed
		}
	}
	running := make(map[int64]uploader.Progress, len(progress))
	for _, p := range progress {
		if rate, known := f.rates[p.ID]; known {
			p.Speed = rate
		}
		running[p.ID] = p
	}
	news := bar || !maps.Equal(running, f.now.Running)
	f.now.Running = running
	return news
}

// countsDown reports, once a second, that a row in sight waits for a time.
func (f *Feed) countsDown(now time.Time) bool {
	if now.Sub(f.counted) < time.Second {
		return false
	}
	for _, j := range f.now.Jobs {
		if j.State == uploader.Waiting && j.RetryAt.After(now) {
			f.counted = now
			return true
		}
	}
	return false
}
