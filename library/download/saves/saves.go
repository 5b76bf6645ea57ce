// Package saves keeps a queue of downloads in SQLite: one row a save, every
// change committed to the disk before it counts.
package saves

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"spool/internal/sqlite"
	"spool/library/download"
)

//go:embed schema/*.sql
var schema embed.FS

// Store is a queue's database. It implements download.Store.
type Store struct {
	db *sqlite.DB
}

var _ download.Store = (*Store)(nil)

// Open opens or creates the database at path. A damaged one is set aside and
// what can be read of it is carried over; rescued then says so in a sentence
// for people.
func Open(ctx context.Context, path string) (s *Store, rescued string, err error) {
	files, err := fs.Sub(schema, "schema")
	if err != nil {
		return nil, "", err
	}
	db, rescued, err := sqlite.OpenOrRescue(ctx, sqlite.Options{Path: path, Synchronous: sqlite.Full, Migrations: files}, "saves")
	if err != nil {
		return nil, "", fmt.Errorf("open the queue of downloads: %w", err)
	}
	return &Store{db: db}, rescued, nil
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

const columns = `uid, kind, title, folder, name, existing, original, state, size, length, trouble, retry_at,
	saved_name, resumed, verified, skipped, added_at, make`

func valuesOf(i *download.Item) []any {
	return []any{
		i.UID, i.Kind, i.Title, i.Folder, i.Name, i.Existing, i.Original, i.State, i.Size, i.Length, i.Trouble, nanos(i.RetryAt),
		i.Saved.Name, i.Saved.Resumed, i.Saved.Verified, i.Saved.Skipped, nanos(i.Added), i.Make,
	}
}

func nanos(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func timeOf(nanos int64) time.Time {
	if nanos == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanos)
}

func scan(row interface{ Scan(...any) error }) (download.Item, error) {
	var i download.Item
	var retry, added int64
	err := row.Scan(&i.ID, &i.UID, &i.Kind, &i.Title, &i.Folder, &i.Name, &i.Existing, &i.Original, &i.State, &i.Size, &i.Length, &i.Trouble, &retry,
		&i.Saved.Name, &i.Saved.Resumed, &i.Saved.Verified, &i.Saved.Skipped, &added, &i.Make)
	i.RetryAt, i.Added = timeOf(retry), timeOf(added)
	if i.State == download.Done {
		i.Saved.Size = i.Size
	}
	return i, err
}

// Insert implements download.Store.
func (s *Store) Insert(ctx context.Context, items []download.Item) error {
	if len(items) == 0 {
		return nil
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for i := range items {
			res, err := tx.ExecContext(ctx, "INSERT INTO saves ("+columns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", valuesOf(&items[i])...)
			if err != nil {
				return fmt.Errorf("queue a download: %w", err)
			}
			if items[i].ID, err = res.LastInsertId(); err != nil {
				return err
			}
		}
		return nil
	})
}

// Items implements download.Store.
func (s *Store) Items(ctx context.Context) ([]download.Item, error) {
	rows, err := s.db.R.QueryContext(ctx, "SELECT id, "+columns+" FROM saves ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("read the queue of downloads: %w", err)
	}
	defer rows.Close()
	var items []download.Item
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("read the queue of downloads: %w", err)
		}
		items = append(items, item)
	}
	return items, rows.Err()
}

// Revision implements download.Store.
func (s *Store) Revision(ctx context.Context) (int64, error) {
	var n int64
	if err := s.db.R.QueryRowContext(ctx, "SELECT n FROM revision").Scan(&n); err != nil {
		return 0, fmt.Errorf("read the queue of downloads: %w", err)
	}
	return n, nil
}

// Change implements download.Store.
func (s *Store) Change(ctx context.Context, ids []int64, change func(*download.Item) bool) error {
	if len(ids) == 0 {
		return nil
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, id := range ids {
			if err := changeIn(ctx, tx, id, change); err != nil {
				return fmt.Errorf("change download %d: %w", id, err)
			}
		}
		return nil
	})
}

func changeIn(ctx context.Context, tx *sql.Tx, id int64, change func(*download.Item) bool) error {
	item, err := scan(tx.QueryRowContext(ctx, "SELECT id, "+columns+" FROM saves WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil || !change(&item) {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE saves SET ("+columns+") = (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) WHERE id = ?", append(valuesOf(&item), id)...)
	return err
}

// Remove implements download.Store.
func (s *Store) Remove(ctx context.Context, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, "DELETE FROM saves WHERE id = ?", id); err != nil {
				return fmt.Errorf("remove download %d: %w", id, err)
			}
		}
		return nil
	})
}
