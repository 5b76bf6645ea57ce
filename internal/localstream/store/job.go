package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Job is a piece of media work that is still to be done. It stays in the
// database until its end, so a restart takes it up again.
type Job struct {
	ID      int64
	Kind    string
	Video   string // uid
	Payload string // what the kind needs to know beyond the video; its own business
	// Attempts counts the starts, this one included.
	Attempts int
}

// AddJob queues work of a kind for a video.
func (t *Tx) AddJob(kind, video, payload string) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO jobs (kind, video, payload) VALUES (?, ?, ?)", kind, video, payload)
	if err != nil {
		return fmt.Errorf("queue %s of video %s: %w", kind, video, err)
	}
	return nil
}

// HasJob reports whether work for the video is queued or under way.
func (t *Tx) HasJob(video string) (has bool, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT EXISTS (SELECT 1 FROM jobs WHERE video = ?)", video).Scan(&has)
	return has, err
}

// Jobs returns up to limit of the oldest jobs of the kinds, those in except apart.
func (s *Store) Jobs(ctx context.Context, kinds []string, except []int64, limit int) (_ []Job, err error) {
	var w where
	w.in("kind", kinds)
	args := w.args
	query := "SELECT id, kind, video, payload, attempts FROM jobs" + w.sql()
	if len(except) > 0 {
		query += " AND id NOT IN (?" + strings.Repeat(",?", len(except)-1) + ")"
		for _, id := range except {
			args = append(args, id)
		}
	}
	rows, err := s.db.R.QueryContext(ctx, query+" ORDER BY id LIMIT ?", append(args, limit)...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var jobs []Job
	for rows.Next() {
		var j Job
		if err := rows.Scan(&j.ID, &j.Kind, &j.Video, &j.Payload, &j.Attempts); err != nil {
			return nil, err
		}
		jobs = append(jobs, j)
	}
	return jobs, rows.Err()
}

// StartJob counts a start of the job, or returns ErrNotFound when it is not
// wanted any more.
func (t *Tx) StartJob(id int64) error {
	return t.changeOne("UPDATE jobs SET attempts = attempts + 1 WHERE id = ?", id)
}

// JobWanted returns ErrNotFound when the job was dropped.
func (t *Tx) JobWanted(id int64) error {
	return orNotFound(t.tx.QueryRowContext(t.ctx, "SELECT id FROM jobs WHERE id = ?", id).Scan(&id))
}

// DropJobs forgets the jobs of the kinds for a video whose payload is thing, or
// begins with it and a blank. It returns their ids.
func (t *Tx) DropJobs(video, thing string, kinds ...string) (ids []int64, err error) {
	var w where
	w.in("kind", kinds)
	w.and("video = ?", video)
	w.and("(payload = ? OR instr(payload, ? || ' ') = 1)", thing, thing)
	rows, err := t.tx.QueryContext(t.ctx, "DELETE FROM jobs"+w.sql()+" RETURNING id", w.args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// EndJob forgets the job.
func (t *Tx) EndJob(id int64) error {
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM jobs WHERE id = ?", id)
	return err
}
