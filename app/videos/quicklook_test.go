package videos

import (
	"image"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
	"spool/widgets"
)

// frames gives a picture for each moment that is asked for.
type frames struct{ asked []time.Duration }

func (f *frames) Still(_ library.Video, at time.Duration, w, h int, _ func()) (image.Image, bool) {
	f.asked = append(f.asked, at)
	return image.NewRGBA(image.Rect(0, 0, w, h)), true
}

func (f *frames) ForgetStill(library.Video, time.Duration, int, int) {}

func TestQuickLookScrubsAndFollowsTheSelection(t *testing.T) {
	st := newStage(t, 30)
	f := &frames{}
	st.page.Stills, st.page.Pictures = f, apptest.NoPictures{}
	var drafts []library.Change
	st.page.Draft = func(_ library.Video, c library.Change) { drafts = append(drafts, c) }
	st.page.list().Select(keyOf(st.page.rows.hits[1]))
	v := st.at(1)
	length := time.Duration(v.Duration * float64(time.Second))
	st.press(fyne.KeySpace)
	st.see(v.Name(), "2 of 30", timecode(length), "Plays on", "Frame from Stream")
	apptest.Press(st.window, fyne.Key5)
	st.see(timecode(length / 2))
	if last := f.asked[len(f.asked)-1]; last != (length / 2).Truncate(time.Second) {
		t.Errorf("at the middle the frame at %s is asked for", last)
	}
	apptest.Press(st.window, fyne.KeyT)
	if len(drafts) != 1 || !strings.HasPrefix(string(drafts[0].After), "0.5") {
		t.Errorf("T makes the drafts %+v", drafts)
	}
	apptest.Press(st.window, fyne.KeyF)
	st.settle()
	if !strings.Contains(st.copied, v.UID) {
		t.Errorf("F copies %q", st.copied)
	}
	apptest.Press(st.window, fyne.KeyRight)
	st.see(st.at(2).Name(), "3 of 30")
	if s := st.page.Selection(); s.Count() != 1 || s.Current.UID != st.at(2).UID {
		t.Errorf("the selection is %+v", s.Current)
	}
	apptest.Press(st.window, fyne.KeySpace)
	apptest.SeeNot(t, st.window, "Plays on")
	if !widgets.OverlayOpen(st.window.Canvas()) && st.window.Canvas().Focused() != st.page.Keyboard() {
		t.Error("the keyboard is not back at the videos")
	}
}
