package share

import (
	"encoding/json"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
	"spool/library/embed"
	"spool/library/token"
)

func TestTheTabSignsAtOnceAndRecordsWhatIsCopied(t *testing.T) {
	s := newStage(t)
	s.key()
	v := s.signedOnly()
	p := s.page(v)
	apptest.See(t, s.window, "“Edit bay”, from the keychain", "Valid for 1 h 00 min", "RS256", "Who can watch?")
	if len(s.issues()) != 0 {
		t.Error("a token that nobody got is on record")
	}
	p.copyKind(embed.Responsive)
	if d := s.decoded(s.secret); d.Subject != v.UID {
		t.Errorf("the code is for %s", d.Subject)
	}
	p.copyKind(embed.HLS)
	if list := s.issues(); len(list) != 1 {
		t.Errorf("on record are %d tokens, want the one that was copied twice", len(list))
	}
}

// BenchmarkCopySigned is from the choice on the open tab to a signed code, newly
// made, on the clipboard.
func BenchmarkCopySigned(b *testing.B) {
	s := newStage(b)
	s.key()
	p := s.page(s.signedOnly())
	for b.Loop() {
		p.remake()
		p.copyKind(embed.Responsive)
	}
}

func TestTokensAreHiddenButForHalfAMinute(t *testing.T) {
	s := newStage(t)
	s.key()
	p := s.page(s.signedOnly())
	signed := p.made.tokens[0]
	shows := func() bool { return strings.Contains(strings.Join(apptest.Texts(s.window), ""), signed[40:80]) }
	if shows() {
		t.Error("the token is shown unasked")
	}
	p.reveal()
	if !shows() {
		t.Error("the token is not revealed")
	}
	s.runTimers(revealTime)
	if shows() {
		t.Error("the token shows for longer than half a minute")
	}
}

func TestRulesAreBuiltAndTested(t *testing.T) {
	s := newStage(t)
	s.key()
	p := s.page(s.signedOnly())
	r := p.terms.rules
	type1 := func(i int, text string) {
		s.window.Canvas().Focus(r.chips[i].Focusable())
		apptest.Type(s.window, text)
		apptest.Press(s.window, fyne.KeyReturn)
	}
	apptest.Click(t, s.window, "Add rule")
	type1(0, "iceland")
	type1(0, "no")
	apptest.Click(t, s.window, "Add rule")
	d := s.decoded(p.made.tokens[0])
	want := []library.AccessRule{
		{Type: token.RuleCountry, Action: token.Allow, Country: []string{"IS", "NO"}}, {Type: token.RuleAny, Action: token.Block},
	}
	if got, _ := json.Marshal(d.Rules); string(got) != string(must1(t, want)) {
		t.Errorf("the token's rules are %s", got)
	}
	p.tester.Ask("198.51.100.24", "NO")
	apptest.See(t, s.window, "Rule 1 decides: Norway is allowed.", "Decides", "Not reached")
	p.tester.Ask("198.51.100.24", "DE")
	apptest.See(t, s.window, "Doesn’t play", "Rule 2 decides: anyone is blocked.")
	// The keyboard moves a rule.
	s.window.Canvas().Focus(r.grips[1])
	apptest.Press(s.window, fyne.KeyUp)
	if got := s.decoded(p.made.tokens[0]).Rules; got[0].Type != token.RuleAny {
		t.Errorf("after moving the rules are %+v", got)
	}
	apptest.See(t, s.window, "so the rules after it are never reached")
}

func must1(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	must(t, err)
	return data
}

func TestBadRulesMeetAnErrorAndLoseNothing(t *testing.T) {
	s := newStage(t)
	s.key()
	p := s.page(s.signedOnly())
	r := p.terms.rules
	for range token.MaxRules {
		apptest.Click(t, s.window, "Add rule")
	}
	if !r.add.Disabled() {
		t.Error("a sixth rule can be added")
	}
	apptest.See(t, s.window, "5 of 5", "Name at least one, or choose Anyone")
	if p.made != nil {
		t.Error("a token is made of rules that are not whole")
	}
	r.rows = r.rows[:1]
	r.rows[0].kind = token.RuleIP
	r.build()
	s.window.Canvas().Focus(r.chips[0].Focusable())
	apptest.Type(s.window, "203.0.113.0/99")
	apptest.Press(s.window, fyne.KeyReturn)
	apptest.See(t, s.window, `"203.0.113.0/99": the number`, "203.0.113.0/99")
	apptest.Type(s.window, "x")
	if p.made != nil {
		t.Error("a token is made of nonsense")
	}
}

