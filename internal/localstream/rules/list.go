package rules

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"spool/internal/localstream/envelope"
)

// List is what GET /stream may be asked (Cloudflare TypeScript SDK, stream;
// Cloudflare API schemas). Zero fields do not filter.
type List struct {
	IDs []string
	// Names match a name or a uid; Exact matches the name only; Search a part
	// of the name, whatever its case.
	Names       []string
	Exact       string
	Search      string
	Creator     *string
	States      []State
	Type        string // "", "vod" or "live"
	LiveInputID string
	// After is inclusive, Before exclusive: the defaults of the Workers
	// binding, assumed for REST (unconfirmed).
	After, Before time.Time
	Limit         int // 1..1000
	Asc           bool
	IncludeCounts bool
}

// ParseList reads the query of GET /stream. Unknown parameters are ignored.
func ParseList(q url.Values) (List, error) {
	l := List{
		IDs:         splitList(q.Get("id")),
		Names:       splitList(q.Get("name")),
		Exact:       q.Get("video_name"),
		Search:      q.Get("search"),
		Type:        q.Get("type"),
		LiveInputID: q.Get("live_input_id"),
		Limit:       MaxListLimit,
	}
	for _, key := range []string{"id", "name", "status"} {
		if n := strings.Count(q.Get(key), ","); n >= MaxListLimit {
			return List{}, envelope.ErrBadRequest.With("%s may name at most %d", key, MaxListLimit)
		}
	}
	if q.Has("creator") {
		creator := q.Get("creator")
		l.Creator = &creator
	}
	if l.Type != "" && l.Type != "vod" && l.Type != "live" {
		return List{}, envelope.ErrBadRequest.With("type must be vod or live")
	}
	for _, name := range splitList(q.Get("status")) {
		state := State(strings.ToLower(name))
		if !states[state] {
			return List{}, envelope.ErrBadRequest.With("status %q is not known", name)
		}
		l.States = append(l.States, state)
	}
	if q.Has("limit") {
		n, err := strconv.Atoi(q.Get("limit"))
		if err != nil || n < 1 || n > MaxListLimit {
			return List{}, envelope.ErrBadRequest.With("limit must be between 1 and %d", MaxListLimit)
		}
		l.Limit = n
	}
	if err := l.parseFlags(q); err != nil {
		return List{}, err
	}
	return l, l.parseTimes(q)
}

func (l *List) parseFlags(q url.Values) error {
	for key, to := range map[string]*bool{"asc": &l.Asc, "include_counts": &l.IncludeCounts} {
		switch q.Get(key) {
		case "true":
			*to = true
		case "", "false":
		default:
			return envelope.ErrBadRequest.With("%s must be true or false", key)
		}
	}
	return nil
}

// parseTimes takes the tighter of two aliases when both are given.
func (l *List) parseTimes(q url.Values) error {
	for _, key := range []string{"start", "after", "end", "before"} {
		if q.Get(key) == "" {
			continue
		}
		t, err := parseRFC3339(q.Get(key))
		if err != nil {
			return envelope.ErrBadRequest.With("%s must be a date in RFC 3339", key)
		}
		switch {
		case key == "start" || key == "after":
			if t.After(l.After) {
				l.After = t
			}
		case l.Before.IsZero() || t.Before(l.Before):
			l.Before = t
		}
	}
	if !l.After.IsZero() {
		l.After = within(l.After)
	}
	if !l.Before.IsZero() {
		l.Before = within(l.Before)
	}
	return nil
}
