package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ErrInUse reports a damaged database that cannot be mended now, as another
// process has it open and would go on writing into the file set aside.
var ErrInUse = errors.New("the database is damaged and another Spool is using it. Close that one first, the next start then rescues what can be read")

// OpenOrRescue opens a database like Open. Where it is damaged, every row of
// the given tables that can still be read is carried over into a new one, and
// the old files are set aside under a name that says so. said is then a
// sentence for people, else empty.
//
// Of several processes that meet the damage at once, one mends it and the
// others wait. A rescue that is cut short at any moment leaves the old files
// in place, or is finished at the next start.
func OpenOrRescue(ctx context.Context, o Options, tables ...string) (db *DB, said string, err error) {
	if err := os.MkdirAll(filepath.Dir(o.Path), 0o700); err != nil {
		return nil, "", fmt.Errorf("make the database's folder: %w", err)
	}
	hold := newHold(o.Path)
	if db, said, err = openHeld(ctx, o, hold, tables); err != nil {
		return nil, "", errors.Join(err, hold.Close())
	}
	db.hold = hold
	return db, said, nil
}

// openHeld returns with the hold shared.
func openHeld(ctx context.Context, o Options, hold *hold, tables []string) (*DB, string, error) {
	if err := hold.share(ctx); err != nil {
		return nil, "", err
	}
	built, err := builtRescue(o.Path)
	if err != nil {
		return nil, "", err
	}
	if built == "" {
		db, err := Open(ctx, o)
		if !errors.Is(err, ErrDamaged) {
			return db, "", err
		}
	}
	if err := hold.alone(ctx); err != nil {
		return nil, "", err
	}
	db, said, err := mend(ctx, o, tables)
	if err != nil {
		return nil, "", err
	}
	if err := hold.share(ctx); err != nil {
		return nil, "", errors.Join(err, db.Close())
	}
	return db, said, nil
}

// mend is called by the only process that has the database. It looks again, as
// another may have mended it meanwhile.
func mend(ctx context.Context, o Options, tables []string) (*DB, string, error) {
	built, err := builtRescue(o.Path)
	if err != nil {
		return nil, "", err
	}
	if built == "" {
		db, err := Open(ctx, o)
		if !errors.Is(err, ErrDamaged) {
			return db, "", err
		}
		if built, err = buildRescue(ctx, o, tables); err != nil {
			return nil, "", fmt.Errorf("rescue %s: %w", filepath.Base(o.Path), err)
		}
	}
	aside := strings.TrimSuffix(built, rescuedSuffix)
	if err := exchange(o.Path, built, aside); err != nil {
		return nil, "", fmt.Errorf("set the damaged database aside: %w", err)
	}
	db, err := Open(ctx, o)
	if err != nil {
		return nil, "", err
	}
	rows, err := countRows(ctx, db, tables)
	if err != nil {
		return nil, "", errors.Join(err, db.Close())
	}
	rescued := fmt.Sprintf("%d rows were rescued", rows)
	if rows == 1 {
		rescued = "1 row was rescued"
	}
	return db, fmt.Sprintf("%s was damaged. %s, the old file is kept as %s.", filepath.Base(o.Path), rescued, filepath.Base(aside)), nil
}

const (
	asideMark = ".damaged-"
	// rescuedSuffix ends the name of a rescue that is complete, but not yet in
	// the place of the file that is to be called like the rest of its name.
	rescuedSuffix = ".rescued"
)

// parts are the suffixes of a database's files, the database itself last: it
// stands for the others.
var parts = []string{"-wal", "-shm", ""}

// builtRescue is the path of a complete rescue that has not taken its place
// yet, or empty.
func builtRescue(path string) (string, error) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return "", fmt.Errorf("look beside the database: %w", err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(path)+asideMark) && strings.HasSuffix(e.Name(), rescuedSuffix) {
			return filepath.Join(filepath.Dir(path), e.Name()), nil
		}
	}
	return "", nil
}

// buildRescue makes the new database beside the old one. It gets the name that
// counts only once it is complete and on the disk.
func buildRescue(ctx context.Context, o Options, tables []string) (string, error) {
	aside, err := asideName(o.Path, time.Now())
	if err != nil {
		return "", err
	}
	draft := o
	draft.Path = o.Path + ".rescue"
	if err := removeFiles(draft.Path); err != nil {
		return "", err
	}
	db, err := Open(ctx, draft)
	if err != nil {
		return "", err
	}
	err = rescueTables(ctx, db, o.Path, tables)
	if err == nil {
		err = intoOneFile(ctx, db)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return "", err
	}
	return aside + rescuedSuffix, os.Rename(draft.Path, aside+rescuedSuffix)
}

// intoOneFile empties the write-ahead log into the database. Closing does so
// too, but would not say that it failed.
func intoOneFile(ctx context.Context, db *DB) error {
	var busy, log, moved int
	if err := db.W.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &moved); err != nil {
		return mapError(err)
	}
	if busy != 0 || log != moved {
		return errors.New("its log could not be emptied")
	}
	return nil
}

// asideName is one that nothing is called by yet.
func asideName(path string, now time.Time) (string, error) {
	base := path + asideMark + now.UTC().Format("20060102-150405")
	name := base
	for n := 2; ; n++ {
		switch _, err := os.Lstat(name); {
		case errors.Is(err, os.ErrNotExist):
			return name, nil
		case err != nil:
			return "", err
		}
		name = fmt.Sprintf("%s-%d", base, n)
	}
}

// exchange renames the damaged files and puts the rescue in their place. Called
// again after it was cut short, it does the rest.
func exchange(path, built, aside string) error {
	for _, part := range parts {
		if err := os.Rename(path+part, aside+part); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return os.Rename(built, path)
}

func removeFiles(path string) error {
	for _, part := range parts {
		if err := os.Remove(path + part); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// rescueTables copies what it can, from both ends towards the damage. A row
// that the new schema refuses is left behind, as it is kept in the file aside.
func rescueTables(ctx context.Context, db *DB, path string, tables []string) error {
	old, err := sql.Open("sqlite3", dsn(Options{Path: path, Synchronous: Full}, "_query_only=on"))
	if err != nil {
		return err
	}
	defer old.Close() // only read from
	old.SetMaxOpenConns(1)
	return db.Tx(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, table := range tables {
			for _, direction := range []string{"ASC", "DESC"} {
				if err := copyRows(ctx, tx, old, table, direction); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// copyRows stops at the first row it cannot read: the damage. Its errors are
// those of the new database.
func copyRows(ctx context.Context, tx *sql.Tx, old *sql.DB, table, direction string) error {
	rows, err := old.QueryContext(ctx, "SELECT * FROM "+table+" ORDER BY rowid "+direction)
	if err != nil {
		return ctx.Err()
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return ctx.Err()
	}
	insert := "INSERT OR IGNORE INTO " + table + " (" + strings.Join(columns, ", ") +
		") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if rows.Scan(into...) != nil {
			break
		}
		if _, err := tx.ExecContext(ctx, insert, values...); err != nil && !BreaksConstraint(err) {
			return err
		}
	}
	return ctx.Err()
}

func countRows(ctx context.Context, db *DB, tables []string) (int, error) {
	total := 0
	for _, table := range tables {
		var n int
		if err := db.R.QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}
