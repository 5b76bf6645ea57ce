package journal

import (
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
	if err := again.SetJob(t.Context(), 99, library.JobDone, ""); !errors.Is(err, library.ErrNoJob) {
		t.Errorf("SetJob of an unknown job: %v", err)
	}
}

func TestAClaimHoldsUntilItIsReleased(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	j, _ := open(t, path)
	other, _ := open(t, path)
	release, err := j.Claim(t.Context(), 7)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Claim(t.Context(), 7); !errors.Is(err, library.ErrClaimed) {
		t.Errorf("a second claim: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if release, err = other.Claim(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	if err := release(); err != nil {
		t.Error(err)
	}
}

func TestOnlyWhatEndedLongAgoIsForgotten(t *testing.T) {
	j, _ := open(t, filepath.Join(t.TempDir(), "journal.db"))
	ended, running := add(t, j, 1), add(t, j, 1)
	if err := j.SetJob(t.Context(), ended.ID, library.JobDone, ""); err != nil {
		t.Fatal(err)
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
