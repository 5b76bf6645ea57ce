package share

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/library/embed"
	"spool/widgets"
	"spool/widgets/look"
)

// warn shows what will keep the code from playing, with what mends it.
func (p *Page) warn() {
	p.warnings.Objects = nil
	dest := embed.Destination{Page: p.player.page.Text(), Signed: p.token() != ""}
	obstacles, err := embed.Obstacles(&p.video, dest)
	p.player.page.SetError("")
	if err != nil {
		p.player.page.SetError(err.Error())
	}
	for _, o := range obstacles {
		kind := widgets.BannerWarning
		if o.Stops {
			kind = widgets.BannerError
		}
		banner := widgets.NewBanner(kind, o.Text, p.consequence(o))
		switch {
		case o.Code == "signed_only" && p.Desk != nil:
			banner.WithAction(lang.L("Use a token"), p.useToken)
		case o.Mend != nil:
			banner.WithAction(mendLabel(o.Code), func() { p.mend(o.Mend) })
		}
		p.warnings.Add(banner)
	}
	shown(p.warnings, len(obstacles) > 0)
	p.warnings.Refresh()
}

func (p *Page) consequence(o embed.Obstacle) string {
	if o.Code == "origin" {
		return words.F("It plays on %s only.", words.List(p.video.AllowedOrigins...))
	}
	return ""
}

func mendLabel(code string) string {
	switch code {
	case "origin":
		return lang.L("Allow this page")
	case "odd_origin":
		return lang.L("Mend the origins")
	}
	return lang.L("Let it play without a token")
}

// useToken puts a token into the codes, and makes one where there is none.
func (p *Page) useToken() {
	p.use.SetOn(true)
	if p.made == nil {
		p.make(true)
	}
	p.refresh()
}

// mend edits the video so that the code plays.
func (p *Page) mend(patch library.Patch) {
	if p.Change == nil {
		return
	}
	v := p.video
	uid := v.UID
	p.Do(func(ctx context.Context) (err error) {
		v, err = p.Change(ctx, v, patch)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: words.F("The video was not changed: %s", err.Error()), Failed: true})
			return
		}
		p.Toast(widgets.Toast{Text: lang.L("Changed at Stream")})
		if p.Changed != nil {
			p.Changed(v)
		}
		if p.video.UID == uid {
			p.Show(v)
		}
	})
}

// issue records the token in the codes, then hands over a text.
func (p *Page) issue(deliver func()) {
	m := p.made
	p.Do(func(ctx context.Context) error { return m.remember(ctx, "") }, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
			return
		}
		deliver()
	})
}

// Key copies by the letters beside the codes, as in the library, and reports
// whether it was one of them. Shift with L copies the signed link, also where the
// codes are without the token.
func (p *Page) Key(ev *fyne.KeyEvent) bool {
	for kind, key := range codeKeys {
		if key != ev.Name {
			continue
		}
		if kind == embed.Watch && shift() && p.made != nil {
			p.copyWatch()
		} else {
			p.copyKind(kind)
		}
		return true
	}
	return false
}

// shift reports whether Shift is held; a key event does not tell.
var shift = func() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

func (p *Page) copyKind(k embed.Kind) {
	if p.linked != nil {
		return
	}
	if k == embed.Responsive {
		k = p.first
	}
	text, said := p.links.Get(k), words.F("%s copied", lang.L(k.Label()))
	if p.token() == "" || k == embed.UID {
		p.Copy(text)
		p.Toast(widgets.Toast{Text: said})
		return
	}
	p.issue(func() {
		p.CopySecret(text)
		p.Toast(widgets.Toast{Text: words.F("%s, with its token", said)})
	})
}

// copyWatch copies the player page with the token, also where the codes are
// without.
func (p *Page) copyWatch() {
	l, err := embed.LinksOf(&p.video, p.made.of(p.video.UID), embed.Settings{})
	if err != nil {
		p.Toast(widgets.Toast{Text: words.F("Nothing was copied: %s", err.Error()), Failed: true})
		return
	}
	p.issue(func() {
		p.CopySecret(l.Watch)
		p.Toast(widgets.Toast{Text: lang.L("Signed link copied")})
	})
}

// expand shows the other links, and asks Stream for its own code.
func (p *Page) expand() {
	open := !p.codes.more.Visible()
	shown(p.codes.more, open)
	p.codes.toggle.SetIcon(map[bool]look.IconName{true: look.IconUp, false: look.IconDown}[open])
	p.Content.Refresh()
	if !open || p.theirs != "" || p.Desk == nil || p.Desk.Stream == nil {
		return
	}
	code, uid := "", p.video.UID
	p.Do(func(ctx context.Context) (err error) {
		code, err = p.Desk.Stream.Embed(ctx, uid)
		return err
	}, func(err error) {
		if uid != p.video.UID {
			return
		}
		if err != nil {
			p.codes.theirs.Set([]widgets.CodeRun{{Text: err.Error(), Color: look.Error}}, nil)
		} else {
			p.theirs = code
			p.codes.theirs.Set(runsOf(code, ""), nil)
		}
		p.Content.Refresh()
	})
}

func (p *Page) copyTheirs() {
	if p.theirs == "" {
		return
	}
	p.Copy(p.theirs)
	p.Toast(widgets.Toast{Text: lang.L("Stream’s embed code copied")})
}

// browse opens a page with the code in the browser.
func (p *Page) browse() {
	if p.linked != nil {
		p.Toast(widgets.Toast{Text: lang.L("The video has no address yet"), Icon: look.IconInfo, Tone: look.AccentFg})
		return
	}
	page := p.links.Page(p.first)
	if p.token() == "" {
		p.Preview(page)
		return
	}
	p.issue(func() { p.Preview(page) })
}

// reveal shows the tokens in full for a while.
func (p *Page) reveal() {
	if p.revealed {
		p.conceal()
		return
	}
	p.issue(func() {
		p.revealed = true
		p.codes.eye.SetIcon(look.IconEyeOff)
		p.hide = p.After(revealTime, p.conceal)
		p.refresh()
	})
}

func (p *Page) conceal() {
	p.hide()
	if !p.revealed {
		return
	}
	p.revealed = false
	p.codes.eye.SetIcon(look.IconEye)
	p.refresh()
}
