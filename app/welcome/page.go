package welcome

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// Params are what a Page needs of the window it is in. Everything is called on
// Fyne's goroutine.
type Params struct {
	Accounts Accounts
	// Do runs something off Fyne's goroutine; then gets its error back on it.
	Do func(run func(context.Context) error, then func(error))
	// Connect opens an account whose token was checked, Try the local Stream;
	// both call done when the page may go or could not be left.
	Connect func(a uploader.Account, token, name string, done func(error))
	Try     func(progress func(string), done func(error))
	OpenURL func(address string)
	// Theme is the chosen one of the names that SetTheme takes: 0 follows the
	// system, 1 is light, 2 is dark.
	Theme    int
	SetTheme func(int)
	// Back leaves the page where there is an account already; else nil.
	Back func()
	Now  func() time.Time
}

// Page asks where the videos should go. All of it belongs to Fyne's goroutine.
type Page struct {
	Params
	// Content fills the window.
	Content fyne.CanvasObject

	form     *connectForm
	options  []*option
	chosen   int
	right    *fyne.Container
	start    *widgets.Button
	telling  *look.Label
	problem  *look.Paragraph
	scroll   *container.Scroll
	column   *fyne.Container
	sentence *look.Paragraph
}

// NewPage returns the page with the first way in chosen.
func NewPage(params Params) *Page {
	if params.Now == nil {
		params.Now = time.Now
	}
	p := &Page{
		Params:   params,
		telling:  look.NewLabel(look.Small, look.Fg2, "").Shrinking(),
		problem:  look.NewParagraph(look.Small, look.Error, ""),
		sentence: look.NewParagraph(look.Small, look.Fg2, lang.L("It comes with sample videos, of which a few are being uploaded, so that everything can be tried. Connect an account whenever you like.")),
	}
	p.form = newConnectForm(p)
	p.start = widgets.NewLargeButton(widgets.Main, lang.L("Try it"), p.Try)
	p.options = []*option{
		newOption(look.IconKey, lang.L("Connect an account"), lang.L("Upload, edit, caption and share everything in it"), p.form.body),
		newOption(look.IconServer, lang.L("Try it on this computer"), lang.L("A small Stream stand-in runs locally. Nothing leaves your machine."),
			widgets.Column(12, p.sentence, p.problem, widgets.Row(12, widgets.Grow(p.telling), p.start))),
	}
	for i, o := range p.options {
		o.choose = func() { p.choose(i) }
		o.step = func(by int) { p.step(i + by) }
		o.enter = p.enter
		o.back = p.Back
	}
	p.build()
	p.fail("")
	p.choose(0)
	p.askKeyring()
	return p
}

func (p *Page) build() {
	head := []fyne.CanvasObject{
		look.NewLabel(look.Display, look.Fg, lang.L("Where should your videos go?")).Shrinking(),
		look.NewLabel(look.Lead, look.Fg2, lang.L("You can add more accounts later.")).Shrinking(),
	}
	p.column = widgets.Column(12, widgets.Inset(0, 0, 10, 0, widgets.Column(6, head...)), p.options[0], p.options[1])
	p.scroll = container.NewVScroll(widgets.Inset(ringRoom, ringRoom, ringRoom, ringRoom, p.column))
	theme := widgets.NewSelect([]widgets.Option{
		{Label: lang.L("Match system"), Icon: look.IconContrast}, {Label: lang.L("Light"), Icon: look.IconSun}, {Label: lang.L("Dark"), Icon: look.IconMoon},
	}, p.Theme, p.SetTheme).Compact()
	foot := []fyne.CanvasObject{widgets.Sized(150, 0, theme), widgets.Space()}
	if p.Back != nil {
		back := widgets.NewButton(widgets.Quiet, lang.L("Back"), p.Back)
		back.SetTip(lang.L("Back to the account"), "Esc")
		foot = append(foot, back, gap(0))
	}
	hint := func(does string, keys ...string) {
		for _, k := range keys {
			foot = append(foot, widgets.NewKeyCap(k))
		}
		foot = append(foot, look.NewLabel(look.Small, look.Fg2, does), widgets.Sized(8, 0, &fyne.Container{}))
	}
	hint(lang.L("Choose"), "Up", "Down")
	hint(lang.L("Continue"), "Enter")
	p.right = container.New(&rightLayout{p}, p.scroll, widgets.Row(6, foot[:len(foot)-1]...))
	p.Content = container.New(&pageLayout{}, p.right, newSide())
}

// First is what gets the keyboard first.
func (p *Page) First() fyne.Focusable { return p.options[p.chosen] }

func (p *Page) choose(i int) {
	p.chosen = i
	for n, o := range p.options {
		o.set(n == i)
	}
	p.relay()
}

// step chooses a neighbour and takes the keyboard there.
func (p *Page) step(i int) {
	if i < 0 || i >= len(p.options) {
		return
	}
	p.choose(i)
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.Content); c != nil {
		c.Focus(p.options[i])
	}
}

// enter goes on from the chosen card.
func (p *Page) enter() {
	if p.chosen == 1 {
		p.Try()
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.Content); c != nil {
		c.Focus(p.form.account.Focusable())
	}
}

// relay lays out again after the height of something changed.
func (p *Page) relay() {
	if p.column != nil {
		p.column.Refresh()
		p.scroll.Refresh()
	}
}

// busy keeps a button from being pressed twice.
func (p *Page) busy(b *widgets.Button, on bool) {
	if on {
		b.Disable()
	} else {
		b.Enable()
	}
}

func (p *Page) connect(a uploader.Account, token, name string) {
	p.busy(p.form.main, true)
	p.Connect(a, token, name, func(err error) {
		p.busy(p.form.main, false)
		if err != nil {
			p.form.problem.SetText(err.Error())
			p.form.show()
		}
	})
}

// Try chooses the local Stream and starts it.
func (p *Page) Try() {
	p.choose(1)
	p.busy(p.start, true)
	p.fail("")
	p.Params.Try(func(doing string) { p.telling.SetText(doing) }, func(err error) {
		p.busy(p.start, false)
		p.telling.SetText("")
		if err != nil {
			p.fail(err.Error())
		}
	})
}

// fail says why the local Stream did not start, or takes that back.
func (p *Page) fail(problem string) {
	p.problem.SetText(problem)
	if problem == "" {
		p.problem.Hide() // without a gap in its place
	} else {
		p.problem.Show()
	}
	p.relay()
}

// askKeyring finds out where the token will be kept.
func (p *Page) askKeyring() {
	if p.Accounts == nil {
		return
	}
	p.Do(p.Accounts.Keyring, func(err error) {
		if err != nil {
			p.form.kept.SetText(lang.L("No keychain: kept until Spool ends"))
		}
	})
}

// Demonstrate fills the form in and shows the result of a check, for pictures.
func (p *Page) Demonstrate(account, name string, r Report) {
	p.form.account.SetText(account)
	p.form.token.SetText("cfut_Q1n4u0Xw7Lr2Tz9Yb6Kd3Hs8Vm5Pq7RwqR7w")
	p.form.name.SetText(name)
	p.form.answer(r, nil)
}
