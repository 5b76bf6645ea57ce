package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gofrs/flock"
)

// hold is a lock beside a database that can be rescued. Whoever has it open
// shares the lock, so that nobody renames the file under its feet; whoever
// rescues it is alone.
type hold struct{ lock *flock.Flock }

func newHold(path string) *hold { return &hold{flock.New(path + ".lock")} }

const (
	holdRetry = 10 * time.Millisecond
	// aloneTime is how long a rescue waits for commands that just read; a window
	// or an upload takes longer.
	aloneTime = 5 * time.Second
)

// share waits for a rescue under way.
func (h *hold) share(ctx context.Context) error {
	if err := h.Close(); err != nil {
		return err
	}
	if _, err := h.lock.TryRLockContext(ctx, holdRetry); err != nil {
		return fmt.Errorf("lock the database: %w", err)
	}
	return nil
}

// alone waits until nobody else has the database, or returns ErrInUse.
func (h *hold) alone(ctx context.Context) error {
	if err := h.Close(); err != nil {
		return err
	}
	wait, done := context.WithTimeout(ctx, aloneTime)
	defer done()
	_, err := h.lock.TryLockContext(wait, holdRetry)
	switch {
	case err == nil:
		return nil
	case ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded):
		return ErrInUse
	}
	return fmt.Errorf("lock the database: %w", err)
}

// Close frees the lock; it may be called twice.
func (h *hold) Close() error { return h.lock.Close() }
