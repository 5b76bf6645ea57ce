package demo

import (
	"encoding/base64"
	"fmt"
	"time"

	"spool/library"
	"spool/library/token"
)

// The keys of the pictures.
const (
	EditBay = "5b3e2f0c91d84b7a8e6f35d2c07bc41a"
	batch   = "e09d41c7aa2f4c5d9b1e80f6372a7b20"
	website = "77d0b5e2184c4f3e9a6d0cc84be119fe"
)

// today is a moment of the pictures' day.
func today(hour, minute int) time.Time {
	return time.Date(Now.Year(), Now.Month(), Now.Day(), hour, minute, 0, 0, time.Local)
}

// Rules are those of the token in the pictures.
func Rules() []library.AccessRule {
	return []library.AccessRule{
		{Type: token.RuleIP, Action: token.Allow, IP: []string{"203.0.113.0/24", "2001:db8::/32"}},
		{Type: token.RuleCountry, Action: token.Allow, Country: []string{"IS", "NO"}},
		{Type: token.RuleAny, Action: token.Block},
	}
}

// HarbourTerms are what the pictures' token allows.
func HarbourTerms() token.Terms {
	left := 5*time.Hour + 46*time.Minute + 12*time.Second
	return token.Terms{NotBefore: Now.Add(left - 6*time.Hour), Expires: Now.Add(left), Rules: Rules()}
}

// Shared is the video of the pictures with an address at Stream.
func Shared() library.Video {
	v := Videos()[0]
	v.UID, v.Ready, v.Width, v.Height = "9c1f04d2b7ac4e1ea5b0f3c6d81ea27e", true, 3840, 2160
	v.AllowedOrigins = nil
	v.Preview = "https://customer-ex4mpl3c0de.cloudflarestream.com/" + v.UID + "/watch"
	return v
}

// HarbourToken looks like a token and is signed by nobody.
func HarbourToken() string {
	t := HarbourTerms()
	payload := fmt.Sprintf(`{"sub":%q,"kid":%q,"nbf":%d,"exp":%d,"downloadable":false,"accessRules":[`+
		`{"type":"ip.src","action":"allow","ip":["203.0.113.0/24","2001:db8::/32"]},`+
		`{"type":"ip.geoip.country","action":"allow","country":["IS","NO"]},{"type":"any","action":"block"}]}`,
		Shared().UID, EditBay, t.NotBefore.Unix(), t.Expires.Unix())
	return unsigned(EditBay, payload)
}

func unsigned(kid, payload string) string {
	b := base64.RawURLEncoding.EncodeToString
	return b(fmt.Appendf(nil, `{"alg":"RS256","kid":%q}`, kid)) + "." + b([]byte(payload)) + "." + b([]byte("signed by nobody")) + "Tk0Q"
}

// Record is what the signing page of the pictures shows.
type Record struct {
	Keys   []token.KeyRow
	Issues []token.Issue
	Videos map[string]library.Video
	// Pasted is the token in the field of Decode.
	Pasted string
}

// Signing is the record of the pictures.
func Signing() Record {
	r := Record{Videos: map[string]library.Video{}}
	month := func(m time.Month, day int) time.Time { return time.Date(2026, m, day, 12, 0, 0, 0, time.Local) }
	key := func(id, label string, here bool, made, used time.Time, tokens, videos int) {
		row := token.KeyRow{AtStream: true, Here: here}
		row.ID, row.Label, row.Created, row.LastUsed, row.Kept = id, label, made, used, here
		row.Valid = token.Consequence{Tokens: tokens, Videos: videos, Last: Now.Add(18*time.Hour + 26*time.Minute)}
		r.Keys = append(r.Keys, row)
	}
	key(EditBay, "Edit bay", true, month(time.April, 2), Now, 14, 11)
	key(batch, "Batch", true, month(time.April, 28), Now.Add(-22*time.Hour), 0, 0)
	key(website, "Website", false, month(time.January, 11), time.Time{}, 0, 0)
	named := map[string]library.Video{}
	for _, v := range Videos() {
		named[v.Name()] = v
	}
	issue := func(name, note string, issued time.Time, left time.Duration, download bool, rules ...library.AccessRule) *token.Issue {
		v := named[name]
		r.Videos[v.UID] = v
		r.Issues = append(r.Issues, token.Issue{
			ID: int64(len(r.Issues) + 1), KeyID: EditBay, UID: v.UID, Name: name, IssuedAt: issued, Note: note,
			Terms: token.Terms{Expires: Now.Add(left), Downloadable: download, Rules: rules},
		})
		return &r.Issues[len(r.Issues)-1]
	}
	allow := func(kind string, who ...string) library.AccessRule {
		a := library.AccessRule{Type: kind, Action: token.Allow}
		if kind == token.RuleIP {
			a.IP = who
		} else {
			a.Country = who
		}
		return a
	}
	nobody := library.AccessRule{Type: token.RuleAny, Action: token.Block}
	issue("Harbour at dawn, 4K master", "", today(15, 0), 5*time.Hour+46*time.Minute, false, Rules()...)
	issue("Encore, multicam line cut", "for the client review", today(14, 10), 42*time.Minute+8*time.Second, true)
	issue("All-hands, May", "", today(14, 20), 3*time.Minute+51*time.Second, false, allow(token.RuleIP, "198.51.100.0/25"), nobody)
	reef := issue("Reef survey, transect 11", "", today(15, 2), 6*time.Hour, false,
		library.AccessRule{Type: token.RuleCountry, Action: token.Block, Country: []string{"RU", "KP"}})
	reef.ByAPI, reef.NotBefore = true, Now.Add(18*time.Minute)
	notes := issue("Field notes, episode 41", "", today(14, 40), 23*time.Hour+26*time.Minute, true)
	notes.Batch = "of six"
	issue("Workshop: colour basics", "", today(9, 16), 8*time.Hour+2*time.Minute, false, allow(token.RuleCountry, "IS"), nobody)
	issue("Dune crossing, day one", "", today(8, 0), -14*time.Minute, false)
	dune := named["Dune crossing, day one"]
	r.Pasted = unsigned(EditBay, fmt.Sprintf(`{"sub":%q,"kid":%q,"nbf":"%d","exp":"%d"}`, dune.UID, EditBay, today(13, 0).Unix(), Now.Add(-14*time.Minute).Unix()))
	return r
}
