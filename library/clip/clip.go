// Package clip says which parts of a video can become videos of their own, and
// makes them.
package clip

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"spool/library"
	"spool/library/subtitle"
)

// Span is a part of a video. Stream cuts at whole seconds.
type Span struct{ Start, End time.Duration }

// ParseSpan reads 2-5 or 1:02-1:10.
func ParseSpan(text string) (Span, error) {
	from, to, found := strings.Cut(text, "-")
	start, err := subtitle.ParseStamp(from)
	end, endErr := subtitle.ParseStamp(to)
	if !found || err != nil || endErr != nil {
		return Span{}, fmt.Errorf("%q is no part of a video: write 2-5 or 1:02-1:10", text)
	}
	s := Span{start, end}
	switch {
	case end <= start:
		return s, fmt.Errorf("the clip %s ends before it begins", text)
	case start%time.Second != 0 || end%time.Second != 0:
		return s, fmt.Errorf("the clip %s: Stream cuts at whole seconds", text)
	}
	return s, nil
}

// Length is how long the clip plays.
func (s Span) Length() time.Duration { return s.End - s.Start }

// ErrBackwards reports a part that ends before it begins.
var ErrBackwards = errors.New("the clip ends before it begins")

// Check refuses a part that the video does not have.
func (s Span) Check(v *library.Video) error {
	switch {
	case s.End <= s.Start || s.Start < 0:
		return ErrBackwards
	case !v.Ready:
		return errors.New("the video is not ready; clips can be made once it is")
	case v.Status.State == library.StateLive:
		return errors.New("the video is still live; clips can be made of its recording")
	case v.Duration >= 0 && s.End.Seconds() > v.Duration:
		return fmt.Errorf("the clip ends at %s, the video at %s", Clock(s.End), Clock(time.Duration(v.Duration*float64(time.Second))))
	}
	return nil
}

// Clock is a time as 1:02, or 1:00:02.
func Clock(d time.Duration) string {
	s := int(d.Seconds())
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// Name names clip n of so many after its video where nothing else is said; {n}
// in a name is the number.
func Name(v *library.Video, name string, n, of int) string {
	if name == "" {
		if name = v.Name(); name == "" {
			return ""
		}
		name += ", clip"
		if of > 1 {
			name += " {n}"
		}
	} else if of > 1 && !strings.Contains(name, "{n}") {
		name += " {n}"
	}
	return strings.ReplaceAll(name, "{n}", fmt.Sprint(n))
}

// Meta is the metadata of a clip of that name: its own, or with copied that of
// the video under another name.
func Meta(v *library.Video, name string, copied bool) (library.Meta, error) {
	m := library.Meta{}
	if copied {
		m = maps.Clone(v.Meta)
	}
	delete(m, "name")
	if name != "" {
		raw, err := json.Marshal(name)
		if err != nil {
			return nil, err
		}
		if m == nil {
			m = library.Meta{}
		}
		m["name"] = raw
	}
	if len(m) == 0 {
		return nil, nil
	}
	return m, nil
}

// API makes clips; *stream.Client does.
type API interface {
	Clip(ctx context.Context, clip library.Clip) (library.Video, error)
}

// Make has Stream make a clip of a part of a video.
func Make(ctx context.Context, api API, v *library.Video, s Span, settings library.Settings) (library.Video, error) {
	if err := s.Check(v); err != nil {
		return library.Video{}, err
	}
	return api.Clip(ctx, library.Clip{Settings: settings, Source: v.UID, Start: s.Start.Seconds(), End: s.End.Seconds()})
}
