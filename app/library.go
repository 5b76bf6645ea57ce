package app

import (
	"context"
	"image"

	"spool/app/demo"
	"spool/app/pictures"
	"spool/app/videos"
	"spool/library"
	"spool/widgets"
)

// newLibraryPage makes the page of all videos and hooks in what other pages do
// with them.
func (s *shell) newLibraryPage() *videos.Page {
	p := videos.NewPage(s.libraryParams())
	p.OnOpen = func(v library.Video) { s.openVideo(v.UID, "") }
	p.OnNews = func() {
		if s.page == pageVideo {
			s.video.Follow()
		}
	}
	return p
}

// libraryParams are what the library page needs of the window.
func (s *shell) libraryParams() videos.Params {
	w := s.w
	p := videos.Params{
		Post: w.Post, Account: s.info.Name, AddVideos: w.AddVideos, Toast: w.Toast, Copy: w.copy, OpenURL: w.openURL,
		Views: s.showViews, Jobs: s.edit.jobs, Stills: s.stills(),
		Edited:  func(uid string) bool { return len(s.edit.drafts.Of(uid)) > 0 },
		Draft:   s.edit.drafts.Add,
		Choices: w.settings.Library, Keep: s.keepLibrary, Pictures: demo.Pictures{}, Now: w.Now,
	}
	p.Library = w.demo
	if s.session != nil {
		p.Library, p.Stream, p.Pictures = s.session.Videos(), s.session.Library(), videoPictures{s}
	}
	return p
}

// showViews brings the sidebar in step with the library's views.
func (s *shell) showViews(views []widgets.NavItem) {
	s.views = views
	s.sidebar.SetViews(views)
	s.sidebar.SetCurrent(s.marked())
}

// marked is the page of the sidebar, or the library's view, that shows.
func (s *shell) marked() string {
	if id := s.library.ViewID(); id != "" && s.place() == pageLibrary {
		return id
	}
	return s.place()
}

// openPlace opens a page of the sidebar, or one of its views.
func (s *shell) openPlace(id string) {
	switch {
	case s.library.OpenView(id):
		id = pageLibrary
	case id == pageLibrary && s.page == pageLibrary:
		s.library.ShowAll()
	}
	s.open(id)
}

// saveView saves what the library shows as a view.
func (s *shell) saveView() {
	s.open(pageLibrary)
	s.library.SaveView()
}

func (s *shell) keepLibrary(c videos.Choices) {
	s.w.settings.Library = c
	s.w.keep()
}

// videoPictures gives the library's tiles their thumbnails.
type videoPictures struct{ s *shell }

// Thumbnail implements videos.Pictures.
func (p videoPictures) Thumbnail(v library.Video, w, h int, ready func()) (image.Image, bool) {
	loader := p.s.w.Pictures
	if loader == nil || v.Thumbnail == "" || v.Status.State != library.StateReady {
		return nil, true
	}
	return loader.Get(pictures.Request{
		Key: pictureKey(v), Width: w, Height: h,
		Fetch: func(ctx context.Context) ([]byte, error) { return p.s.session.Library().Thumbnail(ctx, v, w, h) },
	}, ready)
}

// Forget implements videos.Pictures.
func (p videoPictures) Forget(v library.Video, w, h int) {
	if loader := p.s.w.Pictures; loader != nil {
		loader.Forget(pictureKey(v), w, h)
	}
}

// pictureKey names a video's thumbnail, anew after every change of the video.
func pictureKey(v library.Video) string { return v.UID + "\n" + v.Modified.String() }
