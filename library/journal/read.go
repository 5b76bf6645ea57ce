package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"spool/library"
)

// jobColumns counts the items of each state as the index on them gives it.
const jobColumns = `SELECT id, kind, state, title, source, created, ended, undoes, undone_by, overwrite, error,
	(SELECT count(*) FROM item WHERE job = id),
	(SELECT count(*) FROM item WHERE job = id AND state IN ('waiting', 'sending')),
	(SELECT count(*) FROM item WHERE job = id AND state = 'done'),
	(SELECT count(*) FROM item WHERE job = id AND state = 'failed'),
	(SELECT count(*) FROM item WHERE job = id AND state = 'skipped'),
	(SELECT count(*) FROM item WHERE job = id AND state = 'conflict') FROM job `

func scanJob(scan func(...any) error) (job library.Job, err error) {
	var created, ended int64
	err = scan(&job.ID, &job.Kind, &job.State, &job.Title, &job.Source, &created, &ended, &job.Undoes, &job.UndoneBy,
		&job.Overwrite, &job.Error, &job.Total, &job.Waiting, &job.Done, &job.Failed, &job.Skipped, &job.Conflicts)
	job.Created, job.Ended = moment(created), moment(ended)
	return job, err
}

// Job is one job; library.ErrNoJob when there is none.
func (j *Journal) Job(ctx context.Context, id int64) (library.Job, error) {
	job, err := scanJob(j.db.R.QueryRowContext(ctx, jobColumns+"WHERE id = ? AND state <> ?", id, preparing).Scan)
	return job, noJob(err, library.ErrNoJob)
}

// JobState is only the state, which a running job asks for again and again.
func (j *Journal) JobState(ctx context.Context, id int64) (s library.JobState, err error) {
	err = j.db.R.QueryRowContext(ctx, "SELECT state FROM job WHERE id = ? AND state <> ?", id, preparing).Scan(&s)
	return s, noJob(err, library.ErrNoJob)
}

// LastChange is the newest job of ours that did something, or may have, and is
// not taken back. An undo can be taken back in its turn only by its number.
func (j *Journal) LastChange(ctx context.Context) (library.Job, error) {
	job, err := scanJob(j.db.R.QueryRowContext(ctx, jobColumns+`WHERE kind IN ('edit', 'import', 'captions', 'delete') AND undone_by = 0
		AND EXISTS (SELECT 1 FROM item WHERE job = id AND state IN ('done', 'sending')) ORDER BY id DESC LIMIT 1`).Scan)
	return job, noJob(err, library.ErrNothingToUndo)
}

// UndoOf is the newest job that takes another one back, or began to;
// library.ErrNoJob when there is none.
func (j *Journal) UndoOf(ctx context.Context, id int64) (library.Job, error) {
	job, err := scanJob(j.db.R.QueryRowContext(ctx, jobColumns+"WHERE undoes = ? AND state <> ? ORDER BY id DESC LIMIT 1", id, preparing).Scan)
	return job, noJob(err, library.ErrNoJob)
}

// Jobs are the newest jobs first, without what was only seen.
func (j *Journal) Jobs(ctx context.Context, limit int) ([]library.Job, error) {
	return query(ctx, j, scanJob, jobColumns+"WHERE kind <> 'seen' AND state <> ? ORDER BY id DESC LIMIT ?", preparing, orAll(limit))
}

const itemColumns = "SELECT job, n, uid, name, item.state, at, changes, conflicts, item.error, video"

func scanItem(scan func(...any) error) (library.Item, error) {
	e, err := scanColumns(scan)
	return e.Item, err
}

func scanColumns(scan func(...any) error, more ...any) (e library.Entry, err error) {
	var at int64
	var changes, conflicts, video string
	into := append([]any{&e.Job, &e.N, &e.UID, &e.Name, &e.State, &at, &changes, &conflicts, &e.Error, &video}, more...)
	if err := scan(into...); err != nil {
		return e, err
	}
	e.At = moment(at)
	if video != "" {
		e.Video = json.RawMessage(video)
	}
	if err := json.Unmarshal([]byte(changes), &e.Changes); err != nil {
		return e, err
	}
	err = json.Unmarshal([]byte(conflicts), &e.Conflicts)
	return e, err
}

func scanEntry(scan func(...any) error) (library.Entry, error) {
	var kind library.JobKind
	var title, source string
	e, err := scanColumns(scan, &kind, &title, &source)
	e.Kind, e.Title, e.Source = kind, title, source
	return e, err
}

// Waiting are the next items to send: those that were being sent first.
func (j *Journal) Waiting(ctx context.Context, job int64, limit int) ([]library.Item, error) {
	return query(ctx, j, scanItem, itemColumns+
		" FROM item WHERE job = ? AND state IN ('sending', 'waiting') ORDER BY state = 'waiting', n LIMIT ?", job, limit)
}

// Items are a job's items behind number after, in these states or all.
func (j *Journal) Items(ctx context.Context, job int64, after, limit int, states ...library.ItemState) ([]library.Item, error) {
	where, args := "", []any{job, after}
	if len(states) > 0 {
		where = " AND state IN (?" + strings.Repeat(", ?", len(states)-1) + ")"
		for _, s := range states {
			args = append(args, s)
		}
	}
	return query(ctx, j, scanItem, itemColumns+" FROM item WHERE job = ? AND n > ?"+where+" ORDER BY n LIMIT ?", append(args, limit)...)
}

// Entries are what was carried out, newest first, that contains text, read as
// they are asked for.
func (j *Journal) Entries(ctx context.Context, text string, limit int) iter.Seq2[library.Entry, error] {
	return each(ctx, j, scanEntry, itemColumns+`, kind, title, source FROM item JOIN job ON job.id = item.job
		WHERE item.state = 'done' AND job.state <> ? AND instr(job.search || char(10) || item.search, ?) > 0
		ORDER BY at DESC, job DESC, n DESC LIMIT ?`, preparing, strings.ToLower(text), orAll(limit))
}

// orAll is a limit in SQLite's words.
func orAll(limit int) int {
	if limit == 0 {
		return -1
	}
	return limit
}

func query[T any](ctx context.Context, j *Journal, scan func(func(...any) error) (T, error), text string, args ...any) (list []T, err error) {
	for v, err := range each(ctx, j, scan, text, args...) {
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

func each[T any](ctx context.Context, j *Journal, scan func(func(...any) error) (T, error), text string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if err := visit(ctx, j.db.R, scan, yield, text, args...); err != nil {
			var none T
			yield(none, fmt.Errorf("read the journal: %w", err))
		}
	}
}

// visit yields rows until yield wants no more.
func visit[T any](ctx context.Context, db *sql.DB, scan func(func(...any) error) (T, error), yield func(T, error) bool, text string, args ...any) error {
	rows, err := db.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		v, err := scan(rows.Scan)
		if err != nil {
			return err
		}
		if !yield(v, nil) {
			return nil
		}
	}
	return rows.Err()
}
