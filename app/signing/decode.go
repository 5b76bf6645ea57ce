package signing

import (
	"context"
	"crypto/rsa"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// decoder says what a pasted token or link is worth.
type decoder struct {
	page    *Page
	content fyne.CanvasObject
	field   *widgets.Field
	card    *widgets.Card
	head    *fyne.Container
	facts   *fyne.Container
	code    *widgets.CodeBox
	online  *widgets.Button
	decoded token.Decoded
	around  token.Surroundings
	issue   token.Issue
	known   bool // it was issued here
	name    string
	asked   int
	said    string // the verdict that shows
}

func newDecoder(p *Page) *decoder {
	d := &decoder{page: p, code: widgets.NewCodeBox().Bare(), head: widgets.Column(0), facts: widgets.Column(0)}
	d.field = widgets.NewTextArea(lang.L("eyJhbGciOiJSUzI1NiIs…, a link or a whole embed code"), 4).Mono()
	d.field.OnChanged = func(string) { d.read() }
	d.online = widgets.NewSmallButton(widgets.Link, lang.L("Ask Stream as well"), d.ask).WithIcon(look.IconGlobe)
	d.card = widgets.NewCard(widgets.Column(0, d.head, widgets.Inset(4, 15, 4, 15, d.facts), widgets.NewRule(),
		widgets.Inset(12, 15, 12, 15, widgets.Column(8, d.code, widgets.Row(0, d.online, widgets.Space()))))).Inset(1)
	d.card.Hide()
	end := look.NewLabel(look.Small, look.Fg3, lang.L("Token or signed link, nothing is sent"))
	d.content = titled(lang.L("Decode"), end, widgets.Column(10, d.field, d.card))
	return d
}

// read decodes what was pasted.
func (d *decoder) read() {
	text := strings.TrimSpace(d.field.Text())
	d.field.SetError("")
	d.asked++
	if text == "" {
		d.card.Hide()
		d.page.Content.Refresh()
		return
	}
	asked, p := d.asked, d.page
	if p.Desk == nil {
		return
	}
	var found token.Decoded
	var issue token.Issue
	var known bool
	p.Do(func(ctx context.Context) error {
		var public func(string) *rsa.PublicKey
		public, err := p.Desk.Ring.Public(ctx)
		if err != nil {
			return err
		}
		if found, err = token.Decode(text, public); err != nil {
			return err
		}
		issue, known, err = p.Desk.Record.ByToken(ctx, found.Token)
		return err
	}, func(err error) {
		if asked != d.asked {
			return
		}
		if err != nil {
			d.card.Hide()
			d.field.SetError(sentence(err.Error()))
			p.Content.Refresh()
			return
		}
		d.take(found, issue, known)
	})
}

// sentence begins with a capital.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (d *decoder) take(found token.Decoded, issue token.Issue, known bool) {
	d.decoded, d.issue, d.known, d.around = found, issue, known, token.Surroundings{}
	d.name = issue.Name
	d.show()
	d.page.test(words.List(d.videoName(), lang.L("the token decoded")), found.Rules, found.Expires)
	if found.RulesUnread {
		d.page.tester.SetUnread()
	}
	if d.page.Video == nil || found.Subject == "" {
		return
	}
	asked := d.asked
	name := ""
	d.page.Do(func(ctx context.Context) error {
		v, err := d.page.Video(ctx, found.Subject)
		name = v.Name()
		return err
	}, func(err error) {
		// A video that the library does not know is shown by its uid.
		if err == nil && name != "" && asked == d.asked {
			d.name = name
			d.show()
		}
	})
}

func (d *decoder) videoName() string {
	if d.name != "" {
		return d.name
	}
	return ShortID(d.decoded.Subject)
}

// ask asks Stream for the video and the keys.
func (d *decoder) ask() {
	p, asked := d.page, d.asked
	var around token.Surroundings
	d.online.Disable()
	p.Do(func(ctx context.Context) (err error) {
		around, err = p.Desk.Around(ctx, d.decoded)
		return err
	}, func(err error) {
		d.online.Enable()
		if asked != d.asked {
			return
		}
		if err != nil {
			p.failed(err)
			return
		}
		d.around = around
		if around.Video != nil && around.Video.Name() != "" {
			d.name = around.Video.Name()
		}
		d.show()
		p.Toast(widgets.Toast{Text: lang.L("Checked with Stream")})
	})
}

// tick brings the verdict in step with the clock.
func (d *decoder) tick() {
	if d.card.Visible() && d.verdict() != d.said {
		d.show()
	}
}

func (d *decoder) reasons() []token.Reason {
	around := d.around
	around.Now = d.page.Now()
	return d.decoded.Reasons(around)
}

