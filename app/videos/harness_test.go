package videos

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/async"
	"spool/app/jobs"
	"spool/internal/localstream"
	"spool/library"
	"spool/library/index"
	"spool/library/journal"
	"spool/library/stream"
	"spool/widgets"
)

// stage is a library page in a window, over a library of the local Stream.
type stage struct {
	t       *testing.T
	library *library.Library
	index   *index.Index
	client  *stream.Client
	window  fyne.Window
	page    *Page
	jobs    *jobs.Runner
	posted  chan func() // what waits for Fyne's goroutine, which is the test's
	opened  string
	copied  string
	toasts  []widgets.Toast
	kept    []Choices
}

// now is the time of the tests: behind that of the seeded videos.
var now = time.Now()

// newStage is a page over an account with n made-up videos, all in the index.
func newStage(t *testing.T, n int) *stage {
	t.Helper()
	st := &stage{t: t, posted: make(chan func(), 1000)}
	ctx := t.Context()
	server, err := localstream.Open(ctx, localstream.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0", Seed: n, RateLimit: -1, SkipEncoding: true})
	if err != nil {
		t.Fatal(err)
	}
	if st.client, err = stream.New(stream.Config{BaseURL: server.BaseURL(), AccountID: server.AccountID(), Token: server.Token()}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if st.index, err = index.Open(ctx, filepath.Join(dir, "index.db")); err != nil {
		t.Fatal(err)
	}
	book, _, err := journal.Open(ctx, filepath.Join(dir, "journal.db"))
	if err != nil {
		t.Fatal(err)
	}
	if st.library, err = library.New(library.Params{API: st.client, Index: st.index, Journal: book}); err != nil {
		t.Fatal(err)
	}
	if _, err := st.library.Sync(ctx, nil); err != nil {
		t.Fatal(err)
	}
	st.window = apptest.Window(t)
	st.jobs = jobs.NewRunner(jobs.Params{
		Library: st.library, Post: func(f func()) { st.posted <- f },
		Toast: func(x widgets.Toast) { st.toasts = append(st.toasts, x) }, Changed: func() { st.page.Changed() },
	})
	st.page = NewPage(st.params())
	st.window.SetContent(st.page.Content)
	st.window.Resize(fyne.NewSize(1224, 900))
	t.Cleanup(func() {
		st.jobs.Close()
		st.page.Close()
		for _, c := range []interface{ Close() error }{book, st.index, server} {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	st.page.firstScreen()
	st.page.search()
	st.settle()
	return st
}

func (st *stage) params() Params {
	return Params{
		Library: st.library, Stream: watchPages{}, Account: "Example Studio", AddVideos: func() {},
		Post: func(f func()) { st.posted <- f }, Jobs: st.jobs,
		Toast:   func(x widgets.Toast) { st.toasts = append(st.toasts, x) },
		Copy:    func(text string) { st.copied = text },
		OpenURL: func(a string) { st.opened = a },
		Keep:    func(c Choices) { st.kept = append(st.kept, c) },
		Now:     func() time.Time { return now },
	}
}

// settle returns when all that was begun has been carried out, and what followed
// from it.
func (st *stage) settle() {
	st.t.Helper()
	lines := []*async.Line{st.page.finds, st.page.reads, st.page.works}
	for range 4 {
		left := len(lines)
		for _, l := range lines {
			l.Do(func(context.Context) error { return nil }, func(error) { left-- })
		}
		for left > 0 {
			(<-st.posted)()
		}
	}
}

// wait carries out what comes to be done until something holds.
func (st *stage) wait(holds func() bool) {
	st.t.Helper()
	end := time.After(20 * time.Second)
	for !holds() {
		select {
		case f := <-st.posted:
			f()
		case <-end:
			st.t.Fatal("it never came to that")
		}
	}
}

// see fails the test unless the texts stand in the window.
func (st *stage) see(texts ...string) {
	st.t.Helper()
	apptest.See(st.t, st.window, texts...)
}

// hear fails the test unless exactly these toasts came since the last time.
func (st *stage) hear(texts ...string) {
	st.t.Helper()
	var heard []string
	for _, toast := range st.toasts {
		heard = append(heard, toast.Text)
	}
	if fmt.Sprint(heard) != fmt.Sprint(texts) {
		st.t.Errorf("the toasts say %q, want %q", heard, texts)
	}
	st.toasts = nil
}

// press gives the videos the keyboard and presses keys.
func (st *stage) press(keys ...fyne.KeyName) {
	st.t.Helper()
	st.window.Canvas().Focus(st.page.Keyboard())
	apptest.Press(st.window, keys...)
	st.settle()
}

// type_ writes into the search field.
func (st *stage) search(text string) {
	st.t.Helper()
	st.window.Canvas().Focus(st.page.field.Focusable())
	apptest.Type(st.window, text)
	st.settle()
}

// at is the video in a row as the page shows it.
func (st *stage) at(i int) *library.Video {
	st.t.Helper()
	v := st.page.rows.at(i)
	if v == nil {
		st.t.Fatalf("row %d is not read", i)
	}
	return &v.Video
}

// watchPages opens videos on pages of their own.
type watchPages struct{}

func (watchPages) Thumbnail(context.Context, library.Video, int, int) ([]byte, error) {
	return nil, errors.New("no picture")
}

func (watchPages) FrameURL(_ context.Context, v library.Video, at time.Duration) (string, error) {
	return "https://example.com/" + v.UID + "/frame?time=" + at.String(), nil
}

func (watchPages) WatchURL(_ context.Context, v library.Video) (string, error) {
	return "https://example.com/" + v.UID + "/watch", nil
}
