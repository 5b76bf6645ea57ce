package videos

import (
	"spool/widgets"
)

// shot is the thumbnail of a row: asked for while the row is in sight, and given
// up when it goes.
type shot struct {
	page    *Page
	thumb   *widgets.Thumbnail
	video   *row // the last that was asked for
	w, h    int  // pixels
	waiting bool
}

// show shows a video's thumbnail, or waits for it; arrived then runs.
func (s *shot) show(v *row, w, h int, arrived func()) {
	if s.waiting && (v == nil || v.UID != s.video.UID || w != s.w || h != s.h) {
		s.leave()
	}
	if v == nil || w <= 0 || s.page.Pictures == nil {
		s.thumb.SetWaiting()
		return
	}
	img, ok := s.page.Pictures.Thumbnail(v.Video, w, h, arrived)
	s.video, s.w, s.h, s.waiting = v, w, h, !ok
	if ok {
		s.thumb.SetImage(img)
	} else {
		s.thumb.SetWaiting()
	}
}

// leave gives up on a picture that has not come.
func (s *shot) leave() {
	if s.waiting {
		s.waiting = false
		s.page.Pictures.Forget(s.video.Video, s.w, s.h)
	}
}
