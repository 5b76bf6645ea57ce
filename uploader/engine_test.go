package uploader_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"spool/internal/media"
	"spool/uploader"
	"spool/uploader/jobstore"
)

var account = uploader.Account{BaseURL: "https://api.example.com/client/v4", ID: "a1"}

var errFull = errors.New("no space left on the disk")

// brittleStore fails every write once broken is set, as a full disk does.
type brittleStore struct {
	*jobstore.Store
	broken atomic.Bool
}

func (s *brittleStore) Update(ctx context.Context, id int64, change func(*uploader.Job) error) (uploader.Job, error) {
	if s.broken.Load() {
		return uploader.Job{}, errFull
	}
	return s.Store.Update(ctx, id, change)
}

// instantWire takes everything; before runs ahead of each Send.
type instantWire struct{ before func() }

func (w instantWire) Create(_ context.Context, j uploader.Job, _ *os.File, commit func(url, uid string) error) (uploader.Transfer, error) {
	return &instantTransfer{wire: w}, commit("https://up.example.com/1", "uid"+j.Mark)
}

func (w instantWire) Resume(context.Context, uploader.Job, *os.File) (uploader.Transfer, error) {
	return &instantTransfer{wire: w}, nil
}

type instantTransfer struct {
	wire   instantWire
	offset int64
}

func (t *instantTransfer) Offset() int64 { return t.offset }
func (t *instantTransfer) Send(_ context.Context, n int64, _ *atomic.Int64) error {
	t.wire.before()
	t.offset += n
	return nil
}

// readyVideos says that every video is ready.
type readyVideos struct{}

func (readyVideos) Statuses(_ context.Context, uids []string) (map[string]uploader.Status, error) {
	out := map[string]uploader.Status{}
	for _, uid := range uids {
		out[uid] = uploader.Status{State: "ready"}
	}
	return out, nil
}
func (readyVideos) Pending(context.Context) (map[string]string, error) { return nil, nil }
func (readyVideos) Delete(context.Context, string) error               { return nil }

func newEngine(t *testing.T, store uploader.Store, wire uploader.Wire) *uploader.Engine {
	t.Helper()
	e, err := uploader.New(uploader.Params{
		Account: account, Store: store, Wire: wire, Videos: readyVideos{},
		Probe: func(context.Context, string) (media.Info, error) { return media.Info{}, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestAFullDiskStopsTheEngineAndLosesNothing(t *testing.T) {
	inner, _, err := jobstore.Open(t.Context(), filepath.Join(t.TempDir(), "queue.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer inner.Close()
	store := &brittleStore{Store: inner}
	path := filepath.Join(t.TempDir(), "v.mp4")
	// An ftyp box is how an MP4 begins.
	if err := os.WriteFile(path, []byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := uploader.NewQueue(store, account, nil).Add(t.Context(), uploader.Settings{}, path); err != nil {
		t.Fatal(err)
	}
	full := newEngine(t, store, instantWire{before: func() { store.broken.Store(true) }})
	if err := full.Run(t.Context()); !errors.Is(err, errFull) {
		t.Fatalf("the engine ended with %v", err)
	}
	store.broken.Store(false)

	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- newEngine(t, store, instantWire{before: func() {}}).Run(ctx) }()
	for {
		j, err := inner.Job(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if j.State == uploader.Ready {
			break
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
