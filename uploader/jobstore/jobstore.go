// Package jobstore keeps the upload queue in SQLite: one row a job, every
// change committed to the disk before it counts, but for what can be found out
// again.
package jobstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"spool/internal/sqlite"
	"spool/uploader"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Store is the queue's database. It implements uploader.Store.
type Store struct {
	db *sql.DB
	// reader is one connection, since SQLite counts others' commits per
	// connection.
	reader *sql.Conn
	lite   *sqlite.DB
}

var _ uploader.Store = (*Store)(nil)

// Open opens or creates the queue's database. A damaged one is set aside and
// what can be read of it is carried over; rescued then says so in a sentence
// for people.
func Open(ctx context.Context, path string) (s *Store, rescued string, err error) {
	migrations, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, "", err
	}
	lite, rescued, err := sqlite.OpenOrRescue(ctx, sqlite.Options{
		Path: path, Synchronous: sqlite.Full, Migrations: migrations,
	}, "jobs")
	if err != nil {
		return nil, "", err
	}
	reader, err := lite.R.Conn(ctx)
	if err != nil {
		return nil, "", errors.Join(err, lite.Close())
	}
	return &Store{db: lite.R, reader: reader, lite: lite}, rescued, nil
}

// Close closes the database.
func (s *Store) Close() error {
	return errors.Join(s.reader.Close(), s.lite.Close())
}

// Insert implements uploader.Store.
func (s *Store) Insert(ctx context.Context, jobs []uploader.Job, again bool) ([]uploader.Job, []bool, error) {
	rows, added := make([]uploader.Job, len(jobs)), make([]bool, len(jobs))
	err := s.lite.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var last int64
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(position), 0) FROM jobs").Scan(&last); err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx, insertSQL)
		if err != nil {
			return err
		}
		defer insert.Close()
		for i, j := range jobs {
			j.Position = last + int64(i) + 1
			if !again {
				rows[i], err = arrived(ctx, tx, j)
				if err == nil {
					continue
				}
				if !errors.Is(err, uploader.ErrNoJob) {
					return err
				}
			}
			if rows[i], added[i], err = insertOne(ctx, tx, insert, j); err != nil {
				return err
			}
		}
		return nil
	})
	return rows, added, err
}

// arrived finds the ready job of the very file that j is about, or ErrNoJob.
func arrived(ctx context.Context, tx *sql.Tx, j uploader.Job) (uploader.Job, error) {
	return scanJob(tx.QueryRowContext(ctx, selectSQL+
		" WHERE account_id = ? AND base_url = ? AND path = ? AND state = 'ready' AND size = ? AND mod_time = ?",
		j.Account.ID, j.Account.BaseURL, j.Path, j.Size, nanos(j.ModTime)))
}

func insertOne(ctx context.Context, tx *sql.Tx, insert *sql.Stmt, j uploader.Job) (uploader.Job, bool, error) {
	values, err := rowOf(j)
	if err != nil {
		return j, false, err
	}
	res, err := insert.ExecContext(ctx, values...)
	if err != nil {
		return j, false, err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return j, false, err
	}
	if n == 0 {
		j, err = scanJob(tx.QueryRowContext(ctx, selectSQL+
			" WHERE account_id = ? AND base_url = ? AND path = ? AND "+onTheWay, j.Account.ID, j.Account.BaseURL, j.Path))
		return j, false, err
	}
	j.ID, err = res.LastInsertId()
	return j, true, err
}

// Job implements uploader.Store.
func (s *Store) Job(ctx context.Context, id int64) (uploader.Job, error) {
	return scanJob(s.db.QueryRowContext(ctx, selectSQL+" WHERE id = ?", id))
}

// Jobs implements uploader.Store.
func (s *Store) Jobs(ctx context.Context, f uploader.Filter) ([]uploader.Job, error) {
	where, args := []string{"1"}, []any(nil)
	and := func(cond string, values ...any) { where, args = append(where, cond), append(args, values...) }
	if f.Account.ID != "" {
		and("account_id = ? AND base_url = ?", f.Account.ID, f.Account.BaseURL)
	}
	if len(f.States) > 0 {
		and("state IN (?"+strings.Repeat(", ?", len(f.States)-1)+")", anys(f.States)...)
	}
	if len(f.IDs) > 0 {
		and("id IN (?"+strings.Repeat(", ?", len(f.IDs)-1)+")", anys(f.IDs)...)
	}
	if f.Unprobed {
		and("probed = 0")
	}
	if f.Orphans {
		and("orphans = 1")
	}
	limit := -1
	if f.Limit > 0 {
		limit = f.Limit
	}
	return queryJobs(ctx, s.db, selectSQL+" WHERE "+strings.Join(where, " AND ")+" ORDER BY position LIMIT ?", append(args, limit)...)
}

