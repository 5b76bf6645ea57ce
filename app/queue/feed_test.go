package queue

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"spool/uploader"
)

// memory is a store that counts what is read from it.
type memory struct {
	version int64
	jobs    []uploader.Job
	outline int // readings of all jobs
	rows    int // jobs read in full
	fails   error
	took    func() // what reading all jobs costs
}

func (m *memory) Version(context.Context) (int64, error) { return m.version, m.fails }

func (m *memory) Briefs(context.Context, uploader.Account) ([]uploader.Brief, error) {
	m.outline++
	if m.took != nil {
		m.took()
	}
	var briefs []uploader.Brief
	for _, j := range m.jobs {
		briefs = append(briefs, uploader.Brief{ID: j.ID, State: j.State, Size: j.Size, Offset: j.Offset})
	}
	return briefs, nil
}

func (m *memory) Jobs(_ context.Context, f uploader.Filter) ([]uploader.Job, error) {
	if len(f.IDs) == 0 || len(f.IDs) > readAtOnce {
		return nil, errors.New("that many rows are not read at once")
	}
	var found []uploader.Job
	for _, j := range m.jobs {
		if slices.Contains(f.IDs, j.ID) {
			found = append(found, j)
		}
	}
	m.rows += len(found)
	return found, nil
}

// feedStage is a feed whose clock and looks are the test's.
type feedStage struct {
	*Feed
	store    *memory
	at       time.Time
	progress []uploader.Progress
	shown    []*Snapshot
	broken   error
}

func newFeedStage(t *testing.T, n int) *feedStage {
	t.Helper()
	s := &feedStage{store: &memory{version: 1}, at: now}
	for i := range n {
		j := job("v", uploader.Waiting)
		j.ID = int64(i + 1)
		s.store.jobs = append(s.store.jobs, j)
	}
	s.Feed = NewFeed(FeedParams{
		Store: s.store, Progress: func() []uploader.Progress { return s.progress }, Failed: func() error { return s.broken },
		Show: func(x *Snapshot) { s.shown = append(s.shown, x) }, Now: func() time.Time { return s.at },
	})
	return s
}

// step lets time pass and the feed look once; it returns the new snapshot, nil
// when there was no news.
func (s *feedStage) step(d time.Duration) *Snapshot {
	s.at = s.at.Add(d)
	before := len(s.shown)
	s.look(context.Background())
	if len(s.shown) == before {
		return nil
	}
	return s.shown[len(s.shown)-1]
}

func TestOnlyRowsInSightAreReadInFull(t *testing.T) {
	s := newFeedStage(t, 10_000)
	first := s.step(0)
	if first == nil || len(first.Outline.places) != 10_000 || len(first.Jobs) > 2*reach+1 {
		t.Fatalf("of 10,000 jobs %d were read in full", len(first.Jobs))
	}
	s.Look(first.Outline.near(place{upNext, 5000}, reach))
	second := s.step(lookEvery)
	if _, there := second.Jobs[5001]; !there || len(second.Jobs) != 2*reach+1 {
		t.Errorf("after a jump %d rows were read, the one in sight: %v", len(second.Jobs), there)
	}
	if s.store.outline != 1 {
		t.Errorf("the outline was read %d times though nothing changed", s.store.outline)
	}
}

func TestNothingNewNothingShown(t *testing.T) {
	s := newFeedStage(t, 3)
	s.step(0)
	for range 20 {
		if x := s.step(lookEvery); x != nil {
			t.Fatalf("a snapshot without news: %+v", x)
		}
	}
}

func TestALongQueueIsNotReadAtEveryCommit(t *testing.T) {
	s := newFeedStage(t, 10)
	s.store.took = func() { s.at = s.at.Add(30 * time.Millisecond) }
	s.step(0)
	for range 40 { // ten seconds of commits
		s.store.version++
		s.step(lookEvery)
	}
	if n := s.store.outline; n < 5 || n > 20 {
		t.Errorf("in ten seconds the outline was read %d times", n)
	}
	before := s.store.outline
	s.Refresh()
	s.step(time.Millisecond)
	if s.store.outline != before+1 {
		t.Error("a command does not show at once")
	}
}

