package downloads

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
	"spool/app/page"
	"spool/internal/filepick"
	"spool/library"
	"spool/library/download"
	"spool/widgets"
	"spool/widgets/look"
)

// stream is the files of a video, in memory.
type stream struct {
	files map[library.DownloadKind]library.Download
	fails error
}

func (s *stream) Downloads(context.Context, string) (map[library.DownloadKind]library.Download, error) {
	return s.files, s.fails
}

func (s *stream) CreateDownload(_ context.Context, _ string, kind library.DownloadKind) (map[library.DownloadKind]library.Download, error) {
	s.files[kind] = library.Download{Status: "inprogress", Percent: 62}
	return s.files, s.fails
}

func (s *stream) DeleteDownload(_ context.Context, _ string, kind library.DownloadKind) error {
	delete(s.files, kind)
	return s.fails
}

func (s *stream) Link(_ context.Context, v library.Video, kind library.DownloadKind, original bool) (string, error) {
	return "https://example.com/" + v.UID[:1] + "/" + string(kind) + map[bool]string{true: "?original"}[original], s.fails
}

// queue notes what it is told.
type queue struct {
	items []download.Item
	told  []string
	fails error
	last  int64 // id
}

func (q *queue) Items(context.Context) ([]download.Item, error) { return q.items, q.fails }
func (q *queue) Add(_ context.Context, items ...download.Item) ([]int64, error) {
	for _, i := range items {
		q.last = max(q.last, int64(len(q.items))) + 1
		i.ID, i.State, i.Length = q.last, download.Waiting, -1
		q.items = append(q.items, i)
	}
	return nil, nil
}

func (q *queue) set(ids []int64, s download.State) error {
	for i := range q.items {
		for _, id := range ids {
			if q.items[i].ID == id {
				q.items[i].State, q.items[i].Trouble = s, ""
			}
		}
	}
	return nil
}
func (q *queue) Pause(_ context.Context, ids ...int64) error  { return q.set(ids, download.Paused) }
func (q *queue) Resume(_ context.Context, ids ...int64) error { return q.set(ids, download.Waiting) }

func (q *queue) Remove(_ context.Context, ids ...int64) error {
	q.items = slices.DeleteFunc(slices.Clone(q.items), func(i download.Item) bool { return slices.Contains(ids, i.ID) })
	return nil
}

func (q *queue) ClearDone(context.Context) error { q.told = append(q.told, "clear"); return nil }
func (q *queue) SetLimits(n, speed int)          { q.told = append(q.told, "limits") }

type stage struct {
	window fyne.Window
	tab    *Tab
	stream *stream
	queue  *queue
	toasts []string
	copied string
	opened string
	kept   Choices // when they were last kept
	later  []func()
	picks  []string
	now    time.Time
}

func newStage(t *testing.T, signed bool) *stage {
	t.Helper()
	s := &stage{
		window: apptest.Window(t), stream: &stream{files: map[library.DownloadKind]library.Download{}}, queue: &queue{},
		picks: []string{"/home/example/Deliveries"}, now: time.Date(2026, time.May, 14, 15, 14, 0, 0, time.Local),
	}
	choices := &Choices{Name: "{creator}/{name}.{type}"}
	s.tab = New(Params{
		Tools: page.Tools{
			Do: apptest.Inline, Toast: func(x widgets.Toast) { s.toasts = append(s.toasts, x.Text) }, Now: func() time.Time { return s.now },
			Pick:  func(_ filepick.Options, chosen func([]string)) { chosen(s.picks) },
			After: func(_ time.Duration, do func()) func() { s.later = append(s.later, do); return func() {} },
			Copy:  func(text string) { s.copied = text }, OpenURL: func(a string) { s.opened = a },
		},
		Files: s.stream, Saves: s.queue, Choices: choices, Keep: func() { s.kept = *choices },
	})
	s.window.SetContent(s.tab.Content)
	s.window.Resize(fyne.NewSize(1224, 454))
	raw, err := json.Marshal("Harbour at dawn, 4K master")
	if err != nil {
		t.Fatal(err)
	}
	s.tab.Show(library.Video{UID: strings.Repeat("a", 32), Meta: library.Meta{"name": raw}, Creator: "crew-north", Ready: true, RequireSignedURLs: signed})
	return s
}

