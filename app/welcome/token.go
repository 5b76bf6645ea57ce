package welcome

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// TokenParams are what the sheet for another token needs.
type TokenParams struct {
	Accounts Accounts
	// Do runs something off Fyne's goroutine; then gets its error back on it.
	Do      func(run func(context.Context) error, then func(error))
	Account uploader.Account
	// Name is what it is called.
	Name string
	// Replace takes a token that Stream accepts.
	Replace func(token string, done func(error))
}

// ShowTokenSheet asks for another token of an account over the window that from
// is in.
func ShowTokenSheet(from fyne.CanvasObject, p TokenParams) {
	field := widgets.NewField(lang.L("Paste it here")).Mono()
	field.SetSecret(true)
	problem := look.NewParagraph(look.Small, look.Error, "").AtMost(2)
	var o *widgets.Overlay
	var main *widgets.Button
	refuse := func(text string) {
		main.Enable()
		problem.SetText(text)
	}
	main = widgets.NewButton(widgets.Main, lang.L("Replace token"), func() {
		token := strings.TrimSpace(field.Text())
		if token == "" {
			field.SetError(lang.L("The token is missing"))
			return
		}
		main.Disable()
		problem.SetText("")
		var report Report
		p.Do(func(ctx context.Context) (err error) {
			report, err = p.Accounts.Check(ctx, p.Account, token)
			return err
		}, func(err error) {
			switch {
			case err != nil:
				refuse(err.Error())
			case !report.Active:
				refuse(lang.L("Stream doesn’t take this token. It was revoked, has expired, or a character is missing."))
			case !report.Write:
				refuse(lang.L("This token can’t upload: it lacks the Stream Write permission for this account."))
			default:
				p.Replace(token, func(err error) {
					if err != nil {
						refuse(err.Error())
						return
					}
					o.Close()
				})
			}
		})
	})
	field.OnChanged = func(string) { field.SetError("") }
	field.OnSubmitted = func(string) { main.OnTapped() }
	o = widgets.ShowSheet(from, widgets.Sheet{
		Title: lang.L("Replace token"), Detail: p.Name, First: field.Focusable(), Main: main, Summary: problem, Width: 560,
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(10,
			widgets.NewLabeled(words.F("API token for account %s", words.Account(p.Account)), field),
			look.NewLabel(look.Small, look.Fg3, lang.L("It needs the permission Stream Write. It is checked before it replaces the old one.")).Shrinking())),
	})
}
