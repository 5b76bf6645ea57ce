package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/demo"
	"spool/app/video"
)

// newVideoPage makes the page that shows one video.
func (s *shell) newVideoPage() *video.Page {
	w := s.w
	p := video.Params{
		Tabs: s.videoTabs(), Do: w.reads.Do, Toast: w.Toast, Copy: w.copy, OpenURL: w.openURL,
		Back: func() { s.open(s.videoFrom) }, Pictures: demo.Pictures{},
	}
	if s.session != nil {
		p.Library, p.Pictures = s.session.Library(), videoPictures{s}
	}
	return video.NewPage(p)
}

// openVideo shows a tab of a video's page, the first where tab is "". Back leads
// to the page that shows now.
func (s *shell) openVideo(uid, tab string) {
	s.leaveVideo(func() {
		if s.page != pageVideo {
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
	if s.page == pageVideo {
		return s.videoFrom
	}
	return s.page
}

// pageLabel is what people call a page.
func (s *shell) pageLabel(page string) string {
	if page == pageQueue {
		return lang.L("Queue")
	}
	return lang.L("Library")
}

// videoBindings are the keys of the video page.
func (w *Window) videoBindings() []binding {
	onPage := func(do func(*video.Page)) func() {
		return func() {
			if w.shell != nil && w.shell.page == pageVideo {
				do(w.shell.video)
			}
		}
	}
	return []binding{
		{ctrl(fyne.KeyS), onPage((*video.Page).Save)},
		{ctrl(fyne.KeyUp), onPage(func(p *video.Page) { p.Step(-1) })},
		{ctrl(fyne.KeyDown), onPage(func(p *video.Page) { p.Step(1) })},
	}
}
