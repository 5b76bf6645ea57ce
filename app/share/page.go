package share

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/signing"
	"spool/app/words"
	"spool/library"
	"spool/library/embed"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// The page's two columns stand side by side from that width on.
const (
	besideFrom float32 = 1064
	leftShare  float32 = 632.0 / 1224
)

// revealTime is how long tokens are shown.
const revealTime = 30 * time.Second

// Page is the Share tab. All of it belongs to Fyne's goroutine.
type Page struct {
	Params
	// Content fills the room below the tabs.
	Content *widgets.Panes

	video    library.Video
	player   *player
	warnings *fyne.Container
	codes    *codes
	use      *widgets.Switch
	terms    *terms
	with     *widgets.RadioCards
	result   *result
	notes    *fyne.Container
	tester   *signing.Tester

	keyLabel string // of the key that signs here, "" without one
	signable bool   // the form is a whole one
	made     *made
	links    embed.Links
	linked   error
	first    embed.Kind
	theirs   string
	revealed bool
	hide     func()
	asked    int
	ticking  func()
}

// NewPage returns an empty tab; Show fills it.
func NewPage(params Params) *Page {
	p := &Page{Params: params, hide: func() {}, ticking: func() {}}
	p.player = newPlayer(&p.Params, p.refresh)
	p.warnings = widgets.Column(8)
	p.codes = newCodes(p.copyKind, p.copyTheirs, p.reveal, p.expand)
	browser := widgets.NewSmallButton(widgets.Link, lang.L("See it in the browser"), p.browse).WithIcon(look.IconOpen)
	left := widgets.Column(16, widgets.Section(lang.L("Embed"), browser, p.player.content), widgets.NewRule(), p.warnings, p.codes.content)
	p.Content = widgets.NewPanes(left, p.signPane(), besideFrom, leftShare)
	return p
}

func (p *Page) signPane() fyne.CanvasObject {
	p.use = widgets.NewSwitch(false, func(bool) { p.refresh(); p.remake() })
	p.terms = newTerms(p.Habits.life(), p.Now, p.termsChanged)
	chosen := 0
	if p.Habits.Stream {
		chosen = 1
	}
	p.with = widgets.NewRadioCards(nil, chosen, func(i int) {
		if i == 0 && p.keyLabel == "" {
			p.offer("")
			p.Toast(widgets.Toast{Text: lang.L("There is no signing key on this computer: create or import one in Settings"), Icon: look.IconInfo, Tone: look.AccentFg})
			return
		}
		p.Habits.Stream = i == 1
		p.Keep(p.Habits)
		p.made = nil
		p.remake()
	})
	p.result = newResult(func() { p.make(true) }, func() { p.copyWatch() })
	p.notes = widgets.Column(8)
	p.tester = signing.NewTester()
	end := widgets.Row(10, look.NewLabel(look.Small, look.Fg3, lang.L("Use this token in the codes")), p.use)
	return widgets.Column(16, widgets.Section(lang.L("Signed link"), end, p.terms.content),
		widgets.NewLabeled(lang.L("Sign with"), p.with), p.result.content, p.notes,
		widgets.Section(lang.L("Who can watch?"), nil, p.tester.Content))
}

// Show begins with a video; the same one again, perhaps edited, keeps the form.
func (p *Page) Show(v library.Video) {
	again := p.video.UID == v.UID
	p.video = v
	if again {
		p.player.video = v
		p.refresh()
		return
	}
	p.made, p.theirs, p.revealed = nil, "", false
	p.codes.more.Hide()
	p.use.SetOn(v.RequireSignedURLs)
	p.player.show(v)
	p.refresh()
	p.askKeys()
	p.ticking()
	p.tick()
}

// Leave stops what runs while the tab shows.
func (p *Page) Leave() {
	p.ticking()
	p.conceal()
}

func (p *Page) tick() {
	p.result.tick(p.Now())
	p.ticking = p.After(time.Second, p.tick)
}

// askKeys finds out what can sign.
func (p *Page) askKeys() {
	if p.Desk == nil {
		p.offer("")
		return
	}
	label := ""
	p.Do(func(ctx context.Context) error {
		id, _, err := p.Desk.OnlyKey(ctx)
		if err != nil || id == "" {
			return err
		}
		label = signing.ShortID(id)
		known, err := p.Desk.Record.Keys(ctx)
		for _, k := range known {
			if k.ID == id && k.Label != "" {
				label = k.Label
			}
		}
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
		}
		p.offer(label)
		p.remake()
	})
}

