package videos

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

func moreText(n int) string { return words.F("%s more", words.Count(n)) }

// filterRow is the row of chips.
type filterRow struct {
	page  *Page
	chips *fyne.Container
	byKey map[string]*widgets.Chip
	more  *widgets.Chip
}

func newFilterRow(p *Page) *filterRow {
	r := &filterRow{page: p, chips: container.New(&chipsLayout{}), byKey: map[string]*widgets.Chip{}}
	r.more = widgets.NewChip(lang.L("Filter"), look.IconPlus, func() { widgets.ShowMenuBelow(r.more, r.menu()) })
	return r
}

// show brings the chips in step with the conditions.
func (r *filterRow) show() {
	p := r.page
	var shown []fyne.CanvasObject
	add := func(f filter) {
		t, on := p.on.term(f.key, p.Now())
		chip := r.chip(f)
		label := lang.L(f.label)
		if on {
			label = f.say(t)
		}
		chip.Set(on, label)
		shown = append(shown, chip)
	}
	for _, f := range filters {
		if f.always {
			add(f)
		}
	}
	for _, text := range p.on {
		if q, err := library.ParseQuery(text, p.Now()); err == nil && len(q.Terms) == 1 {
			if f := filterOf(keyText(q.Terms[0])); !f.always {
				add(f)
			}
		}
	}
	r.chips.Objects = append(shown, r.more)
	r.chips.Refresh()
}

// chip is the chip of a filter, the same one each time, so that it keeps the
// focus.
func (r *filterRow) chip(f filter) *widgets.Chip {
	if c := r.byKey[f.key]; c != nil {
		return c
	}
	c := widgets.NewChip(lang.L(f.label), f.icon, func() { r.page.choose(f, r.byKey[f.key]) })
	c.OnClosed = func() { r.page.setCondition(f.key, "") }
	if f.icon == "" {
		c.WithMenu()
	}
	r.byKey[f.key] = c
	return c
}

// menu offers the filters that have no chip yet.
func (r *filterRow) menu() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, f := range filters {
		if _, on := r.page.on.term(f.key, r.page.Now()); on || f.always {
			continue
		}
		items = append(items, widgets.MenuItem{Label: lang.L(f.label), Icon: f.icon, Run: func() { r.page.choose(f, r.more) }})
	}
	return append(items, widgets.MenuItem{Separator: true},
		widgets.MenuItem{Label: lang.L("Metadata…"), Icon: look.IconTag, Run: func() { r.page.chooseMeta(r.more) }})
}

// setCondition turns a filter on, or with "" off.
func (p *Page) setCondition(key, text string) {
	p.on = p.on.with(key, text, p.Now())
	p.asked()
}

// asked searches for what is asked for now.
func (p *Page) asked() {
	p.tools.filters.show()
	p.showViews()
	p.search()
}

// choose opens what a filter can be set to.
func (p *Page) choose(f filter, from *widgets.Chip) {
	if f.many {
		p.chooseMany(f, from)
		return
	}
	t, on := p.on.term(f.key, p.Now())
	var items []widgets.MenuItem
	for _, c := range f.choices {
		set := on && f.key+c.text == t.String()
		items = append(items, widgets.MenuItem{Label: lang.L(c.label), Checked: set, Run: func() {
			if set {
				p.setCondition(f.key, "")
			} else {
				p.setCondition(f.key, f.key+c.text)
			}
		}})
	}
	if f.example != "" {
		items = append(items, widgets.MenuItem{Separator: true},
			widgets.MenuItem{Label: lang.L("Another…"), Icon: look.IconEdit, Run: func() { p.chooseOwn(f, from) }})
	}
	widgets.ShowMenuBelow(from, items)
}

// chooseOwn lets a condition be written.
func (p *Page) chooseOwn(f filter, from *widgets.Chip) {
	field := widgets.NewField(f.example)
	if t, on := p.on.term(f.key, p.Now()); on {
		field.SetText(strings.TrimPrefix(strings.TrimPrefix(t.String(), f.key), ":"))
	}
	var o *widgets.Overlay
	field.OnSubmitted = func(text string) {
		text = strings.TrimSpace(text)
		if text != "" && !strings.ContainsAny(text[:1], "<>:") {
			text = ":" + text
		}
		if _, err := library.ParseQuery(f.key+text, p.Now()); err != nil {
			field.SetError(err.Error())
			return
		}
		o.Close()
		p.setCondition(f.key, f.key+text)
	}
	o = widgets.ShowPopover(from, widgets.Inset(12, 12, 12, 12, widgets.Sized(240, 0, widgets.NewLabeled(lang.L(f.label), field))), field.Focusable())
}

// knownValues is how many values of the index a filter offers.
const knownValues = 12

