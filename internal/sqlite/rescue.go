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

// OpenOrRescue opens a database like Open. Where it is damaged, its files are
// set aside under a name that says so, a new database is made, and every row
// of the given tables that can still be read is carried over. said is then a
// sentence for people, else empty.
func OpenOrRescue(ctx context.Context, o Options, tables ...string) (db *DB, said string, err error) {
	db, err = Open(ctx, o)
	if !errors.Is(err, ErrDamaged) {
		return db, "", err
	}
	aside, err := setAside(o.Path, time.Now())
	if err != nil {
		return nil, "", err
	}
	if db, err = Open(ctx, o); err != nil {
		return nil, "", err
	}
	rows := 0
	for _, table := range tables {
		rows += rescueTable(ctx, db, aside, table)
	}
	said = fmt.Sprintf("%s was damaged. %d rows were rescued, the old file is kept as %s.",
		filepath.Base(o.Path), rows, filepath.Base(aside))
	return db, said, nil
}

// setAside renames the database and what belongs to it.
func setAside(path string, now time.Time) (string, error) {
	aside := path + ".damaged-" + now.UTC().Format("20060102-150405")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(path+suffix, aside+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("set the damaged database aside: %w", err)
		}
	}
	return aside, nil
}

// rescueTable copies what it can, from both ends towards the damage. A row
// that the new schema refuses is left behind, as it is kept in the file aside.
func rescueTable(ctx context.Context, db *DB, aside, table string) int {
	old, err := sql.Open("sqlite3", dsn(Options{Path: aside, Synchronous: Full}, "_query_only=on"))
	if err != nil {
		return 0
	}
	defer old.Close()
	old.SetMaxOpenConns(1)
	rows := 0
	for _, direction := range []string{"ASC", "DESC"} {
		rows += copyRows(ctx, db, old, table, direction)
	}
	return rows
}

// copyRows stops at the first row it cannot read: the damage.
func copyRows(ctx context.Context, db *DB, old *sql.DB, table, direction string) int {
	rows, err := old.QueryContext(ctx, "SELECT * FROM "+table+" ORDER BY rowid "+direction)
	if err != nil {
		return 0
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return 0
	}
	insert := "INSERT OR IGNORE INTO " + table + " (" + strings.Join(columns, ", ") +
		") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
	copied := 0
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if rows.Scan(into...) != nil {
			break
		}
		res, err := db.W.ExecContext(ctx, insert, values...)
		if err != nil {
			continue
		}
		if n, err := res.RowsAffected(); err == nil {
			copied += int(n)
		}
	}
	return copied
}
