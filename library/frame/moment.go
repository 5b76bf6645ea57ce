package frame

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"spool/library"
	"spool/library/subtitle"
)

// Moment is a place in any video: a share of it, a time, or the first frame
// that is not black.
type Moment struct {
	Share   float64
	At      time.Duration
	IsShare bool
	Visible bool
}

// ParseMoment reads 25%, 12.5s, 1:02.5 or visible.
func ParseMoment(s string) (Moment, error) {
	s = strings.TrimSpace(s)
	if s == "visible" {
		return Moment{Visible: true}, nil
	}
	if number, ok := strings.CutSuffix(s, "%"); ok {
		share, err := strconv.ParseFloat(strings.TrimSpace(strings.Replace(number, ",", ".", 1)), 64)
		if err != nil || !(share >= 0 && share <= 100) {
			return Moment{}, fmt.Errorf("%q is no share of a video: write 0%% to 100%%", s)
		}
		return Moment{Share: share / 100, IsShare: true}, nil
	}
	at, err := subtitle.ParseStamp(strings.TrimSuffix(s, "s"))
	if err != nil {
		return Moment{}, fmt.Errorf("%q is no place in a video: write 25%%, 12.5s, 1:02.5 or visible", s)
	}
	return Moment{At: at}, nil
}

// Find is where the moment is in a video, as a time; fetch gives its pictures.
func (m Moment) Find(ctx context.Context, v *library.Video, fetch Fetch) (time.Duration, error) {
	length := time.Duration(v.Duration * float64(time.Second))
	switch {
	case !v.Ready:
		return 0, errors.New("the video is not ready, so it has no pictures yet")
	case v.Duration <= 0:
		return 0, errors.New("the length of the video is not known")
	case m.Visible:
		return FirstVisible(ctx, length, fetch)
	case m.IsShare:
		return time.Duration(m.Share * float64(length)), nil
	case m.At > length:
		return 0, fmt.Errorf("the video ends at %s", length.Round(time.Second))
	}
	return m.At, nil
}

// Thumbnail is the change that makes the moment the thumbnail of a video, none
// where it is.
func (m Moment) Thumbnail(ctx context.Context, v *library.Video, fetch Fetch) ([]library.Change, error) {
	share := m.Share
	if !m.IsShare {
		at, err := m.Find(ctx, v, fetch)
		if err != nil {
			return nil, err
		}
		share = at.Seconds() / v.Duration
	}
	program, err := library.Compile([]library.Operation{{
		Verb: library.VerbSet, Path: library.Path{Field: library.FieldThumbnailPct}, Text: strconv.FormatFloat(share, 'f', 6, 64), First: 1, Step: 1,
	}}, time.Now())
	if err != nil {
		return nil, err
	}
	return program.Run(v, 0)
}