func TestBadTimesMeetAnError(t *testing.T) {
	s := newStage(t)
	s.key()
	p := s.page(s.signedOnly())
	for typed, want := range map[string]string{"25h": "24 h", "-5m": "", "soon": "", "2020-01-01 10:00": ""} {
		apptest.Click(t, s.window, "Custom")
		p.terms.custom.SetText(typed)
		p.termsChanged()
		if p.terms.custom.Error() == "" || !strings.Contains(p.terms.custom.Error(), want) || p.made != nil {
			t.Errorf("%q: the error is %q", typed, p.terms.custom.Error())
		}
	}
	p.terms.custom.SetText("30m")
	p.termsChanged()
	if p.made == nil || p.terms.custom.Error() != "" {
		t.Errorf("30m: the error is %q", p.terms.custom.Error())
	}
	p.terms.begins.SetSelected(len(laters))
	p.terms.begin.SetText("2h")
	p.termsChanged()
	if p.terms.begin.Error() == "" || p.made != nil {
		t.Error("a token that begins after its end is made")
	}
}

func TestAWrongOriginIsWarnedOfAndMended(t *testing.T) {
	s := newStage(t)
	v := s.video(library.Patch{library.FieldAllowedOrigins: json.RawMessage(`["example.com"]`)})
	p := s.page(v)
	p.player.page.SetText("https://blog.example.org/post")
	p.refresh()
	apptest.See(t, s.window, "blog.example.org is not among the video's allowed origins.")
}

func TestMendingAllowsThePage(t *testing.T) {
	s := newStage(t)
	v := s.video(library.Patch{library.FieldAllowedOrigins: json.RawMessage(`["example.com"]`)})
	p := s.page(v)
	p.player.page.SetText("https://blog.example.org/post")
	p.refresh()
	apptest.Click(t, s.window, "Allow this page")
	fresh, err := s.client.Get(t.Context(), v.UID)
	must(t, err)
	if got := strings.Join(fresh.AllowedOrigins, " "); got != "example.com blog.example.org" {
		t.Errorf("the origins are %q", got)
	}
	apptest.SeeNot(t, s.window, "Allow this page")
}

func TestACodeWithoutItsTokenIsWarnedOf(t *testing.T) {
	s := newStage(t)
	s.key()
	p := s.page(s.signedOnly())
	p.use.Tapped(nil)
	apptest.See(t, s.window, "this one has no token")
	apptest.Click(t, s.window, "Use a token")
	apptest.SeeNot(t, s.window, "this one has no token")
	p.copyKind(embed.Watch)
	s.decoded(s.secret)
}

func TestEveryPlayerSettingIsInTheCode(t *testing.T) {
	s := newStage(t)
	p := s.page(s.video(nil))
	f := p.player
	for _, i := range []int{autoplay, muted, loop, controls} {
		f.switches[i].Tapped(nil)
	}
	f.accent.SetText("#F2C14E")
	f.letter.SetText("transparent")
	f.start.SetText("1:30")
	f.captions.OnChanged(0)
	f.captions.SetSelected(1)
	f.preload.SetSelected(1)
	f.ad.SetText("https://ads.example.com/vast.xml")
	f.poster.SetSelected(posterMoment)
	f.posterAt.SetText("0:02")
	f.size.SetSelected(1)
	f.width.SetText("640")
	f.change()
	p.copyKind(embed.Responsive)
	for _, want := range []string{
		"autoplay=true", "muted=true", "loop=true", "controls=false", "primaryColor=%23F2C14E", "letterboxColor=transparent",
		"startTime=", "defaultTextTrack=de", "preload=none", "ad-url=", "poster=", `width="640"`,
	} {
		if !strings.Contains(s.copied, want) {
			t.Errorf("%s is not in %s", want, s.copied)
		}
	}
	f.accent.SetText("no colour!")
	f.change()
	if f.accent.Error() == "" {
		t.Error("a colour that is none meets no error")
	}
	s.copied = ""
	apptest.See(t, s.window, "Something above is not right yet")
}

func TestStreamsOwnCodeStandsBesideOurs(t *testing.T) {
	s := newStage(t)
	p := s.page(s.video(nil))
	p.expand()
	p.copyTheirs()
	if !strings.Contains(s.copied, "<stream") && !strings.Contains(s.copied, "<iframe") && !strings.Contains(s.copied, "<script") {
		t.Errorf("copied %q", s.copied)
	}
	p.browse()
	if len(s.pages) != 1 || !strings.Contains(s.pages[0], "<!doctype html>") {
		t.Errorf("shown are %d pages", len(s.pages))
	}
}

func TestLettersCopyWhileNothingHasTheKeyboard(t *testing.T) {
	s := newStage(t)
	s.key()
	v := s.signedOnly()
	p := s.page(v)
	for key, want := range map[fyne.KeyName]string{fyne.KeyE: "<iframe", fyne.KeyL: "/watch", fyne.KeyH: ".m3u8"} {
		if !p.Key(&fyne.KeyEvent{Name: key}) || !strings.Contains(s.secret, want) {
			t.Errorf("%s copied %q", key, s.secret)
		}
	}
	if !p.Key(&fyne.KeyEvent{Name: fyne.KeyU}) || s.copied != v.UID {
		t.Errorf("U copied %q", s.copied)
	}
	if p.Key(&fyne.KeyEvent{Name: fyne.KeyQ}) {
		t.Error("any letter copies")
	}
}
