package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/welcome"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// accountMenu lists the accounts and the ways to others.
func (s *shell) accountMenu() {
	w := s.w
	if s.session == nil || widgets.OverlayOpen(w.Canvas()) {
		return
	}
	var items []widgets.MenuItem
	local := s.info.Local
	for _, a := range w.Host.Accounts() {
		local = local || a.Local
		items = append(items, widgets.MenuItem{
			Label: a.Name, Icon: look.IconPerson, Checked: a.Account == s.info.Account,
			Run: func() { w.switchTo(a) },
		})
	}
	if len(items) > 0 {
		items = append(items, widgets.MenuItem{Separator: true})
	}
	items = append(items, widgets.MenuItem{Label: lang.L("Connect an account…"), Icon: look.IconPlus, Run: w.another})
	if !local {
		items = append(items, widgets.MenuItem{Label: lang.L("Try it on this computer…"), Icon: look.IconServer, Run: w.another})
	}
	if !s.info.Local {
		items = append(items, widgets.MenuItem{Label: lang.L("Replace token…"), Icon: look.IconKey, Run: s.replaceToken})
	}
	widgets.ShowMenu(w.body, items, fyne.NewPos(10, 96))
}

func (w *Window) switchTo(a AccountInfo) {
	if w.shell != nil && w.shell.info.Account == a.Account {
		return
	}
	w.Open(func(ctx context.Context) (Session, error) {
		if a.Local {
			return w.Host.Try(ctx, func(string) {})
		}
		return w.Host.Open(ctx, a.Account)
	}, nil)
}

// another shows the first run's page, from which one can come back.
func (w *Window) another() {
	s := w.shell
	page := w.newWelcome(func() {
		if w.shell == s {
			w.fill(s.root)
			s.open(s.page)
		}
	})
	w.fill(page.Content)
	w.Canvas().Focus(page.First())
}

// showToken says on the queue page where the token is, if that matters.
func (s *shell) showToken() {
	switch s.info.Token {
	case TokenMissing:
		s.queue.SetBanner(widgets.NewBanner(widgets.BannerWarning, lang.L("The token is not on this computer any more"),
			lang.L("Uploads wait where they are until you enter it again.")).WithIcon(look.IconLock).
			WithAction(lang.L("Enter token…"), s.replaceToken))
	case TokenLocked:
		s.queue.SetBanner(widgets.NewBanner(widgets.BannerWarning, lang.L("The keychain can’t be read"),
			lang.L("The token may be in it. Unlock it and try again, or choose Replace token… in the account’s menu. Uploads wait until then.")).WithIcon(look.IconLock).
			WithAction(lang.L("Try again"), s.openAgain))
	case TokenInMemory:
		s.queue.SetBanner(widgets.NewBanner(widgets.BannerInfo, lang.L("The token is kept in memory only"),
			lang.L("This computer has no keychain that can be used, so Spool asks for the token at its next start.")).WithIcon(look.IconLock))
	default:
		s.queue.SetBanner(nil)
	}
}

// openAgain opens the account once more: its keychain may be unlocked now.
func (s *shell) openAgain() {
	s.w.Open(func(ctx context.Context) (Session, error) { return s.w.Host.Open(ctx, s.info.Account) }, nil)
}

// replaceToken asks for another token of the account and lets what waited for
// one go on.
func (s *shell) replaceToken() {
	if s.session == nil {
		return
	}
	w := s.w
	welcome.ShowTokenSheet(w.body, welcome.TokenParams{
		Accounts: w.Host, Do: w.reads.Do, Account: s.info.Account, Name: s.info.Name,
		Replace: func(token string, done func(error)) { s.takeToken(token, done) },
	})
}

func (s *shell) takeToken(token string, done func(error)) {
	w := s.w
	w.Open(func(ctx context.Context) (Session, error) {
		next, err := w.Host.Connect(ctx, s.info.Account, token, s.info.Name)
		if err != nil {
			return nil, err
		}
		return next, retryRefused(ctx, next)
	}, done)
}

// tokenCodes are the causes that another token mends.
var tokenCodes = []uploader.Code{uploader.CodeTokenRevoked, uploader.CodeTokenRight, uploader.CodeWrongAccount}

// retryRefused runs again what was refused for its token.
func retryRefused(ctx context.Context, s Session) error {
	jobs, err := s.Store().Jobs(ctx, uploader.Filter{Account: s.Info().Account, States: []uploader.State{uploader.Attention}})
	if err != nil {
		return err
	}
	var ids []int64
	for _, j := range jobs {
		for _, c := range tokenCodes {
			if j.Cause.Code == c {
				ids = append(ids, j.ID)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return s.Queue().Retry(ctx, ids...)
}
