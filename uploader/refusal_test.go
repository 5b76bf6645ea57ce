package uploader_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"spool/uploader"
	"spool/uploader/jobstore"
)

// refusingWire refuses the first parts, and each question how far an upload is,
// until it has created another one.
type refusingWire struct {
	mu      sync.Mutex
	parts   int // still to be refused
	part    uploader.Answer
	head    *uploader.Answer
	creates int
}

func (w *refusingWire) Create(_ context.Context, j uploader.Job, _ *os.File, commit func(url, uid string) error) (uploader.Transfer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.creates++; w.creates > 1 {
		w.parts, w.head = 0, nil
	}
	return &refusingTransfer{wire: w}, commit("https://up.example.com/1", "uid")
}

func (w *refusingWire) Resume(context.Context, uploader.Job, *os.File) (uploader.Transfer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.head != nil {
		return nil, w.head.Fault()
	}
	return &refusingTransfer{wire: w}, nil
}

type refusingTransfer struct {
	wire   *refusingWire
	offset int64
}

func (t *refusingTransfer) Offset() int64 { return t.offset }

func (t *refusingTransfer) Send(_ context.Context, n int64, _ *atomic.Int64) error {
	t.wire.mu.Lock()
	defer t.wire.mu.Unlock()
	if t.wire.parts > 0 {
		t.wire.parts--
		return t.wire.part.Fault()
	}
	t.offset += n
	return nil
}

// pendingVideos lists the one video as not complete until it is, or refuses to.
type pendingVideos struct {
	readyVideos
	wire    *refusingWire
	missing bool
	refuses *uploader.Answer
}

func (v pendingVideos) Statuses(ctx context.Context, uids []string) (map[string]uploader.Status, error) {
	v.wire.mu.Lock()
	defer v.wire.mu.Unlock()
	switch {
	case v.refuses != nil:
		return nil, v.refuses.Fault()
	case v.missing && v.wire.creates == 1:
		return nil, nil
	case v.wire.parts == 0 && v.wire.head == nil:
		return v.readyVideos.Statuses(ctx, uids)
	}
	return map[string]uploader.Status{"uid": {State: "pendingupload"}}, nil
}

func TestOneRefusalGivesNoUploadUp(t *testing.T) {
	upload := func(status int) *uploader.Answer { return &uploader.Answer{Status: status, Upload: true} }
	for name, c := range map[string]struct {
		parts   int
		part    int
		head    *uploader.Answer
		missing bool
		refuses *uploader.Answer
		want    uploader.State
		code    uploader.Code
		creates int
	}{
		"403, then well":                   {parts: 1, part: http.StatusForbidden, want: uploader.Ready, creates: 1},
		"404, then well":                   {parts: 1, part: http.StatusNotFound, want: uploader.Ready, creates: 1},
		"every part, but the upload lives": {parts: 99, part: http.StatusForbidden, want: uploader.Attention, code: uploader.CodePartRefused, creates: 1},
		"403 at HEAD too":                  {parts: 99, part: http.StatusForbidden, head: upload(http.StatusForbidden), want: uploader.Attention, code: uploader.CodeTokenRight, creates: 1},
		"403 everywhere": {
			parts: 99, part: http.StatusForbidden, head: upload(http.StatusForbidden), refuses: &uploader.Answer{Status: http.StatusForbidden},
			want: uploader.Attention, code: uploader.CodeTokenRight, creates: 1,
		},
		"401":                         {parts: 1, part: http.StatusUnauthorized, want: uploader.Attention, code: uploader.CodeTokenRevoked, creates: 1},
		"gone by its URL":             {parts: 1, part: http.StatusGone, head: upload(http.StatusGone), want: uploader.Ready, creates: 2},
		"gone, and its video with it": {parts: 1, part: http.StatusForbidden, head: upload(http.StatusForbidden), missing: true, want: uploader.Ready, creates: 2},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "v.mp4")
			check(t, os.WriteFile(path, []byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"), 0o600))
			wire := &refusingWire{parts: c.parts, part: *upload(c.part), head: c.head}
			synctest.Test(t, func(t *testing.T) {
				store, _, err := jobstore.Open(t.Context(), filepath.Join(dir, "queue.db"))
				check(t, err)
				defer func() { check(t, store.Close()) }()
				_, err = uploader.NewQueue(store, account, nil).Add(t.Context(), uploader.Settings{}, path)
				check(t, err)
				e := newEngine(t, store, wire)
				e.Videos = pendingVideos{wire: wire, missing: c.missing, refuses: c.refuses}
				j := runUntilEnded(t, e, store)
				if j.State != c.want || j.Cause.Code != c.code || wire.creates != c.creates || j.UploadURL == "" {
					t.Errorf("it is %s, %+v, at %q, created %d times", j.State, j.Cause, j.UploadURL, wire.creates)
				}
			})
		})
	}
}

// runUntilEnded runs the engine until job 1 has ended, in a bubble's time.
func runUntilEnded(t *testing.T, e *uploader.Engine, store *jobstore.Store) uploader.Job {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	defer func() {
		stop()
		check(t, <-ended)
	}()
	for range time.Tick(time.Second) {
		j, err := store.Job(t.Context(), 1)
		check(t, err)
		if j.State.Ended() {
			return j
		}
	}
	return uploader.Job{}
}
