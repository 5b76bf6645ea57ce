package clip

import (
	"context"
	"encoding/json"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/demo"
	"spool/app/page"
	"spool/app/stills"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// stream makes clips in memory.
type stream struct {
	asked  []library.Clip
	videos []library.Video
	fails  error
}

func (s *stream) Clip(_ context.Context, c library.Clip) (library.Video, error) {
	if s.fails != nil {
		return library.Video{}, s.fails
	}
	s.asked = append(s.asked, c)
	v := library.Video{UID: strings.Repeat("c", 31) + string(rune('0'+len(s.asked))), Meta: c.Meta, ClippedFrom: c.Source, Status: library.Status{State: library.StateQueued}}
	s.videos = append(s.videos, v)
	return v, nil
}

func (s *stream) Of(context.Context, string) ([]library.Video, error) {
	return append([]library.Video(nil), s.videos...), nil
}

func (s *stream) Watermarks(context.Context) ([]library.Watermark, error) {
	return []library.Watermark{{UID: "w1", Name: "Corner mark"}}, nil
}

type stage struct {
	window fyne.Window
	tab    *Tab
	stream *stream
	toasts []string
	later  func()
	now    time.Time
	heard  time.Duration // where the player page was opened
	showed string
}

func newStage(t *testing.T) *stage {
	t.Helper()
	return newStageOver(t, apptest.Stills{})
}

func newStageOver(t *testing.T, pictures stills.Source) *stage {
	t.Helper()
	s := &stage{window: apptest.Window(t), stream: &stream{}, now: demo.Now}
	s.tab = New(Params{
		Tools: page.Tools{
			Do: apptest.Inline, Toast: func(x widgets.Toast) { s.toasts = append(s.toasts, x.Text) }, Now: func() time.Time { return s.now },
			After: func(_ time.Duration, do func()) func() { s.later = do; return func() {} },
		},
		Clips: s.stream, Stills: pictures, Watch: func(_ library.Video, at time.Duration) { s.heard = at }, ShowVideo: func(uid string) { s.showed = uid },
	})
	s.window.SetContent(s.tab.Content)
	s.window.Resize(fyne.NewSize(1224, 804))
	raw, err := json.Marshal("Dune crossing, day one")
	if err != nil {
		t.Fatal(err)
	}
	s.tab.Show(library.Video{
		UID: strings.Repeat("a", 32), Meta: library.Meta{"name": raw, "project": json.RawMessage(`"coast"`)}, Duration: 3484, Ready: true,
		Creator: "crew-north", AllowedOrigins: []string{"example.com"}, Status: library.Status{State: library.StateReady},
	})
	return s
}

// typeInto puts the keyboard into a field, empties it and types.
func (s *stage) typeInto(f *widgets.Field, text string) {
	s.window.Canvas().Focus(f.Focusable())
	f.SetText("")
	apptest.Type(s.window, text)
}

func TestAClipIsMadeOfTypedTimes(t *testing.T) {
	s := newStage(t)
	apptest.See(t, s.window, "Starts at", "Ends at", "New clip", "example.com", "1 key", "Create clip")
	s.typeInto(s.tab.ends[0].time, "15:42")
	s.typeInto(s.tab.ends[1].time, "36:38")
	apptest.Press(s.window, fyne.KeyReturn)
	apptest.See(t, s.window, "20:56", "Adds 21 min of storage")
	s.typeInto(s.tab.form.name, "Dune crossing, first ridge")
	s.tab.form.watermark.OnChanged(1)
	apptest.Click(t, s.window, "Create clip")
	if len(s.stream.asked) != 1 {
		t.Fatalf("asked for %+v, it says %q", s.stream.asked, s.toasts)
	}
	c := s.stream.asked[0]
	if c.Start != 942 || c.End != 2198 || c.Meta.Text("name") != "Dune crossing, first ridge" || c.Meta.Text("project") != "coast" ||
		c.Creator != "crew-north" || c.WatermarkUID != "w1" || c.AllowedOrigins[0] != "example.com" {
		t.Errorf("asked for %+v", c)
	}
	apptest.See(t, s.window, "Queued on Stream", "00:15:42 to 00:36:38")
	s.stream.videos[0].Status.State = library.StateReady
	s.later()
	apptest.See(t, s.window, "Ready")
	apptest.Click(t, s.window, "Show")
	if s.showed != s.stream.videos[0].UID {
		t.Errorf("showed %q", s.showed)
	}
}

func TestKeysStepAndSetTheEnds(t *testing.T) {
	s := newStage(t)
	s.window.Canvas().Focus(s.tab.strip)
	s.tab.seek(100 * time.Second)
	apptest.Press(s.window, fyne.KeyI, fyne.KeyRight, fyne.KeyRight, fyne.KeyPeriod, fyne.KeyComma)
	if s.tab.at != 102*time.Second {
		t.Errorf("the playhead is at %v", s.tab.at)
	}
	s.tab.seek(110 * time.Second)
	apptest.Press(s.window, fyne.KeyO)
	if d := s.tab.draft(); d.Start != 100*time.Second || d.End != 110*time.Second {
		t.Errorf("the range is %v", d.Span)
	}
	// An end never passes the other.
	s.tab.setEnd(false, 500*time.Second)
	if d := s.tab.draft(); d.Start >= d.End {
		t.Errorf("the range is %v", d.Span)
	}
}

func TestSeveralRangesAreMadeAndWhatIsRefusedStays(t *testing.T) {
	s := newStage(t)
	apptest.Click(t, s.window, "Add another range")
	apptest.Click(t, s.window, "Add another range")
	apptest.See(t, s.window, "Create 3 clips", "Draft, in hand")
	apptest.Click(t, s.window, "Remove")
	apptest.See(t, s.window, "Create 2 clips")
	s.stream.fails = errors.New("no answer from Stream")
	apptest.Click(t, s.window, "Create 2 clips")
	if got := s.toasts[len(s.toasts)-1]; got != "A clip was not made: no answer from Stream" {
		t.Errorf("it says %q", got)
	}
	apptest.See(t, s.window, "Create 2 clips")
	s.stream.fails = nil
	apptest.Click(t, s.window, "Create 2 clips")
	if len(s.stream.asked) != 2 || s.stream.asked[0].End > s.stream.asked[1].Start {
		t.Errorf("asked for %+v", s.stream.asked)
	}
	apptest.See(t, s.window, "Create clip")
}

func TestClipsAreNumberedOn(t *testing.T) {
	s := newStage(t)
	names := func() (all []string) {
		for _, d := range s.tab.drafts {
			all = append(all, strings.TrimPrefix(d.name, "Dune crossing, day one, "))
		}
		return all
	}
	for _, want := range [][]string{{"clip", "clip 2"}, {"clip 3", "clip 4"}} {
		apptest.Click(t, s.window, "Add another range")
		if got := names(); !slices.Equal(got, want) {
			t.Errorf("the drafts are %q, want %q", got, want)
		}
		apptest.Click(t, s.window, "Create 2 clips")
	}
	again := s.tab.video
	s.tab.Show(library.Video{})
	s.tab.Show(again)
	if got := names(); !slices.Equal(got, []string{"clip 5"}) || s.tab.form.name.Text() != "Dune crossing, day one, clip 5" {
		t.Errorf("once it is opened again: %q, the form says %q", got, s.tab.form.name.Text())
	}
	s.typeInto(s.tab.form.name, "Dune crossing, day one, clip")
	s.tab.Refresh()
	if got := names(); !slices.Equal(got, []string{"clip"}) {
		t.Errorf("what was typed became %q", got)
	}
}

func TestWrongTimesAreSaid(t *testing.T) {
	s := newStage(t)
	before := *s.tab.draft()
	for _, wrong := range []struct {
		end         int
		typed, said string
	}{
		{1, "2:00:00", "The video ends at 58:04"},
		{1, "99:00", "The video ends at 58:04"},
		{1, "soon", "Write a time like 1:02"},
		{1, "10", "It can’t end before it starts, at 14:31"},
		{0, "58:00", "It can’t start after it ends, at 29:02"},
	} {
		s.typeInto(s.tab.ends[wrong.end].time, wrong.typed)
		apptest.Press(s.window, fyne.KeyReturn)
		apptest.See(t, s.window, wrong.said)
	}
	if len(s.toasts) > 0 {
		t.Errorf("it toasts %q", s.toasts)
	}
	if s.tab.draft().Span != before.Span {
		t.Errorf("the range became %v", s.tab.draft().Span)
	}
	s.typeInto(s.tab.ends[0].time, "20:00")
	apptest.SeeNot(t, s.window, "It can’t start")
	s.tab.Show(library.Video{UID: "b", Status: library.Status{State: library.StateInProgress}})
	apptest.See(t, s.window, "Not ready yet")
}

// TestPicture draws the tab for people to look at, where SPOOL_PICTURES says.
func TestPicture(t *testing.T) {
	to := os.Getenv("SPOOL_PICTURES")
	if to == "" {
		to = t.TempDir()
	}
	for name, mode := range map[string]look.Mode{"light": look.Light, "dark": look.Dark} {
		for shape, size := range map[string]fyne.Size{"wide": fyne.NewSize(1224, 804), "small": fyne.NewSize(944, 544)} {
			s := newStageOver(t, demo.Pictures{})
			fyne.CurrentApp().Settings().SetTheme(look.New(mode))
			s.tab.setEnd(false, 942*time.Second)
			s.tab.setEnd(true, 2198*time.Second)
			s.tab.seek(1487 * time.Second)
			s.tab.make()
			s.window.Resize(size)
			out, err := os.Create(filepath.Join(to, "clip-"+name+"-"+shape+".png"))
			if err == nil {
				err = errors.Join(png.Encode(out, s.window.Canvas().Capture()), out.Close())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}
