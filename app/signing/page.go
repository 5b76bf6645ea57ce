package signing

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// The page's columns stand side by side from that width on.
const (
	besideFrom float32 = 880
	leftShare  float32 = 614.0 / 1052
)

// Page is the page of signing keys. All of it belongs to Fyne's goroutine.
type Page struct {
	Params
	// Content fills the room beside the list of sections.
	Content *widgets.Panes

	keys    *keyTable
	issued  *issuedTable
	tester  *Tester
	subject *look.Label // whose rules are tested
	decode  *decoder
	ticking func()
}

// NewPage returns an empty page; Refresh fills it.
func NewPage(params Params) *Page {
	p := &Page{Params: params, ticking: func() {}}
	p.keys, p.issued, p.tester, p.decode = newKeyTable(p), newIssuedTable(p), NewTester(), newDecoder(p)
	p.subject = look.NewLabel(look.Small, look.Fg3, lang.L("Choose a token, or decode one")).Shrinking()
	left := widgets.Column(20, p.keys.content, p.issued.content)
	right := widgets.Column(20, titled(lang.L("Who can watch?"), p.subject, p.tester.Content), p.decode.content)
	p.Content = widgets.NewPanes(left, right, besideFrom, leftShare).Plain()
	return p
}

// titled is a part of the page under its title, all titles on one grid.
func titled(title string, end, content fyne.CanvasObject) fyne.CanvasObject {
	head := widgets.Row(8, widgets.Grow(look.NewLabel(look.Subheading, look.Fg, title).Shrinking()), widgets.Sized(0, 28, end))
	return widgets.Column(8, head, content)
}

// First is what the keyboard starts from.
func (p *Page) First() fyne.Focusable { return p.keys.list }

// Refresh reads keys and tokens again.
func (p *Page) Refresh() {
	p.ticking()
	p.tick()
	if p.Desk == nil {
		return
	}
	p.keys.read()
	p.issued.read()
}

// Leave stops what runs while the page shows.
func (p *Page) Leave() { p.ticking() }

func (p *Page) tick() {
	p.issued.tick(p.Now())
	p.decode.tick()
	p.ticking = p.After(time.Second, p.tick)
}

// test shows the rules of a token in the tester.
func (p *Page) test(name string, rules []library.AccessRule, until time.Time) {
	p.subject.SetText(name)
	ends := ""
	if until.After(p.Now()) {
		ends = Clock(until, p.Now())
	}
	p.tester.Set(rules, ends)
	p.Content.Refresh()
}

// failed says what went wrong.
func (p *Page) failed(err error) {
	p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
}

// do runs a command, says what went wrong, and reads everything again after it.
func (p *Page) do(run func(context.Context) error, done string) {
	p.Do(run, func(err error) {
		if err != nil {
			p.failed(err)
		} else {
			p.Toast(widgets.Toast{Text: done})
		}
		p.Refresh()
	})
}

// consequence says what deleting a key would end.
func consequence(name string, c token.Consequence, now time.Time) (title, detail string) {
	detail = lang.L("At once, also those made elsewhere with it.")
	if c.Tokens == 0 {
		return words.F("Deleting %s ends no token that was made here", name), lang.L("Those made elsewhere with it end at once.")
	}
	title = words.F("Deleting %s ends %s of %s", name, words.N(c.Tokens, "%s valid token", "%s valid tokens"), words.N(c.Videos, "%s video", "%s videos"))
	return title, detail + " " + words.F("The last would end by itself at %s.", Clock(c.Last, now))
}
