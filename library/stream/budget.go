package stream

import (
	"context"
	"sync"
	"time"

	"spool/library"
)

// Stream lets a user make 1,200 calls in five minutes, over all tokens and
// the dashboard, and refuses every call for five minutes after that. Spool
// keeps below half, so that the user's other tools live. The three shares are
// how many of the last five minutes' calls may stand when a call of that
// priority begins: a first sync may run at full speed, and a click never
// queues up behind it (Cloudflare docs, Fundamentals, "API rate limits").
const (
	window           = 5 * time.Minute
	interactiveShare = 598
	bulkShare        = 560
	backgroundShare  = 500
)

// budget counts the calls of the last five minutes exactly, which a token
// bucket cannot: one with a useful burst would exceed the half in its first
// window.
type budget struct {
	mu sync.Mutex
	// calls is a ring of the times of the last calls, oldest at next.
	calls [interactiveShare]time.Time
	next  int
	// until is when Stream's own "slow down" ends.
	until time.Time
}

func newBudget() *budget { return &budget{} }

// wait blocks until a call of the context's priority may begin and counts it.
// before is told about a wait that is longer than a moment.
func (b *budget) wait(ctx context.Context, before func(until time.Time)) error {
	share := shareOf(library.PriorityOf(ctx))
	for {
		now := time.Now()
		free := b.take(now, share)
		if !free.After(now) {
			return nil
		}
		if free.Sub(now) > time.Second {
			before(free)
		}
		if err := sleep(ctx, free.Sub(now)); err != nil {
			return err
		}
	}
}

func shareOf(p library.Priority) int {
	switch p {
	case library.Bulk:
		return bulkShare
	case library.Background:
		return backgroundShare
	}
	return interactiveShare
}

// take counts a call and returns now, or says when to ask again.
func (b *budget) take(now time.Time, share int) time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.until.After(now) {
		return b.until
	}
	// With share calls allowed, the call that stands share places back must
	// have left the window.
	oldest := b.calls[(b.next+len(b.calls)-share)%len(b.calls)]
	if free := oldest.Add(window); !oldest.IsZero() && free.After(now) {
		return free
	}
	b.calls[b.next] = now
	b.next = (b.next + 1) % len(b.calls)
	return now
}

// pause holds all calls back: Stream refuses them anyway.
func (b *budget) pause(until time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if until.After(b.until) {
		b.until = until
	}
}

// used is how many calls began in the last five minutes.
func (b *budget) used(now time.Time) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, t := range b.calls {
		if !t.IsZero() && t.Add(window).After(now) {
			n++
		}
	}
	return n
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-t.C:
		return nil
	}
}

// delay is how long until n further calls of a share may have begun.
func (b *budget) delay(now time.Time, n, share int) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	var d time.Duration
	if b.until.After(now) {
		d = b.until.Sub(now)
	}
	if n <= 0 {
		return 0
	}
	// The last of them begins where the call share places before it leaves the
	// window: a whole number of windows behind one that was made.
	windows := (n - 1) / share
	last := (n - 1) % share
	oldest := b.calls[(b.next+len(b.calls)-share+last)%len(b.calls)]
	if !oldest.IsZero() {
		d = max(d, oldest.Add(window).Sub(now))
	}
	return max(d, 0) + time.Duration(windows)*window
}
