package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"testing/fstest"
)

func migrations(scripts ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for i, s := range scripts {
		files["00"+string(rune('1'+i))+"_step.sql"] = &fstest.MapFile{Data: []byte(s)}
	}
	return files
}

func TestMigrationsRunOnceAndTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "odd name %41 + ?.db")
	for _, files := range []fstest.MapFS{
		migrations("CREATE TABLE a (x INTEGER)"),
		migrations("CREATE TABLE a (x INTEGER)", "INSERT INTO a VALUES (1)"),
		migrations("CREATE TABLE a (x INTEGER)", "INSERT INTO a VALUES (1)"),
	} {
		db, err := Open(t.Context(), Options{Path: path, Migrations: files})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// A broken step leaves the database as it was.
	broken := migrations("CREATE TABLE a (x INTEGER)", "INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (2); nonsense")
	if _, err := Open(t.Context(), Options{Path: path, Migrations: broken}); err == nil {
		t.Fatal("a broken migration is taken")
	}
	db, err := Open(t.Context(), Options{Path: path, Migrations: migrations("", "")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	if err := db.R.QueryRowContext(t.Context(), "SELECT count(*) FROM a").Scan(&n); err != nil || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
}

func TestWritesThatCannotBeSaved(t *testing.T) {
	db, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "a.db"), Migrations: migrations("CREATE TABLE a (x BLOB)")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	write := func() error {
		return db.Tx(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "INSERT INTO a VALUES (zeroblob(1000000))")
			return err
		})
	}
	for _, c := range []struct {
		pragma string
		want   error
	}{
		{"PRAGMA max_page_count = 10", ErrFull},
		{"PRAGMA max_page_count = 1000000", nil},
		{"PRAGMA query_only = on", ErrReadOnly},
		{"PRAGMA query_only = off", nil},
	} {
		if _, err := db.W.ExecContext(t.Context(), c.pragma); err != nil {
			t.Fatal(err)
		}
		if err := write(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.pragma, err, c.want)
		}
	}
}
