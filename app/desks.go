package app

import (
	"context"
	"image"
	"time"

	"spool/app/async"
	"spool/app/audio"
	"spool/app/captions"
	"spool/app/clip"
	"spool/app/demo"
	"spool/app/downloads"
	"spool/app/page"
	"spool/app/stills"
	"spool/app/thumbnail"
	"spool/app/watermarks"
	"spool/library"
	"spool/library/subtitle"
)

// Desks are what the tabs of a video and the watermarks page work with. Their
// methods may be called from any goroutine but Fyne's.
type Desks struct {
	Captions   captions.Captions
	Audio      audio.Tracks
	Files      downloads.Files
	Saves      downloads.Saves
	Watermarks watermarks.Profiles
	Clips      clip.Clips
	// Samples are some ready videos, Marked those that carry a profile.
	Samples    func(ctx context.Context) ([]library.Video, error)
	Marked     func(ctx context.Context, profile string) ([]library.Video, error)
	Thumbnails thumbnail.Thumbnails
	// Names are the account's videos by name.
	Names func(ctx context.Context) ([]subtitle.Named, error)
}

// desks is what the session works with, or the pictures' where there is none.
func (s *shell) desks() Desks {
	if s.session == nil {
		return demoDesks()
	}
	return s.session.Desks()
}

// tools are what a page gets of the window. What it asks for is done in a line
// of its own, so that one that takes long holds no other up.
func (s *shell) tools() page.Tools {
	line := async.NewLine(s.w.Post)
	s.lines = append(s.lines, line)
	return page.Tools{
		Do: line.Do, After: s.after, Pick: s.w.pick, Toast: s.w.Toast, Copy: s.w.copy, OpenURL: s.w.openURL, Now: s.w.Now, Slow: s.w.Slow,
	}
}

// after runs something on Fyne's goroutine after a while.
func (s *shell) after(wait time.Duration, do func()) (stop func()) {
	stopped := false
	timer := time.AfterFunc(wait, func() {
		s.w.Post(func() {
			if !stopped && s.w.shell == s {
				do()
			}
		})
	})
	return func() {
		stopped = true
		timer.Stop()
	}
}

// stills gives the pages moments of videos.
func (s *shell) stills() stills.Source {
	if s.session == nil {
		return demo.Pictures{}
	}
	return videoStills{s}
}

type videoStills struct{ s *shell }

// Still implements stills.Source.
func (p videoStills) Still(v library.Video, at time.Duration, w, h int, ready func()) (image.Image, bool) {
	return p.s.still(v, at, w, h, ready)
}

// ForgetStill implements stills.Source.
func (p videoStills) ForgetStill(v library.Video, at time.Duration, w, h int) {
	if p.s.w.Pictures != nil {
		p.s.w.Pictures.Forget(stillKey(v, at), w, h)
	}
}
