package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"spool/app/demo"
	"spool/app/welcome"
	"spool/library"
	"spool/uploader"
)

// NewDemo builds a window over fixed data, for pictures: what names the data,
// a theme and a size, as in "busy,light,1440x900". videos is a library that
// demo.Fill filled, which may be nil. Nothing else is behind the window, so what
// changes anything does nothing.
func NewDemo(a fyne.App, what string, videos *library.Library) (*Window, error) {
	name, rest, _ := strings.Cut(what, ",")
	theme, size, _ := strings.Cut(rest, ",")
	s := Settings{Theme: theme, Width: firstWidth, Height: firstHeight}
	if size != "" {
		if _, err := fmt.Sscanf(size, "%fx%f", &s.Width, &s.Height); err != nil {
			return nil, fmt.Errorf("the size %q is not one: write 1440x900", size)
		}
	}
	if theme != ThemeLight && theme != ThemeDark {
		return nil, fmt.Errorf("the theme %q is neither light nor dark", theme)
	}
	w := New(a, a.Quit, Params{Host: demoHost{s}, Now: demo.Clock})
	if name == "welcome" {
		page := w.newWelcome(nil)
		w.fill(page.Content)
		page.Demonstrate(demo.Account.ID, demo.Name, demo.Report)
		return w, nil
	}
	w.demo = videos
	sh := newShell(w, AccountInfo{Name: demo.Name, Account: demo.Account}, nil)
	w.shell = sh
	w.fill(sh.root)
	sh.usage = library.Usage{Minutes: 8412, MinutesLimit: 10000, Videos: 342}
	return w, sh.demonstrate(name)
}

// scenes are the pictures of the pages beside the queue, which is busy meanwhile.
var scenes = map[string]func(*shell) error{
	"library":    inLibrary(chosenThree),
	"quicklook":  inLibrary(libraryScene{query: thirtyDays, selected: []int{0}, then: func(s *shell) { s.library.Preview() }}),
	"table":      inLibrary(libraryScene{query: thirtyDays, table: true, selected: []int{0, 1, 3, 4, 5, 7, 8, 10, 11, 13, 15, 18}}),
	"bulk":       (*shell).showBulkScene,
	"health":     (*shell).showHealthScene,
	"journal":    (*shell).showJournalScene,
	"palette":    inLibrary(libraryScene{query: thirtyDays, selected: chosenThree.selected, then: (*shell).showPalette}),
	"keys":       func(s *shell) error { s.openSettings(sectionSigning); return nil },
	"watermarks": (*shell).showWatermarksScene,
	"video":      onVideo("", func() library.Video { return demo.Videos()[0] }),
	"share":      onVideo(tabShare, demo.Shared),
	"captions":   onVideo(tabCaptions, demo.Reef),
	"audio":      onVideo(tabAudio, demo.Harbour),
	"downloads":  onVideo("downloads", demo.Harbour),
	"saves":      func(s *shell) error { s.open(pageSaves); return nil },
	"clip":       onVideo(tabClip, demo.Dunes),
	"thumbnail":  onVideo("thumbnail", demo.Harbour),
}

// demonstrate shows a scene, or a picture of the queue.
func (s *shell) demonstrate(name string) error {
	if show, ok := scenes[name]; ok {
		s.take(demo.Busy())
		return show(s)
	}
	snapshot, ok := demo.Queue(name)
	if !ok {
		return fmt.Errorf("there is no picture %q: say empty, busy, failed, finished, welcome, %s",
			name, strings.Join(slices.Sorted(maps.Keys(scenes)), ", "))
	}
	s.take(snapshot)
	s.open(pageQueue)
	return nil
}

// onVideo shows a tab of a video.
func onVideo(tab string, video func() library.Video) func(*shell) error {
	return func(s *shell) error {
		s.videoFrom = pageLibrary
		s.video.Show(video(), tab, s.pageLabel(pageLibrary))
		s.open(pageVideo)
		return nil
	}
}

// demoHost has settings and nothing else.
type demoHost struct{ settings Settings }

var errDemo = errors.New("there is nothing behind a picture")

func (demoHost) Account(id string) (uploader.Account, error) { return uploader.Account{ID: id}, nil }

func (demoHost) Check(context.Context, uploader.Account, string) (welcome.Report, error) {
	return welcome.Report{}, errDemo
}
func (demoHost) Keyring(context.Context) error { return nil }
func (demoHost) Accounts() []AccountInfo       { return nil }
func (demoHost) Open(context.Context, uploader.Account) (Session, error) {
	return nil, errDemo
}

func (demoHost) Connect(context.Context, uploader.Account, string, string) (Session, error) {
	return nil, errDemo
}
func (demoHost) Try(context.Context, func(string)) (Session, error) { return nil, errDemo }
func (h demoHost) Settings() Settings                               { return h.settings }
func (demoHost) Keep(Settings) error                                { return nil }
func (demoHost) LogPath() string                                    { return "/home/example/.local/share/spool/spool.log" }
func (demoHost) Version() string                                    { return "1.0.0" }
