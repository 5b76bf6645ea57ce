package videos

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/app/apptest"
	"spool/library"
	"spool/widgets"
)

// stream is an account with n videos, one a minute, of which ties more were made
// in the minute of the last of the first page.
type stream struct {
	videos []library.Video // newest first
	calls  int
	fails  error
}

func newStream(n, ties int) *stream {
	s := &stream{}
	for i := range n {
		minute := i
		if i >= pageSize-1 && i < pageSize-1+ties {
			minute = pageSize - 1
		}
		name, _ := json.Marshal(fmt.Sprintf("Video %d", i))
		uid := fmt.Sprintf("uid%d", i)
		s.videos = append(s.videos, library.Video{
			UID: uid, Created: time.Date(2026, time.May, 14, 12, 0, 0, 0, time.UTC).Add(-time.Duration(minute) * time.Minute),
			Meta: library.Meta{"name": name}, Size: 433_000_000, Duration: 591, Preview: "https://example.com/" + uid + "/watch",
			Status: library.Status{State: library.StateReady},
		})
	}
	return s
}

func (s *stream) List(_ context.Context, l library.Listing) (library.Page, error) {
	s.calls++
	page := library.Page{Total: len(s.videos), Range: -1}
	for i := range s.videos {
		v := s.videos[i]
		if l.Ascending {
			v = s.videos[len(s.videos)-1-i]
		}
		if (l.Before.IsZero() || v.Created.Before(l.Before)) && (l.After.IsZero() || !v.Created.Before(l.After)) && len(page.Videos) < l.Limit {
			page.Videos = append(page.Videos, v)
		}
	}
	return page, s.fails
}

func (s *stream) Thumbnail(context.Context, library.Video, int, int) ([]byte, error) {
	return nil, errors.New("no picture")
}

func (s *stream) WatchURL(_ context.Context, v library.Video) (string, error) {
	return v.Preview, s.fails
}

// stage is a library page in a window.
type stage struct {
	window fyne.Window
	page   *Page
	opened string
	copied string
	toasts []string
	oldest []bool
	waits  []func() // commands, which a window carries out later
}

// settle carries out what was asked for, and what follows from it.
func (st *stage) settle() {
	for len(st.waits) > 0 {
		next := st.waits[0]
		st.waits = st.waits[1:]
		next()
	}
}

func newStage(t *testing.T, s *stream) *stage {
	t.Helper()
	st := &stage{window: apptest.Window(t)}
	st.page = NewPage(Params{
		Library: s, Account: "Example Studio", AddVideos: func() {},
		Toast: func(x widgets.Toast) { st.toasts = append(st.toasts, x.Text) },
		Do: func(run func(context.Context) error, then func(error)) {
			st.waits = append(st.waits, func() { apptest.Inline(run, then) })
		},
		Copy: func(text string) { st.copied = text }, OpenURL: func(a string) { st.opened = a },
		SetOldest: func(on bool) { st.oldest = append(st.oldest, on) },
		Now:       func() time.Time { return time.Date(2026, time.May, 20, 12, 0, 0, 0, time.UTC) },
	})
	st.window.SetContent(st.page.Content)
	st.window.Resize(fyne.NewSize(1224, 900))
	st.page.Refresh()
	st.settle()
	return st
}

func TestTheNewestVideosComeFirstAndOpen(t *testing.T) {
	s := newStage(t, newStream(12, 0))
	apptest.See(t, s.window, "12 videos", "Video 0", "14 May, 433 MB", "09:51", "Newest first")
	s.window.Canvas().Focus(s.page.Grid)
	apptest.Press(s.window, fyne.KeyHome, fyne.KeyRight, fyne.KeyReturn)
	s.settle()
	if s.opened != "https://example.com/uid1/watch" {
		t.Errorf("opened %q", s.opened)
	}
	apptest.Press(s.window, fyne.KeyL)
	if s.copied != s.opened {
		t.Errorf("copied %q", s.copied)
	}
	apptest.Press(s.window, fyne.KeyU)
	if s.copied != "uid1" {
		t.Errorf("copied %q", s.copied)
	}
	apptest.Press(s.window, desktop.KeyMenu)
	apptest.See(t, s.window, "Open the watch page", "Refresh from Stream")
}

func TestMoreIsListedWhereTheScrollReaches(t *testing.T) {
	api := newStream(3*pageSize, 40)
	s := newStage(t, api)
	if len(s.page.videos) != pageSize {
		t.Fatalf("%d videos were listed at once", len(s.page.videos))
	}
	for range 2 * len(api.videos) / pageSize {
		s.page.Grid.ScrollTo(widgets.Key(s.page.videos[len(s.page.videos)-1].UID))
		s.settle()
	}
	if len(s.page.videos) != len(api.videos) {
		t.Errorf("%d of %d videos are listed", len(s.page.videos), len(api.videos))
	}
	seen := map[string]bool{}
	for _, v := range s.page.videos {
		if seen[v.UID] {
			t.Errorf("%s is there twice", v.UID)
		}
		seen[v.UID] = true
	}
}

func TestTheOldestFirstIsRemembered(t *testing.T) {
	s := newStage(t, newStream(30, 0))
	apptest.TabTo(t, s.window, func(f fyne.Focusable) bool { _, is := f.(*widgets.Select); return is })
	apptest.Press(s.window, fyne.KeyDown)
	s.settle()
	if len(s.oldest) != 1 || !s.oldest[0] || s.page.videos[0].UID != "uid29" {
		t.Errorf("kept %v, first is %s", s.oldest, s.page.videos[0].UID)
	}
}

func TestEmptyFailedAndBackAgain(t *testing.T) {
	api := newStream(0, 0)
	s := newStage(t, api)
	apptest.See(t, s.window, "No videos here yet", "Example Studio has no videos on Stream.")
	api.fails = errors.New("no answer from Stream")
	s.page.Refresh()
	s.settle()
	apptest.See(t, s.window, "The videos can’t be listed", "no answer from Stream", "Try now")
	api.fails, api.videos = nil, newStream(1, 0).videos
	apptest.Click(t, s.window, "Try now")
	s.settle()
	apptest.See(t, s.window, "1 video", "Video 0")
	api.fails = errors.New("gone")
	s.page.open("uid0")
	s.settle()
	if len(s.toasts) != 1 || !strings.Contains(s.toasts[0], "gone") {
		t.Errorf("toasts %q", s.toasts)
	}
}

func TestStatesAreSaidOnThePicture(t *testing.T) {
	api := newStream(4, 0)
	api.videos[0].Status = library.Status{State: library.StateInProgress, Percent: 64}
	api.videos[1].Status = library.Status{State: library.StateError}
	api.videos[2].Status = library.Status{State: library.StatePending}
	api.videos[3].Meta = nil
	s := newStage(t, api)
	apptest.See(t, s.window, "Processing 64%", "Can’t be played", "Waits for its upload", "uid3")
}