func TestAFileIsMadeAndSavedWhenItIsReady(t *testing.T) {
	s := newStage(t, false)
	apptest.See(t, s.window, "Not made yet", "Make MP4", "Make audio", "crew-north / Harbour at dawn, 4K master.mp4, numbered")
	apptest.Click(t, s.window, "Make MP4")
	apptest.See(t, s.window, "Stream makes it, 62%", "Save when ready")
	apptest.Click(t, s.window, "Save when ready")
	s.stream.files[library.DownloadMP4] = library.Download{Status: "ready", Percent: 100}
	s.tab.Refresh()
	if len(s.queue.items) != 1 || s.queue.items[0].Path() != "/home/example/Deliveries/crew-north/Harbour at dawn, 4K master.mp4" {
		t.Fatalf("queued %+v", s.queue.items)
	}
	if s.kept.Folder != "/home/example/Deliveries" {
		t.Errorf("kept %+v", s.kept)
	}
	apptest.See(t, s.window, "Waiting", "0 of 1 saved")
	apptest.TabToButton(t, s.window, "Copy link")
	apptest.Press(s.window, fyne.KeySpace)
	if s.copied != "https://example.com/a/default" {
		t.Errorf("copied %q", s.copied)
	}
}

func TestFilesCanBeReadInASmallWindow(t *testing.T) {
	s := newStage(t, false)
	s.window.Resize(fyne.NewSize(944, 454))
	apptest.See(t, s.window, "Video, MP4 Not made yet Stream makes it on request. It takes a few minutes.", "Audio, M4A Not made yet")
	for file, says := range map[library.Download]string{
		{Status: "ready"}: "Ready", {Status: "inprogress", Percent: 62}: "Stream makes it, 62%", {Status: "error"}: "Failed Stream could not make it.",
	} {
		s.stream.files = map[library.DownloadKind]library.Download{library.DownloadMP4: file, library.DownloadAudio: file}
		s.tab.Refresh()
		apptest.See(t, s.window, "Video, MP4 "+says, "Audio, M4A "+says)
	}
}

func TestASignedVideoSaysSoAndTheOriginalCanBeAskedFor(t *testing.T) {
	s := newStage(t, true)
	s.stream.files[library.DownloadMP4] = library.Download{Status: "ready"}
	s.tab.Refresh()
	apptest.See(t, s.window, "This video needs a signed link")
	apptest.Click(t, s.window, "Ask for the original, without transformations")
	apptest.TabToButton(t, s.window, "Copy link")
	apptest.Press(s.window, fyne.KeySpace)
	apptest.Click(t, s.window, "Save")
	if !strings.HasSuffix(s.copied, "?original") || !s.queue.items[0].Original {
		t.Errorf("copied %q, queued %+v", s.copied, s.queue.items)
	}
}