// chooseMany opens a list of values of which several can be chosen.
func (p *Page) chooseMany(f filter, from *widgets.Chip) {
	choices := slices.Clone(f.choices)
	p.Read(func(ctx context.Context) error {
		if !f.known {
			return nil
		}
		key := strings.ReplaceAll(f.key, `"`, "")
		values, err := p.index.Values(ctx, key, "", knownValues)
		for _, v := range values {
			if v.Value != "" {
				choices = append(choices, choice{v.Value, v.Value + "  " + words.Count(v.Count)})
			}
		}
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
			return
		}
		p.openMany(f, choices, from)
	})
}

// openMany shows the list, with a field for values that are not in it.
func (p *Page) openMany(f filter, choices []choice, from *widgets.Chip) {
	t, _ := p.on.term(f.key, p.Now())
	chosen, not := t.Values, t.Not
	set := func() {
		next := library.Term{Key: strings.ReplaceAll(f.key, `"`, ""), Values: chosen, Not: not}
		if len(chosen) == 0 {
			p.setCondition(f.key, "")
		} else {
			p.setCondition(f.key, next.String())
		}
	}
	for _, v := range chosen {
		if !slices.ContainsFunc(choices, func(c choice) bool { return c.text == v }) {
			choices = append(choices, choice{v, v})
		}
	}
	var lines []fyne.CanvasObject
	for _, c := range choices {
		check := widgets.NewCheck(lang.L(c.label), func(on bool) {
			chosen = slices.DeleteFunc(slices.Clone(chosen), func(v string) bool { return v == c.text })
			if on {
				chosen = append(chosen, c.text)
			}
			set()
		})
		if slices.Contains(chosen, c.text) {
			check.SetState(widgets.On)
		}
		lines = append(lines, check)
	}
	p.showMany(f, lines, not, func(on bool) { not = on; set() }, func(own string) {
		chosen = append(slices.Clone(chosen), own)
		set()
	}, from)
}

// showMany lays out the list of a filter.
func (p *Page) showMany(f filter, lines []fyne.CanvasObject, not bool, setNot func(bool), add func(string), from *widgets.Chip) {
	except := widgets.NewCheck(lang.L("Leave these out"), setNot)
	if not {
		except.SetState(widgets.On)
	}
	var first fyne.Focusable = except
	content := []fyne.CanvasObject{look.NewLabel(look.SmallSemibold, look.Fg2, lang.L(f.label)).Shrinking()}
	var o *widgets.Overlay
	if f.example != "" {
		field := widgets.NewField(f.example)
		field.OnSubmitted = func(text string) {
			if text = strings.TrimSpace(text); text != "" && !strings.Contains(text, `"`) {
				o.Close()
				add(text)
			}
		}
		content, first = append(content, field), field.Focusable()
	}
	if len(lines) > 0 {
		if check, is := lines[0].(*widgets.Check); is && f.example == "" {
			first = check
		}
		list := container.NewVScroll(widgets.Column(4, lines...))
		height := min(float32(len(lines))*32, 300)
		content = append(content, widgets.Sized(0, height, list))
	}
	content = append(content, widgets.NewRule(), except)
	o = widgets.ShowPopover(from, widgets.Inset(12, 12, 12, 12, widgets.Sized(248, 0, widgets.Column(8, content...))), first)
}

// chooseMeta offers the metadata keys of the index.
func (p *Page) chooseMeta(from *widgets.Chip) {
	var keys []string
	p.Read(func(ctx context.Context) (err error) {
		keys, err = p.index.MetaKeys(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
			return
		}
		var items []widgets.MenuItem
		for _, key := range keys {
			if f := metaFilter(key); key != "name" {
				items = append(items, widgets.MenuItem{Label: key, Icon: f.icon, Run: func() { p.choose(f, from) }})
			}
		}
		if len(items) == 0 {
			items = []widgets.MenuItem{{Label: lang.L("No video has metadata"), Disabled: true}}
		}
		widgets.ShowMenuBelow(from, items)
	})
}

// chipsLayout lays chips side by side; those that do not fit are narrowed, the
// longest first.
type chipsLayout struct{}

const chipsGap float32 = 8

// MinSize implements fyne.Layout.
func (chipsLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, look.Compact) }

// Layout implements fyne.Layout.
func (chipsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widths := make([]float32, len(objects))
	over := -size.Width - chipsGap
	for i, o := range objects {
		widths[i] = o.MinSize().Width
		over += widths[i] + chipsGap
	}
	for over > 0 {
		longest := slices.Index(widths, slices.Max(widths))
		if widths[longest] < look.Compact {
			break
		}
		cut := min(over, widths[longest]*.2+1)
		widths[longest] -= cut
		over -= cut
	}
	x := float32(0)
	for i, o := range objects {
		o.Move(fyne.NewPos(x, (size.Height-look.Compact)/2))
		o.Resize(fyne.NewSize(widths[i], look.Compact))
		x += widths[i] + chipsGap
	}
}