func (d *decoder) verdict() string {
	for _, r := range d.reasons() {
		if r.Stops {
			return words.F("Won’t play: %s", lower(strings.TrimSuffix(r.Text, ".")))
		}
	}
	left := d.decoded.Expires.Sub(d.page.Now())
	return words.F("Plays for %s more", Left(left, left < time.Hour))
}

func lower(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// show shows the verdict and what is in the token.
func (d *decoder) show() {
	reasons := d.reasons()
	d.said = d.verdict()
	stops, others := 0, []string{}
	for _, r := range reasons {
		if r.Stops {
			stops++
		}
		others = append(others, r.Text)
	}
	icon, tone, ground := look.IconDone, look.Success, look.SuccessSoft
	detail := lang.L("Nothing keeps it from playing")
	if stops > 0 {
		icon, tone, ground = look.IconError, look.Error, look.ErrorSoft
		detail, others = lang.L("Everything else about it is right"), others[1:]
	}
	if len(others) > 0 {
		detail = strings.Join(others, " ")
	}
	parts := []fyne.CanvasObject{widgets.NewMark(icon, tone), widgets.Grow(widgets.Column(0,
		look.NewParagraph(look.BodyMedium, look.Fg, d.said), look.NewParagraph(look.Small, look.Fg2, detail)))}
	if uid := d.decoded.Subject; uid != "" {
		again := widgets.NewSmallButton(widgets.Main, lang.L("Issue again…"), func() { d.page.OpenShare(uid) }).WithIcon(look.IconRetry)
		parts = append(parts, again)
	}
	d.head.Objects = []fyne.CanvasObject{widgets.NewBackdrop(ground, widgets.Inset(10, 10, 10, 15, widgets.Row(11, parts...)))}
	d.listFacts(reasons)
	d.code.Set(PayloadRuns(d.decoded.Payload), nil)
	d.card.Show()
	d.page.Content.Refresh()
}

// listFacts lists what the token says, each with whether that is right.
func (d *decoder) listFacts(reasons []token.Reason) {
	t, now := d.decoded, d.page.Now()
	d.facts.Objects = nil
	d.fact(lang.L("Video"), d.videoName(), ok(reasons, "no_subject", "video_gone", "other_video", "video_failed", "video_not_ready"))
	d.fact(lang.L("Signature"), d.signature(), ok(reasons, "bad_signature", "algorithm", "key_not_here"))
	span := words.F("Until %s", Clock(t.Expires, now))
	if !t.NotBefore.IsZero() {
		span = words.F("%s to %s", Clock(t.NotBefore, now), Clock(t.Expires, now))
	}
	if t.Expires.IsZero() {
		span = lang.L("No end")
	}
	d.fact(lang.L("Valid"), span, ok(reasons, "expired", "no_expiry", "too_long", "not_yet", "never"))
	where := lang.L("not on this computer")
	if _, here := d.page.keys.labels()[t.KeyID]; here {
		where = lang.L("a key of this account")
	}
	d.fact(lang.L("Key"), words.List(ShortID(t.KeyID), where), ok(reasons, "no_key", "two_keys", "key_revoked", "key_not_listed"))
	d.fact(lang.L("Download"), map[bool]string{true: lang.L("Yes"), false: lang.L("No")}[t.Downloadable], ok(reasons, "not_downloadable"))
	d.fact(lang.L("Rules"), Allows(t.Rules, false), ok(reasons, "rule", "too_many_rules"))
	if d.known {
		d.fact(lang.L("Issued here"), words.List(Clock(d.issue.IssuedAt, now), d.issue.Note), true)
	}
}

func ok(reasons []token.Reason, codes ...string) bool {
	for _, r := range reasons {
		for _, c := range codes {
			if r.Code == c {
				return false
			}
		}
	}
	return true
}

func (d *decoder) signature() string {
	name := d.page.keys.labels()[d.decoded.KeyID]
	switch d.decoded.Signature {
	case token.SignatureGood:
		return words.List(lang.L("Good"), d.decoded.Algorithm, name)
	case token.SignatureBad:
		return words.List(lang.L("Wrong"), d.decoded.Algorithm, name)
	}
	return words.List(lang.L("Not checked"), d.decoded.Algorithm)
}

func (d *decoder) fact(name, value string, right bool) {
	icon, tone, color := look.IconDone, look.Success, look.Fg
	if !right {
		icon, tone, color = look.IconWarning, look.Error, look.Error
	}
	if len(d.facts.Objects) > 0 {
		d.facts.Add(widgets.NewRule())
	}
	d.facts.Add(widgets.Inset(6, 0, 6, 0, widgets.Row(8, widgets.Sized(76, 0, look.NewLabel(look.Small, look.Fg2, name)),
		widgets.Grow(look.NewLabel(look.Small, color, value).Shrinking()), widgets.NewMark(icon, tone).Small())))
}
