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
	"path/filepath"
	"strings"
	"time"

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

// row is an item as the table keeps it.
type row struct{ changes, conflicts, search string }

func encode(item library.Item) (row, error) {
	a, err := json.Marshal(item.Changes)
	if err != nil {
		return row{}, err
	}
	b, err := json.Marshal(item.Conflicts)
	return row{string(a), string(b), searched(item)}, err
}

// searched is what Entries looks at in an item, in lower case: values as people
// read them, which JSON escapes.
func searched(item library.Item) string {
	parts := []string{item.Name, item.UID}
	for _, c := range item.Changes {
		parts = append(parts, c.Path.String(), library.FormatValue(c.Path, c.Before), library.FormatValue(c.Path, c.After))
	}
	return strings.ToLower(strings.Join(parts, "\n"))
}

// MoveJob moves a job that is in one of these states to another.
func (j *Journal) MoveJob(ctx context.Context, id int64, m library.Move, reason string) (moved bool, err error) {
	ended := int64(0)
	if m.To.Ended() {
		ended = nanos(time.Now())
	}
	from := make([]any, len(m.From))
	for i, s := range m.From {
		from[i] = s
	}
	err = j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "UPDATE job SET state = ?, error = ?, ended = ? WHERE id = ? AND state IN (?"+
			strings.Repeat(", ?", len(from)-1)+")", append([]any{m.To, reason, ended, id}, from...)...)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		moved = n == 1
		return err
	})
	if err != nil || moved {
		return moved, err
	}
	_, err = j.JobState(ctx, id)
	return false, err
}

// SetOverwrite lets a job replace what was changed elsewhere.
func (j *Journal) SetOverwrite(ctx context.Context, id int64) error {
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE job SET overwrite = 1 WHERE id = ?", id)
		return err
	})
}

// Record keeps the new states of items, all or none.
func (j *Journal) Record(ctx context.Context, items ...library.Item) error {
	return j.tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, item := range items {
			if err := record(ctx, tx, item); err != nil {
				return err
			}
		}
		return nil
	})
}

func record(ctx context.Context, tx *sql.Tx, item library.Item) error {
	r, err := encode(item)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx,
		"UPDATE item SET state = ?, at = ?, changes = ?, conflicts = ?, error = ?, video = ?, search = ? WHERE job = ? AND n = ?",
		item.State, nanos(item.At), r.changes, r.conflicts, item.Error, string(item.Video), r.search, item.Job, item.N)
	if err != nil || item.State != library.ItemDone && item.State != library.ItemSkipped {
		return err
	}
	// Only now something of the other job is as it was before.
	_, err = tx.ExecContext(ctx,
		"UPDATE job SET undone_by = ?1 WHERE undone_by = 0 AND id = (SELECT undoes FROM job WHERE id = ?1)", item.Job)
	return err
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
