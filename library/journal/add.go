package journal

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"strings"
	"time"

	"spool/library"
)

// addChunk is how many items of a new job are written with one commit.
const addChunk = 500

// preparing is the state of a job whose items are still coming in: readers do
// not see it, and its maker has claimed it. One that nobody has claimed was
// left by an interruption.
const preparing library.JobState = "preparing"

// Add keeps a new job with all its items. Between the commits of its parts
// nothing is locked, however long an item takes to come.
func (j *Journal) Add(ctx context.Context, job library.Job, items iter.Seq2[library.Item, error]) (library.Job, error) {
	if job.Created.IsZero() {
		job.Created = time.Now()
	}
	a := &adding{Journal: j, job: job, release: func() error { return nil }}
	err := a.all(ctx, items)
	if err != nil && a.job.ID != 0 {
		err = errors.Join(err, j.discard(context.WithoutCancel(ctx), a.job.ID))
	}
	if rerr := a.release(); err != nil || rerr != nil {
		return library.Job{}, errors.Join(err, rerr)
	}
	return j.Job(ctx, a.job.ID)
}

// adding is one Add.
type adding struct {
	*Journal
	// job gets its ID with the first part.
	job     library.Job
	kept    int
	release func() error
}

func (a *adding) all(ctx context.Context, items iter.Seq2[library.Item, error]) error {
	var part []library.Item
	for item, err := range items {
		if err != nil {
			return err
		}
		if len(part) == addChunk {
			if err := a.write(ctx, part, preparing); err != nil {
				return err
			}
			part = part[:0]
		}
		part = append(part, item)
	}
	if len(part) == 0 {
		return library.ErrNothingToDo
	}
	return a.write(ctx, part, a.job.State)
}

// write keeps a part of the items, and the job in state s.
func (a *adding) write(ctx context.Context, part []library.Item, s library.JobState) error {
	return a.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if a.job.ID == 0 {
			if err := a.begin(ctx, tx, s); err != nil {
				return err
			}
		}
		if err := a.insert(ctx, tx, part); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE job SET state = ? WHERE id = ?", s, a.job.ID)
		return err
	})
}

// begin makes the job; one with more parts to come is claimed before anyone
// can see it.
func (a *adding) begin(ctx context.Context, tx *sql.Tx, s library.JobState) error {
	ended := int64(0)
	if a.job.State.Ended() {
		ended = nanos(a.job.Created)
	}
	res, err := tx.ExecContext(ctx,
		"INSERT INTO job (kind, state, title, source, created, ended, undoes, overwrite, search) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		a.job.Kind, s, a.job.Title, a.job.Source, nanos(a.job.Created), ended, a.job.Undoes, a.job.Overwrite, strings.ToLower(a.job.Title))
	if err != nil {
		return err
	}
	if a.job.ID, err = res.LastInsertId(); err != nil || s != preparing {
		return err
	}
	release, err := a.lock(a.job.ID)
	if err == nil {
		a.release = release
	}
	return err
}

func (a *adding) insert(ctx context.Context, tx *sql.Tx, part []library.Item) error {
	insert, err := tx.PrepareContext(ctx,
		"INSERT INTO item (job, n, uid, name, state, at, changes, conflicts, error, video, search) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, item := range part {
		if item.State == "" {
			item.State = library.ItemWaiting
		}
		if item.State == library.ItemDone && item.At.IsZero() {
			item.At = a.job.Created
		}
		r, err := encode(item)
		if err != nil {
			return err
		}
		a.kept++
		_, err = insert.ExecContext(ctx, a.job.ID, a.kept, item.UID, item.Name, item.State, nanos(item.At),
			r.changes, r.conflicts, item.Error, string(item.Video), r.search)
		if err != nil {
			return err
		}
	}
	return nil
}

// discard forgets a job that did not become whole.
func (j *Journal) discard(ctx context.Context, id int64) error {
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM job WHERE id = ? AND state = ?", id, preparing)
		return err
	})
}
