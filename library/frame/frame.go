// Package frame deals with single pictures of a video: which of them a
// film-strip shows, which is the first worth looking at, and what a watermark
// makes of one. It loads nothing by itself.
package frame

import (
	"context"
	"errors"
	"image"
	"time"
)

// Fetch gives the picture of a video at a time.
type Fetch func(ctx context.Context, at time.Duration) (image.Image, error)

// Times are the places of a film-strip's n pictures: the middles of n equal
// parts of a video.
func Times(length time.Duration, n int) []time.Duration {
	times := make([]time.Duration, max(n, 0))
	for i := range times {
		times[i] = (length*time.Duration(2*i+1) + time.Duration(n)) / time.Duration(2*n)
	}
	return times
}

// darkness is the luma below which a pixel is taken for black: video black is
// 16, and compression scatters around it.
const darkness = 32

// Black reports whether nothing is to be seen in a picture: all but a fiftieth
// of it is as good as black.
func Black(img image.Image) bool {
	b := img.Bounds()
	// A few thousand points tell as much as all.
	step := max(1, b.Dx()/64, b.Dy()/64)
	seen, bright := 0, 0
	for y := b.Min.Y; y < b.Max.Y; y += step {
		for x := b.Min.X; x < b.Max.X; x += step {
			r, g, bl, _ := img.At(x, y).RGBA()
			seen++
			if (299*r+587*g+114*bl)/1000>>8 >= darkness {
				bright++
			}
		}
	}
	return bright*50 < seen
}

// ErrAllBlack reports a video in which nothing is to be seen wherever it was
// looked at.
var ErrAllBlack = errors.New("every frame that was looked at is black")

// exact is how near FirstVisible comes to where the picture begins.
const exact = 250 * time.Millisecond

// FirstVisible is where the first picture is that is not black, within a
// quarter of a second. It asks for some forty pictures at most, more densely at
// the start, where fades are.
func FirstVisible(ctx context.Context, length time.Duration, fetch Fetch) (time.Duration, error) {
	dark := time.Duration(-1) // the last place known to be black
	for _, at := range looks(length) {
		black, err := blackAt(ctx, at, fetch)
		if err != nil {
			return 0, err
		}
		if !black {
			return narrow(ctx, dark, at, fetch)
		}
		dark = at
	}
	return 0, ErrAllBlack
}

// looks are the places to look at.
func looks(length time.Duration) []time.Duration {
	var all []time.Duration
	step := 500 * time.Millisecond
	for at := time.Duration(0); at < length; at += step {
		all = append(all, at)
		if len(all)%8 == 0 {
			step = max(2*step, length/32)
		}
	}
	return all
}

// narrow finds the border between a black place and one that is not.
func narrow(ctx context.Context, dark, bright time.Duration, fetch Fetch) (time.Duration, error) {
	for dark >= 0 && bright-dark > exact {
		middle := dark + (bright-dark)/2
		black, err := blackAt(ctx, middle, fetch)
		if err != nil {
			return 0, err
		}
		if black {
			dark = middle
		} else {
			bright = middle
		}
	}
	return bright, nil
}

func blackAt(ctx context.Context, at time.Duration, fetch Fetch) (bool, error) {
	img, err := fetch(ctx, at)
	if err != nil {
		return false, err
	}
	return Black(img), nil
}
