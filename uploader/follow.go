package uploader

import (
	"context"
	"errors"
	"time"
)

// slowest is the longest time between two questions about videos that Stream
// processes.
const slowest = 15 * time.Second

// batch is how many videos one list call asks about; the uids travel in the
// URL.
const batch = 150

// follow asks Stream about the processed videos, all in one list call, until
// each is ready or refused.
func (e *Engine) follow(ctx context.Context) error {
	every, known := e.PollEvery, 0
	for pause(ctx, every) {
		count, moved, err := e.followOnce(ctx)
		var f *Fault
		switch {
		case errors.As(err, &f):
			e.Log.Warn("asking about processed videos failed", "err", err)
			every = min(max(2*every, f.RetryAfter), MaxWait)
		case err != nil:
			return ignoreCancel(ctx, err)
		case moved || count != known:
			every = e.PollEvery
		default:
			every = min(every+every/4, slowest)
		}
		known = count
	}
	return nil
}

// followOnce counts the videos that are waited for, and reports whether any
// moved on.
func (e *Engine) followOnce(ctx context.Context) (count int, moved bool, err error) {
	jobs, err := e.Store.Jobs(ctx, Filter{Account: e.Account, States: []State{Processing}})
	count = len(jobs)
	for err == nil && len(jobs) > 0 {
		n := min(batch, len(jobs))
		var m bool
		m, err = e.followBatch(ctx, jobs[:n])
		moved, jobs = moved || m, jobs[n:]
	}
	return count, moved, err
}

func (e *Engine) followBatch(ctx context.Context, jobs []Job) (moved bool, err error) {
	uids := make([]string, len(jobs))
	for i, j := range jobs {
		uids[i] = j.UID
		// A POST without an answer may have been carried out late.
		if j.Orphans {
			if err := e.settleOrphans(ctx, j); err != nil {
				return false, err
			}
		}
	}
	statuses, err := e.Videos.Statuses(ctx, uids)
	if err != nil {
		return false, err
	}
	for _, j := range jobs {
		s, there := statuses[j.UID]
		if there && !news(j, s) {
			continue
		}
		_, err := e.Store.Note(ctx, j.ID, func(row *Job) error {
			if row.State != Processing || row.UID != j.UID {
				return errLeft
			}
			return e.hear(row, s, there)
		})
		if err != nil && !errors.Is(err, errLeft) && !errors.Is(err, ErrNoJob) {
			return moved, err
		}
		moved = true
	}
	return moved, nil
}

func news(j Job, s Status) bool {
	return s.State == "ready" || s.State == "error" || s.Percent != j.Percent || s.Preview != j.Preview
}

// hear takes Stream's word about a processed video.
func (e *Engine) hear(row *Job, s Status, there bool) error {
	if !there {
		if err := row.To(Attention); err != nil {
			return err
		}
		row.Cause = Cause{Code: CodeVideoDeleted}
		return nil
	}
	row.Percent, row.Preview = s.Percent, s.Preview
	if s.Seconds > 0 {
		row.Duration = time.Duration(s.Seconds * float64(time.Second))
	}
	switch s.State {
	case "ready":
		row.ReadyAt, row.Percent = e.Now(), 100
		return row.To(Ready)
	case "error":
		if err := row.To(Attention); err != nil {
			return err
		}
		row.Cause = Cause{Code: Code(orElse(s.ErrorCode, "ERR_UNKNOWN")), Detail: s.ErrorText}
	}
	return nil
}

// settleOrphans deletes what the job left behind, and remembers that it did.
func (e *Engine) settleOrphans(ctx context.Context, j Job) error {
	if err := e.deleteOrphans(ctx, j); err != nil {
		return err
	}
	_, err := e.Store.Update(ctx, j.ID, func(row *Job) error { row.Orphans = false; return nil })
	if errors.Is(err, ErrNoJob) {
		return nil
	}
	return err
}
