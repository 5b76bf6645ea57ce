// Package store keeps what the local Stream knows, in one SQLite file: the
// account, its videos and the media work not yet done. It holds no URL, so a
// data folder can be served from any port.
//
// Every change goes through Tx: a handler that moves a video to another state
// and queues the work for it does both or neither.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"

	"spool/internal/sqlite"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNotFound reports that no row has the identifier asked for.
var ErrNotFound = errors.New("not found")

// maxReaders bounds the connections, each of which keeps a page cache.
const maxReaders = 8

// Store is an open database, for use from any goroutine.
type Store struct{ db *sqlite.DB }

// Open opens or creates the database at path.
func Open(ctx context.Context, path string) (*Store, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	// A power cut may cost the last commits of an emulator; a killed process
	// costs none.
	db, err := sqlite.Open(ctx, sqlite.Options{Path: path, Synchronous: sqlite.Normal, Migrations: files})
	if err != nil {
		return nil, err
	}
	db.R.SetMaxOpenConns(maxReaders)
	return &Store{db: db}, nil
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Tx is a write transaction. Its methods may only be used inside the function
// given to Store.Tx.
type Tx struct {
	ctx context.Context
	tx  *sql.Tx
}

// Tx runs f in a write transaction that is committed when f returns nil and
// rolled back otherwise. Write transactions run one after the other.
func (s *Store) Tx(ctx context.Context, f func(*Tx) error) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return f(&Tx{ctx: ctx, tx: tx})
	})
}

// Setting returns the value kept under key; ErrNotFound when there is none.
func (s *Store) Setting(ctx context.Context, key string) (string, error) {
	var value string
	err := s.db.R.QueryRowContext(ctx, "SELECT value FROM settings WHERE key = ?", key).Scan(&value)
	return value, orNotFound(err)
}

// Setting returns the value kept under key, as the transaction sees it;
// ErrNotFound when there is none.
func (t *Tx) Setting(key string) (string, error) {
	var value string
	err := t.tx.QueryRowContext(t.ctx, "SELECT value FROM settings WHERE key = ?", key).Scan(&value)
	return value, orNotFound(err)
}

// SetSetting keeps value under key.
func (t *Tx) SetSetting(key, value string) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", key, value)
	return err
}

func orNotFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}
