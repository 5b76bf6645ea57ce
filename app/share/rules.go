package share

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/signing"
	"spool/app/words"
	"spool/library"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// rulePitch is the distance of two rules.
const rulePitch float32 = 38

// ruleTypes are the types of rules in the order people see them.
var ruleTypes = []string{token.RuleIP, token.RuleCountry, token.RuleAny}

// rule is a rule as it is edited: its list may be empty.
type rule struct {
	kind   string
	allow  bool
	values []string // countries by name
}

// rules edits access rules, of which the first that matches wins.
type rules struct {
	content *fyne.Container
	count   *look.Label
	add     *widgets.Button
	list    *fyne.Container
	rows    []rule
	grips   []*widgets.Grip
	chips   []*widgets.ChipsField
	changed func()
}

func newRules(changed func()) *rules {
	r := &rules{changed: changed, count: look.NewLabel(look.Small, look.Fg3, ""), list: widgets.Column(0)}
	r.add = widgets.NewSmallButton(widgets.Link, lang.L("Add rule"), r.append).WithIcon(look.IconPlus)
	head := widgets.Row(8, widgets.Grow(look.NewLabel(look.Small, look.Fg2, lang.L("Access rules, first match wins")).Shrinking()), r.count, r.add)
	r.content = widgets.Column(0, head, r.list)
	r.build()
	return r
}

// set replaces the rules without calling changed.
func (r *rules) set(list []library.AccessRule) {
	r.rows = nil
	for _, a := range list {
		row := rule{kind: a.Type, allow: a.Action == token.Allow, values: slices.Clone(a.IP)}
		for _, code := range a.Country {
			row.values = append(row.values, token.CountryName(code, signing.Tongue))
		}
		r.rows = append(r.rows, row)
	}
	r.build()
}

// rules are the rules as tokens have them. What is wrong with one stands beside
// it, and ok is false.
func (r *rules) rules() (list []library.AccessRule, ok bool) {
	ok = true
	for i, row := range r.rows {
		a := library.AccessRule{Type: row.kind, Action: token.Block}
		if row.allow {
			a.Action = token.Allow
		}
		switch row.kind {
		case token.RuleIP:
			a.IP = row.values
		case token.RuleCountry:
			a.Country = row.values
		}
		clean, err := token.CleanRule(a)
		if err != nil {
			ok = false
		}
		if chips := r.chips[i]; chips != nil && len(row.values) == 0 {
			chips.SetError(lang.L("Name at least one, or choose Anyone"))
		}
		list = append(list, clean)
	}
	return list, ok
}

// append adds a rule: the first one most people want, then who is left.
func (r *rules) append() {
	row := rule{kind: token.RuleCountry, allow: true}
	if len(r.rows) > 0 {
		row = rule{kind: token.RuleAny}
	}
	r.rows = append(r.rows, row)
	r.build()
	r.focus(len(r.rows) - 1)
	r.changed()
}

// focus gives the keyboard to what a new rule needs next.
func (r *rules) focus(i int) {
	c := fyne.CurrentApp().Driver().CanvasForObject(r.content)
	if c == nil {
		return
	}
	if chips := r.chips[i]; chips != nil {
		c.Focus(chips.Focusable())
		return
	}
	c.Focus(r.grips[i])
}

func (r *rules) move(i, by int) {
	to := min(max(0, i+by), len(r.rows)-1)
	if to == i {
		return
	}
	row := r.rows[i]
	r.rows = slices.Insert(slices.Delete(r.rows, i, i+1), to, row)
	r.build()
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.content); c != nil {
		c.Focus(r.grips[to])
	}
	r.changed()
}

func (r *rules) remove(i int) {
	r.rows = slices.Delete(r.rows, i, i+1)
	r.build()
	r.changed()
}

// build lays out a line for each rule.
func (r *rules) build() {
	r.grips, r.chips, r.list.Objects = nil, nil, nil
	for i := range r.rows {
		if i == 0 {
			r.list.Add(widgets.Inset(4, 0, 0, 0, widgets.NewRule()))
		}
		r.list.Add(widgets.Inset(4, 0, 4, 0, r.line(i)))
		r.list.Add(widgets.NewRule())
	}
	r.count.SetText("")
	if n := len(r.rows); n > 0 {
		r.count.SetText(words.F("%d of %d", n, token.MaxRules))
	}
	if len(r.rows) >= token.MaxRules {
		r.add.Disable()
	} else {
		r.add.Enable()
	}
	if len(r.rows) == 0 {
		r.list.Add(widgets.Inset(4, 0, 0, 0, look.NewLabel(look.Small, look.Fg3, lang.L("Without rules it plays for anyone who has the link.")).Shrinking()))
	}
	r.list.Refresh()
}

func (r *rules) line(i int) fyne.CanvasObject {
	row := &r.rows[i]
	grip := widgets.NewGrip(words.Count(i+1), rulePitch, func(by int) { r.move(i, by) })
	grip.SetTip(lang.L("Move"), lang.L("Up, Down"))
	r.grips = append(r.grips, grip)
	kind := widgets.NewSelect([]widgets.Option{
		{Label: lang.L("IP range"), Icon: signing.RuleIcon(token.RuleIP)},
		{Label: lang.L("Country"), Icon: signing.RuleIcon(token.RuleCountry)},
		{Label: lang.L("Anyone"), Icon: signing.RuleIcon(token.RuleAny)},
	}, slices.Index(ruleTypes, row.kind), func(k int) {
		row.kind, row.values = ruleTypes[k], nil
		r.build()
		r.focus(i)
		r.changed()
	}).Compact()
	action := widgets.NewTextSegments([]string{lang.L("Allow"), lang.L("Block")}, map[bool]int{true: 0, false: 1}[row.allow], func(k int) {
		row.allow = k == 0
		r.changed()
	}).Compact()
	cross := widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconClose, widgets.Tip{Text: lang.L("Remove the rule")}, func() { r.remove(i) })
	return widgets.Row(6, grip, widgets.Sized(110, 0, kind), widgets.Grow(r.who(i)), action, cross)
}

// who is the field of those that a rule is about.
func (r *rules) who(i int) fyne.CanvasObject {
	row := &r.rows[i]
	if row.kind == token.RuleAny {
		r.chips = append(r.chips, nil)
		return look.NewLabel(look.Small, look.Fg3, lang.L("Everyone not matched above")).Shrinking()
	}
	hint, kind := lang.L("Iceland"), row.kind
	if kind == token.RuleIP {
		hint = "203.0.113.0/24"
	}
	if len(row.values) > 0 {
		hint = lang.L("+ Add")
	}
	chips := widgets.NewChipsField(hint, row.values, func(values []string) {
		row.values = values
		r.changed()
	}).Narrow()
	chips.Check = func(typed string) (string, error) { return readWho(kind, typed) }
	r.chips = append(r.chips, chips)
	return chips
}

// readWho is a country by its name, or a range as Stream takes it.
func readWho(kind, typed string) (string, error) {
	a := library.AccessRule{Type: kind, Action: token.Allow, Country: []string{typed}}
	if kind == token.RuleIP {
		a.Country, a.IP = nil, []string{typed}
	}
	clean, err := token.CleanRule(a)
	if err != nil {
		return "", err
	}
	if kind == token.RuleIP {
		return clean.IP[0], nil
	}
	return token.CountryName(clean.Country[0], signing.Tongue), nil
}
