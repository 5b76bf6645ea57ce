package audio

import (
	"context"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/page"
	"spool/internal/filepick"
	"spool/library"
	engine "spool/library/audio"
	"spool/widgets"
	"spool/widgets/look"
)

// stream is the tracks of a video, in memory, with Stream's rules.
type stream struct {
	tracks []library.AudioTrack
	fails  error
	sent   []string
}

func (s *stream) AudioTracks(context.Context, string) ([]library.AudioTrack, error) {
	return append([]library.AudioTrack(nil), s.tracks...), s.fails
}

func (s *stream) add(label, from string) (library.AudioTrack, error) {
	x := library.AudioTrack{UID: strings.Repeat("f", 31) + string(rune('0'+len(s.tracks))), Label: label, Status: engine.Queued}
	s.tracks, s.sent = append(s.tracks, x), append(s.sent, from)
	return x, s.fails
}

func (s *stream) AddAudioFile(_ context.Context, _, label string, f library.File) (library.AudioTrack, error) {
	return s.add(label, f.Name)
}

func (s *stream) AddAudioURL(_ context.Context, _, label, from string) (library.AudioTrack, error) {
	return s.add(label, from)
}

func (s *stream) EditAudio(_ context.Context, _, uid string, edit library.AudioEdit) (library.AudioTrack, error) {
	var found library.AudioTrack
	for i := range s.tracks {
		x := &s.tracks[i]
		if edit.Default != nil {
			x.Default = x.UID == uid
		}
		if x.UID == uid {
			if edit.Label != nil {
				x.Label = *edit.Label
			}
			found = *x
		}
	}
	return found, s.fails
}

func (s *stream) DeleteAudio(_ context.Context, _, uid string) error {
	for i, x := range s.tracks {
		if x.UID == uid {
			s.tracks = append(s.tracks[:i], s.tracks[i+1:]...)
			break
		}
	}
	return s.fails
}

type stage struct {
	t      *testing.T
	window fyne.Window
	tab    *Tab
	stream *stream
	toasts []string
	picks  []string
	later  func()
}

func newStage(t *testing.T, tracks ...library.AudioTrack) *stage {
	t.Helper()
	s := &stage{t: t, window: apptest.Window(t), stream: &stream{tracks: tracks}}
	s.tab = New(Params{
		Tools: page.Tools{
			Do: apptest.Inline, Toast: func(x widgets.Toast) { s.toasts = append(s.toasts, x.Text) }, Now: time.Now,
			Pick:  func(_ filepick.Options, chosen func([]string)) { chosen(s.picks) },
			After: func(_ time.Duration, do func()) func() { s.later = do; return func() {} },
		},
		Tracks: engine.New(s.stream),
	})
	s.window.SetContent(s.tab.Content)
	s.window.Resize(fyne.NewSize(1224, 454))
	s.tab.Show(library.Video{UID: strings.Repeat("a", 32), Duration: 2530, Ready: true})
	return s
}

var four = []library.AudioTrack{
	{UID: "1", Label: "English", Default: true, Status: engine.Ready},
	{UID: "2", Label: "Spanish", Status: engine.Ready},
	{UID: "3", Label: "Crew commentary", Status: engine.Queued},
	{UID: "4", Label: "Audio description", Status: engine.Failed},
}

func TestTracksShowTheirState(t *testing.T) {
	s := newStage(t, append([]library.AudioTrack(nil), four...)...)
	apptest.See(t, s.window, "4 added tracks", "English", "Default, plays first", "Stream works on it", "Stream can’t read it", "Replace…", "to 42:10.")
	s.stream.tracks[2].Status = engine.Ready
	s.later()
	apptest.SeeNot(t, s.window, "Stream works on it")
}

