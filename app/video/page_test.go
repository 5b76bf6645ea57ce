package video

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// fakeLibrary has the videos a test gives it.
type fakeLibrary map[string]library.Video

func (l fakeLibrary) Get(_ context.Context, uid string) (library.Video, error) {
	v, ok := l[uid]
	if !ok {
		return v, library.ErrNotFound
	}
	return v, nil
}

func (l fakeLibrary) WatchURL(_ context.Context, v library.Video) (string, error) {
	if v.Status.State != library.StateReady {
		return "", errors.New("not yet")
	}
	return "https://watch.example.com/" + v.UID, nil
}

// desk is a page in a window, with two tabs that note what happens to them.
type desk struct {
	*Page
	window  fyne.Window
	happens []string
	unsaved int
	frames  map[string]Frame
	opened  string
}

func newDesk(t *testing.T) *desk {
	d := &desk{frames: map[string]Frame{}}
	tab := func(id, label string) Tab {
		return Tab{ID: id, Label: label, Open: func(v library.Video, f Frame) *Content {
			d.happens = append(d.happens, "open "+id+" "+v.UID)
			d.frames[id] = f
			text := look.NewLabel(look.Body, look.Fg, "This is "+label+" of "+v.Name())
			return &Content{
				Object: widgets.Column(0, text), Unsaved: func() int { return d.unsaved },
				Show:  func(v library.Video) { text.SetText("This is " + label + " of " + v.Name()) },
				Close: func() { d.happens = append(d.happens, "close "+id) },
			}
		}}
	}
	d.window = apptest.Window(t)
	d.Page = NewPage(Params{
		Tabs:    []Tab{tab("details", "Details"), tab("clip", "Clip")},
		Library: fakeLibrary{"v1": videoCalled("v1", "Harbour"), "v2": videoCalled("v2", "Dune")},
		Do:      apptest.Inline, Pictures: apptest.NoPictures{},
		Toast: func(widgets.Toast) {}, OpenURL: func(u string) { d.opened = u },
		Back: func() { d.happens = append(d.happens, "back") },
		Next: func(uid string, by int) string {
			all := []string{"v1", "v2"}
			if i := slices.Index(all, uid) + by; i >= 0 && i < len(all) {
				return all[i]
			}
			return ""
		},
	})
	d.window.SetContent(d.Content)
	d.window.Resize(fyne.NewSize(1200, 800))
	return d
}

func videoCalled(uid, name string) library.Video {
	return library.Video{UID: uid, Meta: library.Meta{"name": fmt.Appendf(nil, "%q", name)}, Status: library.Status{State: library.StateReady}}
}

func (d *desk) did(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(d.happens, want) {
		t.Errorf("what happened is %q, want %q", d.happens, want)
	}
	d.happens = nil
}

func TestTabsOpenWhenLookedAt(t *testing.T) {
	d := newDesk(t)
	d.Open("v1", "", "Library")
	apptest.See(t, d.window, "Harbour", "Ready", "Details", "Clip", "This is Details of Harbour", "Library")
	d.did(t, "open details v1")
	apptest.Click(t, d.window, "Clip")
	apptest.See(t, d.window, "This is Clip of Harbour")
	apptest.Click(t, d.window, "Details")
	apptest.See(t, d.window, "This is Details of Harbour")
	d.did(t, "open clip v1")
	apptest.Click(t, d.window, "Library")
	d.did(t, "close details", "close clip", "back")
}

func TestStepKeepsTheTab(t *testing.T) {
	d := newDesk(t)
	d.Open("v1", "clip", "Library")
	d.Step(1)
	apptest.See(t, d.window, "This is Clip of Dune")
	d.did(t, "open clip v1", "close clip", "open clip v2")
	d.Step(1) // there is none
	d.did(t)
}

func TestLeavingAsksAboutWhatWouldBeLost(t *testing.T) {
	d := newDesk(t)
	d.Open("v1", "", "Library")
	d.unsaved = 2
	d.happens = nil
	apptest.Click(t, d.window, "Library")
	apptest.See(t, d.window, "2 changes of “Harbour” aren’t saved")
	apptest.Click(t, d.window, "Cancel")
	d.did(t)
	apptest.Click(t, d.window, "Library")
	apptest.Click(t, d.window, "Leave without saving")
	d.did(t, "close details", "back")
}

func TestAVideoThatArrivesWhileItShowsIsFollowed(t *testing.T) {
	d := newDesk(t)
	arrived := videoCalled("v1", "Harbour, whole")
	waits := videoCalled("v1", "Harbour")
	waits.Status.State = library.StatePending
	d.Library.(fakeLibrary)["v1"] = waits
	d.Open("v1", "", "Library")
	apptest.See(t, d.window, "Waits for its upload", "This is Details of Harbour")
	d.Library.(fakeLibrary)["v1"] = arrived
	d.Follow()
	apptest.See(t, d.window, "Ready", "This is Details of Harbour, whole")
	delete(d.Library.(fakeLibrary), "v1")
	d.Follow()
	apptest.See(t, d.window, "Ready")
}

func TestATabHandsOnTheNewVersion(t *testing.T) {
	d := newDesk(t)
	d.Open("v1", "", "Library")
	apptest.Click(t, d.window, "Clip")
	d.frames["details"].Changed(videoCalled("v1", "Harbour at dusk"))
	apptest.See(t, d.window, "Harbour at dusk", "This is Clip of Harbour at dusk")
	d.frames["details"].SetCount("7")
	apptest.See(t, d.window, "7")
	late := d.frames["clip"]
	d.Step(1)
	late.SetCount("99")
	late.Changed(videoCalled("v1", "Ghost"))
	apptest.SeeNot(t, d.window, "99", "Ghost")
}

func TestAVideoThatIsGone(t *testing.T) {
	d := newDesk(t)
	d.Open("v9", "", "Library")
	apptest.See(t, d.window, "This video is gone", "v9")
	d.Library.(fakeLibrary)["v9"] = videoCalled("v9", "Back again")
	apptest.Click(t, d.window, "Try again")
	apptest.See(t, d.window, "This is Details of Back again")
}
