package app

import (
	"context"
	"errors"
	"fmt"
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
		page.Demonstrate("3f9a1c7be2d84056a1e7c0b9d452f680", demo.Name, demo.Report)
		return w, nil
	}
	w.demo = videos
	sh := newShell(w, AccountInfo{Name: demo.Name}, nil)
	w.shell = sh
	w.fill(sh.root)
	sh.usage = library.Usage{Minutes: 8412, MinutesLimit: 10000, Videos: 342}
	if name == "palette" {
		sh.take(demo.Busy())
		sh.open(pageLibrary)
		if err := sh.showLibrary(libraryScenes["library"]); err != nil {
			return nil, err
		}
		sh.demonstratePalette()
		return w, nil
	}
	if name == "keys" {
		sh.take(demo.Busy())
		sh.openSettings(sectionSigning)
		return w, nil
	}
	if name == "share" {
		sh.take(demo.Busy())
		sh.videoFrom = pageLibrary
		sh.video.Show(demo.Shared(), name, sh.pageLabel(pageLibrary))
		sh.open(pageVideo)
		return w, nil
	}
	if show, ok := deskScenes[name]; ok {
		sh.take(demo.Busy())
		show(sh)
		return w, nil
	}
	if name == "video" {
		sh.take(demo.Busy())
		sh.videoFrom = pageLibrary
		sh.video.Show(demo.Videos()[0], "", sh.pageLabel(pageLibrary))
		sh.open(pageVideo)
		return w, nil
	}
	if show, ok := editingScenes[name]; ok && videos != nil {
		sh.take(demo.Busy())
		sh.open(pageLibrary)
		return w, show(sh)
	}
	if scene, ok := libraryScenes[name]; ok {
		sh.take(demo.Busy())
		sh.open(pageLibrary)
		return w, sh.showLibrary(scene)
	}
	snapshot, ok := demo.Queue(name)
	if !ok {
		return nil, fmt.Errorf("there is no picture %q: say empty, busy, failed, finished, library, video, captions, audio, downloads, clip, thumbnail, watermarks, share, keys, palette, bulk, health, journal or welcome", name)
	}
	sh.take(snapshot)
	sh.open(pageQueue)
	return w, nil
}

// demoHost has settings and nothing else.
type demoHost struct{ settings Settings }

var errDemo = errors.New("there is nothing behind a picture")

func (demoHost) Check(context.Context, string, string) (welcome.Report, error) {
	return welcome.Report{}, errDemo
}
func (demoHost) Keyring(context.Context) error { return nil }
func (demoHost) Accounts() []AccountInfo       { return nil }
func (demoHost) Open(context.Context, uploader.Account) (Session, error) {
	return nil, errDemo
}

func (demoHost) Connect(context.Context, string, string, string) (Session, error) {
	return nil, errDemo
}
func (demoHost) Try(context.Context, func(string)) (Session, error) { return nil, errDemo }
func (h demoHost) Settings() Settings                               { return h.settings }
func (demoHost) Keep(Settings) error                                { return nil }
func (demoHost) LogPath() string                                    { return "/home/example/.local/share/spool/spool.log" }
func (demoHost) Version() string                                    { return "1.0.0" }