func TestATrackIsAddedFromAFile(t *testing.T) {
	s := newStage(t)
	apptest.See(t, s.window, "Only the original track")
	path := filepath.Join(t.TempDir(), "es.wav")
	if err := os.WriteFile(path, []byte("RIFF"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s.tab.Drop([]string{"/x/film.mp4"}) || !s.tab.Drop([]string{path}) {
		t.Error("what was dropped is told wrong")
	}
	apptest.See(t, s.window, "es.wav")
	s.window.Canvas().Focus(s.tab.form.label.Focusable())
	apptest.Type(s.window, "Español")
	apptest.Press(s.window, fyne.KeyReturn)
	if len(s.stream.sent) != 1 || s.stream.sent[0] != "es.wav" || s.stream.tracks[0].Label != "Español" {
		t.Errorf("sent %q as %+v", s.stream.sent, s.stream.tracks)
	}
	apptest.See(t, s.window, "1 added track", "Stream works on it")
	// The same label once more.
	s.tab.form.use(path)
	s.window.Canvas().Focus(s.tab.form.label.Focusable())
	apptest.Type(s.window, "Español")
	apptest.See(t, s.window, "This video already has “Español”")
	apptest.Press(s.window, fyne.KeyReturn)
	if len(s.stream.sent) != 1 {
		t.Error("a label that is taken was sent")
	}
}

func TestATrackIsAddedByItsAddress(t *testing.T) {
	s := newStage(t, four[0])
	apptest.Click(t, s.window, "From URL")
	s.window.Canvas().Focus(s.tab.form.address.Focusable())
	apptest.Type(s.window, "https://media.example.com/a.m4a")
	s.window.Canvas().Focus(s.tab.form.label.Focusable())
	apptest.Type(s.window, "Commentary")
	apptest.Click(t, s.window, "Make it the default")
	apptest.Click(t, s.window, "Add track")
	if s.stream.sent[0] != "https://media.example.com/a.m4a" || !s.stream.tracks[1].Default || s.stream.tracks[0].Default {
		t.Errorf("sent %q, now %+v", s.stream.sent, s.stream.tracks)
	}
}

func TestALabelIsChangedAndTheDefaultStays(t *testing.T) {
	s := newStage(t, append([]library.AudioTrack(nil), four...)...)
	s.window.Canvas().Focus(s.tab.List)
	apptest.Press(s.window, fyne.KeyHome, fyne.KeyDelete)
	if got := s.toasts[len(s.toasts)-1]; !strings.Contains(got, "another the default first") {
		t.Errorf("deleting the default: %q", got)
	}
	apptest.Press(s.window, fyne.KeyDown, fyne.KeyF2)
	apptest.Type(s.window, "2 ")
	apptest.Press(s.window, fyne.KeyReturn)
	if got := s.stream.tracks[1].Label; got != "2 Spanish" {
		t.Errorf("the label is %q", got)
	}
	apptest.Press(s.window, fyne.KeyD)
	if !s.stream.tracks[1].Default {
		t.Error("the default stayed")
	}
	apptest.Press(s.window, fyne.KeyHome, fyne.KeyDelete)
	apptest.See(t, s.window, "Delete the track “English”?")
	apptest.Click(t, s.window, "Delete track")
	if len(s.stream.tracks) != 3 {
		t.Errorf("left %+v", s.stream.tracks)
	}
}

func TestWithoutANetworkItSaysSo(t *testing.T) {
	s := newStage(t)
	s.stream.fails = errors.New("no answer from Stream")
	s.tab.Show(library.Video{UID: strings.Repeat("b", 32)})
	s.tab.listed = false
	s.tab.Refresh()
	apptest.See(t, s.window, "The audio tracks can’t be lis", "No answer from Stream.")
}

// TestPicture draws the tab for people to look at, where SPOOL_PICTURES says.
func TestPicture(t *testing.T) {
	to := os.Getenv("SPOOL_PICTURES")
	if to == "" {
		to = t.TempDir()
	}
	for name, mode := range map[string]look.Mode{"light": look.Light, "dark": look.Dark} {
		s := newStage(t, append([]library.AudioTrack(nil), four...)...)
		fyne.CurrentApp().Settings().SetTheme(look.New(mode))
		s.tab.rename("2")
		f, err := os.Create(filepath.Join(to, "audio-"+name+".png"))
		if err == nil {
			err = errors.Join(png.Encode(f, s.window.Canvas().Capture()), f.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
