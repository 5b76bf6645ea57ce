package app

import (
	"context"
	"image"

	"spool/app/demo"
	"spool/app/pictures"
	"spool/app/videos"
	"spool/library"
)

// newLibraryPage makes the page of all videos and hooks in what other pages do
// with them.
func (s *shell) newLibraryPage() *videos.Page {
	p := videos.NewPage(s.libraryParams())
	p.OnOpen = func(v library.Video) { s.openVideo(v.UID, "") }
	return p
}

// libraryParams are what the library page needs of the window.
func (s *shell) libraryParams() videos.Params {
	w := s.w
	p := videos.Params{
		Post: w.Post, Account: s.info.Name, AddVideos: w.AddVideos, Toast: w.Toast, Copy: w.copy, OpenURL: w.openURL,
		Choices: w.settings.Library, Keep: s.keepLibrary, Pictures: demo.Pictures{}, Now: w.Now,
	}
	if s.session != nil {
		p.Library, p.Stream, p.Pictures = s.session.Videos(), s.session.Library(), videoPictures{s}
	}
	return p
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
		Key: v.UID + "\n" + v.Modified.String(), Width: w, Height: h,
		Fetch: func(ctx context.Context) ([]byte, error) { return p.s.session.Library().Thumbnail(ctx, v, w, h) },
	}, ready)
}