func TestTheOrderKeepsItsShapeUntilItChanges(t *testing.T) {
	s := newFeedStage(t, 5)
	first := s.step(0)
	s.store.version++
	s.store.jobs[2].Offset = 99
	second := s.step(time.Second)
	if second.Outline.shape != first.Outline.shape || second.Outline.groups[upNext][2].Offset != 99 {
		t.Error("progress changes the order")
	}
	s.store.version++
	s.store.jobs[2].State = uploader.Uploading
	if third := s.step(time.Second); third.Outline.shape == first.Outline.shape {
		t.Error("a start does not change the order")
	}
}

func TestSpeedsChangeOnceASecond(t *testing.T) {
	s := newFeedStage(t, 1)
	s.store.jobs[0].State = uploader.Uploading
	s.progress = []uploader.Progress{{ID: 1, Speed: 1e6}}
	s.step(0)
	s.progress = []uploader.Progress{{ID: 1, Speed: 9e6, Flying: 5}}
	if x := s.step(lookEvery); x.Running[1].Speed != 1e6 || x.Running[1].Flying != 5 {
		t.Errorf("after a quarter of a second it shows %+v", x.Running[1])
	}
	if x := s.step(time.Second); x.Running[1].Speed != 9e6 {
		t.Errorf("after a second it shows %+v", x.Running[1])
	}
	s.progress = nil
	if x := s.step(lookEvery); len(x.Running) != 0 {
		t.Error("an upload that ended still runs on screen")
	}
}

func TestWaitingRowsCountDown(t *testing.T) {
	s := newFeedStage(t, 1)
	s.store.jobs[0].RetryAt = now.Add(5 * time.Second)
	s.step(0)
	shown := 0
	for range 12 {
		if s.step(lookEvery) != nil {
			shown++
		}
	}
	if shown != 3 {
		t.Errorf("in three seconds it was shown %d times", shown)
	}
}

func TestAFailingStoreIsSaidAndGetsOver(t *testing.T) {
	s := newFeedStage(t, 1)
	s.step(0)
	s.store.fails = errors.New("the disk is gone")
	if x := s.step(lookEvery); x == nil || x.Failed == nil {
		t.Fatal("nothing is said")
	}
	s.store.fails = nil
	if x := s.step(lookEvery); x == nil || x.Failed != nil {
		t.Fatal("it is not taken back")
	}
	s.broken = errors.New("the engine stopped")
	if x := s.step(lookEvery); x == nil || !errors.Is(x.Failed, s.broken) {
		t.Fatal("the engine's end is not said")
	}
}

func TestThroughputHasABarForEveryMoment(t *testing.T) {
	h := newHistory()
	at := now
	for range 100 {
		h.add(at, []uploader.Progress{{ID: 7, Speed: 3e6}, {ID: 8, Speed: 1e6}})
		at = at.Add(lookEvery)
	}
	if got := h.all[headerBars-1]; got != 4e6 {
		t.Errorf("the newest bar is %v", got)
	}
	if got := h.all[headerBars-11]; got != 0 {
		t.Errorf("there are bars from before: %v", got)
	}
	if got := h.rows[7]; got[len(got)-1] != 3e6 || got[0] != 0 {
		t.Errorf("the row's bars are %v", got)
	}
	h.add(at.Add(30*time.Second), nil) // the computer slept
	if got := h.all[headerBars-3]; got != 0 {
		t.Errorf("sleep looks like throughput: %v", got)
	}
}

func TestTheFeedEndsWithItsContext(t *testing.T) {
	s := newFeedStage(t, 1)
	s.Now = time.Now
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan struct{})
	shown := make(chan struct{}, 100)
	s.Show = func(*Snapshot) { shown <- struct{}{} }
	go func() { s.Run(ctx); close(ended) }()
	<-shown
	end()
	<-ended
}
