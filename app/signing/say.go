package signing

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/language"

	"spool/app/words"
	"spool/library"
	"spool/library/token"
)

// Tongue is the language that countries are named in.
var Tongue = language.English

// Short is a token as it may be seen: enough of it to tell it from another, and
// never enough to use it.
func Short(signed string) string {
	if len(signed) < 16 {
		return strings.Repeat("•", len(signed))
	}
	return signed[:5] + "…" + signed[len(signed)-4:]
}

// ShortID is a key's id as people compare it.
func ShortID(id string) string {
	if len(id) <= 10 {
		return id
	}
	return id[:4] + "…" + id[len(id)-4:]
}

// Left is a time that runs out: "5 h 46 min", and with fine "5 h 46 min 12 s".
func Left(d time.Duration, fine bool) string {
	d = max(0, d)
	h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	switch {
	case h > 0 && fine:
		return words.F("%d h %02d min %02d s", h, m, s)
	case h > 0:
		return words.F("%d h %02d min", h, m)
	case m > 0:
		return words.F("%d min %02d s", m, s)
	}
	return words.F("%d s", s)
}

// Clock is a moment near today: "16:00 today", "09:40 tomorrow", "14 May, 16:00".
func Clock(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	day := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
	}
	at := t.Format("15:04")
	switch day(t).Sub(day(now)) {
	case 0:
		return words.F("%s today", at)
	case 24 * time.Hour:
		return words.F("%s tomorrow", at)
	case -24 * time.Hour:
		return words.F("%s yesterday", at)
	}
	return words.Day(t, now) + ", " + at
}

// Allows is what a token allows, in a few words: "2 ranges, IS, NO, others no".
func Allows(rules []library.AccessRule, downloadable bool) string {
	var parts []string
	for i, r := range rules {
		parts = append(parts, ruleWords(r, i == len(rules)-1 && i > 0))
	}
	if len(rules) == 0 {
		parts = append(parts, lang.L("Anyone"))
	}
	if downloadable {
		parts = append(parts, lang.L("with download"))
	}
	said := words.List(parts...)
	return strings.ToUpper(said[:1]) + said[1:]
}

func ruleWords(r library.AccessRule, last bool) string {
	allowed := r.Action == token.Allow
	var who string
	switch {
	case r.Type == token.RuleAny && last && allowed:
		return lang.L("others too")
	case r.Type == token.RuleAny && last:
		return lang.L("others no")
	case r.Type == token.RuleAny && allowed:
		return lang.L("anyone")
	case r.Type == token.RuleAny:
		return lang.L("nobody")
	case r.Type == token.RuleIP && len(r.IP) == 1:
		who = r.IP[0]
	case r.Type == token.RuleIP:
		who = words.N(len(r.IP), "%s range", "%s ranges")
	case len(r.Country) > 3:
		who = words.N(len(r.Country), "%s country", "%s countries")
	default:
		who = strings.Join(r.Country, ", ")
	}
	if allowed {
		return who
	}
	return words.F("not %s", who)
}

// ago is when something was done, as people say it.
func ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case d < time.Minute:
		return lang.L("Just now")
	case d < time.Hour:
		return words.F("%d min ago", int(d.Minutes()))
	}
	return Clock(t, now)
}

// roughly is a time that is waited for, to the minute.
func roughly(d time.Duration) string {
	if d < time.Minute || d >= time.Hour {
		return Left(d, false)
	}
	return words.F("%d min", int(d.Minutes()))
}
