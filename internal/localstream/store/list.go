package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"spool/internal/localstream/rules"
)

// where collects conditions and their values.
type where struct {
	conditions []string
	args       []any
}

func (w *where) and(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

func (w *where) in(column string, values []string) {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	w.and(column+" IN (?"+strings.Repeat(",?", len(values)-1)+")", args...)
}

func (w *where) sql() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

// filter turns everything of l but its place in time into conditions.
func filter(l rules.List) where {
	var w where
	if len(l.IDs) > 0 {
		w.in("uid", l.IDs)
	}
	if len(l.Names) > 0 {
		var either where
		either.in("name", l.Names)
		either.in("uid", l.Names)
		w.and("("+strings.Join(either.conditions, " OR ")+")", either.args...)
	}
	if l.Exact != "" {
		w.and("name = ?", l.Exact)
	}
	if l.Search != "" {
		w.and("instr(name_folded, ?) > 0", fold(l.Search))
	}
	if l.Creator != nil {
		w.and("creator = ?", *l.Creator)
	}
	if len(l.States) > 0 {
		w.in("state", toStrings(l.States))
	}
	// There are no live inputs here, so every video is on demand.
	if l.Type == "live" || l.LiveInputID != "" {
		w.and("0")
	}
	return w
}

func (w *where) between(after, before time.Time) {
	if !after.IsZero() {
		w.and("created >= ?", after.UnixNano())
	}
	if !before.IsZero() {
		w.and("created < ?", before.UnixNano())
	}
}

// List returns up to limit of the videos l asks for, newest first unless l.Asc:
// the first ones, or those behind last.
func (s *Store) List(ctx context.Context, l rules.List, last *Video, limit int) (_ []*Video, err error) {
	w := filter(l)
	w.between(l.After, l.Before)
	order, behind := " ORDER BY created DESC, uid DESC LIMIT ?", "(created, uid) < (?, ?)"
	if l.Asc {
		order, behind = " ORDER BY created, uid LIMIT ?", "(created, uid) > (?, ?)"
	}
	if last != nil {
		w.and(behind, last.Created.UnixNano(), last.UID)
	}
	rows, err := s.db.R.QueryContext(ctx, "SELECT "+videoColumns+" FROM videos"+w.sql()+order, append(w.args, limit)...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var videos []*Video
	for rows.Next() {
		v, err := scanVideo(rows)
		if err != nil {
			return nil, err
		}
		videos = append(videos, v)
	}
	return videos, rows.Err()
}

// Count returns how many videos match l wherever they stand in time (total),
// and how many of them lie between l.After and l.Before (rng).
func (s *Store) Count(ctx context.Context, l rules.List) (total, rng int, err error) {
	w := filter(l)
	const count = "SELECT count(*) FROM videos"
	if err := s.db.R.QueryRowContext(ctx, count+w.sql(), w.args...).Scan(&total); err != nil {
		return 0, 0, err
	}
	if l.After.IsZero() && l.Before.IsZero() {
		return total, total, nil
	}
	w.between(l.After, l.Before)
	err = s.db.R.QueryRowContext(ctx, count+w.sql(), w.args...).Scan(&rng)
	return total, rng, err
}
