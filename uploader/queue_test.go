package uploader_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"spool/uploader"
	"spool/uploader/jobstore"
)

// shelf is a queue with files that can be put into it.
type shelf struct {
	t     *testing.T
	dir   string
	store *jobstore.Store
	queue *uploader.Queue
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	dir := t.TempDir()
	store, _, err := jobstore.Open(t.Context(), filepath.Join(dir, "queue.db"))
	check(t, err)
	t.Cleanup(func() { check(t, store.Close()) })
	return &shelf{t, dir, store, uploader.NewQueue(store, account, nil)}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *shelf) file(name string) string {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	check(s.t, os.WriteFile(path, []byte(name), 0o600))
	return path
}

// add queues one file and returns the answer.
func (s *shelf) add(settings uploader.Settings, path string) uploader.Added {
	s.t.Helper()
	answers, err := s.queue.Add(s.t.Context(), settings, path)
	check(s.t, err)
	check(s.t, answers[0].Err)
	return answers[0]
}

// set changes a job as an engine would.
func (s *shelf) set(id int64, change func(*uploader.Job)) {
	s.t.Helper()
	_, err := s.store.Update(s.t.Context(), id, func(j *uploader.Job) error { change(j); return nil })
	check(s.t, err)
}

func (s *shelf) ids() []int64 {
	s.t.Helper()
	jobs, err := s.store.Jobs(s.t.Context(), uploader.Filter{})
	check(s.t, err)
	var ids []int64
	for _, j := range jobs {
		ids = append(ids, j.ID)
	}
	return ids
}

// shownVideos says that Stream has these videos, or that it cannot be asked.
type shownVideos struct {
	readyVideos
	has []string
	err error
}

func (v shownVideos) Statuses(_ context.Context, uids []string) (map[string]uploader.Status, error) {
	known := map[string]uploader.Status{}
	for _, uid := range uids {
		if slices.Contains(v.has, uid) {
			known[uid] = uploader.Status{State: "ready"}
		}
	}
	return known, v.err
}

func TestWhatHasArrivedIsBelievedOnlyIfStreamHasIt(t *testing.T) {
	for name, c := range map[string]struct {
		videos  uploader.Videos
		want    []int64 // the queue afterwards
		arrived bool
	}{
		"it is there":           {shownVideos{has: []string{"u1", "u2"}}, []int64{1, 2}, true},
		"one of two is there":   {shownVideos{has: []string{"u2"}}, []int64{2}, true},
		"both were deleted":     {shownVideos{}, []int64{3}, false},
		"Stream can't be asked": {shownVideos{err: errors.New("no route")}, []int64{1, 2}, true},
		"nobody asks":           {nil, []int64{1, 2}, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t)
			path := s.file("a.mp4")
			for i := range 2 {
				answers, err := s.queue.AddAgain(t.Context(), uploader.Settings{}, path)
				check(t, err)
				s.set(answers[0].Job.ID, func(j *uploader.Job) { j.State, j.UID = uploader.Ready, fmt.Sprintf("u%d", i+1) })
			}
			if c.videos != nil {
				s.queue.Ask(c.videos)
			}
			a := s.add(uploader.Settings{}, path)
			if a.New == c.arrived || (a.Job.State == uploader.Ready) != c.arrived {
				t.Errorf("the answer is %+v", a)
			}
			if got := s.ids(); !slices.Equal(got, c.want) {
				t.Errorf("in the queue are %v, want %v", got, c.want)
			}
		})
	}
}

func TestSettingsOfAFileThatIsQueuedAlready(t *testing.T) {
	bad, good := uploader.Settings{Watermark: "bad"}, uploader.Settings{Watermark: "good"}
	refused := uploader.Cause{Code: uploader.CodeRefused, Status: 400}
	for name, c := range map[string]struct {
		job    func(*uploader.Job)
		given  uploader.Settings
		want   string
		unused bool
	}{
		"waiting":                {func(*uploader.Job) {}, good, "good", false},
		"refused":                {func(j *uploader.Job) { j.State, j.Cause = uploader.Attention, refused }, good, "good", false},
		"none given":             {func(j *uploader.Job) { j.State, j.Cause = uploader.Attention, refused }, uploader.Settings{}, "bad", false},
		"created":                {func(j *uploader.Job) { j.UID, j.UploadURL = "u", "https://u" }, good, "bad", true},
		"created with the same":  {func(j *uploader.Job) { j.UID, j.UploadURL = "u", "https://u" }, bad, "bad", false},
		"being created":          {func(j *uploader.Job) { j.State = uploader.Uploading }, good, "bad", true},
		"to be created anew":     {func(j *uploader.Job) { j.State, j.UID = uploader.Attention, "u" }, good, "good", false},
		"refused once processed": {func(j *uploader.Job) { j.State, j.UID, j.SentAt = uploader.Attention, "u", time.Now() }, good, "good", false},
		"ready":                  {func(j *uploader.Job) { j.State, j.UID, j.SentAt = uploader.Ready, "u", time.Now() }, good, "bad", true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t)
			path := s.file("a.mp4")
			s.set(s.add(bad, path).Job.ID, c.job)
			a := s.add(c.given, path)
			if a.New || a.Unused != c.unused || a.Job.Settings.Watermark != c.want || a.Job.State == uploader.Attention {
				t.Errorf("the answer is %+v", a)
			}
		})
	}
}

