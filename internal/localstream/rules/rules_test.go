package rules_test

import (
	"errors"
	"testing"
	"time"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
)

func TestCheckChunk(t *testing.T) {
	const mib = 1 << 20
	for name, test := range map[string]struct {
		length, offset, size int64
		ok                   bool
	}{
		"five MiB":                    {5 * mib, 0, 100 * mib, true},
		"less":                        {5*mib - 256<<10, 0, 100 * mib, false},
		"no multiple":                 {5*mib + 1, 0, 100 * mib, false},
		"200 MiB":                     {200 * mib, 0, 500 * mib, true},
		"more":                        {200*mib + 256<<10, 0, 500 * mib, false},
		"the last may be small":       {1, 100*mib - 1, 100 * mib, true},
		"the last may be odd":         {5*mib + 7, 10 * mib, 15*mib + 7, true},
		"the last may not be huge":    {300 * mib, 0, 300 * mib, false},
		"length not told":             {-1, 0, 100, false},
		"nothing":                     {0, 0, 100, false},
		"all of a small file at once": {100, 0, 100, true},
		"past the end":                {200, 0, 100, true}, // left to tus: 413
	} {
		t.Run(name, func(t *testing.T) {
			err := rules.CheckChunk(test.length, test.offset, test.size)
			if (err == nil) != test.ok || err != nil && !errors.Is(err, envelope.ErrBadRequest) {
				t.Errorf("got %v, want ok %v", err, test.ok)
			}
		})
	}
}

func TestParseMediaTime(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"8m": 8 * time.Minute, "5m2s": 5*time.Minute + 2*time.Second, "1h12m27s": time.Hour + 12*time.Minute + 27*time.Second,
		"1.5s": 1500 * time.Millisecond, "90": 90 * time.Second, "0s": 0,
	} {
		if got, err := rules.ParseMediaTime(text); err != nil || got != want {
			t.Errorf("%s is %v (%v), want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "s", "x", "-1s", "1s2m", "1e9", "1h 2m", "99999999999h"} {
		if got, err := rules.ParseMediaTime(text); !errors.Is(err, envelope.ErrBadRequest) {
			t.Errorf("%q is %v (%v)", text, got, err)
		}
	}
}

func TestParseVTTReadsCues(t *testing.T) {
	cues, err := rules.ParseVTT([]byte("WEBVTT Kind: captions\r\n\r\nNOTE 00:00 --> never\r\n\r\nfirst\r\n00:01.000 --> 00:02.500 align:start\r\nOne\r\ntwo\r\n\r\n01:00:00.000 --> 01:00:01.000\r\nThree"))
	if err != nil || len(cues) != 2 {
		t.Fatalf("%v, %v", cues, err)
	}
	if c := cues[0]; c.Start != time.Second || c.End != 2500*time.Millisecond || c.Text != "One\ntwo" {
		t.Errorf("first cue %+v", c)
	}
	if c := cues[1]; c.Start != time.Hour || c.Text != "Three" {
		t.Errorf("second cue %+v", c)
	}
}
