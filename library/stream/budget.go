package stream

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/gofrs/flock"

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
// window. With a file the processes that share it share the budget.
type budget struct {
	mu   sync.Mutex
	file string
	lock *flock.Flock
	tally
}

// tally is what the budget counts.
type tally struct {
	// Calls is a ring of the times of the last calls, the oldest at Next, in
	// Unix nanoseconds; 0 is none.
	Calls [interactiveShare]int64
	Next  int64
	// Until is when Stream's own "slow down" ends.
	Until int64
}

func newBudget(file string) *budget {
	b := &budget{file: file}
	if file != "" {
		b.lock = flock.New(file + ".lock")
	}
	return b
}

// wait blocks until a call of the context's priority may begin and counts it.
// before is told about a wait that is longer than a moment.
func (b *budget) wait(ctx context.Context, before func(until time.Time)) error {
	share := shareOf(library.PriorityOf(ctx))
	for {
		now := time.Now()
		var free time.Time
		if err := b.with(now, func(t *tally) { free = t.take(now, share) }); err != nil {
			return err
		}
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

// with gives f the tally, that of the file if there is one, and keeps what f
// made of it.
func (b *budget) with(now time.Time, f func(*tally)) (err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.file == "" {
		f(&b.tally)
		return nil
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("count calls in %s: %w", b.file, err)
		}
	}()
	if err := b.lock.Lock(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.lock.Unlock()) }()
	data, err := os.ReadFile(b.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	// A file that was cut off counts for nothing: it is younger than its calls.
	var t tally
	if n, err := binary.Decode(data, binary.LittleEndian, &t); err != nil || n != len(data) || t.Next < 0 || t.Next >= interactiveShare {
		t = tally{}
	}
	t.setBack(now)
	f(&t)
	if data, err = binary.Append(data[:0], binary.LittleEndian, &t); err != nil {
		return err
	}
	b.tally = t
	return os.WriteFile(b.file, data, 0o600)
}

// setBack copes with a clock that was set back: no call lies ahead.
func (t *tally) setBack(now time.Time) {
	for i := range t.Calls {
		t.Calls[i] = min(t.Calls[i], now.UnixNano())
	}
	t.Until = min(t.Until, now.Add(window).UnixNano())
}

// take counts a call and returns now, or says when to ask again.
func (t *tally) take(now time.Time, share int) time.Time {
	if until := time.Unix(0, t.Until); until.After(now) {
		return until
	}
	// With share calls allowed, the call that stands share places back must
	// have left the window.
	if free := t.free(share, 0); free.After(now) {
		return free
	}
	t.Calls[t.Next] = now.UnixNano()
	t.Next = (t.Next + 1) % interactiveShare
	return now
}

// free is when the call leaves the window that stands share places back, or
// ahead places less.
func (t *tally) free(share, ahead int) time.Time {
	oldest := t.Calls[(int(t.Next)+interactiveShare-share+ahead)%interactiveShare]
	if oldest == 0 {
		return time.Time{}
	}
	return time.Unix(0, oldest).Add(window)
}

// pause holds all calls back: Stream refuses them anyway.
func (b *budget) pause(until time.Time) error {
	return b.with(time.Now(), func(t *tally) { t.Until = max(t.Until, until.UnixNano()) })
}

// used is how many calls began in the last five minutes, as far as this
// process knows.
func (b *budget) used(now time.Time) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, t := range b.Calls {
		if t != 0 && time.Unix(0, t).Add(window).After(now) {
			n++
		}
	}
	return n
}

// delay is how long until n further calls of a share may have begun, as far
// as this process knows.
func (b *budget) delay(now time.Time, n, share int) time.Duration {
	if n <= 0 {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	// The last of them begins where a call leaves the window, and for each
	// further share of calls a window later.
	d := max(time.Unix(0, b.Until).Sub(now), b.free(share, (n-1)%share).Sub(now), 0)
	return d + time.Duration((n-1)/share)*window
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
