package token

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"spool/library"
)

// MaxLife is how far ahead a token may expire
// (Cloudflare docs, Stream, "Secure your Stream").
const MaxLife = 24 * time.Hour

// DefaultLife is the life of a token that nobody said more about, Stream's own
// default.
const DefaultLife = time.Hour

// Presets are the lives a person chooses from.
var Presets = []time.Duration{time.Hour, 6 * time.Hour, 12 * time.Hour, MaxLife}

// Terms are what a token allows. A zero NotBefore is not put into the token.
type Terms struct {
	Expires, NotBefore time.Time
	// Downloadable allows the MP4 of a video that requires signed URLs.
	Downloadable bool
	// Rules are in the order in which they are tried.
	Rules []library.AccessRule
}

// Field is a field of Terms, for saying where a problem is.
type Field string

// The fields that can be wrong.
const (
	FieldExpires   Field = "expires"
	FieldNotBefore Field = "not-before"
	FieldRules     Field = "rule"
)

// Problem is why Stream would refuse a token, or the token could never be used.
type Problem struct {
	Field Field
	// Rule is the place of the rule that is meant, -1 for none.
	Rule int
	Text string
}

func (p *Problem) Error() string { return p.Text }

// Check gives everything that is wrong with the terms, nothing when they are
// right. It expects rules as CleanRule gives them.
func (t Terms) Check(now time.Time) []*Problem {
	var all []*Problem
	add := func(f Field, rule int, format string, args ...any) {
		all = append(all, &Problem{Field: f, Rule: rule, Text: fmt.Sprintf(format, args...)})
	}
	switch life := t.Expires.Sub(now); {
	case t.Expires.IsZero():
		add(FieldExpires, -1, "a token needs an end: say when it expires")
	case life <= 0:
		add(FieldExpires, -1, "the end is %s in the past", spell(-life))
	case life > MaxLife:
		add(FieldExpires, -1, "a token lasts 24 h at most, this one would last %s", spell(life))
	}
	if !t.NotBefore.IsZero() && !t.Expires.IsZero() && !t.NotBefore.Before(t.Expires) {
		add(FieldNotBefore, -1, "the token would begin when it is over already")
	}
	if len(t.Rules) > MaxRules {
		add(FieldRules, -1, "a token takes %d rules, these are %d", MaxRules, len(t.Rules))
	}
	for i, r := range t.Rules {
		if _, err := CleanRule(r); err != nil {
			add(FieldRules, i, "rule %d: %v", i+1, err)
		}
	}
	return all
}

// Request is the terms as Stream's own signing takes them.
func (t Terms) Request() library.TokenRequest {
	return library.TokenRequest{
		Expires: t.Expires, NotBefore: t.NotBefore, Downloadable: t.Downloadable, Rules: t.Rules,
	}
}

// ParseWhen reads a moment: a duration from now, as 30m, 6h or 1h30m, an
// instant of RFC 3339, a local date with time, or Unix seconds.
func ParseWhen(s string, now time.Time) (time.Time, error) {
	s = strings.TrimSpace(s)
	if d, err := time.ParseDuration(s); err == nil {
		return now.Add(d), nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, s, now.Location()); err == nil {
			return t, nil
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 1e8 && n < 1e11 {
		return time.Unix(n, 0), nil
	}
	return time.Time{}, fmt.Errorf("%.40q is no moment: write 30m, 6h, 2027-01-31T15:00:00Z or \"2027-01-31 15:00\"", s)
}

// spell is a length of time for people: its two largest parts.
func spell(d time.Duration) string {
	d = max(d, 0).Round(time.Second)
	days, hours := int(d/(24*time.Hour)), int(d/time.Hour)%24
	minutes, seconds := int(d/time.Minute)%60, int(d/time.Second)%60
	var parts []string
	for _, p := range []struct {
		n    int
		unit string
	}{{days, "d"}, {hours, "h"}, {minutes, "min"}, {seconds, "s"}} {
		if p.n > 0 && len(parts) < 2 {
			parts = append(parts, strconv.Itoa(p.n)+" "+p.unit)
		} else if len(parts) > 0 {
			break
		}
	}
	if len(parts) == 0 {
		return "0 s"
	}
	return strings.Join(parts, " ")
}
