package welcome

import (
	"context"
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// tokenPage is where Cloudflare makes API tokens (Cloudflare docs, Fundamentals,
// "Create API token").
const tokenPage = "https://dash.cloudflare.com/profile/api-tokens"

// connectForm asks for an account and its token, and checks them.
type connectForm struct {
	page    *Page
	account *widgets.Field
	token   *widgets.Field
	name    *widgets.Field
	reveal  *widgets.Button
	kept    *look.Label
	title   *look.Label
	note    *look.Label
	again   *widgets.Button
	main    *widgets.Button
	problem *look.Paragraph
	body    *fyne.Container

	hidden  bool
	asked   int // the number of the last check
	checked bool
	found   uploader.Account // whose token was checked
	report  Report
}

func newConnectForm(p *Page) *connectForm {
	f := &connectForm{
		page:    p,
		account: widgets.NewField("3f9a1c7be2d84056a1e7c0b9d452f680").Mono(),
		token:   widgets.NewField(lang.L("Paste it here")).Mono(),
		name:    widgets.NewField(lang.L("Example Studio")),
		kept:    look.NewLabel(look.Small, look.Fg2, lang.L("Kept in your system keychain, never in a file")).Shrinking(),
		title:   look.NewLabel(look.SmallMedium, look.Fg2, lang.L("What this token can do")),
		note:    look.NewLabel(look.Small, look.Fg2, ""),
		problem: look.NewParagraph(look.Small, look.Error, ""),
		body:    widgets.Column(0),
	}
	f.reveal = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconEye, widgets.Tip{Text: lang.L("Show the token")}, f.toggle)
	f.token.WithTrailing(f.reveal).SetSecret(true)
	f.hidden = true
	f.again = widgets.NewButton(widgets.Quiet, lang.L("Check again"), f.check).WithIcon(look.IconRetry)
	f.main = widgets.NewLargeButton(widgets.Main, "", f.proceed)
	for _, field := range []*widgets.Field{f.account, f.token} {
		field.OnChanged = func(string) { f.changed() }
		field.OnSubmitted = func(string) { f.proceed() }
	}
	f.name.OnSubmitted = func(string) { f.proceed() }
	f.show()
	return f
}

func (f *connectForm) toggle() {
	f.hidden = !f.hidden
	f.token.SetSecret(f.hidden)
	icon, tip := look.IconEye, lang.L("Show the token")
	if !f.hidden {
		icon, tip = look.IconEyeOff, lang.L("Hide the token")
	}
	f.reveal.SetIcon(icon)
	f.reveal.SetTip(tip, "")
}

// accountPattern finds the account's ID in what was pasted, which may be an
// address of the dashboard.
var accountPattern = regexp.MustCompile(`[0-9a-fA-F]{32}`)

func (f *connectForm) accountID() string {
	text := strings.TrimSpace(f.account.Text())
	if id := accountPattern.FindString(text); id != "" {
		return id
	}
	return text
}

// changed forgets a check that was of something else.
func (f *connectForm) changed() {
	f.asked++
	f.checked = false
	f.account.SetError("")
	f.token.SetError("")
	f.problem.SetText("")
	f.show()
}

// proceed is the main button: check first, then open.
func (f *connectForm) proceed() {
	if !f.checked || !f.report.Active {
		f.check()
		return
	}
	name := strings.TrimSpace(f.name.Text())
	if name == "" {
		name = lang.L("My account")
	}
	f.page.connect(f.found, strings.TrimSpace(f.token.Text()), name)
}

func (f *connectForm) check() {
	id, token := f.accountID(), strings.TrimSpace(f.token.Text())
	switch {
	case id == "":
		f.account.SetError(lang.L("The account’s ID is missing"))
	case token == "":
		f.token.SetError(lang.L("The token is missing"))
	default:
		a, err := f.page.Accounts.Account(id)
		if err != nil {
			f.answer(Report{}, err)
			return
		}
		f.ask(a, token)
	}
}

// ask lets Stream say what the token can do with the account.
func (f *connectForm) ask(a uploader.Account, token string) {
	f.asked++
	asked := f.asked
	f.page.busy(f.main, true)
	f.note.SetText(lang.L("Asking Stream…"))
	var report Report
	f.page.Do(func(ctx context.Context) (err error) {
		report, err = f.page.Accounts.Check(ctx, a, token)
		return err
	}, func(err error) {
		f.page.busy(f.main, false)
		if asked == f.asked {
			f.found = a
			f.answer(report, err)
		}
	})
}

func (f *connectForm) answer(r Report, err error) {
	f.note.SetText("")
	if err != nil {
		f.problem.SetText(err.Error())
		f.show()
		return
	}
	f.problem.SetText("")
	f.report, f.checked = r, true
	f.note.SetText(lang.L("Checked just now, nothing was changed"))
	f.show()
}

// show builds what the form consists of at this stage.
func (f *connectForm) show() {
	f.main.SetText(lang.L("Check the token"))
	parts := []fyne.CanvasObject{
		widgets.Row(16, widgets.Sized(292, 0, widgets.NewLabeled(lang.L("Account ID"), f.account)),
			widgets.Grow(widgets.NewLabeled(lang.L("API token"), f.token))),
		gap(8),
		widgets.Row(8, widgets.NewGlyph(look.IconLock, look.IconBadge, look.Fg3), widgets.Grow(f.kept),
			widgets.NewSmallButton(widgets.Link, lang.L("Make a token with the right permissions"), func() { f.page.OpenURL(tokenPage) }).WithIcon(look.IconOpen)),
	}
	if f.checked {
		parts = append(parts, gap(16), widgets.Row(8, f.title, widgets.Space(), f.note), gap(8),
			newChecks(checks(f.report, f.page.Now())))
	}
	if f.problem.Text() != "" {
		parts = append(parts, gap(12), f.problem)
	}
	parts = append(parts, gap(16))
	if f.checked && f.report.Active {
		f.main.SetText(lang.L("Open my library"))
		parts = append(parts, widgets.Row(12, look.NewLabel(look.SmallMedium, look.Fg2, lang.L("Call it")),
			widgets.Grow(f.name), widgets.Sized(4, 0, &fyne.Container{}), f.again, f.main))
	} else if f.checked {
		parts = append(parts, widgets.Row(12, widgets.Space(), f.main))
	} else {
		parts = append(parts, widgets.Row(12, f.note, widgets.Space(), f.main))
	}
	f.body.Objects = parts
	f.page.relay()
}

func gap(height float32) fyne.CanvasObject {
	return widgets.Sized(0, height, &fyne.Container{})
}
