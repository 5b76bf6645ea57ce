package app

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/demo"
	"spool/app/video"
	"spool/library"
)

// newVideoPage makes the page that shows one video.
func (s *shell) newVideoPage() *video.Page {
	w := s.w
	p := video.Params{
		Tabs: s.videoTabs(), Do: w.reads.Do, Toast: w.Toast, Copy: w.copy, OpenURL: w.openURL,
		Back: func() { s.open(s.videoFrom) }, Pictures: demo.Pictures{},
		Next: s.library.Beside, Stepped: s.library.Step,
	}
	if s.session != nil {
		p.Library, p.Pictures = videoSource{s}, videoPictures{s}
	}
	return video.NewPage(p)
}

// videoSource reads a video from the index, or from Stream where that does not
// have it yet.
type videoSource struct{ s *shell }

// Get implements video.Library.
func (l videoSource) Get(ctx context.Context, uid string) (library.Video, error) {
	if engine := l.s.videosEngine(); engine != nil {
		v, err := engine.Index().Get(ctx, uid)
		if !errors.Is(err, library.ErrNotFound) {
			return v, err
		}
	}
	return l.s.session.Library().Get(ctx, uid)
}

// WatchURL implements video.Library.
func (l videoSource) WatchURL(ctx context.Context, v library.Video) (string, error) {
	return l.s.session.Library().WatchURL(ctx, v)
}

// openVideo shows a tab of a video's page, the first where tab is "". Back leads
// to the page that shows now.
func (s *shell) openVideo(uid, tab string) {
	s.leaveVideo(func() {
		if s.page != pageVideo && s.page != pageBulk {
			s.videoFrom = s.page
		}
		s.video.Open(uid, tab, s.pageLabel(s.videoFrom))
		s.open(pageVideo)
	})
}

// leaveVideo ends the work on the video that shows, if one does, and goes on
// with then unless that would lose something and the answer is no.
func (s *shell) leaveVideo(then func()) {
	if s.page != pageVideo {
		then()
		return
	}
	s.video.Leave(then)
}

// place is the page of the sidebar that the one that shows belongs to.
func (s *shell) place() string {
	if s.page == pageVideo || s.page == pageBulk {
		return s.videoFrom
	}
	return s.page
}

// pageLabel is what people call a page.
func (s *shell) pageLabel(page string) string {
	switch page {
	case pageQueue:
		return lang.L("Queue")
	case pageHealth:
		return lang.L("Health")
	}
	return lang.L("Library")
}

// videoBindings are the keys of the video page and of the inspector.
func (w *Window) videoBindings() []binding {
	onPage := func(one func(*video.Page), all func(*shell)) func() {
		return func() {
			switch {
			case w.shell == nil:
			case w.shell.page == pageVideo:
				one(w.shell.video)
			case w.shell.page == pageLibrary:
				all(w.shell)
			}
		}
	}
	return []binding{
		{ctrl(fyne.KeyJ), func() {
			if w.shell != nil {
				w.shell.showJournal()
			}
		}},
		{ctrl(fyne.KeyS), onPage((*video.Page).Save, (*shell).saveForm)},
		{ctrl(fyne.KeyUp), onPage(func(p *video.Page) { p.Step(-1) }, func(s *shell) { s.library.Step(-1) })},
		{ctrl(fyne.KeyDown), onPage(func(p *video.Page) { p.Step(1) }, func(s *shell) { s.library.Step(1) })},
	}
}
