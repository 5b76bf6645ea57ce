package watermarks

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/app/demo"
	"spool/app/page"
	"spool/internal/filepick"
	"spool/library"
	"spool/library/watermark"
	"spool/widgets"
	"spool/widgets/look"
)

// stream is the profiles of an account, in memory.
type stream struct {
	profiles []library.Watermark
	fails    error
}

func (s *stream) Watermarks(context.Context) ([]library.Watermark, error) {
	return append([]library.Watermark(nil), s.profiles...), s.fails
}

func (s *stream) CreateWatermark(_ context.Context, w library.Watermark, data []byte) (library.Watermark, error) {
	if s.fails != nil {
		return library.Watermark{}, s.fails
	}
	c, err := png.DecodeConfig(bytes.NewReader(data))
	w.UID, w.Width, w.Height, w.Size = strings.Repeat("c", 31)+string(rune('0'+len(s.profiles))), c.Width, c.Height, int64(len(data))
	s.profiles = append(s.profiles, w)
	return w, err
}

func (s *stream) CreateWatermarkURL(_ context.Context, w library.Watermark, from string) (library.Watermark, error) {
	w.UID, w.DownloadedFrom = "fromurl", from
	s.profiles = append(s.profiles, w)
	return w, s.fails
}

func (s *stream) DeleteWatermark(_ context.Context, uid string) error {
	for i, w := range s.profiles {
		if w.UID == uid {
			s.profiles = append(s.profiles[:i], s.profiles[i+1:]...)
			return s.fails
		}
	}
	return library.ErrNotFound
}

type fixture struct {
	t      *testing.T
	window fyne.Window
	page   *Page
	stream *stream
	toasts []widgets.Toast
	folder string
	query  string
}

func newFixture(t *testing.T, profiles ...library.Watermark) *fixture {
	t.Helper()
	f := &fixture{t: t, window: apptest.Window(t), stream: &stream{profiles: profiles}, folder: t.TempDir()}
	f.page = NewPage(Params{
		Tools: page.Tools{
			Do: apptest.Inline, Toast: func(x widgets.Toast) { f.toasts = append(f.toasts, x) }, Now: func() time.Time { return demo.Now },
			Pick: func(_ filepick.Options, chosen func([]string)) {}, Copy: func(string) {},
		},
		Profiles: watermark.New(f.stream, filepath.Join(f.folder, "kept")), Stills: demo.Pictures{},
		Videos: func(context.Context) ([]library.Video, error) {
			var all []library.Video
			for _, name := range []string{"Harbour at dawn, 4K master", "Snowfield drone pass", "Aurora time-lapse, reel 3", "Encore, multicam line cut", "Dune crossing, day one"} {
				raw, err := json.Marshal(name)
				if err != nil {
					return nil, err
				}
				all = append(all, library.Video{UID: name, Meta: library.Meta{"name": raw}, Duration: 600, Ready: true})
			}
			return all, nil
		},
		Using: func(_ context.Context, uid string) ([]library.Video, error) {
			if uid == "p1" {
				return []library.Video{{UID: "x"}, {UID: "y"}}, nil
			}
			return nil, nil
		},
		ShowVideos: func(q string) { f.query = q },
	})
	f.window.SetContent(f.page.Content)
	f.window.Resize(fyne.NewSize(1224, 900))
	f.page.Refresh()
	return f
}

