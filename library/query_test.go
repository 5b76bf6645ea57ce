package library

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseQuery(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 5, 20, 12, 0, 0, 0, berlin)
	tests := []struct{ in, out string }{
		{"", ""},
		{"  harbour  ", "harbour"},
		{`creator:crew-north signed:yes meta.project:coastline "harbour"`, "creator:crew-north signed:yes meta.project:coastline harbour"},
		{`"master cut"`, `"master cut"`},
		{`-status:ready,error`, "-status:ready,error"},
		{`Signed:TRUE`, "signed:yes"},
		{`meta."a b":"c d",e`, `meta."a b":"c d",e`},
		{`meta.Project.Sub:x`, "meta.Project.Sub:x"},
		{"duration>10m size<=2GB", "duration>10m size<=2GB"},
		{"duration:5m..1:30:00", "duration:5m..1:30:00"},
		{"created:2026-05 deletion:none", "created:2026-05 deletion:none"},
		{"12:30", `"12:30"`},
		{`"half quoted`, `"half quoted"`},
		{"-", `"-"`},
	}
	for _, test := range tests {
		q, err := ParseQuery(test.in, now)
		if err != nil || q.String() != test.out {
			t.Errorf("%q reads as %q (%v), want %q", test.in, q, err, test.out)
		}
		if again, err := ParseQuery(q.String(), now); err != nil || again.String() != q.String() {
			t.Errorf("%q does not survive being written: %q (%v)", test.in, again, err)
		}
	}
}

func TestParseQueryExplainsMistakes(t *testing.T) {
	tests := map[string]string{
		"a craetor:x":    "no filter",
		"creator:":       "needs a value",
		"signed:perhaps": "yes or no",
		"duration>long":  "not a length",
		"size>2 parsecs": "",
		"size>2parsecs":  "not a size",
		"created:soon":   "not a date",
		"creator>x":      "can't be compared",
		"width:big":      "not a number",
		"width:NaN":      "not a number",
	}
	for in, want := range tests {
		_, err := ParseQuery(in, epoch)
		var e *QueryError
		if want == "" {
			if err != nil {
				t.Errorf("%q: %v", in, err)
			}
			continue
		}
		if !errors.As(err, &e) || !strings.Contains(e.Text, want) {
			t.Errorf("%q: error %v, want one with %q", in, err, want)
		}
	}
	var e *QueryError
	if _, err := ParseQuery("abc  craetor:x", epoch); !errors.As(err, &e) || e.At != 5 {
		t.Errorf("the mistake is at %+v, want 5", e)
	}
}

func TestSpans(t *testing.T) {
	now := time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)
	at := func(s string) float64 {
		moment, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return float64(moment.UnixNano())
	}
	tests := []struct {
		query   string
		in, out float64
	}{
		{"duration>10m", 601, 600},
		{"duration:90", 90.5, 91},
		{"duration<=1:30:00", 5400.9, 5401},
		{"duration<5m", 299.99, 300},
		{"size>=2GB", 2e9, 2e9 - 1},
		{"size:1GiB", 1 << 30, 1e9},
		{"size:1MB..2MB", 1.5e6, 2.1e6},
		{"height:..1080", 1080, 1081},
		{"created:2026-05", at("2026-05-31T23:59:59Z"), at("2026-06-01T00:00:00Z")},
		{"created:2026", at("2026-01-01T00:00:00Z"), at("2025-12-31T23:59:59Z")},
		{"created:today", at("2026-05-20T00:00:00Z"), at("2026-05-19T23:59:59Z")},
		{"created>30d", at("2026-05-01T00:00:00Z"), at("2026-04-01T00:00:00Z")},
		{"created<2026-05-20", at("2026-05-19T23:59:59Z"), at("2026-05-20T00:00:00Z")},
		{"deletion<30d", at("2026-06-10T00:00:00Z"), at("2026-07-01T00:00:00Z")},
		{"modified>-24h", at("2026-05-20T00:00:00Z"), at("2026-05-19T00:00:00Z")},
	}
	for _, test := range tests {
		q, err := ParseQuery(test.query, now)
		if err != nil {
			t.Fatal(err)
		}
		span := q.Terms[0].Span
		if !span.Holds(test.in) || span.Holds(test.out) {
			t.Errorf("%s is %g to %g: should hold %g and not %g", test.query, span.Min, span.Max, test.in, test.out)
		}
	}
}

func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{`creator:a "b c" -meta."x y":1,2 duration>1m created:2026..`, `"`, `-:`, "size<", "a:b:c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseQuery(s, epoch)
		if err != nil {
			return
		}
		again, err := ParseQuery(q.String(), epoch)
		if err != nil || again.String() != q.String() {
			t.Errorf("%q became %q, then %q (%v)", s, q, again, err)
		}
	})
}
