package uploader

import (
	"context"
	"errors"
)

// remove carries out cancellations whose grace has ended.
func (e *Engine) remove(ctx context.Context) error {
	for pause(ctx, tick) {
		if err := e.RemoveCanceled(ctx); err != nil {
			return ignoreCancel(ctx, err)
		}
	}
	return nil
}

// RemoveCanceled takes every cancelled job whose grace has ended out of the
// queue: what Stream has of an unfinished upload goes first, then the row. A
// job whose video cannot be deleted now stays, and is tried again later. Run
// does this all the time; others need it only where no engine runs. The error
// is the store's.
func (e *Engine) RemoveCanceled(ctx context.Context) error {
	jobs, err := e.Store.Due(ctx, e.Account, Canceling, e.Now(), batch)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if err := e.removeOne(ctx, j); err != nil {
			return err
		}
	}
	return nil
}

func (e *Engine) removeOne(ctx context.Context, j Job) error {
	e.mu.Lock()
	_, busy := e.workers[j.ID]
	e.mu.Unlock()
	if busy {
		e.Wake() // its worker is told to stop there
		return nil
	}
	err := e.withdraw(ctx, j)
	var f *Fault
	if errors.As(err, &f) {
		e.Log.Warn("deleting a cancelled upload at Stream failed", "job", j.ID, "video", j.UID, "err", err)
		_, err = e.Store.Update(ctx, j.ID, func(row *Job) error {
			if row.State != Canceling {
				return errLeft
			}
			row.Attempts++
			row.Cause = f.Cause
			row.RetryAt = e.Now().Add(delay(row.Attempts, f.RetryAfter, e.Random()))
			return nil
		})
		if errors.Is(err, errLeft) || errors.Is(err, ErrNoJob) {
			return nil
		}
		return err
	}
	if err != nil {
		return err
	}
	return e.Store.Delete(ctx, j.ID)
}

func (e *Engine) withdraw(ctx context.Context, j Job) error {
	if j.UID != "" && !j.Sent() {
		if err := e.Videos.Delete(ctx, j.UID); err != nil {
			return err
		}
	}
	if j.Orphans {
		return e.deleteOrphans(ctx, j)
	}
	return nil
}

// Sweep deletes what unanswered creations of any job left at Stream, but for
// jobs that a worker runs. A command calls it before it ends.
func (e *Engine) Sweep(ctx context.Context) error {
	jobs, err := e.Store.Jobs(ctx, Filter{Account: e.Account, Orphans: true})
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if j.State == Uploading {
			continue
		}
		if err := e.settleOrphans(ctx, j); err != nil {
			return err
		}
	}
	return nil
}
