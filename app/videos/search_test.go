package videos

import (
	"testing"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
)

func TestTypingIsCompletedByKeyboard(t *testing.T) {
	st := newStage(t, 100)
	st.search("sig")
	st.see("signed:")
	apptest.Press(st.window, fyne.KeyDown, fyne.KeyReturn)
	st.settle()
	st.see("signed:yes", "signed:no")
	apptest.Press(st.window, fyne.KeyDown, fyne.KeyReturn)
	st.settle()
	if got := st.page.field.Text(); got != "signed:yes " {
		t.Fatalf("the field holds %q", got)
	}
	for i := range min(20, len(st.page.rows.hits)) {
		if !st.at(i).RequireSignedURLs {
			t.Fatal("a video is found that is not signed")
		}
	}
	apptest.Type(st.window, "zzz")
	st.settle()
	st.see("No match for “signed:yes zzz”", "100 videos searched")
	apptest.Press(st.window, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyReturn)
	st.settle()
	if st.page.on.text() != "signed:yes" || st.page.field.Text() != "" {
		t.Errorf("Enter leaves the chips %q and the text %q", st.page.on, st.page.field.Text())
	}
}

func TestAMistakeInTheQueryIsNamedAndWhatWasFoundStays(t *testing.T) {
	st := newStage(t, 30)
	st.search("duration")
	before := len(st.page.rows.hits)
	apptest.Type(st.window, ">soon")
	st.settle()
	st.see("is not a length")
	if n := len(st.page.rows.hits); n != before {
		t.Errorf("%d videos are left of %d", n, before)
	}
}

func TestWithoutAMatchFiltersCanBeCleared(t *testing.T) {
	st := newStage(t, 30)
	st.page.setCondition("duration", "duration>100h")
	st.settle()
	st.see("No video matches the filters", "1 filter is on.")
	apptest.Click(t, st.window, "Clear filters")
	st.settle()
	if len(st.page.rows.hits) != 30 {
		t.Errorf("%d videos are left", len(st.page.rows.hits))
	}
}

func TestTheSearchKeyLeavesNoLetterInTheField(t *testing.T) {
	st := newStage(t, 30)
	list := st.page.Keyboard()
	st.window.Canvas().Focus(list)
	// A window reports a key and then its letter.
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeySlash})
	st.window.Canvas().Focused().TypedRune('/')
	st.settle()
	if !st.page.field.Focused() || st.page.field.Text() != "" {
		t.Errorf("the field has the keyboard: %v, and holds %q", st.page.field.Focused(), st.page.field.Text())
	}
}
