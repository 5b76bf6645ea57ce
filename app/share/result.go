package share

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/signing"
	"spool/app/words"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// result is the card of the token that was made: how long it still plays and
// what is in it.
type result struct {
	content *widgets.Card
	clock   *widgets.Reel
	title   *look.Label
	detail  *look.Label
	again   *widgets.Button
	copy    *widgets.Button
	code    *widgets.CodeBox
	body    *fyne.Container
	decoded token.Decoded
	from    time.Time
	has     bool
}

func newResult(again, copyLink func()) *result {
	r := &result{clock: widgets.NewReel(widgets.ReelClock), code: widgets.NewCodeBox().Bare()}
	r.title = look.NewLabel(look.BodyMedium, look.Fg, "").Shrinking()
	r.detail = look.NewLabel(look.Small, look.Fg3, "").Shrinking()
	r.again = widgets.NewSmallButton(widgets.Neutral, lang.L("New token"), again).WithIcon(look.IconRetry)
	r.copy = widgets.NewSmallButton(widgets.Main, lang.L("Copy signed link"), copyLink).WithIcon(look.IconLink)
	r.copy.SetTip(lang.L("Copy the player page with this token"), "Shift L")
	head := widgets.Row(12, r.clock, widgets.Grow(widgets.Column(0, r.title, r.detail)), r.again, r.copy)
	r.body = widgets.Column(0, widgets.NewRule(), widgets.Inset(14, 14, 14, 14, r.code))
	r.content = widgets.NewCard(widgets.Column(0, widgets.Inset(12, 14, 12, 14, head), r.body)).Inset(1)
	return r
}

// set shows a token that was made at a moment.
func (r *result) set(d token.Decoded, from time.Time) {
	r.decoded, r.from, r.has = d, from, true
	r.code.Set(signing.PayloadRuns(d.Payload), nil)
	rules := lang.L("no rules")
	if n := len(d.Rules); n > 0 {
		rules = words.N(n, "%s rule", "%s rules")
	}
	r.detail.SetText(words.List(lang.L("Decoded token"), rules, d.Algorithm))
	r.again.SetText(lang.L("New token"))
	r.body.Show()
	r.copy.Enable()
	r.tick(from)
}

// none says why there is no token.
func (r *result) none(title, why, button string) {
	r.has = false
	r.clock.Set()
	r.title.SetText(title)
	r.detail.SetText(why)
	r.again.SetText(button)
	r.copy.Disable()
	r.body.Hide()
	r.content.Refresh()
}

// tick brings the countdown in step with the clock.
func (r *result) tick(now time.Time) {
	if !r.has {
		return
	}
	left, whole := r.decoded.Expires.Sub(now), r.decoded.Expires.Sub(r.from)
	tone, title := look.Success, words.F("Valid for %s", signing.Left(left, true))
	switch wait := r.decoded.NotBefore.Sub(now); {
	case left <= 0:
		tone, title = look.Error, lang.L("It has ended")
	case !r.decoded.NotBefore.IsZero() && wait > 0:
		title = words.F("Begins in %s", signing.Left(wait, true))
		tone = look.Warning
	case left < 5*time.Minute:
		tone = look.Warning
	}
	r.title.SetText(title)
	r.clock.SetTone(tone)
	if whole > 0 {
		r.clock.Set(min(1, max(0, float64(left)/float64(whole))))
	}
}
