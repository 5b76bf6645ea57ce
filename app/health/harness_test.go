package health

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/jobs"
	"spool/internal/filepick"
	"spool/internal/localstream"
	"spool/library"
	"spool/library/index"
	"spool/library/journal"
	"spool/library/stream"
	"spool/uploader"
	"spool/widgets"
)

// stage is a health page in a window, over a library of the local Stream.
type stage struct {
	t       *testing.T
	library *library.Library
	client  *stream.Client
	window  fyne.Window
	page    *Page
	runner  *jobs.Runner
	posted  chan func()
	toasts  []widgets.Toast
	found   string
	opened  string
	edited  []library.Operation
	deleted library.Hits
	uploads *uploads
	picked  string
	count   int
	hidden  []library.FindingKind
}

// uploads is a queue that notes what it is told.
type uploads struct {
	jobs     map[string]uploader.Job
	sent     map[string]uploader.Settings
	canceled []int64
	restored []int64
	refuse   error
}

func (u *uploads) Failed(context.Context, []string) (map[string]uploader.Job, error) {
	return u.jobs, nil
}

func (u *uploads) AddAgain(_ context.Context, s uploader.Settings, paths ...string) ([]uploader.Added, error) {
	u.sent[filepath.Base(paths[0])] = s
	return []uploader.Added{{Path: paths[0], New: true, Err: u.refuse}}, nil
}

func (u *uploads) Cancel(_ context.Context, _ time.Duration, ids ...int64) error {
	u.canceled = append(u.canceled, ids...)
	return nil
}

func (u *uploads) Restore(_ context.Context, ids ...int64) error {
	u.restored = append(u.restored, ids...)
	return nil
}

func newStage(t *testing.T) *stage {
	t.Helper()
	return newStageOf(t, 10)
}

// newStageOf has that many videos.
func newStageOf(t *testing.T, seed int) *stage {
	t.Helper()
	st := &stage{t: t, posted: make(chan func(), 1000), uploads: &uploads{sent: map[string]uploader.Settings{}}}
	ctx := t.Context()
	server, err := localstream.Open(ctx, localstream.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0", Seed: seed, RateLimit: -1, SkipEncoding: true})
	if err != nil {
		t.Fatal(err)
	}
	if st.client, err = stream.New(stream.Config{BaseURL: server.BaseURL(), AccountID: server.AccountID(), Token: server.Token()}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	rows, err := index.Open(ctx, filepath.Join(dir, "index.db"))
	if err != nil {
		t.Fatal(err)
	}
	book, _, err := journal.Open(ctx, filepath.Join(dir, "journal.db"))
	if err != nil {
		t.Fatal(err)
	}
	soon := time.Now().AddDate(0, 0, 5)
	if st.library, err = library.New(library.Params{API: st.client, Index: rows, Journal: book, Now: func() time.Time { return soon }, Sleep: noSleep}); err != nil {
		t.Fatal(err)
	}
	due3 := 3
	for v, err := range st.client.All(ctx, library.Listing{}) {
		if err != nil {
			t.Fatal(err)
		}
		due := "null"
		if due3--; due3 >= 0 {
			due = strconv.Quote(time.Now().AddDate(0, 0, 31).UTC().Format(time.RFC3339))
		}
		patch := library.Patch{
			library.FieldMeta: json.RawMessage(`{"name":"GX010112.MP4"}`), library.FieldAllowedOrigins: json.RawMessage(`[]`),
			library.FieldRequireSignedURLs: json.RawMessage(`false`), library.FieldScheduledDeletion: json.RawMessage(due),
		}
		if _, err := st.client.Edit(ctx, v.UID, patch); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := st.library.Sync(ctx, nil); err != nil {
		t.Fatal(err)
	}
	st.window = apptest.Window(t)
	post := func(f func()) { st.posted <- f }
	toast := func(x widgets.Toast) { st.toasts = append(st.toasts, x) }
	st.runner = jobs.NewRunner(jobs.Params{Library: st.library, Post: post, Toast: toast, Changed: func() {}, OnChange: func() { st.page.JobsChanged() }})
	st.page = NewPage(Params{
		Library: st.library, Pictures: apptest.NoPictures{}, Jobs: st.runner, Do: apptest.Inline, Toast: toast,
		Usage:  func(ctx context.Context) (library.Usage, error) { return st.client.Usage(ctx, "") },
		Queued: func() float64 { return 214 }, Find: func(q string) { st.found = q }, Open: func(uid string) { st.opened = uid },
		Uploads: st.uploads, Pick: func(_ filepick.Options, chosen func([]string)) { chosen([]string{st.picked}) },
		Delete: func(hits library.Hits) { st.deleted = hits }, ShowQueue: func() {}, ShowLargest: func() {}, Keep: func(kinds []library.FindingKind) { st.hidden = kinds },
		Bulk:        func(_ library.Hits, _ string, ops ...library.Operation) { st.edited = ops },
		ShowJournal: func() {}, OnCount: func(n int) { st.count = n }, Now: time.Now,
	})
	st.window.SetContent(st.page.Content)
	st.window.Resize(fyne.NewSize(1224, 900))
	st.window.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { st.page.TypedKey(ev) })
	t.Cleanup(func() {
		st.runner.Close()
		for _, c := range []interface{ Close() error }{book, rows, server} {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	st.page.Check()
	return st
}

// noSleep waits for Stream without waiting.
func noSleep(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) }

// finding is one of the page's.
func (st *stage) finding(k library.FindingKind) *library.Finding {
	st.t.Helper()
	for i, f := range st.page.report.Findings {
		if f.Kind == k {
			return &st.page.report.Findings[i]
		}
	}
	st.t.Fatalf("there is no finding of %s", k)
	return nil
}

// uids are those of videos of the index.
func (st *stage) uids(hits library.Hits) []string {
	st.t.Helper()
	videos, err := st.library.Index().Videos(st.t.Context(), hits)
	if err != nil {
		st.t.Fatal(err)
	}
	var list []string
	for _, v := range videos {
		list = append(list, v.UID)
	}
	return list
}

// atStream reports whether Stream has a video.
func (st *stage) atStream(uid string) bool {
	st.t.Helper()
	_, err := st.client.Get(st.t.Context(), uid)
	if err != nil && !errors.Is(err, library.ErrNotFound) {
		st.t.Fatal(err)
	}
	return err == nil
}

// ended waits for all jobs.
func (st *stage) ended(jobs int) {
	st.t.Helper()
	late := time.After(30 * time.Second)
	for len(st.runner.States()) != jobs || st.runner.Open() {
		select {
		case f := <-st.posted:
			f()
		case <-late:
			st.t.Fatal("the jobs never end")
		}
	}
}