func TestUndoGoesOnPastAFileThatWasAddedAgain(t *testing.T) {
	s := newShelf(t)
	var ids []int64
	var last string
	for i := range 5 {
		last = s.file(fmt.Sprintf("%d.mp4", i))
		ids = append(ids, s.add(uploader.Settings{}, last).Job.ID)
	}
	check(t, s.queue.Cancel(t.Context(), time.Minute, ids...))
	if again := s.add(uploader.Settings{}, last); !again.New {
		t.Fatal("it could not be added again")
	}
	err := s.queue.Restore(t.Context(), ids...)
	if !errors.Is(err, uploader.ErrInQueue) || strings.Contains(err.Error(), "UNIQUE") {
		t.Errorf("it says %v", err)
	}
	count, err := s.store.Count(t.Context(), account)
	check(t, err)
	if count[uploader.Waiting] != 5 || count[uploader.Canceling] != 1 {
		t.Errorf("after the undo there are %v", count)
	}
}

func TestAJobIsNotPointedAtAFileThatIsQueued(t *testing.T) {
	s := newShelf(t)
	a, b := s.add(uploader.Settings{}, s.file("a.mp4")), s.file("b.mp4")
	s.add(uploader.Settings{}, b)
	if err := s.queue.Relocate(t.Context(), a.Job.ID, b); !errors.Is(err, uploader.ErrInQueue) || strings.Contains(err.Error(), "UNIQUE") {
		t.Errorf("it says %v", err)
	}
}

func TestMoveNamesWhatIsNotInLine(t *testing.T) {
	s := newShelf(t)
	a, b := s.add(uploader.Settings{}, s.file("a.mp4")), s.add(uploader.Settings{}, s.file("b.mp4"))
	err := s.queue.Move(t.Context(), uploader.Top, 99, b.Job.ID)
	if err == nil || !strings.Contains(err.Error(), "job 99") {
		t.Errorf("it says %v", err)
	}
	if got := s.ids(); !slices.Equal(got, []int64{b.Job.ID, a.Job.ID}) {
		t.Errorf("the order is %v", got)
	}
	other := uploader.NewQueue(s.store, uploader.Account{BaseURL: account.BaseURL, ID: "a2"}, nil)
	if err := other.Move(t.Context(), uploader.Top, a.Job.ID); err == nil {
		t.Error("another account's job was moved")
	}
}

func TestWhatStreamNeverHadLeavesAtOnce(t *testing.T) {
	s := newShelf(t)
	left := map[string]func(*uploader.Job){
		"begun":    func(j *uploader.Job) { j.UID, j.UploadURL = "u", "https://u" },
		"in doubt": func(j *uploader.Job) { j.Orphans = true },
	}
	gone := map[string]func(*uploader.Job){
		"never sent": func(*uploader.Job) {},
		"complete":   func(j *uploader.Job) { j.UID, j.SentAt = "u", time.Now() },
	}
	kept := s.add(uploader.Settings{}, s.file("kept")).Job.ID
	var all, want []int64
	for name, change := range left {
		id := s.add(uploader.Settings{}, s.file(name)).Job.ID
		s.set(id, change)
		all, want = append(all, id), append(want, id)
	}
	for _, name := range slices.Sorted(maps.Keys(gone)) {
		id := s.add(uploader.Settings{}, s.file(name)).Job.ID
		s.set(id, gone[name])
		all = append(all, id)
	}
	check(t, s.queue.Cancel(t.Context(), 0, all...))
	check(t, s.queue.RemoveUnsent(t.Context(), append(all, kept, 99)...))
	want = append(want, kept)
	got := s.ids()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("left are %v, want %v", got, want)
	}
}
