package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
)

const rescueRows = 1000

func rescueOptions(path string) Options {
	return Options{Path: path, Migrations: migrations("CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT NOT NULL)")}
}

// filled makes a database of rescueRows rows and closes it.
func filled(t *testing.T, path string) {
	t.Helper()
	db, said, err := OpenOrRescue(t.Context(), rescueOptions(path), "a")
	if err != nil || said != "" {
		t.Fatal(said, err)
	}
	err = db.Tx(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
		for i := range rescueRows {
			if _, err := tx.ExecContext(ctx, "INSERT INTO a VALUES (?, ?)", i, strings.Repeat("y", 100)); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// spoil damages a page in the middle of the file, and returns what the file now
// holds.
func spoil(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := len(data) / 2 / 4096 * 4096
	copy(data[at:at+4096], bytes.Repeat([]byte("spoilt"), 683))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return data
}

// rows counts what an open database holds.
func rows(t *testing.T, db *DB) int {
	t.Helper()
	n, err := countRows(t.Context(), db, []string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func closed(t *testing.T, db *DB) {
	t.Helper()
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func TestManyThatMeetADamagedDatabaseAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	filled(t, path)
	damaged := spoil(t, path)
	counts, sayings := make([]int, 8), make([]string, 8)
	var all sync.WaitGroup
	for i := range counts {
		all.Go(func() {
			db, said, err := OpenOrRescue(t.Context(), rescueOptions(path), "a")
			if err != nil {
				t.Error(err)
				return
			}
			counts[i], sayings[i] = rows(t, db), said
			closed(t, db)
		})
	}
	all.Wait()
	for _, n := range counts {
		if n < rescueRows*9/10 || n != counts[0] {
			t.Fatalf("they saw %v rows of %d", counts, rescueRows)
		}
	}
	if said := strings.Join(sayings, ""); strings.Count(said, "was damaged") != 1 {
		t.Errorf("together they said %q", said)
	}
	aside, err := filepath.Glob(path + ".damaged-*")
	if err != nil || len(aside) != 1 {
		t.Fatalf("set aside are %v, %v", aside, err)
	}
	if kept, err := os.ReadFile(aside[0]); err != nil || !bytes.Equal(kept, damaged) {
		t.Errorf("what is set aside is not the damaged file, %v", err)
	}
}

func TestARescueIsCutShort(t *testing.T) {
	for name, cut := range map[string]func(t *testing.T, path string){
		"while it was built": func(t *testing.T, path string) {
			filled(t, path+".rescue")
			spoil(t, path+".rescue")
		},
		"once it was built": func(t *testing.T, path string) { build(t, path) },
		"with the log set aside": func(t *testing.T, path string) {
			must(t, os.WriteFile(build(t, path)+"-wal", nil, 0o600))
		},
		"with nothing in its place": func(t *testing.T, path string) { must(t, os.Rename(path, build(t, path))) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			filled(t, path)
			spoil(t, path)
			cut(t, path)
			db, said, err := OpenOrRescue(t.Context(), rescueOptions(path), "a")
			if err != nil {
				t.Fatal(err)
			}
			defer closed(t, db)
			if n := rows(t, db); n < rescueRows*9/10 || !strings.Contains(said, fmt.Sprint(n)) {
				t.Errorf("%d of %d rows were rescued, it says %q", n, rescueRows, said)
			}
			aside, err := filepath.Glob(path + ".damaged-*")
			if err != nil || !strings.Contains(said, filepath.Base(aside[0])) || strings.HasSuffix(aside[0], rescuedSuffix) {
				t.Errorf("set aside are %v, %v; it says %q", aside, err, said)
			}
		})
	}
}

// build makes a complete rescue that has not taken its place, and returns the
// name for the file that it is to replace.
func build(t *testing.T, path string) string {
	t.Helper()
	built, err := buildRescue(t.Context(), rescueOptions(path), []string{"a"})
	must(t, err)
	return strings.TrimSuffix(built, rescuedSuffix)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestADamagedDatabaseInUseIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	filled(t, path)
	synctest.Test(t, func(t *testing.T) {
		user, _, err := OpenOrRescue(t.Context(), rescueOptions(path), "a")
		must(t, err)
		damaged := spoil(t, path)
		if _, _, err := OpenOrRescue(t.Context(), rescueOptions(path), "a"); !errors.Is(err, ErrInUse) {
			t.Errorf("got %v", err)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, damaged) {
			t.Errorf("the file that is in use was replaced, %v", err)
		}
		closed(t, user)
		db, said, err := OpenOrRescue(t.Context(), rescueOptions(path), "a")
		must(t, err)
		if said == "" {
			t.Error("nothing was rescued once it was free")
		}
		closed(t, db)
	})
}

func TestARescueWithoutRoomLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	filled(t, path)
	damaged := spoil(t, path)
	o := rescueOptions(path)
	// The rescue may take less room than its rows need.
	o.Migrations = migrations("CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT NOT NULL); PRAGMA max_page_count = 10")
	if _, _, err := OpenOrRescue(t.Context(), o, "a"); !errors.Is(err, ErrFull) {
		t.Errorf("got %v", err)
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, damaged) {
		t.Errorf("the only copy was touched, %v", err)
	}
}

func TestOthersCannotReadADatabase(t *testing.T) {
	for name, before := range map[string]func(t *testing.T, path string){
		"a new one": func(*testing.T, string) {},
		"one of an earlier version": func(t *testing.T, path string) {
			filled(t, path)
			must(t, os.Chmod(path, 0o644))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			before(t, path)
			db, err := Open(t.Context(), rescueOptions(path))
			must(t, err)
			defer closed(t, db)
			_, err = db.W.ExecContext(t.Context(), "INSERT INTO a VALUES (-1, 'x')")
			must(t, err)
			for _, part := range parts {
				info, err := os.Stat(path + part)
				if err != nil || info.Mode() != fs.FileMode(0o600) {
					t.Errorf("%q: %v, %v", part, info.Mode(), err)
				}
			}
		})
	}
}
