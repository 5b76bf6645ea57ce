package signing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// Tester says whether a viewer may watch with a token, and by which rule.
type Tester struct {
	// Content is the card.
	Content *widgets.Card
	// Address is the first field.
	Address *widgets.Field

	country   *widgets.Select
	countries []token.Country
	chosen    int
	icon      *widgets.Mark
	title     *look.Label
	detail    *look.Paragraph
	rows      *fyne.Container
	rules     []library.AccessRule
	until     string
	unread    bool
}

const addressWidth float32 = 180

// NewTester returns a tester of no rules.
func NewTester() *Tester {
	t := &Tester{countries: token.Countries(Tongue)}
	t.Address = widgets.NewField("198.51.100.24").WithIcon(look.IconServer).Mono()
	t.Address.OnChanged = func(string) { t.test() }
	options := []widgets.Option{{Label: lang.L("Not known"), Icon: look.IconGlobe}}
	for _, c := range t.countries {
		options = append(options, widgets.Option{Label: c.Name + " (" + c.Code + ")", Icon: look.IconGlobe})
	}
	t.country = widgets.NewSelect(options, 0, func(i int) { t.chosen = i; t.test() })
	t.icon = widgets.NewMark(look.IconDone, look.Success)
	t.title = look.NewLabel(look.BodyMedium, look.Fg, "").Shrinking()
	t.detail = look.NewParagraph(look.Small, look.Fg2, "")
	t.rows = widgets.Column(0)
	fields := widgets.Stretched(8, widgets.Sized(addressWidth, 0, widgets.NewLabeled(lang.L("Address"), t.Address)),
		widgets.Grow(widgets.NewLabeled(lang.L("Country"), t.country)))
	verdict := widgets.Row(12, t.icon, widgets.Grow(widgets.Column(0, t.title, t.detail)))
	t.Content = widgets.NewCard(widgets.Column(0, widgets.Inset(12, 15, 0, 15, fields),
		widgets.Inset(12, 15, 12, 15, verdict), t.rows)).Inset(1)
	t.test()
	return t
}

// Set gives the rules to test; until says how long the token plays, or "".
func (t *Tester) Set(rules []library.AccessRule, until string) {
	t.rules, t.until, t.unread = rules, until, false
	t.test()
}

// SetUnread says that there are rules which cannot be read.
func (t *Tester) SetUnread() {
	t.rules, t.until, t.unread = nil, "", true
	t.test()
}

// Ask fills in a viewer.
func (t *Tester) Ask(address, country string) {
	t.Address.SetText(address)
	for i, c := range t.countries {
		if c.Code == country {
			t.chosen = i + 1
			t.country.SetSelected(i + 1)
		}
	}
	t.test()
}

func (t *Tester) test() {
	country := ""
	if t.chosen > 0 {
		country = t.countries[t.chosen-1].Code
	}
	viewer, err := token.ParseViewer(t.Address.Text(), country)
	if err != nil {
		t.Address.SetError(err.Error())
		t.Content.Refresh()
		return
	}
	t.Address.SetError("")
	v := token.WhoCanWatch(t.rules, viewer)
	t.detail.SetText(v.Explain(t.rules, Tongue))
	switch {
	case t.unread:
		t.detail.SetText(lang.L("Its access rules can’t be read."))
		t.say(look.IconError, look.Error, lang.L("Doesn’t play"))
	case v.Allowed && t.until != "":
		t.say(look.IconDone, look.Success, words.F("Plays until %s", t.until))
	case v.Allowed:
		t.say(look.IconDone, look.Success, lang.L("Plays"))
	default:
		t.say(look.IconError, look.Error, lang.L("Doesn’t play"))
	}
	t.list(v)
	t.Content.Refresh()
}

func (t *Tester) say(icon look.IconName, tone fyne.ThemeColorName, title string) {
	t.icon.Set(icon, tone)
	t.title.SetText(title)
}

// list shows every rule with what became of it.
func (t *Tester) list(v token.Verdict) {
	t.rows.Objects = nil
	for i, r := range t.rules {
		action := lang.L("Block")
		if r.Action == token.Allow {
			action = lang.L("Allow")
		}
		what, tone := lang.L("No match"), look.Fg3
		role := look.Small
		ground := look.Surface
		switch {
		case i == v.Rule:
			what, role, tone, ground = lang.L("Decides"), look.SmallMedium, look.Success, look.SuccessSoft
			if !v.Allowed {
				tone, ground = look.Error, look.ErrorSoft
			}
		case v.Rule >= 0 && i > v.Rule:
			what = lang.L("Not reached")
		case i == v.Unsure:
			what, tone = lang.L("Not known"), look.Warning
		}
		row := widgets.Row(8, widgets.Sized(10, 0, look.NewLabel(look.Small, look.Fg3, words.Count(i+1))),
			widgets.NewMark(RuleIcon(r.Type), look.Fg2).Small(),
			widgets.Grow(look.NewLabel(role, look.Fg2, token.DescribeRule(r, Tongue)).Shrinking()),
			widgets.Sized(56, 0, look.NewLabel(role, look.Fg2, action)),
			widgets.Sized(76, 0, look.NewLabel(role, tone, what).Trailing()))
		t.rows.Add(widgets.NewRule())
		line := fyne.CanvasObject(widgets.Inset(8, 15, 9, 13, row))
		if i == v.Rule {
			line = widgets.NewBackdrop(ground, line)
		}
		t.rows.Add(line)
	}
	t.rows.Refresh()
}

// RuleIcon is the icon of a type of rule.
func RuleIcon(kind string) look.IconName {
	switch kind {
	case token.RuleIP:
		return look.IconServer
	case token.RuleCountry:
		return look.IconGlobe
	}
	return look.IconPerson
}
