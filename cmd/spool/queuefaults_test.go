package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"spool/uploader"
	"spool/uploader/jobstore"
)

// queueFault is one way for the queue itself to go wrong, or for its
// surroundings to. docs/faults.md holds a table of these too.
type queueFault struct {
	name string
	// bring brings it about and returns what the command that met it did.
	// Afterwards a plain spool upload of path works.
	bring func(t *testing.T, s *stage, path string) result
	does  string
	// says is what the command says; empty where nobody need know.
	says string
	code int
}

var queueFaults = []queueFault{
	{
		name: "the disk is full", does: "nothing is queued, nothing that was is lost", says: "the disk is full", code: exitSomeFailed,
		bring: func(t *testing.T, s *stage, path string) result {
			defer onEveryConnection(t, "PRAGMA max_page_count = 1")() // no more than there are
			return s.spool("upload", "--meta", "note="+strings.Repeat("long ", 20_000), path)
		},
	},
	{
		name: "the queue is read-only", does: "nothing is queued, nothing that was is lost", says: "the database cannot be written to", code: exitSomeFailed,
		bring: func(t *testing.T, s *stage, path string) result {
			defer onEveryConnection(t, "PRAGMA query_only = on")()
			return s.spool("upload", path)
		},
	},
	{
		name: "the queue is damaged", does: "what can be read is carried over, the old file is kept", says: "queue.db was damaged. 1 row was rescued, the old file is kept as queue.db.damaged-DATE.", code: exitDone,
		bring: func(t *testing.T, s *stage, path string) result {
			s.spool("queue", "pause", s.queued(path)).want(t, exitDone)
			spoilLastPage(t, filepath.Join(s.home, "queue.db"))
			return s.spool("queue", "list")
		},
	},
	{
		name: "two processes upload at once", does: "one sends at a time, both files arrive once", code: exitDone,
		bring: func(t *testing.T, s *stage, path string) result {
			first := s.program("upload", s.video("other.mp4", 8*mib, 2))
			s.proxy.Pace(6 * mib)
			ok(t, first.Start())
			r := s.spool("upload", path)
			ok(t, first.Wait())
			return r
		},
	},
	{
		name: "the clock is set back by a day", does: "what waited for its next try is tried now", code: exitDone,
		bring: func(t *testing.T, s *stage, path string) result {
			s.queued(path)
			s.change(func(j *uploader.Job) {
				j.Cause, j.RetryAt = uploader.Cause{Code: uploader.CodeRateLimit}, time.Now().Add(24*time.Hour)
			})
			return s.spool("queue", "run")
		},
	},
}

// onEveryConnection runs a pragma on each SQLite connection that this process
// opens until the function it returns is called.
func onEveryConnection(t *testing.T, pragma string) func() {
	t.Helper()
	db, err := sql.Open("sqlite3", "")
	ok(t, err)
	driver := db.Driver().(*sqlite3.SQLiteDriver)
	ok(t, db.Close())
	driver.ConnectHook = func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec(pragma, nil)
		return err
	}
	return func() { driver.ConnectHook = nil }
}

// queued puts a file into the queue without sending it, and returns its number.
func (s *stage) queued(path string) string {
	s.t.Helper()
	store, _, err := jobstore.Open(s.t.Context(), filepath.Join(s.home, "queue.db"))
	ok(s.t, err)
	account, err := uploader.NewAccount(s.proxy.URL+"/client/v4", s.stream.AccountID())
	ok(s.t, err)
	added, err := uploader.NewQueue(store, account, nil).Add(s.t.Context(), uploader.Settings{}, path)
	ok(s.t, err)
	ok(s.t, store.Close())
	return fmt.Sprint(added[0].Job.ID)
}

// change alters the first job, as an engine would.
func (s *stage) change(alter func(*uploader.Job)) {
	s.t.Helper()
	store, _, err := jobstore.Open(s.t.Context(), filepath.Join(s.home, "queue.db"))
	ok(s.t, err)
	_, err = store.Update(s.t.Context(), 1, func(j *uploader.Job) error { alter(j); return nil })
	ok(s.t, err)
	ok(s.t, store.Close())
}

// spoilLastPage damages an index: the rows can still be read.
func spoilLastPage(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	ok(t, err)
	copy(data[len(data)-4096:], bytes.Repeat([]byte("spoilt"), 683))
	ok(t, os.WriteFile(path, data, 0o600))
}

// run returns the fault's line in docs/faults.md.
func (f queueFault) run(t *testing.T) string {
	s := newStage(t)
	s.spool("queue", "list").want(t, exitDone) // makes the queue
	path := s.video("v.mp4", 0, 1)
	r := f.bring(t, s, path).want(t, f.code)
	if said, _, _ := strings.Cut(f.says, "DATE"); !strings.Contains(r.err, said) {
		t.Errorf("%q is not said in:\n%s", f.says, r.err)
	}
	s.proxy.Pace(0)
	s.spool("upload", path).want(t, exitDone)
	s.arrived(path, s.jobOf(path).UID)
	s.noOrphans()
	return fmt.Sprintf("| %s | %s | %s | %d |\n", f.name, f.does, f.says, f.code)
}

// jobOf is the only job of that file.
func (s *stage) jobOf(path string) uploader.Job {
	s.t.Helper()
	var found []uploader.Job
	for _, j := range s.jobs() {
		if j.Path == path {
			found = append(found, j)
		}
	}
	if len(found) != 1 {
		s.t.Fatalf("%d jobs of %s", len(found), path)
	}
	return found[0]
}
