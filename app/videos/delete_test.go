package videos

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
)

func TestDeletingAsksForTheCount(t *testing.T) {
	st := newStage(t, 30)
	gone := []string{st.at(0).UID, st.at(2).UID}
	st.page.list().Select(keyOf(st.page.rows.hits[0]), keyOf(st.page.rows.hits[2]))
	st.press(fyne.KeyDelete)
	st.see("Delete 2 videos from Stream?", "Type 2 to confirm")
	apptest.Type(st.window, "3")
	apptest.Click(t, st.window, "Delete 2 videos")
	st.settle()
	if _, err := st.client.Get(t.Context(), gone[0]); err != nil {
		t.Fatalf("with a wrong count it was deleted: %v", err)
	}
	apptest.Press(st.window, fyne.KeyEscape)
	st.press(fyne.KeyDelete)
	apptest.Type(st.window, "2")
	apptest.Click(t, st.window, "Delete 2 videos")
	st.wait(func() bool { return len(st.page.rows.hits) == 28 && len(st.toasts) > 0 })
	st.hear("2 videos deleted")
	for _, uid := range gone {
		if _, err := st.client.Get(t.Context(), uid); !errors.Is(err, library.ErrNotFound) {
			t.Errorf("%s is still there: %v", uid, err)
		}
	}
}

func TestDeletionOnADayIsOfferedInstead(t *testing.T) {
	st := newStage(t, 30)
	uid := st.at(0).UID
	st.page.list().Select(keyOf(st.page.rows.hits[0]))
	st.press(fyne.KeyDelete)
	apptest.Click(t, st.window, "Delete on a day")
	st.see("They play until then")
	apptest.Click(t, st.window, "Set the day for 1 video")
	st.wait(func() bool { return len(st.toasts) > 0 })
	v, err := st.client.Get(t.Context(), uid)
	if err != nil {
		t.Fatal(err)
	}
	if v.ScheduledDeletion.IsZero() {
		t.Errorf("no day is set; the toasts say %+v", st.toasts)
	}
}
