package share

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/signing"
	"spool/app/words"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// terms is the form of what a token allows.
type terms struct {
	content  *fyne.Container
	life     *widgets.Segments
	custom   *widgets.Field
	until    *look.Label
	begins   *widgets.Select
	begin    *widgets.Field
	download *widgets.Switch
	rules    *rules
	now      func() time.Time
	changed  func()
}

// begins offered for a token that does not begin at once.
var laters = []time.Duration{0, 5 * time.Minute, 30 * time.Minute, time.Hour}

func newTerms(life time.Duration, now func() time.Time, changed func()) *terms {
	t := &terms{now: now, changed: changed}
	labels := make([]string, 0, len(token.Presets)+1)
	for _, d := range token.Presets {
		labels = append(labels, words.F("%d h", int(d.Hours())))
	}
	labels = append(labels, lang.L("Custom"))
	preset := slices.Index(token.Presets, life)
	if preset < 0 {
		preset = len(token.Presets)
	}
	t.life = widgets.NewTextSegments(labels, preset, func(int) { t.show(); changed() })
	t.custom = widgets.NewField("30m, 6h, 2026-05-14 16:00")
	t.custom.SetText(strings.TrimSuffix(strings.TrimSuffix(life.String(), "0s"), "0m"))
	t.custom.OnChanged = func(string) { changed() }
	t.until = look.NewLabel(look.Small, look.Fg3, "").Shrinking()
	t.begins = widgets.NewSelect([]widgets.Option{
		{Label: lang.L("At once"), Icon: look.IconClock},
		{Label: lang.L("In 5 minutes"), Icon: look.IconClock},
		{Label: lang.L("In 30 minutes"), Icon: look.IconClock},
		{Label: lang.L("In an hour"), Icon: look.IconClock},
		{Label: lang.L("Custom"), Icon: look.IconCalendar},
	}, 0, func(int) { t.show(); changed() })
	t.begin = widgets.NewField("10m, 2026-05-14 10:00")
	t.begin.OnChanged = func(string) { changed() }
	t.download = widgets.NewSwitch(false, func(bool) { changed() })
	t.rules = newRules(changed)
	t.content = widgets.Column(12,
		widgets.NewLabeled(lang.L("Expires after"), widgets.Row(8, t.life, widgets.Grow(t.until))),
		t.custom,
		widgets.Row(8, look.NewLabel(look.Small, look.Fg2, lang.L("Not before")), widgets.Sized(140, 0, t.begins), widgets.Space(),
			look.NewLabel(look.Small, look.Fg2, lang.L("Allow MP4 download")), t.download),
		t.begin,
		widgets.Inset(4, 0, 0, 0, t.rules.content))
	t.show()
	return t
}

// show shows the fields that the choices need.
func (t *terms) show() {
	shown(t.custom, t.life.Selected() == len(token.Presets))
	shown(t.begin, t.begins.Selected() == len(laters))
	t.content.Refresh()
}

func shown(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// read is the form as terms. What is wrong stands under its field, and ok is
// false.
func (t *terms) read() (terms token.Terms, ok bool) {
	now := t.now()
	terms.Downloadable = t.download.On()
	t.custom.SetError("")
	t.begin.SetError("")
	var err error
	if i := t.life.Selected(); i < len(token.Presets) {
		terms.Expires = now.Add(token.Presets[i])
	} else if terms.Expires, err = token.ParseWhen(t.custom.Text(), now); err != nil {
		t.custom.SetError(err.Error())
		return terms, false
	}
	switch i := t.begins.Selected(); {
	case i > 0 && i < len(laters):
		terms.NotBefore = now.Add(laters[i])
	case i == len(laters):
		if terms.NotBefore, err = token.ParseWhen(t.begin.Text(), now); err != nil {
			t.begin.SetError(err.Error())
			return terms, false
		}
	}
	var whole bool
	if terms.Rules, whole = t.rules.rules(); !whole {
		return terms, false
	}
	t.until.SetText(words.F("until %s, 24 h at most", signing.Clock(terms.Expires, now)))
	return terms, t.check(terms, now)
}

// check shows what Stream would refuse.
func (t *terms) check(terms token.Terms, now time.Time) bool {
	problems := terms.Check(now)
	for _, p := range problems {
		switch p.Field {
		case token.FieldNotBefore:
			t.begins.SetSelected(len(laters))
			t.begin.SetError(p.Text)
		case token.FieldExpires:
			t.life.SetSelected(len(token.Presets))
			t.custom.SetError(p.Text)
		}
	}
	t.show()
	return len(problems) == 0
}

// chosenLife is the preset that was chosen, 0 for another.
func (t *terms) chosenLife() time.Duration {
	if i := t.life.Selected(); i < len(token.Presets) {
		return token.Presets[i]
	}
	return 0
}
