package token_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"spool/library"
	"spool/library/token"
)

const uid = "9c1f04d2b7ac4e1ea5b0f3c6d81ea27e"

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestATokenSaysWhatItsTermsSay(t *testing.T) {
	terms := token.Terms{
		Expires: noon.Add(30 * time.Minute), NotBefore: noon.Add(5 * time.Minute), Downloadable: true,
		Rules: rules(t, "allow:country:DE,FR", "allow:ip:203.0.113.0/24", "block:any"),
	}
	for _, tt := range []struct {
		name   string
		terms  token.Terms
		claims string
	}{
		{
			"everything", terms,
			`{"accessRules":[{"type":"ip.geoip.country","action":"allow","country":["DE","FR"]},` +
				`{"type":"ip.src","action":"allow","ip":["203.0.113.0/24"]},{"type":"any","action":"block"}],` +
				`"downloadable":true,"exp":1795350600,"kid":"` + keyID + `","nbf":1795349100,"sub":"` + uid + `"}`,
		},
		{
			"the least",
			token.Terms{Expires: noon.Add(24 * time.Hour)},
			`{"exp":1795435200,"kid":"` + keyID + `","sub":"` + uid + `"}`,
		},
	} {
		signed, err := testKey(t).Sign(uid, tt.terms, noon)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		d, err := token.Decode(signed, nil)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if got := string(d.Header); got != `{"alg":"RS256","kid":"`+keyID+`"}` {
			t.Errorf("%s: the header is %s", tt.name, got)
		}
		if got := string(d.Payload); got != tt.claims {
			t.Errorf("%s: the claims are\n%s, want\n%s", tt.name, got, tt.claims)
		}
	}
}

func TestTermsThatStreamRefusesAreNotSigned(t *testing.T) {
	good := token.Terms{Expires: noon.Add(time.Hour)}
	six := slices.Repeat(rules(t, "allow:country:DE"), 6)
	for name, tt := range map[string]struct {
		change func(*token.Terms)
		field  token.Field
		want   string
	}{
		"no end":            {func(x *token.Terms) { x.Expires = time.Time{} }, token.FieldExpires, "needs an end"},
		"in the past":       {func(x *token.Terms) { x.Expires = noon.Add(-90 * time.Second) }, token.FieldExpires, "1 min 30 s in the past"},
		"now":               {func(x *token.Terms) { x.Expires = noon }, token.FieldExpires, "in the past"},
		"over 24 h":         {func(x *token.Terms) { x.Expires = noon.Add(24*time.Hour + time.Second) }, token.FieldExpires, "24 h at most"},
		"begins at its end": {func(x *token.Terms) { x.NotBefore = x.Expires }, token.FieldNotBefore, "over already"},
		"begins later":      {func(x *token.Terms) { x.NotBefore = x.Expires.Add(1) }, token.FieldNotBefore, "over already"},
		"six rules":         {func(x *token.Terms) { x.Rules = six }, token.FieldRules, "takes 5 rules, these are 6"},
		"bad rule": {
			func(x *token.Terms) {
				x.Rules = []library.AccessRule{{Type: "ip.src", Action: "allow", IP: []string{"x"}}}
			},
			token.FieldRules, "rule 1: \"x\" is no IP address",
		},
	} {
		terms := good
		tt.change(&terms)
		_, err := testKey(t).Sign(uid, terms, noon)
		var problem *token.Problem
		if !errors.As(err, &problem) || problem.Field != tt.field || !strings.Contains(problem.Text, tt.want) {
			t.Errorf("%s: got %v, want %s: %s", name, err, tt.field, tt.want)
		}
		if _, err := testKey(t).SignAll(t.Context(), []string{uid}, terms, noon); !errors.As(err, &problem) {
			t.Errorf("%s: signed in a batch", name)
		}
	}
	for _, bad := range []string{"", "a/b", "../x", strings.Repeat("a", 65)} {
		if _, err := testKey(t).Sign(bad, good, noon); !errors.Is(err, token.ErrSubject) {
			t.Errorf("a token for %q: %v", bad, err)
		}
	}
}

func TestABatchIsInTheOrderOfItsVideos(t *testing.T) {
	uids := make([]string, 60)
	for i := range uids {
		uids[i] = fmt.Sprintf("video%d", i)
	}
	tokens, err := testKey(t).SignAll(t.Context(), uids, token.Terms{Expires: noon.Add(time.Hour)}, noon)
	if err != nil {
		t.Fatal(err)
	}
	for i, signed := range tokens {
		d, err := token.Decode(signed, nil)
		if err != nil || d.Subject != uids[i] {
			t.Fatalf("token %d is for %q, %v", i, d.Subject, err)
		}
	}
	uids[40] = "not a uid"
	if _, err := testKey(t).SignAll(t.Context(), uids, token.Terms{Expires: noon.Add(time.Hour)}, noon); !errors.Is(err, token.ErrSubject) {
		t.Errorf("a batch with a bad uid: %v", err)
	}
}

func TestMomentsAreReadAsTyped(t *testing.T) {
	zone := time.FixedZone("here", 3600)
	now := noon.In(zone)
	for typed, want := range map[string]time.Time{
		"30m":                       noon.Add(30 * time.Minute),
		"1h30m":                     noon.Add(90 * time.Minute),
		"-5m":                       noon.Add(-5 * time.Minute),
		"2026-11-23T08:00:00Z":      time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC),
		"2026-11-23T08:00:00+02:00": time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC),
		"2026-11-23 08:00":          time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC),
		"1795350600":                time.Unix(1795350600, 0),
	} {
		if got, err := token.ParseWhen(typed, now); err != nil || !got.Equal(want) {
			t.Errorf("%q: got %v, %v; want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "soon", "30", "24", "2026-11-23", "25:00"} {
		if got, err := token.ParseWhen(typed, now); err == nil {
			t.Errorf("%q is understood as %v", typed, got)
		}
	}
}

// The payload's own JSON, as the sample tokens of Stream's documentation have
// it: dates in strings.
func stringDates(t *testing.T) string {
	t.Helper()
	payload, err := json.Marshal(map[string]string{"sub": uid, "kid": keyID, "exp": "1795350600", "nbf": "1795343400"})
	if err != nil {
		t.Fatal(err)
	}
	return string(payload)
}
