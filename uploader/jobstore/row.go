package jobstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"spool/uploader"
)

// columns are in the order of rowOf and scanJob.
var columns = []string{
	"base_url", "account_id", "path", "settings", "state", "former",
	"cause_code", "cause_status", "cause_detail", "retry_at", "attempts",
	"drops", "urgent", "position", "size", "mod_time", "print", "probed",
	"duration", "width", "height", "mark", "orphans", "upload_url", "uid",
	"offset_bytes", "percent", "preview", "added_at", "started_at", "sent_at",
	"ready_at",
}

// onTheWay matches the index that keeps a file from being queued twice.
const onTheWay = "state IN ('waiting', 'uploading', 'paused', 'attention', 'processing')"

var (
	selectSQL = "SELECT id, " + strings.Join(columns, ", ") + " FROM jobs"
	insertSQL = "INSERT OR IGNORE INTO jobs (" + strings.Join(columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
	updateSQL = "UPDATE jobs SET " + strings.Join(columns, " = ?, ") + " = ?, revision = revision + 1 WHERE id = ?"
)

func rowOf(j uploader.Job) ([]any, error) {
	settings, err := json.Marshal(j.Settings)
	if err != nil {
		return nil, fmt.Errorf("settings of %s: %w", j.Path, err)
	}
	return []any{
		j.Account.BaseURL, j.Account.ID, j.Path, string(settings), j.State, j.Former,
		j.Cause.Code, j.Cause.Status, j.Cause.Detail, nanos(j.RetryAt), j.Attempts,
		j.Drops, j.Urgent, j.Position, j.Size, nanos(j.ModTime), j.Print, j.Probed,
		int64(j.Duration), j.Width, j.Height, j.Mark, j.Orphans, j.UploadURL, j.UID,
		j.Offset, j.Percent, j.Preview, nanos(j.AddedAt), nanos(j.StartedAt), nanos(j.SentAt),
		nanos(j.ReadyAt),
	}, nil
}

func scanJob(row interface{ Scan(...any) error }) (uploader.Job, error) {
	var j uploader.Job
	var settings string
	var retry, mod, added, started, sent, ready int64
	err := row.Scan(&j.ID,
		&j.Account.BaseURL, &j.Account.ID, &j.Path, &settings, &j.State, &j.Former,
		&j.Cause.Code, &j.Cause.Status, &j.Cause.Detail, &retry, &j.Attempts,
		&j.Drops, &j.Urgent, &j.Position, &j.Size, &mod, &j.Print, &j.Probed,
		&j.Duration, &j.Width, &j.Height, &j.Mark, &j.Orphans, &j.UploadURL, &j.UID,
		&j.Offset, &j.Percent, &j.Preview, &added, &started, &sent, &ready)
	if errors.Is(err, sql.ErrNoRows) {
		return j, uploader.ErrNoJob
	}
	if err != nil {
		return j, err
	}
	j.RetryAt, j.ModTime = instant(retry), instant(mod)
	j.AddedAt, j.StartedAt, j.SentAt, j.ReadyAt = instant(added), instant(started), instant(sent), instant(ready)
	if err := json.Unmarshal([]byte(settings), &j.Settings); err != nil {
		withoutSettings(&j, settings, err)
	}
	return j, nil
}

// withoutSettings makes do with a row whose settings cannot be read: a job that
// Stream has yet to be told about is not sent with others than were meant.
func withoutSettings(j *uploader.Job, raw string, err error) {
	j.Settings = uploader.Settings{}
	if j.UploadURL == "" && (j.State == uploader.Waiting || j.State == uploader.Uploading || j.State == uploader.Paused) {
		j.State = uploader.Attention
		j.Cause = uploader.Cause{Code: uploader.CodeSettings, Detail: fmt.Sprintf("%v in %s", err, raw)}
	}
}

func queryJobs(ctx context.Context, db *sql.DB, query string, args ...any) ([]uploader.Job, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var jobs []uploader.Job
	for rows.Next() {
		j, err := scanJob(rows)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, j)
	}
	return jobs, rows.Err()
}

func nanos(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func instant(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n)
}
