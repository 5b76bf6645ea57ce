package thumbnail

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/demo"
	"spool/app/page"
	"spool/library"
	"spool/library/embed"
	"spool/library/frame"
	"spool/widgets"
	"spool/widgets/look"
)

// stream gives pictures that are black for the first seconds.
type stream struct {
	black time.Duration
	fails error
	asked embed.Animation
}

func (s *stream) Picture(_ context.Context, _ library.Video, at time.Duration) (image.Image, error) {
	if at < s.black {
		return image.NewGray(image.Rect(0, 0, 32, 18)), s.fails
	}
	return image.NewUniform(color.White), s.fails
}

func (s *stream) Link(_ context.Context, v library.Video, a embed.Animation) (string, error) {
	s.asked = a
	return "https://example.com/" + v.UID + ".gif", s.fails
}

func (s *stream) GIF(context.Context, library.Video, embed.Animation) ([]byte, error) {
	p := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.Black, color.White})
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{p, p}, Delay: []int{10, 10}})
	return b.Bytes(), errors.Join(err, s.fails)
}

type stage struct {
	window  fyne.Window
	tab     *Tab
	stream  *stream
	toasts  []string
	changes []library.Change
	copied  string
	waits   int
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{window: apptest.Window(t), stream: &stream{black: 7 * time.Second}}
	s.tab = New(Params{
		Tools: page.Tools{
			Do: apptest.Inline, Toast: func(x widgets.Toast) { s.toasts = append(s.toasts, x.Text) }, Copy: func(text string) { s.copied = text },
			After: func(time.Duration, func()) func() { s.waits++; return func() {} },
		},
		Thumbnails: s.stream, Stills: demo.Pictures{},
		Change: func(_ context.Context, v library.Video, changes []library.Change) (library.Video, error) {
			s.changes = changes
			return v, s.stream.fails
		},
	})
	s.window.SetContent(s.tab.Content)
	s.window.Resize(fyne.NewSize(1224, 804))
	s.tab.Show(video())
	return s
}

func video() library.Video {
	raw, err := json.Marshal("Harbour at dawn, 4K master")
	if err != nil {
		panic(err)
	}
	return library.Video{UID: "a", Meta: library.Meta{"name": raw}, Duration: 100, Ready: true, ThumbnailPct: .5, Status: library.Status{State: library.StateReady}}
}

func TestAMomentBecomesTheThumbnail(t *testing.T) {
	s := newStage(t)
	apptest.See(t, s.window, "50.0 % of the video", "As it will appear")
	for _, step := range []struct {
		do   func()
		want time.Duration
	}{
		{func() { apptest.Click(t, s.window, "At 10 %") }, 10 * time.Second},
		{func() { s.tab.typed("25%") }, 25 * time.Second},
		{func() { s.tab.typed("0:12.5") }, 12500 * time.Millisecond},
		{func() { s.window.Canvas().Focus(s.tab.strip); apptest.Press(s.window, fyne.KeyRight) }, 13500 * time.Millisecond},
	} {
		step.do()
		if d := s.tab.at - step.want; d > 10*time.Millisecond || d < -10*time.Millisecond {
			t.Errorf("at %v, want %v", s.tab.at, step.want)
		}
	}
	apptest.Click(t, s.window, "First that is not black")
	if s.tab.at < 7*time.Second || s.tab.at > 7250*time.Millisecond {
		t.Errorf("the first visible frame is at %v", s.tab.at)
	}
	apptest.Click(t, s.window, "Use as thumbnail")
	if len(s.changes) != 1 || s.changes[0].Path.Field != library.FieldThumbnailPct || s.toasts[0] != "The thumbnail is changed" {
		t.Errorf("changed %+v, it says %q", s.changes, s.toasts)
	}
	s.stream.fails = errors.New("no answer from Stream")
	apptest.Click(t, s.window, "First that is not black")
	if got := s.toasts[len(s.toasts)-1]; got != "No such moment: no answer from Stream" {
		t.Errorf("it says %q", got)
	}
}

func TestAnAnimationIsPreviewedAndLinked(t *testing.T) {
	s := newStage(t)
	apptest.Click(t, s.window, "Preview")
	if s.waits == 0 {
		t.Error("nothing plays")
	}
	apptest.Click(t, s.window, "Copy GIF link")
	if s.copied != "https://example.com/a.gif" || s.stream.asked.Start != 50*time.Second || s.stream.asked.Length != 5*time.Second || s.stream.asked.FPS != 8 {
		t.Errorf("copied %q of %+v", s.copied, s.stream.asked)
	}
	for size, want := range map[[2]int][2]int{{1280, 720}: {480, 270}, {1080, 1920}: {270, 480}, {0, 0}: {480, 480}} {
		s.tab.video.Width, s.tab.video.Height = size[0], size[1]
		apptest.Click(t, s.window, "Copy GIF link")
		if got := [2]int{s.stream.asked.Width, s.stream.asked.Height}; got != want {
			t.Errorf("a video of %v is cut to %v", size, got)
		}
	}
}

func TestManyAreSetWhereTheMomentIsKnown(t *testing.T) {
	s := newStage(t)
	var chosen frame.Moment
	Many(s.tab.Content, 3, func(_ string, m frame.Moment) { chosen = m })
	apptest.See(t, s.window, "Set 3 thumbnails", "The first frame that is not black")
	apptest.Click(t, s.window, "The first frame that is not black")
	apptest.Click(t, s.window, "Set 3 thumbnails")
	if !chosen.Visible {
		t.Fatalf("chosen %+v", chosen)
	}
	unready := video()
	unready.UID, unready.Ready = "b", false
	missed := 0
	var uids []string
	videos := func(yield func(library.Video, error) bool) { _ = yield(video(), nil) && yield(unready, nil) }
	fetch := func(v library.Video) frame.Fetch {
		return func(ctx context.Context, at time.Duration) (image.Image, error) { return s.stream.Picture(ctx, v, at) }
	}
	for item, err := range Items(t.Context(), chosen, videos, fetch, func(library.Video, error) { missed++ }) {
		if err != nil {
			t.Fatal(err)
		}
		uids = append(uids, item.UID)
	}
	if !slices.Equal(uids, []string{"a"}) || missed != 1 {
		t.Errorf("changed %q, missed %d", uids, missed)
	}
}

// TestPicture draws the tab for people to look at, where SPOOL_PICTURES says.
func TestPicture(t *testing.T) {
	to := os.Getenv("SPOOL_PICTURES")
	if to == "" {
		to = t.TempDir()
	}
	for name, mode := range map[string]look.Mode{"light": look.Light, "dark": look.Dark} {
		s := newStage(t)
		fyne.CurrentApp().Settings().SetTheme(look.New(mode))
		if name == "dark" {
			s.window.Resize(fyne.NewSize(944, 544))
		}
		out, err := os.Create(filepath.Join(to, "thumbnail-"+name+".png"))
		if err == nil {
			err = errors.Join(png.Encode(out, s.window.Canvas().Capture()), out.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
