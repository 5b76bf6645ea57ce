// Package journal keeps one account's changes on SQLite: every job with its
// items from before the first call to Stream, what came of each, and what was
// replaced, so that any of it can be taken back. It is precious: a commit has
// reached the disk when a method returns. Drafts and saved views live here for
// the same reason.
package journal

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"

	"spool/internal/sqlite"
	"spool/library"
)

//go:embed schema/*.sql
var schema embed.FS

// Journal is an open journal. Its methods may be called from any goroutine,
// and several processes may have it open.
type Journal struct {
	db    *sqlite.DB
	locks string
}

var _ library.Journal = (*Journal)(nil)

// Open opens or makes the journal at path. Locks of running jobs are files
// beside it. A damaged journal is set aside and what can be read of it carried
// over; rescued then says so in a sentence for people, else it is empty.
func Open(ctx context.Context, path string) (j *Journal, rescued string, err error) {
	files, err := fs.Sub(schema, "schema")
	if err != nil {
		return nil, "", err
	}
	o := sqlite.Options{Path: path, Synchronous: sqlite.Full, Migrations: files}
	db, rescued, err := sqlite.OpenOrRescue(ctx, o, "job", "item", "draft", "view")
	if err != nil {
		return nil, "", fmt.Errorf("open the journal: %w", err)
	}
	return &Journal{db: db, locks: filepath.Dir(path)}, rescued, nil
}

// Close closes the file.
func (j *Journal) Close() error { return j.db.Close() }

// tx is a write transaction whose error names the journal.
func (j *Journal) tx(ctx context.Context, f func(ctx context.Context, tx *sql.Tx) error) error {
	if err := j.db.Tx(ctx, f); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

// Add keeps a new job with all its items.
func (j *Journal) Add(ctx context.Context, job library.Job, items iter.Seq2[library.Item, error]) (library.Job, error) {
	if job.Created.IsZero() {
		job.Created = time.Now()
	}
	err := j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		ended := int64(0)
		if job.State.Ended() {
			ended = nanos(job.Created)
		}
		res, err := tx.ExecContext(ctx,
			"INSERT INTO job (kind, state, title, source, created, ended, undoes, overwrite) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			job.Kind, job.State, job.Title, job.Source, nanos(job.Created), ended, job.Undoes, job.Overwrite)
		if err != nil {
			return err
		}
		if job.ID, err = res.LastInsertId(); err != nil {
			return err
		}
		if job.Undoes != 0 {
			if _, err := tx.ExecContext(ctx, "UPDATE job SET undone_by = ? WHERE id = ?", job.ID, job.Undoes); err != nil {
				return err
			}
		}
		return addItems(ctx, tx, job, items)
	})
	if err != nil {
		return library.Job{}, err
	}
	return j.Job(ctx, job.ID)
}

func addItems(ctx context.Context, tx *sql.Tx, job library.Job, items iter.Seq2[library.Item, error]) error {
	insert, err := tx.PrepareContext(ctx,
		"INSERT INTO item (job, n, uid, name, state, at, changes, conflicts, error, video) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	n := 0
	for item, err := range items {
		if err != nil {
			return err
		}
		n++
		if item.State == "" {
			item.State = library.ItemWaiting
		}
		if item.State == library.ItemDone && item.At.IsZero() {
			item.At = job.Created
		}
		changes, conflicts, err := encode(item)
		if err != nil {
			return err
		}
		_, err = insert.ExecContext(ctx, job.ID, n, item.UID, item.Name, item.State, nanos(item.At), changes, conflicts, item.Error, string(item.Video))
		if err != nil {
			return err
		}
	}
	if n == 0 {
		return library.ErrNothingToDo
	}
	return nil
}

func encode(item library.Item) (changes, conflicts string, err error) {
	a, err := json.Marshal(item.Changes)
	if err != nil {
		return "", "", err
	}
	b, err := json.Marshal(item.Conflicts)
	return string(a), string(b), err
}

// SetJob moves a job to another state.
func (j *Journal) SetJob(ctx context.Context, id int64, s library.JobState, reason string) error {
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		ended := int64(0)
		if s.Ended() {
			ended = nanos(time.Now())
		}
		res, err := tx.ExecContext(ctx, "UPDATE job SET state = ?, error = ?, ended = ? WHERE id = ?", s, reason, ended, id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 1 {
			return err
		}
		return library.ErrNoJob
	})
}

// SetOverwrite lets a job replace what was changed elsewhere.
func (j *Journal) SetOverwrite(ctx context.Context, id int64) error {
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE job SET overwrite = 1 WHERE id = ?", id)
		return err
	})
}

// Claim reserves a job by a locked file, which the system frees when the
// process dies.
func (j *Journal) Claim(_ context.Context, id int64) (release func() error, err error) {
	lock := flock.New(filepath.Join(j.locks, "job-"+strconv.FormatInt(id, 10)+".lock"))
	got, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("claim job %d: %w", id, err)
	}
	if !got {
		return nil, fmt.Errorf("job %d: %w", id, library.ErrClaimed)
	}
	return lock.Unlock, nil
}

// Record keeps the new states of items, all or none.
func (j *Journal) Record(ctx context.Context, items ...library.Item) error {
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, item := range items {
			changes, conflicts, err := encode(item)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx,
				"UPDATE item SET state = ?, at = ?, changes = ?, conflicts = ?, error = ?, video = ? WHERE job = ? AND n = ?",
				item.State, nanos(item.At), changes, conflicts, item.Error, string(item.Video), item.Job, item.N)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Requeue lets items in these states wait again.
func (j *Journal) Requeue(ctx context.Context, job int64, states ...library.ItemState) error {
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, s := range states {
			_, err := tx.ExecContext(ctx, "UPDATE item SET state = 'waiting', error = '', conflicts = '[]' WHERE job = ? AND state = ?", job, s)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Prune forgets jobs that ended before a time.
func (j *Journal) Prune(ctx context.Context, before time.Time) error {
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM job WHERE ended > 0 AND ended < ?", nanos(before))
		return err
	})
}

func nanos(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func moment(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}

// noJob turns the driver's missing row into the journal's.
func noJob(err, missing error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return missing
	}
	if err != nil {
		return fmt.Errorf("read the journal: %w", err)
	}
	return nil
}