func anys[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// Briefs implements uploader.Store.
func (s *Store) Briefs(ctx context.Context, a uploader.Account) ([]uploader.Brief, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, state, revision, size, offset_bytes, duration, ready_at FROM jobs
		WHERE account_id = ? AND base_url = ? ORDER BY position`, a.ID, a.BaseURL)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var briefs []uploader.Brief
	for rows.Next() {
		var b uploader.Brief
		var ready int64
		if err := rows.Scan(&b.ID, &b.State, &b.Revision, &b.Size, &b.Offset, &b.Duration, &ready); err != nil {
			return nil, err
		}
		b.ReadyAt = instant(ready)
		briefs = append(briefs, b)
	}
	return briefs, rows.Err()
}

// Count implements uploader.Store.
func (s *Store) Count(ctx context.Context, a uploader.Account) (map[uploader.State]int, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT state, count(*) FROM jobs WHERE account_id = ? AND base_url = ? GROUP BY state", a.ID, a.BaseURL)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	counts := map[uploader.State]int{}
	for rows.Next() {
		var state uploader.State
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return nil, err
		}
		counts[state] = n
	}
	return counts, rows.Err()
}

// Update implements uploader.Store.
func (s *Store) Update(ctx context.Context, id int64, change func(*uploader.Job) error) (uploader.Job, error) {
	return updateBy(ctx, s.lite.Tx, id, change)
}

// Note implements uploader.Store.
func (s *Store) Note(ctx context.Context, id int64, change func(*uploader.Job) error) (uploader.Job, error) {
	return updateBy(ctx, s.lite.TxNormal, id, change)
}

// transaction is one of the database's two ways to commit.
type transaction func(context.Context, func(context.Context, *sql.Tx) error) error

func updateBy(ctx context.Context, in transaction, id int64, change func(*uploader.Job) error) (j uploader.Job, err error) {
	err = in(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var err error
		j, err = updateOne(ctx, tx, id, change)
		return err
	})
	return j, err
}

// updateStep is how many jobs one transaction changes, so that a worker's own
// commits never wait long.
const updateStep = 250

// UpdateEach implements uploader.Store.
func (s *Store) UpdateEach(ctx context.Context, ids []int64, change func(*uploader.Job) error) error {
	var refusals []error
	for step := range slices.Chunk(ids, updateStep) {
		err := s.lite.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
			for _, id := range step {
				var refused error
				_, err := updateOne(ctx, tx, id, func(j *uploader.Job) error {
					refused = change(j)
					return refused
				})
				if refused == nil && err != nil && !errors.Is(err, uploader.ErrNoJob) && !errors.Is(err, uploader.ErrInQueue) {
					return err
				}
				if err != nil {
					refusals = append(refusals, fmt.Errorf("job %d: %w", id, err))
				}
			}
			return nil
		})
		if err != nil {
			return errors.Join(append(refusals, err)...)
		}
	}
	return errors.Join(refusals...)
}

func updateOne(ctx context.Context, tx *sql.Tx, id int64, change func(*uploader.Job) error) (uploader.Job, error) {
	j, err := scanJob(tx.QueryRowContext(ctx, selectSQL+" WHERE id = ?", id))
	if err != nil {
		return j, err
	}
	if err := change(&j); err != nil {
		return j, err
	}
	values, err := rowOf(j)
	if err != nil {
		return j, err
	}
	_, err = tx.ExecContext(ctx, updateSQL, append(values, id)...)
	if sqlite.BreaksConstraint(err) {
		return j, uploader.ErrInQueue
	}
	return j, err
}

// Reorder implements uploader.Store.
func (s *Store) Reorder(ctx context.Context, a uploader.Account, arrange func([]int64) []int64) error {
	return s.lite.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		ids, positions, err := order(ctx, tx, a)
		if err != nil {
			return err
		}
		for i, id := range arrange(slices.Clone(ids)) {
			if id == ids[i] {
				continue
			}
			if _, err := tx.ExecContext(ctx, "UPDATE jobs SET position = ? WHERE id = ?", positions[i], id); err != nil {
				return err
			}
		}
		return nil
	})
}

func order(ctx context.Context, tx *sql.Tx, a uploader.Account) (ids, positions []int64, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, position FROM jobs WHERE account_id = ? AND base_url = ? AND "+onTheWay+" ORDER BY position", a.ID, a.BaseURL)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, position int64
		if err := rows.Scan(&id, &position); err != nil {
			return nil, nil, err
		}
		ids, positions = append(ids, id), append(positions, position)
	}
	return ids, positions, rows.Err()
}

// Delete implements uploader.Store.
func (s *Store) Delete(ctx context.Context, ids ...int64) error {
	return s.lite.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, "DELETE FROM jobs WHERE id = ?", id); err != nil {
				return err
			}
		}
		return nil
	})
}

// Due implements uploader.Store. What cannot run for want of its settings is
// put where a person sees it.
func (s *Store) Due(ctx context.Context, a uploader.Account, state uploader.State, now time.Time, limit int) ([]uploader.Job, error) {
	jobs, err := queryJobs(ctx, s.db, selectSQL+` WHERE account_id = ? AND base_url = ? AND state = ?
		AND (retry_at <= ? OR retry_at > ?) ORDER BY urgent DESC, position LIMIT ?`,
		a.ID, a.BaseURL, state, now.UnixNano(), now.Add(uploader.MaxWait).UnixNano(), limit)
	if err != nil {
		return nil, err
	}
	due := jobs[:0]
	for _, j := range jobs {
		if j.State == state {
			due = append(due, j)
			continue
		}
		_, err := s.Update(ctx, j.ID, func(*uploader.Job) error { return nil })
		if err != nil && !errors.Is(err, uploader.ErrNoJob) {
			return nil, err
		}
	}
	return due, nil
}

// Version implements uploader.Store.
func (s *Store) Version(ctx context.Context) (int64, error) {
	var v int64
	if err := s.reader.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v); err != nil {
		return 0, fmt.Errorf("ask whether the queue changed: %w", err)
	}
	return v, nil
}
