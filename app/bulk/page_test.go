package bulk

import (
	"context"
	"encoding/json"
	"fmt"
	"image/png"
	"iter"
	"os"
	"path/filepath"
	"strings"
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

// stage is a bulk edit in a window, over a library of the local Stream.
type stage struct {
	t       *testing.T
	library *library.Library
	client  *stream.Client
	window  fyne.Window
	page    *Page
	runner  *jobs.Runner
	posted  chan func()
	toasts  []widgets.Toast
	drafts  map[string]bool
	backs   int
}

// newStage is a page over n videos called "Coast take 1, raw" and so on, by
// their age.
func newStage(t *testing.T, n int) *stage {
	t.Helper()
	st := &stage{t: t, posted: make(chan func(), 1000), drafts: map[string]bool{}}
	ctx := t.Context()
	server, err := localstream.Open(ctx, localstream.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0", Seed: n, RateLimit: -1, SkipEncoding: true})
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
	if st.library, err = library.New(library.Params{API: st.client, Index: rows, Journal: book}); err != nil {
		t.Fatal(err)
	}
	i := 0
	for v, err := range st.client.All(ctx, library.Listing{}) {
		if err != nil {
			t.Fatal(err)
		}
		i++
		st.edit(v.UID, library.Patch{library.FieldMeta: json.RawMessage(fmt.Sprintf(`{"name":"Coast take %d, raw"}`, i)), library.FieldAllowedOrigins: json.RawMessage(`[]`)})
	}
	if _, err := st.library.Sync(ctx, nil); err != nil {
		t.Fatal(err)
	}
	st.window = apptest.Window(t)
	post := func(f func()) { st.posted <- f }
	toast := func(x widgets.Toast) { st.toasts = append(st.toasts, x) }
	st.runner = jobs.NewRunner(jobs.Params{Library: st.library, Post: post, Toast: toast, Changed: func() {}})
	st.page = NewPage(Params{
		MetaKeys: rows.MetaKeys, Jobs: st.runner, Drafted: func(uid string) bool { return st.drafts[uid] },
		Pictures: apptest.NoPictures{}, Post: post, Toast: toast, Back: func() { st.backs++ }, Now: time.Now,
	})
	st.runner.OnChange = st.page.JobsChanged
	st.window.SetContent(st.page.Content)
	st.window.Resize(fyne.NewSize(1224, 900))
	t.Cleanup(func() {
		st.page.Close()
		st.runner.Close()
		for _, c := range []interface{ Close() error }{book, rows, server} {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	return st
}

func (st *stage) edit(uid string, p library.Patch) {
	st.t.Helper()
	if _, err := st.client.Edit(st.t.Context(), uid, p); err != nil {
		st.t.Fatal(err)
	}
}

// all are all videos of the index.
func (st *stage) all(ctx context.Context) iter.Seq2[library.Video, error] {
	return st.library.Found(ctx, library.Query{}, library.NewestFirst, 0)
}

// open opens the edit of all videos.
func (st *stage) open(n int, operations ...library.Operation) {
	st.t.Helper()
	st.page.Open(Source{Label: "everything", Count: n, Videos: st.all}, operations)
	st.until(func() bool { return !st.page.looking })
}

// until does what waits for Fyne's goroutine until something is so.
func (st *stage) until(so func() bool) {
	st.t.Helper()
	late := time.After(30 * time.Second)
	for !so() {
		select {
		case f := <-st.posted:
			f()
		case <-late:
			st.t.Fatal("it never comes to that")
		}
	}
}

// ended waits for all jobs.
func (st *stage) ended(jobs int) {
	st.t.Helper()
	st.until(func() bool { return len(st.runner.States()) == jobs && !st.runner.Open() })
}

// names are the names at Stream.
func (st *stage) names() map[string]int {
	st.t.Helper()
	names := map[string]int{}
	for v, err := range st.client.All(st.t.Context(), library.Listing{}) {
		if err != nil {
			st.t.Fatal(err)
		}
		names[v.Name()]++
	}
	return names
}

func (st *stage) picture(name string) {
	if dir := os.Getenv("PICTURES"); dir != "" {
		f, err := os.Create(filepath.Join(dir, name+".png"))
		if err == nil {
			err = png.Encode(f, st.window.Canvas().Capture())
		}
		if err != nil {
			st.t.Error(err)
		}
		f.Close()
	}
}

var rename = library.Operation{Verb: library.VerbReplace, Path: namePath, Find: "^Coast take ([0-9]+), raw$", Text: "Coastline $1", Regexp: true}

func TestBulkEditAndUndo(t *testing.T) {
	st := newStage(t, 12)
	st.open(12, rename)
	apptest.See(t, st.window, "Edit 12 videos", "All 12", "Changes 12", "12 will change", "12 calls, about 6 s", "Change 12 videos")
	before := st.names()
	st.picture("bulk-edit")
	apptest.Click(t, st.window, "Change 12 videos")
	st.ended(1)
	for name := range st.names() {
		if len(name) < 10 || name[:9] != "Coastline" {
			t.Errorf("a video is called %q", name)
		}
	}
	apptest.See(t, st.window, "12 of 12", "12 changed")
	st.toasts[len(st.toasts)-1].Undo()
	st.ended(2)
	if after := st.names(); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("after the undo the names are %v, want %v", after, before)
	}
}

func TestRowsThatNeedADecisionAreLeftOut(t *testing.T) {
	st := newStage(t, 6)
	st.open(6, library.Operation{Verb: library.VerbAdd, Path: library.Path{Field: library.FieldAllowedOrigins}, Text: "example.com"})
	apptest.See(t, st.window, "6 to decide", "Restricts 6 that play anywhere now", "Change 0 videos")
	apptest.Click(t, st.window, "Change it")
	apptest.See(t, st.window, "Change 1 video")
	apptest.Click(t, st.window, "Change all 6")
	apptest.See(t, st.window, "Change 6 videos", "Leave all 6 out")
	apptest.Click(t, st.window, "Leave out")
	apptest.See(t, st.window, "Change 5 videos")
	apptest.Click(t, st.window, "Change 5 videos")
	st.ended(1)
	limited := 0
	for v, err := range st.client.All(t.Context(), library.Listing{}) {
		if err != nil {
			t.Fatal(err)
		}
		limited += len(v.AllowedOrigins)
	}
	if limited != 5 {
		t.Errorf("%d videos are limited, want 5", limited)
	}
}

func TestTheSameNameTwiceIsNumbered(t *testing.T) {
	st := newStage(t, 3)
	st.open(3, library.Operation{Verb: library.VerbSet, Path: namePath, Text: "Coast"})
	apptest.See(t, st.window, "2 to decide", "Another video would get the same name", "Change 1 video")
	apptest.Click(t, st.window, "Add a number")
	apptest.Click(t, st.window, "Change 2 videos")
	st.ended(1)
	names := st.names()
	if names["Coast"] != 1 || names["Coast 3"] != 1 {
		t.Errorf("the names are %v", names)
	}
}

func TestDraftsAndWhatIsSoAlreadyAreSkipped(t *testing.T) {
	st := newStage(t, 4)
	for v, err := range st.all(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		st.drafts[v.UID] = true
		break
	}
	st.open(4, rename)
	apptest.See(t, st.window, "3 will change", "1 skipped", "Has an unsaved draft here, save or revert it first")
	st.open(4, library.Operation{Verb: library.VerbRemove, Path: library.Path{Field: library.FieldAllowedOrigins}, Text: "nowhere.example"})
	apptest.See(t, st.window, "4 skipped", "Already as set, no call needed", "Nothing would change")
}

func TestAMistakeIsSaidAtTheOperation(t *testing.T) {
	st := newStage(t, 2)
	bad := rename
	bad.Find = "take ([0-9"
	st.open(2, bad)
	apptest.See(t, st.window, "the regular expression can't be read", "Change 0 videos")
	none := rename
	none.Find = "nothing is called so"
	st.open(2, none)
	apptest.See(t, st.window, "2 skipped", "Nothing would change")
}

func TestAVideoChangedBetweenPreviewAndRunIsLeftAndCanBeInsistedOn(t *testing.T) {
	st := newStage(t, 3)
	st.open(3, rename)
	var uid string
	for v, err := range st.all(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		uid = v.UID
	}
	st.edit(uid, library.Patch{library.FieldMeta: json.RawMessage(`{"name":"Somebody else’s"}`)})
	apptest.Click(t, st.window, "Change 3 videos")
	st.ended(1)
	apptest.See(t, st.window, "2 changed", "1 changed elsewhere", "Use mine")
	if st.names()["Somebody else’s"] != 1 {
		t.Error("somebody’s change was written over")
	}
	apptest.Click(t, st.window, "Use mine")
	st.until(func() bool { s := st.runner.States()[0]; return !st.runner.Open() && s.Job.Conflicts == 0 })
	if names := st.names(); names["Somebody else’s"] != 0 {
		t.Errorf("the names are %v", names)
	}
}

func TestAnInterruptedJobIsOfferedAtTheNextStart(t *testing.T) {
	st := newStage(t, 5)
	job, err := st.library.Begin(t.Context(), library.Request{Kind: library.JobEdit, Title: "Name: Set to", Items: func(yield func(library.Item, error) bool) {
		program, err := library.Compile([]library.Operation{rename}, time.Now())
		if err != nil {
			t.Error(err)
			return
		}
		for r, err := range library.Preview(st.all(t.Context()), program) {
			if !yield(r.Item(), err) {
				return
			}
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	st.open(5)
	st.runner.Restore()
	st.until(func() bool { return st.runner.State(job.ID) != nil })
	apptest.See(t, st.window, "0 of 5", "Paused", "Go on")
	offer := st.toasts[len(st.toasts)-1]
	if offer.Text != "Name: Set to was interrupted, 5 of 5 are left" {
		t.Errorf("the toast says %q", offer.Text)
	}
	offer.OnAction()
	st.until(func() bool { return st.runner.State(job.ID).Job.Done == 5 && !st.runner.Open() })
	apptest.See(t, st.window, "5 of 5")
}

func TestAFileIsComparedBeforeItIsImported(t *testing.T) {
	st := newStage(t, 4)
	var file strings.Builder
	column, err := library.ParseColumn("uid")
	if err != nil {
		t.Fatal(err)
	}
	name, err := library.ParseColumn("name")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := library.WriteCSV(&file, []library.Column{column, name}, st.all(t.Context())); err != nil {
		t.Fatal(err)
	}
	open := func(text string) {
		st.page.Open(Source{File: "videos.csv", Rows: func(ctx context.Context) iter.Seq2[library.Row, error] {
			rows, err := library.ReadImport(strings.NewReader(text))
			if err != nil {
				return func(yield func(library.Row, error) bool) { yield(library.Row{}, err) }
			}
			return library.Lines(st.library.PlanImport(ctx, rows))
		}}, nil)
		st.until(func() bool { return !st.page.looking })
	}
	open(file.String())
	apptest.See(t, st.window, "Import videos.csv", "The file agrees with every video", "Nothing would change")
	open(strings.Replace(file.String(), "Coast take 2, raw", "Coastline 2", 1) + "nothere,Ghost\r\n")
	apptest.See(t, st.window, "1 line changes something, 1 can’t be used", "1 will change", "1 skipped", "Line 6: not found at Stream", "Change 1 video")
	apptest.Click(t, st.window, "Change 1 video")
	st.ended(1)
	if st.names()["Coastline 2"] != 1 {
		t.Errorf("the names are %v", st.names())
	}
	open("uid,nonsense\n")
	apptest.See(t, st.window, "Change 0 videos", "nonsense")
}

func TestTheKeyboardStaysInItsFieldWhenTheKeysAreRead(t *testing.T) {
	st := newStage(t, 3)
	st.page.MetaKeys = func(context.Context) ([]string, error) { return []string{"project"}, nil }
	st.page.Open(Source{Label: "everything", Count: 3, Videos: st.all}, nil)
	first := st.page.First()
	st.until(func() bool { return len(st.page.metaKeys) > 0 })
	if st.page.First() != first {
		t.Error("what had the keyboard is not in the window any more")
	}
}