// mark is a picture of white letters, or so, on nothing.
func mark(w, h int) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := h / 4; y < h*3/4; y++ {
		for x := range w {
			if x/7%2 == 0 {
				img.SetNRGBA(x, y, color.NRGBA{255, 255, 255, 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func (f *fixture) file(name string, data []byte) string {
	f.t.Helper()
	path := filepath.Join(f.folder, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		f.t.Fatal(err)
	}
	return path
}

func (f *fixture) lastToast() string {
	if len(f.toasts) == 0 {
		return ""
	}
	return f.toasts[len(f.toasts)-1].Text
}

var corner = library.Watermark{UID: "p1", Name: "Corner mark", Position: "lowerRight", Scale: .12, Opacity: 1, Padding: .05, Width: 720, Height: 200}

func TestAProfileIsMadeOfADroppedPNG(t *testing.T) {
	f := newFixture(t)
	apptest.See(t, f.window, "No watermarks")
	if f.page.Drop([]string{"/x/film.mp4"}) || !f.page.Drop([]string{f.file("example.png", mark(720, 200))}) {
		t.Error("what was dropped is told wrong")
	}
	apptest.See(t, f.window, "Draft, not created yet", "example.png", "288 × 80 px", "96 px", "720 × 200 px", "Sharp up to 4K.")
	f.page.form.place.OnChanged(3)
	f.window.Canvas().Focus(f.page.form.values[0].Focusable())
	f.page.form.values[0].SetText("0.20")
	f.page.form.values[0].OnChanged("0.20")
	apptest.See(t, f.window, "384 × 107 px")
	apptest.Click(t, f.window, "Create profile")
	if len(f.stream.profiles) != 1 {
		t.Fatalf("there are %+v, it says %q", f.stream.profiles, f.lastToast())
	}
	if w := f.stream.profiles[0]; w.Name != "example" || w.Position != "lowerRight" || w.Scale != .2 {
		t.Errorf("created %+v", w)
	}
	apptest.See(t, f.window, "Lower right, 20%")
	apptest.SeeNot(t, f.window, "Draft, not created yet")
}

func TestWhatIsNoWatermarkIsRefusedAndTheDraftStays(t *testing.T) {
	f := newFixture(t)
	f.page.Drop([]string{f.file("good.png", mark(64, 64))})
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, image.NewGray(image.Rect(0, 0, 9, 9)), nil); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"photo.png": jpg.Bytes(), "large.png": append(mark(64, 64), make([]byte, 3<<20)...), "broken.png": mark(64, 64)[:60],
	} {
		f.page.Drop([]string{f.file(name, data)})
		if got := f.lastToast(); !strings.Contains(got, "“"+name+"” can’t be a watermark") {
			t.Errorf("%s: %q", name, got)
		}
	}
	f.page.Drop([]string{f.file("large.png", append(mark(64, 64), make([]byte, 3<<20)...))})
	if got := f.lastToast(); got != "“large.png” can’t be a watermark: watermarks have 2 MiB at most, this one has 3.1 MiB" {
		t.Errorf("it says %q", got)
	}
	apptest.See(t, f.window, "good.png", "2 MiB at most")
	f.page.Drop([]string{f.file("tiny.png", mark(1, 1))})
	apptest.See(t, f.window, "only 1 × 1 pixels")
}

func TestChangingMakesAnotherInItsPlace(t *testing.T) {
	f := newFixture(t)
	f.page.Drop([]string{f.file("example.png", mark(720, 200))})
	apptest.Click(t, f.window, "Create profile")
	old := f.stream.profiles[0].UID
	apptest.Click(t, f.window, "Change…")
	apptest.See(t, f.window, "As it was", "Create and replace")
	f.window.Canvas().Focus(f.page.form.name.Focusable())
	apptest.Type(f.window, "New ")
	f.stream.fails = errors.New("no answer from Stream")
	apptest.Click(t, f.window, "Create and replace")
	if !strings.Contains(f.lastToast(), "was not created: no answer") || len(f.stream.profiles) != 1 {
		t.Errorf("it says %q, there is %+v", f.lastToast(), f.stream.profiles)
	}
	f.stream.fails = nil
	apptest.Click(t, f.window, "Create and replace")
	if len(f.stream.profiles) != 1 || f.stream.profiles[0].UID == old || f.stream.profiles[0].Name != "New example" {
		t.Errorf("now %+v", f.stream.profiles)
	}
}

func TestDeletingSaysWhatFollows(t *testing.T) {
	f := newFixture(t, corner)
	apptest.See(t, f.window, "Corner mark", "2 videos carry it:", "Show its videos")
	apptest.Click(t, f.window, "Show its videos")
	if f.query != "watermark:p1" {
		t.Errorf("the query is %q", f.query)
	}
	apptest.Click(t, f.window, "Delete…")
	apptest.See(t, f.window, "Delete the profile “Corner mark”?", "2 videos carry it and keep it.")
	apptest.Click(t, f.window, "Delete profile")
	if len(f.stream.profiles) != 0 {
		t.Errorf("left %+v", f.stream.profiles)
	}
	apptest.See(t, f.window, "No watermarks")
}

func TestWithoutANetworkItSaysSo(t *testing.T) {
	f := newFixture(t)
	f.stream.fails = errors.New("no answer from Stream")
	f.page.Refresh()
	apptest.See(t, f.window, "The profiles can’t be listed", "No answer from Stream.")
}

// TestPicture draws the page for people to look at, where SPOOL_PICTURES says.
func TestPicture(t *testing.T) {
	to := os.Getenv("SPOOL_PICTURES")
	if to == "" {
		to = t.TempDir()
	}
	for name, mode := range map[string]look.Mode{"light": look.Light, "dark": look.Dark} {
		for shape, size := range map[string]fyne.Size{"wide": fyne.NewSize(1224, 900), "small": fyne.NewSize(944, 640)} {
			f := newFixture(t, corner, library.Watermark{UID: "p2", Name: "Screening copy", Position: "center", Scale: .6, Opacity: .2})
			fyne.CurrentApp().Settings().SetTheme(look.New(mode))
			f.page.Drop([]string{f.file("example.png", mark(720, 200))})
			f.page.form.edit(func(d *draft) { d.Position, d.Scale, d.Opacity = "lowerRight", .2, .8 })
			f.page.form.set()
			f.window.Resize(size)
			out, err := os.Create(filepath.Join(to, "watermarks-"+name+"-"+shape+".png"))
			if err == nil {
				err = errors.Join(png.Encode(out, f.window.Canvas().Capture()), out.Close())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestWithoutATokenNothingIsBegun(t *testing.T) {
	f := newFixture(t)
	f.page.Profiles = nil
	f.page.Refresh()
	apptest.See(t, f.window, "The profiles can’t be listed", "The account’s token is not at hand: the queue says what helps.")
	if !f.page.Drop([]string{f.file("x.png", mark(64, 64))}) || !strings.Contains(f.lastToast(), "token is not at hand") {
		t.Errorf("it says %q", f.lastToast())
	}
}
