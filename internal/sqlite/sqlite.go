// Package sqlite opens SQLite databases the way every room of Spool wants
// them: pragmas on each connection, one writer, many readers, numbered
// migrations in transactions, a check at start, and a rescue for a damaged
// file.
//
// Times are stored by convention as integers, Unix nanoseconds in UTC.
package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	_ "github.com/mattn/go-sqlite3" // registers the driver "sqlite3"
)

// Synchronous is SQLite's synchronous pragma: how far a commit is pushed to
// the disk before it counts.
type Synchronous string

const (
	// Full survives a power cut: for data that exists nowhere else.
	Full Synchronous = "FULL"
	// Normal may lose the last commits in a power cut, never consistency: for
	// caches.
	Normal Synchronous = "NORMAL"
)

// Options says which database to open and how.
type Options struct {
	// Path of the database file; its folder is made when missing.
	Path string
	// Synchronous defaults to Full.
	Synchronous Synchronous
	// Migrations holds NNN_name.sql files at its root, applied in order of
	// NNN, each once, each in a transaction.
	Migrations fs.FS
}

// DB is an open database. W and R may be used from any goroutine.
type DB struct {
	// W is the writer: a single connection whose transactions take the write
	// lock at once, so they never fail half way for want of it.
	W *sql.DB
	// R is a pool of read-only connections.
	R *sql.DB
	// Path is the file's path.
	Path string

	synchronous Synchronous
	hold        *hold // nil where the database cannot be rescued
}

var (
	// ErrNewer reports a database written by a newer Spool.
	ErrNewer = errors.New("the database was written by a newer version of Spool")
	// ErrDamaged reports a file that is not a readable SQLite database.
	ErrDamaged = errors.New("the database is damaged")
)

// Open opens or creates the database, checks its integrity and brings its
// schema up to date. It returns an error wrapping ErrDamaged or ErrNewer where
// one of these is the cause; the file is then left as it was. The file is for
// this user only.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Synchronous == "" {
		o.Synchronous = Full
	}
	if err := os.MkdirAll(filepath.Dir(o.Path), 0o700); err != nil {
		return nil, fmt.Errorf("make the database's folder: %w", err)
	}
	db := &DB{Path: o.Path, synchronous: o.Synchronous}
	if err := db.open(ctx, o); err != nil {
		return nil, fmt.Errorf("open %s: %w", o.Path, errors.Join(mapError(err), db.Close()))
	}
	return db, nil
}

func (db *DB) open(ctx context.Context, o Options) error {
	err := keepPrivate(o.Path)
	if err != nil {
		return err
	}
	if db.W, err = sql.Open("sqlite3", dsn(o, "_txlock=immediate")); err != nil {
		return err
	}
	db.W.SetMaxOpenConns(1)
	if err := check(ctx, db.W); err != nil {
		return err
	}
	if err := migrate(ctx, db, o.Migrations); err != nil {
		return err
	}
	db.R, err = sql.Open("sqlite3", dsn(o, "_query_only=on"))
	return err
}

// dsn keeps the path apart from the parameters, whatever characters it holds.
func dsn(o Options, extra string) string {
	u := url.URL{Scheme: "file", Opaque: url.PathEscape(filepath.ToSlash(o.Path))}
	return u.String() + "?_foreign_keys=on&_journal_mode=WAL&_busy_timeout=10000&_synchronous=" +
		string(o.Synchronous) + "&" + extra
}

func check(ctx context.Context, w *sql.DB) error {
	var answer string
	if err := w.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&answer); err != nil {
		return err
	}
	if answer != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, answer)
	}
	return nil
}

// Tx runs f in a write transaction and commits it when f returns nil, else
// rolls it back and returns f's error.
func (db *DB) Tx(ctx context.Context, f func(context.Context, *sql.Tx) error) error {
	tx, err := db.W.BeginTx(ctx, nil)
	if err != nil {
		return mapError(err)
	}
	return settle(ctx, tx, f)
}

// TxNormal is Tx without waiting for the disk: a power cut may lose it, together
// with all that was committed so since the last Tx, but nothing of a Tx and never
// consistency. It is for what can be found out again. A flush of this file would
// make the file system write out what others are writing, too.
func (db *DB) TxNormal(ctx context.Context, f func(context.Context, *sql.Tx) error) (err error) {
	conn, err := db.W.Conn(ctx)
	if err != nil {
		return mapError(err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, "PRAGMA synchronous = NORMAL"); err != nil {
		return mapError(err)
	}
	defer func() {
		_, serr := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA synchronous = "+string(db.synchronous))
		if serr != nil {
			// The connection must not be used so again.
			serr = errors.Join(serr, conn.Raw(func(any) error { return driver.ErrBadConn }))
		}
		err = errors.Join(err, serr)
	}()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return mapError(err)
	}
	return settle(ctx, tx, f)
}

// settle commits a transaction when f returns nil, else rolls it back.
func settle(ctx context.Context, tx *sql.Tx, f func(context.Context, *sql.Tx) error) error {
	if err := f(ctx, tx); err != nil {
		if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
			return errors.Join(mapError(err), rerr)
		}
		return mapError(err)
	}
	return mapError(tx.Commit())
}

// Close closes both handles. It may be called on a half-opened DB and twice.
func (db *DB) Close() error {
	var errs []error
	for _, h := range []*sql.DB{db.R, db.W} {
		if h != nil {
			errs = append(errs, h.Close())
		}
	}
	if db.hold != nil {
		errs = append(errs, db.hold.Close())
	}
	return errors.Join(errs...)
}
