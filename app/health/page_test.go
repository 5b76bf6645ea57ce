package health

import (
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/words"
	"spool/library"
)

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
	if !slices.Equal(st.hidden, []library.FindingKind{first.Kind}) {
		t.Errorf("kept as hidden are %v", st.hidden)
	}
	st.toasts[len(st.toasts)-1].Undo()
	apptest.See(t, st.window, title(first.Kind))
}

func TestEnterShowsTheFindingInTheLibrary(t *testing.T) {
	st := newStageOf(t, 40)
	for _, f := range st.page.report.Findings {
		st.page.focus(stop{kind: f.Kind})
		apptest.Press(st.window, fyne.KeyReturn)
		q, err := library.ParseQuery(st.found, time.Now().AddDate(0, 0, 5))
		if err != nil {
			t.Fatal(err)
		}
		hits, err := st.library.Index().Search(t.Context(), q, library.NewestFirst)
		if err != nil {
			t.Fatal(err)
		}
		if f.Kind == library.FindingStuck {
			continue // the library also has those that may still come
		}
		slices.Sort(hits)
		want := slices.Sorted(slices.Values(f.Hits))
		if !slices.Equal(hits, want) {
			t.Errorf("%s: %q finds %d videos, want %d", f.Kind, st.found, len(hits), len(want))
		}
	}
}

func TestTheStatusBarNamesWhatTheKeyboardIsAt(t *testing.T) {
	st := newStage(t)
	apptest.See(t, st.window, "Looks at the local index and sends nothing")
	st.page.focus(stop{kind: library.FindingNames})
	apptest.See(t, st.window, "Named like a file "+words.N(len(st.finding(library.FindingNames).Hits), "%s video", "%s videos"), "Repair", "Show in library", "List here", "Hide")
	apptest.Press(st.window, fyne.KeyRight, fyne.KeyDown)
	apptest.See(t, st.window, "Open the video", "Close the list")
	apptest.Press(st.window, fyne.KeyReturn)
	if want := st.uids(st.finding(library.FindingNames).Hits[:1])[0]; st.opened != want {
		t.Errorf("Enter opens %q, want %q", st.opened, want)
	}
	st.page.Check()
	if st.page.at == nil || st.page.at.uid != st.opened {
		t.Errorf("after a check the keyboard is at %v, want the same video", st.page.at)
	}
	if i := st.page.find(*st.page.at); i < 0 || st.window.Canvas().Focused() != fyne.Focusable(st.page.places[i].Pressable) {
		t.Error("after a check the keyboard is at a row that is gone")
	}
	apptest.Press(st.window, fyne.KeyLeft)
	if st.page.open != "" || st.page.at == nil || st.page.at.uid != "" {
		t.Errorf("Left leads to %v, want the finding", st.page.at)
	}
}

func TestMonthsUnderTheChart(t *testing.T) {
	var got []string
	for _, m := range marksOf(26, projected, time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC)) {
		got = append(got, m.text.Full()+" "+strconv.Itoa(m.bar))
	}
	want := []string{"Today 26", "Nov 0", "Feb 11", "May 24", "Jun 28", "Jul 32", "Aug 37"}
	if !slices.Equal(got, want) {
		t.Errorf("the marks are %q, want %q", got, want)
	}
}