// offer shows the ways to sign; key is what the key on this computer is called.
func (p *Page) offer(key string) {
	p.keyLabel = key
	here := widgets.RadioCard{Title: lang.L("Key on this computer"), Detail: words.F("“%s”, from the keychain. Offline.", key)}
	if key == "" {
		here.Detail = lang.L("None yet. Create one in Settings.")
	}
	p.with.SetCards([]widgets.RadioCard{here, {Title: lang.L("Stream API"), Detail: lang.L("One request for each token.")}}, p.signer())
}

// signer is the card that signs: Stream where there is no key.
func (p *Page) signer() int {
	if p.Habits.Stream || p.keyLabel == "" {
		return 1
	}
	return 0
}

func (p *Page) termsChanged() {
	if life := p.terms.chosenLife(); life > 0 && life != p.Habits.Life {
		p.Habits.Life = life
		p.Keep(p.Habits)
	}
	p.made = nil
	p.remake()
}

// remake makes a token for the form as it is, where that costs nothing: a key
// signs here at once. Stream is asked only when it is told to.
func (p *Page) remake() { p.make(false) }

func (p *Page) make(asked bool) {
	t, ok := p.terms.read()
	p.signable = ok
	p.explain(t)
	p.asked++
	number := p.asked
	switch {
	case !ok:
		p.made = nil
		p.result.none(lang.L("No token"), lang.L("Something above is not right yet."), lang.L("New token"))
		p.refresh()
		return
	case p.Desk == nil, p.signer() == 1 && !asked && p.made == nil:
		p.result.none(lang.L("No token yet"), lang.L("Stream makes it when you ask."), lang.L("Get a token"))
		p.refresh()
		return
	}
	var m *made
	v, byStream := p.video, p.signer() == 1
	p.Do(func(ctx context.Context) (err error) {
		m, err = sign(ctx, p.Desk, byStream, t, []library.Video{v})
		return err
	}, func(err error) {
		if number != p.asked {
			return // the form has changed meanwhile
		}
		p.take(m, err)
	})
}

// take shows a token that was made, or why there is none.
func (p *Page) take(m *made, err error) {
	p.made = m
	if err == nil {
		var d token.Decoded
		if d, err = token.Decode(m.tokens[0], nil); err == nil {
			p.result.set(d, p.Now())
			p.say(m.maker.Notes)
		}
	}
	if err != nil {
		p.made = nil
		p.result.none(lang.L("No token"), err.Error(), lang.L("Try again"))
	}
	p.refresh()
}

// explain tells what the rules do.
func (p *Page) explain(t token.Terms) {
	p.tester.Set(t.Rules, signing.Clock(t.Expires, p.Now()))
	p.say(token.RuleNotes(t.Rules))
}

func (p *Page) say(notes []string) {
	p.notes.Objects = nil
	if t, _ := p.terms.rules.rules(); len(t) > 0 {
		notes = append(notes, lang.L("The rules are checked during playback as well. Prefer IP ranges: a phone may change its address mid-video."))
	}
	for _, n := range notes {
		p.notes.Add(widgets.Row(8, widgets.Column(0, widgets.NewMark(look.IconInfo, look.Warning).Small(), widgets.Space()),
			widgets.Grow(look.NewParagraph(look.Small, look.Fg3, n))))
	}
	p.notes.Refresh()
	p.Content.Refresh()
}

// token is the one in the codes, "" for none.
func (p *Page) token() string {
	if !p.use.On() {
		return ""
	}
	return p.made.of(p.video.UID)
}

// refresh brings codes and warnings in step with the forms.
func (p *Page) refresh() {
	settings, first, ok := p.player.read()
	p.first = first
	p.links, p.linked = embed.LinksOf(&p.video, p.token(), settings)
	switch {
	case p.linked != nil:
		p.codes.none(lang.L("Stream gives the address once the video is ready"))
	case !ok:
		p.codes.none(lang.L("Something above is not right yet"))
	default:
		p.codes.set(p.links, first, p.token(), p.revealed)
	}
	p.warn()
	p.Content.Refresh()
}

// Demonstrate shows a token that was made elsewhere, for pictures; key is what
// its key is called.
func (p *Page) Demonstrate(signed, key string, captions []string) {
	d, err := token.Decode(signed, nil)
	if err != nil {
		panic(err) // a slip in the fixed data
	}
	p.offer(key)
	p.terms.rules.set(d.Rules)
	p.terms.read()
	p.explain(token.Terms{Rules: d.Rules, Expires: d.Expires})
	p.made = newMade(nil, []library.Video{p.video}, []string{signed})
	p.made.known = true
	p.result.set(d, d.NotBefore)
	p.result.tick(p.Now())
	p.player.listCaptions(captions)
	p.player.captions.SetSelected(1)
	p.player.switches[muted].SetOn(true)
	p.player.accent.SetText("#F2C14E")
	p.player.letter.SetText("#101214")
	p.player.accent.paint()
	p.player.letter.paint()
	p.player.look()
	p.refresh()
}
