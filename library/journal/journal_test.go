package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"spool/library"
)

func open(t *testing.T, path string) (*Journal, string) {
	t.Helper()
	j, rescued, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j, rescued
}

func items(n int) iter.Seq2[library.Item, error] {
	return func(yield func(library.Item, error) bool) {
		for i := range n {
			item := library.Item{
				UID: fmt.Sprintf("uid%d", i), Name: "Video " + strings.Repeat("x", i%50),
				Changes: []library.Change{{Path: library.Path{Field: library.FieldCreator}, Before: json.RawMessage(`"a"`), After: json.RawMessage(`"b"`)}},
			}
			if !yield(item, nil) {
				return
			}
		}
	}
}

var toEnd = library.Move{To: library.JobDone, From: []library.JobState{library.JobWaiting}}

func add(t *testing.T, j *Journal, n int) library.Job {
	t.Helper()
	job, err := j.Add(t.Context(), library.Job{Kind: library.JobEdit, State: library.JobWaiting, Title: "t"}, items(n))
	if err != nil {
		t.Fatal(err)
	}
	return job
}

func TestAJobIsKeptWholeOrNotAtAll(t *testing.T) {
	j, _ := open(t, filepath.Join(t.TempDir(), "journal.db"))
	broken := errors.New("the preview broke off")
	_, err := j.Add(t.Context(), library.Job{Kind: library.JobEdit}, func(yield func(library.Item, error) bool) {
		for item, err := range items(10) {
			if !yield(item, err) {
				return
			}
		}
		yield(library.Item{}, broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("Add: %v", err)
	}
	if _, err := j.Add(t.Context(), library.Job{Kind: library.JobEdit}, items(0)); !errors.Is(err, library.ErrNothingToDo) {
		t.Errorf("Add without items: %v", err)
	}
	if jobs, err := j.Jobs(t.Context(), 10); err != nil || len(jobs) != 0 {
		t.Errorf("left are %v (%v)", jobs, err)
	}
}

func TestItemsMoveThroughTheirStates(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, _ := open(t, path)
	job := add(t, j, 3)
	waiting, err := j.Waiting(t.Context(), job.ID, 10)
	if err != nil || len(waiting) != 3 {
		t.Fatalf("%v, %v", waiting, err)
	}
	waiting[1].State, waiting[2].State, waiting[2].Error = library.ItemSending, library.ItemFailed, "no"
	if err := j.Record(t.Context(), waiting[1:]...); err != nil {
		t.Fatal(err)
	}
	// As after a crash: what was being sent comes first.
	again, _ := open(t, path)
	waiting, err = again.Waiting(t.Context(), job.ID, 10)
	if err != nil || len(waiting) != 2 || waiting[0].N != 2 || waiting[1].N != 1 {
		t.Fatalf("%+v, %v", waiting, err)
	}
	if job, err = again.Job(t.Context(), job.ID); err != nil || job.Waiting != 2 || job.Failed != 1 || job.Total != 3 {
		t.Errorf("%+v, %v", job, err)
	}
	if err := again.Requeue(t.Context(), job.ID, library.ItemFailed); err != nil {
		t.Fatal(err)
	}
	if items, err := again.Items(t.Context(), job.ID, 2, 10); err != nil || items[0].State != library.ItemWaiting || items[0].Error != "" {
		t.Errorf("%+v, %v", items, err)
	}
	if _, err := again.MoveJob(t.Context(), 99, toEnd, ""); !errors.Is(err, library.ErrNoJob) {
		t.Errorf("MoveJob of an unknown job: %v", err)
	}
}

func TestAClaimHoldsUntilItIsReleased(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, _ := open(t, path)
	other, _ := open(t, path)
	id := add(t, j, 1).ID
	release, err := j.Claim(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Claim(t.Context(), id); !errors.Is(err, library.ErrClaimed) {
		t.Errorf("a second claim: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if release, err = other.Claim(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if err := release(); err != nil {
		t.Error(err)
	}
	if _, err := j.Claim(t.Context(), 9999); !errors.Is(err, library.ErrNoJob) {
		t.Errorf("a claim of an unknown job: %v", err)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(path), "job-9999.lock")); err == nil {
		t.Error("the claim left a file")
	}
}

func TestWhileAJobIsPreparedOthersWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, _ := open(t, path)
	other, _ := open(t, path)
	there := add(t, j, 2)
	look := func(n int) {
		if jobs, err := other.Jobs(t.Context(), 10); err != nil || len(jobs) != 1 {
			t.Errorf("at item %d the jobs are %v (%v)", n, jobs, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := other.SaveDraft(ctx, library.Draft{UID: "d"}); err != nil {
			t.Errorf("at item %d: %v", n, err)
		}
		if err := other.Prune(ctx, time.Time{}); err != nil {
			t.Errorf("at item %d: %v", n, err)
		}
	}
	n := 0
	job, err := j.Add(t.Context(), library.Job{Kind: library.JobEdit, State: library.JobWaiting}, func(yield func(library.Item, error) bool) {
		for item := range items(2*addChunk + 1) {
			if n%addChunk == 0 || n == addChunk+1 {
				look(n)
			}
			n++
			if !yield(item, nil) {
				return
			}
		}
	})
	if err != nil || job.Waiting != n || job.State != library.JobWaiting || job.ID == there.ID {
		t.Errorf("%+v, %v", job, err)
	}
}

func TestAJobThatBreaksOffLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	j, _ := open(t, filepath.Join(dir, "journal.db"))
	broken := errors.New("object 2: unexpected EOF")
	_, err := j.Add(t.Context(), library.Job{Kind: library.JobImport, State: library.JobWaiting}, func(yield func(library.Item, error) bool) {
		for item := range items(addChunk + 1) {
			if !yield(item, nil) {
				return
			}
		}
		yield(library.Item{}, broken)
	})
	if err == nil || err.Error() != broken.Error() {
		t.Errorf("it says %v, want the items' own error", err)
	}
	if left := rows(t, j, "job") + rows(t, j, "item"); left != 0 {
		t.Errorf("%d rows are left", left)
	}
	if err := j.Prune(t.Context(), time.Time{}); err != nil {
		t.Fatal(err)
	}
	if locks, err := filepath.Glob(filepath.Join(dir, "job-*.lock")); err != nil || len(locks) > 0 {
		t.Errorf("left are %v (%v)", locks, err)
	}
}

func rows(t *testing.T, j *Journal, table string) (n int) {
	t.Helper()
	if err := j.db.R.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAJobWhoseMakerDiedIsForgotten(t *testing.T) {
	j, _ := open(t, filepath.Join(t.TempDir(), "journal.db"))
	add(t, j, 2)
	if _, err := j.db.W.ExecContext(t.Context(), "UPDATE job SET state = ?", preparing); err != nil {
		t.Fatal(err)
	}
	if jobs, err := j.Jobs(t.Context(), 10); err != nil || len(jobs) != 0 {
		t.Errorf("half a job is seen: %v (%v)", jobs, err)
	}
	if err := j.Prune(t.Context(), time.Time{}); err != nil || rows(t, j, "job") != 0 {
		t.Errorf("%d jobs are left (%v)", rows(t, j, "job"), err)
	}
}

func TestAMoveBeginsFromItsStatesOnly(t *testing.T) {
	j, _ := open(t, filepath.Join(t.TempDir(), "journal.db"))
	id := add(t, j, 1).ID
	stop := library.Move{To: library.JobStopped, From: []library.JobState{library.JobWaiting, library.JobRunning}}
	rest := library.Move{To: library.JobPaused, From: []library.JobState{library.JobRunning}}
	for _, step := range []struct {
		move  library.Move
		moved bool
		want  library.JobState
	}{{rest, false, library.JobWaiting}, {stop, true, library.JobStopped}, {rest, false, library.JobStopped}} {
		moved, err := j.MoveJob(t.Context(), id, step.move, "")
		if state, serr := j.JobState(t.Context(), id); err != nil || serr != nil || moved != step.moved || state != step.want {
			t.Errorf("to %s: moved %v to %s (%v, %v)", step.move.To, moved, state, err, serr)
		}
	}
}

func TestASearchReadsValuesAsPeopleDo(t *testing.T) {
	j, _ := open(t, filepath.Join(t.TempDir(), "journal.db"))
	value, err := json.Marshal(`<École> of "q"`)
	if err != nil {
		t.Fatal(err)
	}
	item := library.Item{UID: "u", Name: "Übung", State: library.ItemDone, Changes: []library.Change{{Path: library.Path{Field: library.FieldMeta, Key: "Ort"}, After: value}}}
	_, err = j.Add(t.Context(), library.Job{Kind: library.JobSeen, State: library.JobDone, Title: "Änderung"}, func(yield func(library.Item, error) bool) { yield(item, nil) })
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"": 1, "<école>": 1, `"Q"`: 1, "übung": 1, "ÄNDER": 1, "meta.ort": 1, "u003c": 0} {
		n := 0
		for _, err := range j.Entries(t.Context(), text, 0) {
			if n++; err != nil {
				t.Fatal(err)
			}
		}
		if n != want {
			t.Errorf("%q finds %d, want %d", text, n, want)
		}
	}
}

func TestOnlyWhatEndedLongAgoIsForgotten(t *testing.T) {
	j, _ := open(t, filepath.Join(t.TempDir(), "journal.db"))
	ended, running := add(t, j, 1), add(t, j, 1)
	if _, err := j.MoveJob(t.Context(), ended.ID, toEnd, ""); err != nil {
		t.Fatal(err)
	}
	if release, err := j.Claim(t.Context(), ended.ID); err != nil || release() != nil {
		t.Fatalf("the claim: %v", err)
	}
	if err := j.Prune(t.Context(), time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if jobs, err := j.Jobs(t.Context(), 10); err != nil || len(jobs) != 2 {
		t.Errorf("%v, %v", jobs, err)
	}
	if err := j.Prune(t.Context(), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if jobs, err := j.Jobs(t.Context(), 10); err != nil || len(jobs) != 1 || jobs[0].ID != running.ID {
		t.Errorf("%v, %v", jobs, err)
	}
	if _, err := os.Stat(j.lockPath(ended.ID)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the lock is still there: %v", err)
	}
}

func TestADamagedJournalIsRescued(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, _ := open(t, path)
	add(t, j, 1200)
	if err := j.SaveDraft(t.Context(), library.Draft{UID: "d"}); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	middle := len(data) / 2 &^ 4095
	copy(data[middle:middle+4096], strings.Repeat("damaged!", 512))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	j, rescued := open(t, path)
	if !strings.Contains(rescued, "damaged") {
		t.Errorf("it says %q", rescued)
	}
	jobs, err := j.Jobs(t.Context(), 10)
	if err != nil || len(jobs) != 1 || jobs[0].Total < 300 {
		t.Errorf("rescued are %+v (%v)", jobs, err)
	}
	if drafts, err := j.Drafts(t.Context()); err != nil || len(drafts) != 1 {
		t.Errorf("drafts are %v (%v)", drafts, err)
	}
}
