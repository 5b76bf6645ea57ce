package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"spool/internal/localstream/rules"
)

// Usage is what an account, or one creator in it, takes.
type Usage struct {
	Seconds float64 // stored and reserved
	Videos  int
}

// Usage adds up the account, or the videos of one creator when creator is not nil.
func (s *Store) Usage(ctx context.Context, creator *string) (Usage, error) {
	query, args := "SELECT coalesce(sum(charged), 0), count(*) FROM videos", []any{}
	if creator != nil {
		query, args = query+" WHERE creator = ?", append(args, *creator)
	}
	var u Usage
	err := s.db.R.QueryRowContext(ctx, query, args...).Scan(&u.Seconds, &u.Videos)
	return u, err
}

// Charged adds up the seconds the account takes, as the transaction sees it.
func (t *Tx) Charged() (seconds float64, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT coalesce(sum(charged), 0) FROM videos").Scan(&seconds)
	return seconds, err
}

// Encoding counts the videos in the hands of the encoder, seeded ones apart:
// those never leave their state.
func (t *Tx) Encoding() (n int, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM videos WHERE state IN (?, ?, ?) AND scene IS NULL",
		rules.Downloading, rules.Queued, rules.InProgress).Scan(&n)
	return n, err
}

// Expired returns the pending videos whose upload URL died by now and which
// still hold reserved seconds or wait for bytes.
func (s *Store) Expired(ctx context.Context, now time.Time) ([]string, error) {
	return s.uids(ctx, "SELECT uid FROM videos WHERE state = ? AND upload_expiry <= ? AND (charged > 0 OR upload_length >= 0) AND scene IS NULL",
		rules.PendingUpload, now.UnixNano())
}

// Due returns the videos whose scheduled deletion has come.
func (s *Store) Due(ctx context.Context, now time.Time) ([]string, error) {
	return s.uids(ctx, "SELECT uid FROM videos WHERE scheduled_deletion <= ?", now.UnixNano())
}

// InState returns the videos in any of the states, seeded ones apart.
func (s *Store) InState(ctx context.Context, states ...rules.State) ([]string, error) {
	var w where
	w.in("state", toStrings(states))
	return s.uids(ctx, "SELECT uid FROM videos"+w.sql()+" AND scene IS NULL", w.args...)
}

func (s *Store) uids(ctx context.Context, query string, args ...any) (_ []string, err error) {
	rows, err := s.db.R.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("find videos: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var uids []string
	for rows.Next() {
		var uid string
		if err := rows.Scan(&uid); err != nil {
			return nil, err
		}
		uids = append(uids, uid)
	}
	return uids, rows.Err()
}

func toStrings(states []rules.State) []string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = string(s)
	}
	return out
}

// SeededSeconds adds up what the seeded videos take.
func (s *Store) SeededSeconds(ctx context.Context) (seconds float64, err error) {
	err = s.db.R.QueryRowContext(ctx, "SELECT coalesce(sum(charged), 0) FROM videos WHERE scene IS NOT NULL").Scan(&seconds)
	return seconds, err
}