func TestSavesArePausedTriedAgainAndShown(t *testing.T) {
	s := newStage(t, false)
	s.queue.items = []download.Item{
		{ID: 1, Name: "a.mp4", Folder: "/x", State: download.Saving, Size: 1_120_000_000, Length: 1_840_000_000, Speed: 38.2e6},
		{ID: 2, Name: "b.mp4", Folder: "/x/y", State: download.Done, Size: 1_410_000_000, Length: 1_410_000_000, Saved: download.Saved{Name: "b.mp4", Verified: true}},
		{ID: 3, Name: "c.mp4", Folder: "/x", State: download.Saving, Size: 3, Length: 9, Trouble: "no answer", RetryAt: s.now.Add(8 * time.Second)},
		{ID: 4, Name: "d.mp4", Folder: "/x", State: download.Failed, Length: -1, Trouble: "there is no such download"},
	}
	s.tab.saving.list.look()
	apptest.See(t, s.window, "1.12 GB of 1.84 GB, 38.2 MB/s, 19 s", "Saved, 1.41 GB, length checked", "Connection lost, retry in 8 s", "There is no such download", "1 of 4 saved", "2 at once, no speed limit")
	s.window.Canvas().Focus(s.tab.List)
	apptest.Press(s.window, fyne.KeyHome, fyne.KeySpace)
	apptest.See(t, s.window, "Paused, 1.12 GB of 1.84 GB")
	apptest.Press(s.window, fyne.KeyDown, fyne.KeyReturn)
	if s.opened != "file:///x/y" {
		t.Errorf("opened %q", s.opened)
	}
	apptest.Press(s.window, fyne.KeyEnd, fyne.KeySpace)
	if s.queue.items[3].State != download.Waiting {
		t.Errorf("tried again: %+v", s.queue.items[3])
	}
	apptest.Click(t, s.window, "Change…")
	apptest.Type(s.window, "2.5")
	apptest.Press(s.window, fyne.KeyReturn)
	apptest.See(t, s.window, "2.5 MB/s at most")
}

func TestABadTemplateSavesNothing(t *testing.T) {
	s := newStage(t, false)
	s.stream.files[library.DownloadMP4] = library.Download{Status: "ready"}
	s.tab.Refresh()
	s.window.Canvas().Focus(s.tab.saving.target.template.Focusable())
	apptest.Type(s.window, "{nobody}")
	apptest.See(t, s.window, "The name template has no field {nobody}: use {name}, {uid}, {creator}, {date}, {type}.")
	apptest.SeeNot(t, s.window, "numbered if it exists")
	if strings.Contains(s.kept.Name, "{nobody}") {
		t.Errorf("kept %q", s.kept.Name)
	}
	s.stream.fails = errors.New("no answer from Stream")
	s.tab.Refresh()
	apptest.See(t, s.window, "The files can’t be listed", "No answer from Stream.")
}

// TestPicture draws the tab for people to look at, where SPOOL_PICTURES says.
func TestPicture(t *testing.T) {
	to := os.Getenv("SPOOL_PICTURES")
	if to == "" {
		to = t.TempDir()
	}
	for name, mode := range map[string]look.Mode{"light": look.Light, "dark": look.Dark} {
		s := newStage(t, true)
		fyne.CurrentApp().Settings().SetTheme(look.New(mode))
		s.stream.files = map[library.DownloadKind]library.Download{
			library.DownloadMP4: {Status: "ready"}, library.DownloadAudio: {Status: "inprogress", Percent: 62},
		}
		s.tab.wanted[library.DownloadAudio] = true
		s.queue.items = []download.Item{
			{ID: 1, Name: "Harbour at dawn, 4K master.mp4", State: download.Saving, Size: 1_120_000_000, Length: 1_840_000_000, Speed: 38.2e6},
			{ID: 2, Name: "Reef survey, transect 11.mp4", State: download.Done, Size: 1_410_000_000, Length: 1_410_000_000, Saved: download.Saved{Verified: true}},
			{ID: 3, Name: "Dune crossing, day one.mp4", State: download.Saving, Size: 3, Length: 9, Trouble: "no answer", RetryAt: s.now.Add(8 * time.Second)},
		}
		s.tab.choose(func(c *Choices) { c.Folder = "/home/example/Deliveries" })
		s.tab.saving.target.showChoices()
		s.tab.Refresh()
		s.tab.saving.list.look()
		f, err := os.Create(filepath.Join(to, "downloads-"+name+".png"))
		if err == nil {
			err = errors.Join(png.Encode(f, s.window.Canvas().Capture()), f.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
