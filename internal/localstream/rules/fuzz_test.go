package rules_test

import (
	"encoding/json"
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
)

var now = time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)

// refusal fails the test unless err is nil or an error of the table.
func refusal(t *testing.T, err error) bool {
	t.Helper()
	var e *envelope.Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("%v is no refusal of the table", err)
	}
	return err != nil
}

func FuzzParseMetadata(f *testing.F) {
	for _, seed := range []string{
		"", "name QQ==", "maxDurationSeconds NjAw,requiresignedurls", "name QQ==, filename Yi5tcDQ=", "requiresignedurls ", "a", "a b c", ",", "name ***",
		"expiry MjAyNi0wOC0yMFQxMjozMDowMFo=", "thumbnailtimestamppct TmFO",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		s, err := rules.ParseMetadata(header)
		if refusal(t, err) {
			return
		}
		for key, value := range s.Meta {
			text, ok := value.(string)
			if key == "" || !ok || !utf8.ValidString(text) {
				t.Errorf("meta has %q: %v", key, value)
			}
		}
		if _, err := json.Marshal(s.Meta); err != nil {
			t.Error(err)
		}
		if refusal(t, s.Check(now)) {
			return
		}
		if s.MaxDurationSeconds != nil && (*s.MaxDurationSeconds < 1 || *s.MaxDurationSeconds > 36000) ||
			!(s.ThumbnailTimestampPct >= 0 && s.ThumbnailTimestampPct <= 1) || s.Watermark != "" && !rules.IsUID(s.Watermark) {
			t.Errorf("%q passes as %+v", header, s)
		}
	})
}

func FuzzParseList(f *testing.F) {
	for _, seed := range []string{
		"", "limit=10&asc=true", "status=ready,error&type=vod", "start=2026-01-01T00:00:00Z&end=2026-02-01T00:00:00.5%2B02:00", "id=a,b,,c", "creator=", "limit=-1",
		"include_counts=true&search=%25&name=a%2Cb&live_input_id=x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		q, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		l, err := rules.ParseList(q)
		if refusal(t, err) {
			return
		}
		if l.Limit < 1 || l.Limit > rules.MaxListLimit {
			t.Errorf("%q passes with limit %d", query, l.Limit)
		}
		for _, id := range append(l.IDs, l.Names...) {
			if id == "" || strings.TrimSpace(id) != id || strings.Contains(id, ",") {
				t.Errorf("%q has the item %q", query, id)
			}
		}
	})
}

func FuzzParseVTT(f *testing.F) {
	for _, seed := range []string{
		"WEBVTT", "WEBVTT\n\n1\n00:00.000 --> 00:01.500 align:start\nHello\n", "\xef\xbb\xbfWEBVTT - x\r\n\r\n00:00:00.000 --> 01:00:00.000\r\nA\r\nB\r\n",
		"WEBVTT\n\nNOTE a --> b\n\nSTYLE\n::cue { }\n\n00:00.000 --> 00:01.000\n", "WEBVTT\n\n-->\n", "1\n00:00:00,000 --> 00:00:01,000\nHi",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		cues, err := rules.ParseVTT(file)
		if refusal(t, err) {
			return
		}
		for _, c := range cues {
			if c.Start < 0 || c.End <= c.Start || !utf8.ValidString(c.Text) {
				t.Errorf("cue %+v", c)
			}
		}
	})
}

func FuzzParseClaims(f *testing.F) {
	uid := strings.Repeat("a", 32)
	for _, seed := range []string{
		`{"sub":"` + uid + `","kid":"k","exp":"1787230800","nbf":"1787223600"}`,
		`{"sub":"` + uid + `","exp":1787230800,"accessRules":[{"type":"ip.src","action":"allow","ip":["10.0.0.0/8","::1"]},{"type":"any","action":"block"}]}`,
		`{"exp":1e400}`, `{"exp":null}`, `[]`, `{"sub":1}`, `{"accessRules":{}}`,
	} {
		f.Add([]byte(seed), "10.1.2.3", "NO")
	}
	f.Fuzz(func(t *testing.T, payload []byte, address, country string) {
		c, err := rules.ParseClaims(payload, "k", now)
		if refusal(t, err) {
			return
		}
		exp := time.Unix(int64(c.Exp), 0)
		if !exp.After(now) || exp.After(now.Add(rules.MaxTokenLife)) || !rules.IsUID(c.Sub) || len(c.AccessRules) > 5 {
			t.Errorf("%s passes as %+v", payload, c)
		}
		again, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := rules.ParseClaims(again, "k", now); err != nil {
			t.Errorf("written again, %s is refused: %v", again, err)
		}
		addr, _ := netip.ParseAddr(address)
		viewer := rules.Viewer{Addr: addr, Country: country}
		closed := append(c.AccessRules[:len(c.AccessRules):len(c.AccessRules)], rules.AccessRule{Type: "any", Action: "block"})
		if rules.Admits(closed, viewer) && !rules.Admits(c.AccessRules, viewer) {
			t.Error("a closing block let a viewer in")
		}
	})
}

func FuzzOriginAllowed(f *testing.F) {
	f.Add("*.example.com,shop.example", "https://a.example.com")
	f.Add("localhost:3000", "http://localhost:3000/page")
	f.Add("", "x")
	f.Add("*.", "https://a.")
	f.Fuzz(func(t *testing.T, allowed, page string) {
		if rules.OriginAllowed([]string{"only.example"}, page) {
			if u, err := url.Parse(page); err != nil || !strings.EqualFold(u.Hostname(), "only.example") {
				t.Errorf("%q passes for only.example", page)
			}
		}
		if !rules.OriginAllowed(nil, page) {
			t.Error("an empty list does not let everyone in")
		}
		rules.OriginAllowed(strings.Split(allowed, ","), page)
	})
}
