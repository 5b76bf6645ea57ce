// Package stills shows single pictures of a video: one moment of it, moments
// that follow each other while it plays, or a film-strip's worth of them. It
// runs on Fyne's goroutine.
package stills

import (
	"image"
	"time"

	"spool/library"
	"spool/library/frame"
)

// Source gives the pictures.
type Source interface {
	// Still is the picture of a video at a time, w by h pixels; ok and ready as
	// in pictures.Loader.
	Still(v library.Video, at time.Duration, w, h int, ready func()) (img image.Image, ok bool)
	// ForgetStill gives up on one that is on its way; its ready does not run.
	ForgetStill(v library.Video, at time.Duration, w, h int)
}

// Strip is the pictures of n equal parts of a span of a video, nil for those
// that are on their way; ready then runs for each that arrives, which is when to
// ask again.
func Strip(src Source, v library.Video, from, to time.Duration, n, w, h int, ready func()) []image.Image {
	frames := make([]image.Image, max(n, 0))
	if src == nil || to <= from {
		return frames
	}
	for i, at := range frame.Times(to-from, n) {
		frames[i], _ = src.Still(v, Whole(from+at), w, h, ready)
	}
	return frames
}

// Whole is the second a moment is in: pictures of one second are the same for a
// strip, so they are loaded once.
func Whole(at time.Duration) time.Duration { return at.Truncate(time.Second) }

// Length is how long a video plays, 0 where that is not known.
func Length(v *library.Video) time.Duration {
	return time.Duration(max(0, v.Duration) * float64(time.Second))
}
