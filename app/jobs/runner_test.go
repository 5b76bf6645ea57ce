package jobs

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"spool/library"
	"spool/widgets"
)

// account is a library of jobs that carry out nothing. A job runs when it is let.
type account struct {
	Library
	let chan struct{}

	mu   sync.Mutex
	jobs map[int64]library.JobState
}

func (a *account) move(id int64, to library.JobState, from ...library.JobState) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if slices.Contains(from, a.jobs[id]) {
		a.jobs[id] = to
	}
}

func (a *account) Pause(_ context.Context, id int64) error {
	a.move(id, library.JobPaused, library.JobWaiting, library.JobRunning)
	return nil
}

func (a *account) Resume(_ context.Context, id int64) error {
	a.move(id, library.JobWaiting, library.JobPaused)
	return nil
}

func (a *account) Run(_ context.Context, id int64, _ func(library.JobProgress)) (library.Job, error) {
	<-a.let
	a.move(id, library.JobRunning, library.JobWaiting)
	a.move(id, library.JobDone, library.JobRunning)
	return a.job(id), nil
}

func (a *account) Journal() library.Journal { return book{account: a} }

func (a *account) job(id int64) library.Job {
	a.mu.Lock()
	defer a.mu.Unlock()
	j := library.Job{ID: id, State: a.jobs[id], Total: 1, Waiting: 1}
	if j.State == library.JobDone {
		j.Waiting, j.Done = 0, 1
	}
	return j
}

// book is the journal as far as a Runner reads it.
type book struct {
	library.Journal
	account *account
}

func (b book) Job(_ context.Context, id int64) (library.Job, error) { return b.account.job(id), nil }

// stage is a Runner whose news the test hands over.
type stage struct {
	*Runner
	t       *testing.T
	account *account
	posts   chan func()
	toasts  []widgets.Toast
	// ended counts the runs whose end was told.
	ended int
}

func newStage(t *testing.T, ids ...int64) *stage {
	s := &stage{t: t, account: &account{let: make(chan struct{}), jobs: map[int64]library.JobState{}}, posts: make(chan func(), 100)}
	s.Runner = NewRunner(Params{
		Library: s.account, Post: func(f func()) { s.posts <- f }, Changed: func() { s.ended++ },
		Toast: func(toast widgets.Toast) { s.toasts = append(s.toasts, toast) },
	})
	t.Cleanup(func() {
		close(s.account.let)
		s.Close()
	})
	for _, id := range ids {
		s.begin(id)
	}
	return s
}

func (s *stage) begin(id int64) {
	s.account.move(id, library.JobWaiting, "")
	s.Run(s.account.job(id), "done")
}

// until takes news until it is so.
func (s *stage) until(so func() bool) {
	s.t.Helper()
	for !so() {
		select {
		case f := <-s.posts:
			f()
		case <-time.After(10 * time.Second):
			s.t.Fatal("it never was so")
		}
	}
}

func TestAJobIsPausedBeforeItsTurn(t *testing.T) {
	s := newStage(t, 1, 2)
	second := func() *State { return s.State(2) }
	s.Pause(2)
	s.until(func() bool { return second().Rests() })
	if !s.State(1).Queued {
		t.Error("the first one lost its turn")
	}
	s.account.let <- struct{}{}
	s.account.let <- struct{}{}
	s.until(func() bool { return s.ended == 2 })
	if !second().Rests() || len(s.toasts) != 1 {
		t.Errorf("the second is %+v, said was %v", *second(), s.toasts)
	}
}

func TestAJobResumedBeforeItsTurnRunsOnce(t *testing.T) {
	s := newStage(t, 1, 2)
	s.Pause(2)
	s.until(func() bool { return s.State(2).Rests() })
	s.Resume(2)
	s.until(func() bool { return s.State(2).Queued })
	s.begin(3)
	for range 4 {
		s.account.let <- struct{}{}
	}
	s.until(func() bool { return s.State(3).Job.State == library.JobDone })
	if s.ended != 3 || len(s.toasts) != 3 {
		t.Errorf("the ends of three jobs were told %d times, said was %v", s.ended, s.toasts)
	}
}
