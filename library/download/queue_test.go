package download_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"spool/library"
	"spool/library/download"
	"spool/library/download/saves"
)

// bench is a queue in a file, and a runner of it.
type bench struct {
	t      *testing.T
	path   string
	queue  *download.Queue
	runner *download.Runner
	stop   func() // ends the runner and closes the file
}

// newBench opens the queue at a path and runs it.
func newBench(t *testing.T, s *server, path string, saver *download.Saver, parallel int) *bench {
	t.Helper()
	store, rescued, err := saves.Open(t.Context(), path)
	if err != nil || rescued != "" {
		t.Fatal(rescued, err)
	}
	b := &bench{t: t, path: path, queue: download.NewQueue(store)}
	b.runner = download.NewRunner(download.RunnerParams{
		Queue: b.queue, Saver: saver, Parallel: parallel,
		Address: func(context.Context, download.Item) (string, error) { return s.URL + "/secret-token/default.mp4", nil },
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.runner.Run(ctx) }()
	stopped := false
	b.stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(b.stop)
	return b
}

func (b *bench) items() []download.Item {
	b.t.Helper()
	items, err := b.queue.Items(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return b.runner.Live(items)
}

func (b *bench) states() string {
	var list []download.State
	for _, i := range b.items() {
		list = append(list, i.State)
	}
	return fmt.Sprint(list)
}

// await waits until the states are so.
func (b *bench) await(want string) {
	b.t.Helper()
	deadline := time.After(20 * time.Second)
	for b.states() != want {
		select {
		case <-time.After(5 * time.Millisecond):
		case <-deadline:
			b.t.Fatalf("the states are %s, want %s: %+v", b.states(), want, b.items())
		}
	}
}

func (b *bench) do(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	b.runner.Wake()
}

func films(folder string, n int) []download.Item {
	items := make([]download.Item, n)
	for i := range items {
		items[i] = download.Item{UID: fmt.Sprint("video", i), Kind: library.DownloadMP4, Folder: folder, Name: fmt.Sprintf("film%d.mp4", i)}
	}
	return items
}

func TestAQueueSavesSoManyAtOnce(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	release := make(chan struct{})
	for range 9 {
		s.answers = append(s.answers, func(http.ResponseWriter, *http.Request) bool { <-release; return false })
	}
	b := newBench(t, s, filepath.Join(t.TempDir(), "d.db"), saver(nil), 2)
	ids, err := b.queue.Add(t.Context(), films(folder, 4)...)
	b.do(err)
	b.await("[saving saving waiting waiting]")
	b.do(b.queue.Pause(t.Context(), ids[0], ids[3]))
	b.await("[paused saving saving paused]")
	close(release)
	b.await("[paused saved saved paused]")
	b.do(b.queue.Resume(t.Context(), ids[0]))
	b.do(b.queue.Remove(t.Context(), ids[3]))
	b.await("[saved saved saved]")
	for _, i := range b.items() {
		if i.Size != int64(len(content)) || i.Saved.Name != i.Name || !i.Saved.Verified {
			t.Errorf("ended as %+v", i)
		}
		expectWhole(t, folder, i.Name, content)
	}
	b.do(b.queue.ClearDone(t.Context()))
	b.await("[]")
}

func TestAFailedSaveIsTriedAgainOnDemand(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	s.answers = []func(http.ResponseWriter, *http.Request) bool{status(403), status(403)}
	b := newBench(t, s, filepath.Join(t.TempDir(), "d.db"), saver(nil), 1)
	_, err := b.queue.Add(t.Context(), films(folder, 1)...)
	b.do(err)
	b.await("[failed]")
	if trouble := b.items()[0].Trouble; !strings.Contains(trouble, download.ErrForbidden.Error()) || strings.Contains(trouble, "secret-token") {
		t.Errorf("it says %q", trouble)
	}
	// Asking for the same thing again is asking to go on.
	again, err := b.queue.Add(t.Context(), films(folder, 1)...)
	b.do(err)
	b.await("[saved]")
	if i := b.items()[0]; i.ID != again[0] || i.Trouble != "" {
		t.Errorf("ended as %+v", i)
	}
}

func TestASaveIsAskedForAgainWithItsFileMade(t *testing.T) {
	store, _, err := saves.Open(t.Context(), filepath.Join(t.TempDir(), "d.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	queue, items := download.NewQueue(store), films(t.TempDir(), 3)
	ids, err := queue.Add(t.Context(), items...)
	if err != nil {
		t.Fatal(err)
	}
	if err := queue.Pause(t.Context(), append(ids, 999)...); err != nil {
		t.Fatal(err)
	}
	items[1].Make = true
	again, err := queue.Add(t.Context(), items[1])
	if err != nil || again[0] != ids[1] {
		t.Fatal(again, err)
	}
	all, err := queue.Items(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for n, i := range all {
		want := download.Paused
		if n == 1 {
			want = download.Waiting
		}
		if i.State != want || i.Make != (n == 1) {
			t.Errorf("save %d is %s, made %t", n, i.State, i.Make)
		}
	}
}

func TestAQueueGoesOnAfterTheProgramEnded(t *testing.T) {
	s, folder, path := newServer(t), t.TempDir(), filepath.Join(t.TempDir(), "d.db")
	s.answers = []func(http.ResponseWriter, *http.Request) bool{s.cut(1 << 20)}
	waiting := make(chan struct{})
	slow := download.NewSaver(download.Options{Sleep: func(ctx context.Context, _ time.Duration) error {
		close(waiting)
		<-ctx.Done()
		return ctx.Err()
	}})
	b := newBench(t, s, path, slow, 1)
	_, err := b.queue.Add(t.Context(), films(folder, 1)...)
	b.do(err)
	<-waiting
	b.stop()
	b = newBench(t, s, path, saver(nil), 1)
	b.await("[saved]")
	if i := b.items()[0]; i.Saved.Resumed == 0 {
		t.Errorf("it began anew: %+v", i)
	}
	expectWhole(t, folder, "film0.mp4", content)
}

func TestAFileThatStreamStillMakesIsWaitedFor(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	store, _, err := saves.Open(t.Context(), filepath.Join(t.TempDir(), "d.db"))
	if err != nil {
		t.Fatal(err)
	}
	queue := download.NewQueue(store)
	asked := 0
	runner := download.NewRunner(download.RunnerParams{Queue: queue, Saver: saver(nil), Address: func(context.Context, download.Item) (string, error) {
		if asked++; asked == 1 {
			return "", download.ErrNotYet
		}
		return s.URL, nil
	}})
	b := &bench{t: t, queue: queue, runner: runner}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- runner.Run(ctx) }()
	ids, err := queue.Add(t.Context(), films(folder, 1)...)
	b.do(err)
	for len(b.items()) == 0 || b.items()[0].Trouble == "" {
		<-time.After(5 * time.Millisecond)
	}
	if i := b.items()[0]; i.State != download.Waiting || i.RetryAt.IsZero() || i.Trouble != download.ErrNotYet.Error() {
		t.Errorf("it waits as %+v", i)
	}
	b.do(queue.Resume(t.Context(), ids...))
	b.await("[saved]")
	cancel()
	if err := errors.Join(<-ended, store.Close()); err != nil {
		t.Error(err)
	}
}

// countingStore counts how often the items are read.
type countingStore struct {
	download.Store
	reads int
}

func (s *countingStore) Items(ctx context.Context) ([]download.Item, error) {
	s.reads++
	return s.Store.Items(ctx)
}

func TestAQueueIsReadOnlyWhenItChanged(t *testing.T) {
	store, _, err := saves.Open(t.Context(), filepath.Join(t.TempDir(), "d.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	counted := &countingStore{Store: store}
	queue, elsewhere := download.NewQueue(counted), download.NewQueue(store)
	ids, err := elsewhere.Add(t.Context(), films(t.TempDir(), 2)...)
	if err != nil {
		t.Fatal(err)
	}
	read := func() []download.Item {
		items, err := queue.Items(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return items
	}
	read()[0].Title = "a caller's own"
	if got := read(); counted.reads != 1 || got[0].Title != "" {
		t.Errorf("read %d times, the first is %+v", counted.reads, got[0])
	}
	for i, change := range []func() error{
		func() error { return elsewhere.Pause(t.Context(), ids[0]) },
		func() error { return elsewhere.Remove(t.Context(), ids[1]) },
		func() error { _, err := elsewhere.Add(t.Context(), films(t.TempDir(), 1)...); return err },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if read(); counted.reads != i+2 {
			t.Errorf("after change %d it was read %d times", i, counted.reads)
		}
	}
}

func TestASaveThatIsDueIsTriedWithoutAnyChange(t *testing.T) {
	s, folder, path := newServer(t), t.TempDir(), filepath.Join(t.TempDir(), "d.db")
	store, _, err := saves.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	item := films(folder, 1)[0]
	item.State, item.Length, item.RetryAt = download.Waiting, -1, time.Now().Add(600*time.Millisecond)
	if err := errors.Join(store.Insert(t.Context(), []download.Item{item}), store.Close()); err != nil {
		t.Fatal(err)
	}
	newBench(t, s, path, saver(nil), 1).await("[saved]")
}
