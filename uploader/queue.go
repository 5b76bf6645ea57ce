package uploader

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"
)

// Queue takes commands for an account's jobs. Any number of queues, in any
// number of processes, may work on one store. Its methods may be called from
// any goroutine and return once the change is committed.
type Queue struct {
	store   Store
	account Account
	now     func() time.Time
	videos  Videos // nil where Stream cannot be asked
}

// NewQueue returns the queue of an account. A nil now means time.Now.
func NewQueue(store Store, account Account, now func() time.Time) *Queue {
	if now == nil {
		now = time.Now
	}
	return &Queue{store: store, account: account, now: now}
}

// Ask has Add ask Stream whether what the queue knows as arrived is still
// there. It is called before the queue is used.
func (q *Queue) Ask(v Videos) { q.videos = v }

var errNotFile = errors.New("it is not a regular file")

// plainPathError drops the path, which whoever reports the error names anyway.
func plainPathError(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// Pause stops jobs where they are; what Stream has confirmed is kept.
func (q *Queue) Pause(ctx context.Context, ids ...int64) error {
	return q.store.UpdateEach(ctx, ids, func(j *Job) error { return j.To(Paused) })
}

// Resume lets paused jobs run again.
func (q *Queue) Resume(ctx context.Context, ids ...int64) error {
	return q.store.UpdateEach(ctx, ids, func(j *Job) error {
		if j.State != Paused {
			return fmt.Errorf("%w: it is %s, not paused", ErrBadStep, j.State)
		}
		return j.To(Waiting)
	})
}

// Retry runs jobs that need attention, or wait for their next try, again now.
// A job whose file changed, or whose video Stream gave up, starts over.
func (q *Queue) Retry(ctx context.Context, ids ...int64) error {
	return q.store.UpdateEach(ctx, ids, retry)
}

func retry(j *Job) error {
	if j.State == Waiting {
		j.RetryAt, j.Attempts = time.Time{}, 0
		return nil
	}
	if j.State != Attention {
		return fmt.Errorf("%w: it is %s, there is nothing to retry", ErrBadStep, j.State)
	}
	if needsNewVideo(j) {
		j.abandon()
	}
	j.Attempts, j.Drops, j.Probed = 0, 0, false
	return j.To(Waiting)
}

// needsNewVideo tells the causes after which the old upload is of no use.
func needsNewVideo(j *Job) bool {
	switch j.Cause.Code {
	case CodeFileChanged, CodeUploadExpired, CodeVideoDeleted:
		return true
	}
	return j.Sent()
}

// StartNow runs jobs at once, beyond the number of uploads at once.
func (q *Queue) StartNow(ctx context.Context, ids ...int64) error {
	return q.store.UpdateEach(ctx, ids, func(j *Job) error {
		j.Urgent = true
		switch j.State {
		case Uploading:
			return nil
		case Paused:
			return j.To(Waiting)
		}
		return retry(j)
	})
}

// Cancel takes jobs out of the queue after grace, during which Restore calls
// them back. The engine then deletes at Stream what is not completely sent;
// a video that is complete stays there.
func (q *Queue) Cancel(ctx context.Context, grace time.Duration, ids ...int64) error {
	return q.store.UpdateEach(ctx, ids, func(j *Job) error {
		if j.State == Canceling {
			return nil
		}
		if err := j.To(Canceling); err != nil {
			return err
		}
		j.RetryAt = q.now().Add(grace)
		return nil
	})
}

// RemoveUnsent takes cancelled jobs of which nothing has to be deleted at Stream
// out of the queue at once, of whatever account.
func (q *Queue) RemoveUnsent(ctx context.Context, ids ...int64) error {
	for some := range slices.Chunk(ids, batch) {
		jobs, err := q.store.Jobs(ctx, Filter{IDs: some, States: []State{Canceling}})
		if err != nil {
			return err
		}
		var unsent []int64
		for _, j := range jobs {
			if !j.Orphans && (j.UID == "" || j.Sent()) {
				unsent = append(unsent, j.ID)
			}
		}
		if err := q.store.Delete(ctx, unsent...); err != nil {
			return err
		}
	}
	return nil
}

// Restore takes back a Cancel whose grace has not ended.
func (q *Queue) Restore(ctx context.Context, ids ...int64) error {
	return q.store.UpdateEach(ctx, ids, func(j *Job) error {
		if j.State != Canceling {
			return fmt.Errorf("%w: it is %s, not leaving", ErrBadStep, j.State)
		}
		return j.To(j.Former)
	})
}

// Relocate points jobs whose file is gone, or is to be replaced, at another
// path. The same content goes on where it was; other content starts over.
func (q *Queue) Relocate(ctx context.Context, id int64, path string) error {
	draft, err := q.draft(path, Settings{})
	if err != nil {
		return err
	}
	_, err = q.store.Update(ctx, id, func(j *Job) error {
		if j.State != Attention && j.State != Paused && j.State != Waiting {
			return fmt.Errorf("%w: it is %s", ErrBadStep, j.State)
		}
		same := j.Cause.Code == CodeFileGone && draft.Size == j.Size
		// A copy may carry a new time; the content is compared at the start.
		j.Path, j.Size, j.ModTime = draft.Path, draft.Size, draft.ModTime
		if !same {
			j.abandon()
		}
		if j.State == Attention {
			return retry(j)
		}
		return nil
	})
	return err
}

// Edit replaces the settings of a job that has not been created at Stream.
func (q *Queue) Edit(ctx context.Context, id int64, s Settings) error {
	if err := s.Check(q.now()); err != nil {
		return err
	}
	_, err := q.store.Update(ctx, id, func(j *Job) error {
		if !j.Editable() {
			return fmt.Errorf("%w: Stream already knows the video, edit it there", ErrBadStep)
		}
		j.Settings = s
		return nil
	})
	return err
}

// Resend starts a job that needs attention over with other settings, for what
// Stream refused because of them.
func (q *Queue) Resend(ctx context.Context, id int64, s Settings) error {
	if err := s.Check(q.now()); err != nil {
		return err
	}
	_, err := q.store.Update(ctx, id, func(j *Job) error {
		if j.State != Attention {
			return fmt.Errorf("%w: it is %s", ErrBadStep, j.State)
		}
		j.abandon()
		j.Settings = s
		return retry(j)
	})
	return err
}

// Place is where Move puts jobs.
type Place int

// Places in the queue, as a person says them.
const (
	Up Place = iota
	Down
	Top
	Bottom
)

// Move changes the order of the unfinished jobs. The moved ones keep their
// order among themselves. What is not among the account's unfinished jobs is
// refused, each with its id, and does not keep the others.
func (q *Queue) Move(ctx context.Context, to Place, ids ...int64) error {
	var refusals []error
	err := q.store.Reorder(ctx, q.account, func(order []int64) []int64 {
		for _, id := range ids {
			if !slices.Contains(order, id) {
				refusals = append(refusals, fmt.Errorf("job %d: %w", id, errNotInLine))
			}
		}
		return move(order, ids, to)
	})
	return errors.Join(append(refusals, err)...)
}

var errNotInLine = errors.New("it is not among the account’s unfinished jobs")

// MoveBefore puts jobs in front of another; before 0 means the end.
func (q *Queue) MoveBefore(ctx context.Context, before int64, ids ...int64) error {
	return q.store.Reorder(ctx, q.account, func(order []int64) []int64 {
		rest := slices.DeleteFunc(slices.Clone(order), func(id int64) bool { return slices.Contains(ids, id) })
		at := slices.Index(rest, before)
		if at < 0 {
			at = len(rest)
		}
		return slices.Insert(rest, at, moved(order, ids)...)
	})
}

func moved(order, ids []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(order), func(id int64) bool { return !slices.Contains(ids, id) })
}

func move(order, ids []int64, to Place) []int64 {
	chosen := func(id int64) bool { return slices.Contains(ids, id) }
	rest := slices.DeleteFunc(slices.Clone(order), chosen)
	switch to {
	case Top:
		return append(moved(order, ids), rest...)
	case Bottom:
		return append(rest, moved(order, ids)...)
	}
	out := slices.Clone(order)
	if to == Down {
		slices.Reverse(out)
	}
	for i := 1; i < len(out); i++ {
		if chosen(out[i]) && !chosen(out[i-1]) {
			out[i], out[i-1] = out[i-1], out[i]
		}
	}
	if to == Down {
		slices.Reverse(out)
	}
	return out
}
