package work_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"spool/internal/localstream/store"
	"spool/internal/localstream/work"
)

type bench struct {
	*work.Queue
	t      *testing.T
	store  *store.Store
	failed chan store.Job
}

func newBench(t *testing.T, path string) *bench {
	t.Helper()
	st, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, store: st, failed: make(chan store.Job, 10)}
	b.Queue = work.New(st, slog.New(slog.DiscardHandler), func(_ context.Context, job store.Job, _ error) { b.failed <- job })
	t.Cleanup(func() {
		b.Close()
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func (b *bench) add(kind string, videos ...string) {
	b.t.Helper()
	err := b.store.Tx(b.t.Context(), func(tx *store.Tx) error {
		for _, v := range videos {
			if err := tx.AddJob(kind, v, ""); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.Wake()
}

// empty waits until no job is left.
func (b *bench) empty(kinds ...string) {
	b.t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		jobs, err := b.store.Jobs(b.t.Context(), kinds, nil, 1)
		if err != nil {
			b.t.Fatal(err)
		}
		if len(jobs) == 0 {
			return
		}
	}
}

func TestALaneBoundsWhatRunsAtOnce(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "db"))
	var now, most, quick atomic.Int32
	gate, begun := make(chan struct{}), make(chan struct{}, 5)
	b.Handle("heavy", &work.Lane{Name: "heavy", Slots: 2}, func(ctx context.Context, _ store.Job) error {
		n := now.Add(1)
		defer now.Add(-1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		begun <- struct{}{}
		select {
		case <-gate:
		case <-ctx.Done():
		}
		return nil
	})
	light := make(chan struct{})
	b.Handle("light", &work.Lane{Name: "light", Slots: 1}, func(context.Context, store.Job) error {
		if quick.Add(1) == 3 {
			close(light)
		}
		return nil
	})
	b.Start(t.Context())
	b.add("heavy", "a", "b", "c", "d", "e")
	b.add("light", "a", "b", "c")
	<-begun
	<-begun
	<-light // although every slot of the other lane is taken
	close(gate)
	b.empty("heavy", "light")
	if most.Load() != 2 {
		t.Errorf("%d ran at once, want 2", most.Load())
	}
}

func TestWorkUnderWayIsDoneAtTheNextStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	b := newBench(t, path)
	started := make(chan struct{})
	b.Handle("k", &work.Lane{Slots: 1}, func(ctx context.Context, _ store.Job) error {
		close(started)
		<-ctx.Done()
		return ctx.Err()
	})
	b.Start(t.Context())
	b.add("k", "v")
	<-started
	b.Close()

	again := newBench(t, path)
	done := make(chan store.Job, 1)
	again.Handle("k", &work.Lane{Slots: 1}, func(_ context.Context, job store.Job) error {
		done <- job
		return nil
	})
	again.Start(t.Context())
	if job := <-done; job.Video != "v" || job.Attempts != 2 {
		t.Errorf("%+v", job)
	}
	again.empty("k")
}

func TestCancelStopsAVideosWorkAndWaits(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "db"))
	started := make(chan string, 2)
	var ended atomic.Bool
	b.Handle("k", &work.Lane{Slots: 2}, func(ctx context.Context, job store.Job) error {
		started <- job.Video
		<-ctx.Done()
		ended.Store(true)
		return ctx.Err()
	})
	b.Start(t.Context())
	b.add("k", "a", "b")
	<-started
	<-started
	b.Cancel("a")
	if !ended.Load() {
		t.Error("cancel did not wait")
	}
	select {
	case job := <-b.failed:
		t.Errorf("a cancelled job counts as failed: %+v", job)
	default:
	}
}

func TestFailuresAndPanicsAreToldAndForgotten(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "db"))
	b.Handle("k", &work.Lane{Slots: 1}, func(_ context.Context, job store.Job) error {
		if job.Video == "panics" {
			panic("at the disco")
		}
		return errors.New("no")
	})
	b.Start(t.Context())
	b.add("k", "fails", "panics")
	for _, want := range []string{"fails", "panics"} {
		if job := <-b.failed; job.Video != want {
			t.Errorf("%+v, want %s", job, want)
		}
	}
	b.empty("k")
}

func TestWorkThatKillsTheProcessEnds(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "db"))
	b.Handle("k", &work.Lane{Slots: 1}, func(context.Context, store.Job) error {
		t.Error("the eleventh attempt was made")
		return nil
	})
	b.add("k", "v")
	err := b.store.Tx(t.Context(), func(tx *store.Tx) error {
		for range 10 {
			if err := tx.StartJob(1); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Start(t.Context())
	if job := <-b.failed; job.Video != "v" {
		t.Errorf("%+v", job)
	}
	b.empty("k")
}

func TestDroppedJobsAreCancelledAndNeverBegun(t *testing.T) {
	b := newBench(t, filepath.Join(t.TempDir(), "db"))
	begun, ended := make(chan string, 3), make(chan string, 3)
	b.Handle("k", &work.Lane{Slots: 1}, func(ctx context.Context, job store.Job) error {
		begun <- job.Video
		if job.Video == "last" {
			return nil
		}
		<-ctx.Done()
		ended <- job.Video
		return ctx.Err()
	})
	b.Start(t.Context())
	b.add("k", "runs", "waits", "last")
	<-begun
	var ids []int64
	err := b.store.Tx(t.Context(), func(tx *store.Tx) error {
		for _, video := range []string{"runs", "waits"} {
			dropped, err := tx.DropJobs(video, "", "k")
			if err != nil {
				return err
			}
			ids = append(ids, dropped...)
		}
		// The queue may have read its row just before.
		if err := tx.StartJob(ids[1]); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("starting a dropped job: %v", err)
		}
		return nil
	})
	if err != nil || len(ids) != 2 {
		t.Fatalf("dropped %v, %v", ids, err)
	}
	b.CancelJobs(ids)
	if got := <-ended; got != "runs" {
		t.Errorf("%s was cancelled", got)
	}
	if got := <-begun; got != "last" {
		t.Errorf("%s was begun", got)
	}
	b.empty("k")
	if len(b.failed) > 0 {
		t.Errorf("%v counts as failed", <-b.failed)
	}
}
