package health

import (
	"context"
	"encoding/json"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/jobs"
	"spool/internal/localstream"
	"spool/library"
	"spool/library/index"
	"spool/library/journal"
	"spool/library/stream"
	"spool/widgets"
)

type noPictures struct{}

func (noPictures) Thumbnail(library.Video, int, int, func()) (image.Image, bool) { return nil, true }

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
	edited  []library.Operation
	count   int
}

func newStage(t *testing.T) *stage {
	t.Helper()
	st := &stage{t: t, posted: make(chan func(), 1000)}
	ctx := t.Context()
	server, err := localstream.Open(ctx, localstream.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0", Seed: 10, RateLimit: -1, SkipEncoding: true})
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
	if st.library, err = library.New(library.Params{API: st.client, Index: rows, Journal: book, Now: func() time.Time { return soon }}); err != nil {
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
	st.runner = jobs.NewRunner(jobs.Params{Library: st.library, Post: post, Toast: toast, Changed: func() {}})
	st.page = NewPage(Params{
		Library: st.library, Pictures: noPictures{}, Jobs: st.runner, Do: apptest.Inline, Toast: toast,
		Usage:  func(ctx context.Context) (library.Usage, error) { return st.client.Usage(ctx, "") },
		Queued: func() float64 { return 214 }, Find: func(q string) { st.found = q }, Open: func(string) {},
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

func TestFindingsAndTheirCount(t *testing.T) {
	st := newStage(t)
	apptest.See(t, st.window, "Health", "At risk", "Play on any website", "To tidy", "Named like a file", "Storage", "By creator")
	want := 0
	for _, f := range st.page.report.Findings {
		want += len(f.Hits)
	}
	if st.count != want || want == 0 {
		t.Errorf("the count is %d, want %d", st.count, want)
	}
	if dir := os.Getenv("PICTURES"); dir != "" {
		f, err := os.Create(filepath.Join(dir, "health.png"))
		if err == nil {
			err = png.Encode(f, st.window.Canvas().Capture())
		}
		if err != nil {
			t.Error(err)
		}
		f.Close()
	}
}

func TestARepairThatAsksNothingActsAndCanBeTakenBack(t *testing.T) {
	st := newStage(t)
	due := func() int {
		n := 0
		for v, err := range st.client.All(t.Context(), library.Listing{}) {
			if err != nil {
				t.Fatal(err)
			}
			if !v.ScheduledDeletion.IsZero() {
				n++
			}
		}
		return n
	}
	apptest.See(t, st.window, "Deleted within 30 days")
	apptest.Click(t, st.window, "Keep all 3")
	st.ended(1)
	if due() != 0 {
		t.Errorf("%d are still to be deleted", due())
	}
	st.page.Check()
	apptest.SeeNot(t, st.window, "Deleted within 30 days")
	apptest.See(t, st.window, "Last repairs", "Take the deletion date away")
	apptest.Click(t, st.window, "Undo")
	st.ended(2)
	if due() != 3 {
		t.Errorf("after the undo %d have their date again, want 3", due())
	}
}

func TestARepairThatAsksOpensTheBulkEdit(t *testing.T) {
	st := newStage(t)
	apptest.Click(t, st.window, "Add origins…")
	if len(st.edited) != 1 || st.edited[0].Path.Field != library.FieldAllowedOrigins || st.edited[0].Verb != library.VerbAdd {
		t.Errorf("the bulk edit opens with %v", st.edited)
	}
}

func TestKeysOfTheFindings(t *testing.T) {
	st := newStage(t)
	first := st.page.rows[0].finding
	apptest.Press(st.window, fyne.KeyDown, fyne.KeyRight)
	if st.page.open != first.Kind {
		t.Errorf("%q is listed, want %q", st.page.open, first.Kind)
	}
	before := st.count
	apptest.Press(st.window, fyne.KeyH)
	if st.count != before-len(first.Hits) {
		t.Errorf("after hiding the count is %d, want %d", st.count, before-len(first.Hits))
	}
	apptest.SeeNot(t, st.window, title(first.Kind))
}
