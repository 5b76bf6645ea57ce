package journal

import (
	"context"
	"iter"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/jobs"
	"spool/library"
	"spool/widgets"
)

var now = time.Date(2026, time.May, 20, 12, 0, 0, 0, time.UTC)

// book is a journal in memory.
type book struct{ jobs []library.Job }

func (b book) Jobs(_ context.Context, limit int) ([]library.Job, error) { return b.jobs, nil }

func (b book) Job(_ context.Context, id int64) (library.Job, error) {
	for _, j := range b.jobs {
		if j.ID == id {
			return j, nil
		}
	}
	return library.Job{}, library.ErrNoJob
}

// entries are the videos of its jobs, and a change that syncing saw.
var entries = []library.Entry{
	{Item: library.Item{Job: 9, UID: "e", Name: "Coast", At: now.Add(-2 * time.Minute), Changes: []library.Change{{Path: library.Path{Field: library.FieldCreator}}}}, Kind: library.JobSeen},
	{Item: library.Item{Job: 4, UID: "d", Name: "Kiln"}, Kind: library.JobDelete},
	{Item: library.Item{Job: 3, UID: "c", Name: "Reef"}, Kind: library.JobUndo},
	{Item: library.Item{Job: 2, UID: "c", Name: "Reef"}, Kind: library.JobEdit},
	{Item: library.Item{Job: 1, UID: "a", Name: "Harbour"}, Kind: library.JobEdit},
	{Item: library.Item{Job: 1, N: 1, UID: "b", Name: "Dune"}, Kind: library.JobEdit},
}

func (b book) Entries(_ context.Context, text string, _ int) iter.Seq2[library.Entry, error] {
	return func(yield func(library.Entry, error) bool) {
		for _, e := range entries {
			if strings.Contains(e.Name, text) && !yield(e, nil) {
				return
			}
		}
	}
}

// filled is a journal with an edit of two videos, another that was undone, a
// deletion, and a change that syncing saw.
func filled() book {
	at := now.Add(-time.Hour)
	return book{[]library.Job{
		{ID: 4, Kind: library.JobDelete, State: library.JobDone, Title: "Delete", Source: "window", Created: at, Total: 1, Done: 1},
		{ID: 3, Kind: library.JobUndo, State: library.JobDone, Title: "Undo: Change thumbnailTimestampPct", Undoes: 2, Source: "command line", Created: at, Total: 1, Done: 1},
		{ID: 2, Kind: library.JobEdit, State: library.JobDone, Title: "Change thumbnailTimestampPct", UndoneBy: 3, Source: "command line", Created: at, Total: 1, Done: 1},
		{ID: 1, Kind: library.JobEdit, State: library.JobDone, Title: "Creator: Set to", Source: "window", Created: at, Total: 2, Done: 2},
	}}
}

func open(t *testing.T, j Reader) (fyne.Window, *Popover) {
	t.Helper()
	w := apptest.Window(t)
	root := &fyne.Container{}
	w.SetContent(root)
	w.Resize(fyne.NewSize(1200, 800))
	runner := jobs.NewRunner(jobs.Params{Post: func(f func()) { f() }, Toast: func(widgets.Toast) {}, Changed: func() {}})
	t.Cleanup(runner.Close)
	return w, Show(root, Params{
		Journal: j, Jobs: runner, Do: func(run func(context.Context) error, then func(error)) { then(run(t.Context())) },
		Open: func(string) {}, Toast: func(widgets.Toast) {}, Now: func() time.Time { return now },
	})
}

func TestTheJournalTellsWhatWasChanged(t *testing.T) {
	w, _ := open(t, filled())
	apptest.See(t, w, "Journal", "Ctrl Z", "Creator: Set to, 2 videos", "in the window", "Undo",
		"Change “Thumbnail” of “Reef”", "Undo: Change “Thumbnail” of “Reef”", "on the command line", "undone", "Redo", "“Kiln” deleted", "“Coast” was changed elsewhere", "2 min ago, by another tool, seen by sync, Creator", "5 changes, kept 90 days")
}

func TestTheJournalIsSearched(t *testing.T) {
	w, p := open(t, filled())
	w.Canvas().Focus(p.search.Focusable())
	apptest.Type(w, "Dune")
	apptest.See(t, w, "Creator: Set to, 2 videos", "1 change, kept 90 days")
	apptest.SeeNot(t, w, "Kiln")
	apptest.Type(w, " nothing")
	apptest.See(t, w, "No change has “Dune nothing”")
}
