// Package index is the local index of one account's videos: a cache on
// SQLite that may be deleted at any time, and in memory what finding and
// sorting needs.
//
// SQLite keeps the videos; every one is a row in a compact form. Search does
// not ask SQLite: the first one (or Warm) reads all rows into columns and a
// dictionary of words, about 150 bytes for each video, which answer any
// combination of filters, any sort and exact counts in milliseconds for a
// million videos. An FTS5 index was measured before: it took ten times as
// long to fill as Stream takes to list the videos, and filters on top of it
// took seconds.
//
// Several processes may have the same index open: one sees what another
// commits at its next search.
package index

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"spool/internal/sqlite"
	"spool/library"
)

//go:embed schema/*.sql
var schema embed.FS

// Index is an open index. Its methods may be called from any goroutine.
type Index struct {
	db *sqlite.DB

	mu       sync.Mutex
	docs     *docs
	rankings rankings
	terms    terms
	// seq is the last change that memory holds.
	seq int64
}

// Open opens or makes the index at path. One that is damaged or of another
// version is made anew: it is a cache.
func Open(ctx context.Context, path string) (*Index, error) {
	files, err := fs.Sub(schema, "schema")
	if err != nil {
		return nil, err
	}
	o := sqlite.Options{Path: path, Synchronous: sqlite.Normal, Migrations: files}
	db, err := sqlite.Open(ctx, o)
	if errors.Is(err, sqlite.ErrDamaged) || errors.Is(err, sqlite.ErrNewer) {
		if err := discard(path); err != nil {
			return nil, fmt.Errorf("make the library's index anew: %w", err)
		}
		db, err = sqlite.Open(ctx, o)
	}
	if err != nil {
		return nil, fmt.Errorf("open the library's index: %w", err)
	}
	// Rows come in by the thousand; with few checkpoints a page of the indexes
	// is copied back once for many of them.
	if _, err := db.W.ExecContext(ctx, "PRAGMA wal_autocheckpoint = 8000"); err != nil {
		return nil, fmt.Errorf("open the library's index: %w", errors.Join(err, db.Close()))
	}
	return &Index{db: db, docs: newDocs(), rankings: rankings{by: map[string]*ranking{}}}, nil
}

func discard(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Close closes the file. Nothing may be under way.
func (x *Index) Close() error { return x.db.Close() }

// Warm reads the index into memory, which the first search would do else.
func (x *Index) Warm(ctx context.Context) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.current(ctx); err != nil {
		return err
	}
	x.docs.ranked(&x.rankings, library.NewestFirst.By)
	return nil
}

// current brings memory to the last change, whichever process made it; x.mu
// is held.
func (x *Index) current(ctx context.Context) error {
	err := x.catchUp(ctx)
	if errors.Is(err, errRow) {
		err = x.empty(ctx)
	}
	if err != nil {
		return fmt.Errorf("read the library's index: %w", err)
	}
	return nil
}

// empty throws all rows away, for the next sync to bring them again: they were
// written by another version, or are damaged.
func (x *Index) empty(ctx context.Context) error {
	x.docs, x.seq, x.rankings, x.terms = newDocs(), 0, rankings{by: map[string]*ranking{}}, terms{}
	return x.db.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM video; DELETE FROM gone; UPDATE state SET count = 0, seq = seq + 1, sync = '{}'")
		return err
	})
}

func (x *Index) catchUp(ctx context.Context) error {
	var seq int64
	if err := x.db.R.QueryRowContext(ctx, "SELECT seq FROM state").Scan(&seq); err != nil || seq == x.seq {
		return err
	}
	query, args := "SELECT id, data, captions FROM video WHERE seq > ?", []any{x.seq}
	if x.seq == 0 {
		query, args = "SELECT id, data, captions FROM video", nil
	}
	rows, err := x.db.R.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var data sql.RawBytes
	for rows.Next() {
		var id uint32
		var captions sql.NullString
		if err := rows.Scan(&id, &data, &captions); err != nil {
			return err
		}
		v, err := readRow(data)
		if err != nil {
			return err
		}
		x.remember(id, &v, captions)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := x.forgetGone(ctx); err != nil {
		return err
	}
	x.seq = seq
	return nil
}

func (x *Index) remember(id uint32, v *library.Video, captions sql.NullString) {
	var languages *string
	if captions.Valid {
		languages = &captions.String
	}
	x.docs.put(id, v, languages)
	x.rankings.changed(id)
}

func (x *Index) forgetGone(ctx context.Context) error {
	rows, err := x.db.R.QueryContext(ctx, "SELECT id FROM gone WHERE seq > ?", x.seq)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id uint32
		if err := rows.Scan(&id); err != nil {
			return err
		}
		x.docs.remove(id)
		x.rankings.changed(id)
	}
	return rows.Err()
}

// lookUp is the number of a video; library.ErrNotFound when there is none.
func (x *Index) lookUp(ctx context.Context, uid string) (uint32, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.current(ctx); err != nil {
		return 0, err
	}
	id, ok := x.docs.find(uid, &x.rankings)
	if !ok {
		return 0, fmt.Errorf("%s: %w", uid, library.ErrNotFound)
	}
	return id, nil
}

// Get is one video by its uid; library.ErrNotFound when the index has none.
func (x *Index) Get(ctx context.Context, uid string) (library.Video, error) {
	id, err := x.lookUp(ctx, uid)
	if err != nil {
		return library.Video{}, err
	}
	var data []byte
	err = x.db.R.QueryRowContext(ctx, "SELECT data FROM video WHERE id = ?", id).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return library.Video{}, fmt.Errorf("%s: %w", uid, library.ErrNotFound)
	}
	if err != nil {
		return library.Video{}, fmt.Errorf("read the library's index: %w", err)
	}
	return readRow(data)
}

// Videos are the videos of a window of hits. One that left meanwhile has an
// empty UID.
func (x *Index) Videos(ctx context.Context, window library.Hits) ([]library.Video, error) {
	list, err := json.Marshal([]uint32(window))
	if err != nil {
		return nil, err
	}
	place := make(map[uint32]int, len(window))
	for i, id := range window {
		place[id] = i
	}
	rows, err := x.db.R.QueryContext(ctx,
		"SELECT v.id, v.data FROM json_each(?) j CROSS JOIN video v ON v.id = j.value", string(list))
	if err != nil {
		return nil, fmt.Errorf("read the library's index: %w", err)
	}
	defer rows.Close()
	videos := make([]library.Video, len(window))
	var data sql.RawBytes
	for rows.Next() {
		var id uint32
		if err := rows.Scan(&id, &data); err != nil {
			return nil, err
		}
		if videos[place[id]], err = readRow(data); err != nil {
			return nil, err
		}
	}
	return videos, rows.Err()
}

// Newest is the newest videos and how many there are, without waiting for the
// memory: the first screen at start.
func (x *Index) Newest(ctx context.Context, limit int) (videos []library.Video, count int, err error) {
	if err := x.db.R.QueryRowContext(ctx, "SELECT count FROM state").Scan(&count); err != nil {
		return nil, 0, err
	}
	rows, err := x.db.R.QueryContext(ctx, "SELECT data FROM video ORDER BY created DESC, id LIMIT ?", limit)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	var data sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&data); err != nil {
			return nil, 0, err
		}
		v, err := readRow(data)
		if err != nil {
			return nil, 0, err
		}
		videos = append(videos, v)
	}
	return videos, count, rows.Err()
}

var _ library.Index = (*Index)(nil)
