package bulk

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// card is an operation as a person edits it.
type card struct {
	page   *Page
	op     library.Operation
	object *fyne.Container
	body   *fyne.Container
	grip   *widgets.Grip
	lifted *float32 // where it was when a drag began, nil while it lies
	note   *look.Paragraph
	spare  *fyne.Container // about what plays anywhere
	spared *look.Label
	link   *widgets.Button
	sign   *widgets.Sign
	first  fyne.Focusable
	asked  bool // the key of meta is still to be named
}

func (p *Page) newCard(op library.Operation) *card {
	c := &card{page: p, op: op, asked: op.Path.Field == library.FieldMeta && op.Path.Key == "", note: look.NewParagraph(look.Small, look.Fg3, "").AtMost(3)}
	c.object = widgets.Column(0)
	c.grip = widgets.NewGrip("", 0, func(by int) { p.move(c, by) })
	c.grip.Places = func(dragged float32) int { return p.places(c, dragged) }
	c.grip.OnDrag = func(dragged float32) { c.object.Move(fyne.NewPos(c.object.Position().X, c.lift()+dragged)) }
	c.sign = widgets.NewSign(look.IconWarning, look.Warning)
	c.spared = look.NewLabel(look.Small, look.Fg3, "").Shrinking()
	c.link = widgets.NewSmallButton(widgets.Link, "", func() {
		c.op.KeepAnywhere = !c.op.KeepAnywhere
		p.changed()
	})
	c.spare = widgets.Row(6, c.sign, widgets.Grow(c.spared), c.link)
	c.build()
	return c
}

// lift is where the card lies, noted when a drag begins.
func (c *card) lift() float32 {
	if c.lifted == nil {
		y := c.object.Position().Y
		c.lifted = &y
	}
	return *c.lifted
}

// build makes the controls anew, as another field or verb has others.
func (c *card) build() {
	c.first = nil
	c.body = widgets.Column(8, c.head())
	if c.asked {
		c.body.Add(c.keyField())
	}
	switch {
	case c.op.Verb == library.VerbReplace:
		c.addReplace()
	case c.op.Verb != library.VerbClear:
		c.body.Add(c.value())
	}
	c.body.Add(c.spare)
	c.body.Add(c.note)
	c.object.Objects = []fyne.CanvasObject{widgets.NewCard(c.body).Inset(12)}
	c.object.Refresh()
}

// renewHead offers the fields that are known by now. The rest stays as it is,
// with the keyboard in it.
func (c *card) renewHead() {
	c.body.Objects[0] = c.head()
	c.body.Refresh()
}

// head chooses field and verb.
func (c *card) head() fyne.CanvasObject {
	paths := c.page.paths(c.op.Path)
	options := make([]widgets.Option, len(paths)+1)
	at := -1
	for i, p := range paths {
		options[i] = widgets.Option{Label: fieldLabel(p), Icon: fieldIcon(p)}
		if p == c.op.Path && !c.asked {
			at = i
		}
	}
	options[len(paths)] = widgets.Option{Label: lang.L("Another key…"), Icon: look.IconTag}
	if c.asked {
		at = len(paths)
	}
	field := widgets.NewSelect(options, at, func(i int) {
		c.asked = i == len(paths)
		if c.asked {
			c.op.Path = library.Path{Field: library.FieldMeta}
		} else {
			c.op.Path = paths[i]
		}
		if all := verbs(c.op.Path); len(all) == 1 || kindOf(c.op.Path) == isAmount && c.op.Verb == library.VerbReplace {
			c.op.Verb = all[0]
		}
		c.op.Text, c.op.KeepAnywhere = "", false
		c.build()
		c.page.changed()
	})
	all := verbs(c.op.Path)
	labels, chosen := make([]string, len(all)), 0
	for i, v := range all {
		labels[i] = verbLabel(v, c.op.Path)
		if v == c.op.Verb {
			chosen = i
		}
	}
	verb := widgets.NewTextSelect(labels, chosen, func(i int) {
		c.op.Verb = all[i]
		c.build()
		c.page.changed()
	})
	drop := widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconClose, widgets.Tip{Text: lang.L("Remove this operation")}, func() { c.page.drop(c) })
	return widgets.Row(5, c.grip, widgets.Grow(widgets.Sized(122, 0, field)), widgets.Grow(widgets.Sized(100, 0, verb)), drop)
}

// keyField names a key of meta that no video has yet.
func (c *card) keyField() fyne.CanvasObject {
	key := widgets.NewField(lang.L("key")).Mono()
	key.SetText(c.op.Path.Key)
	key.OnChanged = func(text string) {
		c.op.Path.Key = strings.TrimSpace(text)
		c.page.changed()
	}
	c.first = key.Focusable()
	return widgets.NewLabeled(lang.L("Key"), key)
}

// value is the control of what is set, added or removed.
func (c *card) value() fyne.CanvasObject {
	switch kindOf(c.op.Path) {
	case isList:
		chips := widgets.NewChipsField(lang.L("Add a domain"), splitList(c.op.Text), func(values []string) {
			c.op.Text = strings.Join(values, ",")
			c.page.changed()
		})
		c.take(chips.Focusable())
		return chips
	case isSwitch:
		if c.op.Text == "" {
			c.op.Text = "true"
		}
		at := 0
		if c.op.Text == "false" {
			at = 1
		}
		return widgets.NewTextSegments([]string{lang.L("On"), lang.L("Off")}, at, func(i int) {
			c.op.Text = []string{"true", "false"}[i]
			c.page.changed()
		})
	case isAmount:
		return c.text(example(c.op), &c.op.Text)
	default:
		field := c.text(cmp.Or(example(c.op), lang.L("Value")), &c.op.Text)
		return field.WithTrailing(c.fieldLink(field, &c.op.Text))
	}
}

// text is a field of text of the operation.
func (c *card) text(placeholder string, into *string) *widgets.Field {
	field := widgets.NewField(placeholder)
	field.SetText(*into)
	field.OnChanged = func(text string) {
		*into = text
		c.page.changed()
	}
	c.take(field.Focusable())
	return field
}

func (c *card) take(f fyne.Focusable) {
	if c.first == nil {
		c.first = f
	}
}

// addReplace adds what find and replace needs.
func (c *card) addReplace() {
	at := 0
	if c.op.Regexp {
		at = 1
	}
	c.body.Add(widgets.NewTextSegments([]string{lang.L("Plain text"), lang.L("Regular expression")}, at, func(i int) {
		c.op.Regexp = i == 1
		c.page.changed()
	}))
	find := c.text(lang.L("take"), &c.op.Find).Mono()
	var matters *widgets.Button
	says := map[bool]string{false: lang.L("Case matters"), true: lang.L("Case doesn’t matter")}
	matters = widgets.NewSmallButton(widgets.Link, says[c.op.IgnoreCase], func() {
		c.op.IgnoreCase = !c.op.IgnoreCase
		matters.SetText(says[c.op.IgnoreCase])
		c.page.changed()
	})
	c.body.Add(widgets.NewLabeled(lang.L("Find"), find).WithEnd(matters))
	with := c.text("{meta.project}, {created}, take $1", &c.op.Text).Mono()
	c.body.Add(widgets.NewLabeled(lang.L("Replace with"), with).WithEnd(c.fieldLink(with, &c.op.Text)))
}

// fieldLink is a menu of the templates that a text may have.
func (c *card) fieldLink(field *widgets.Field, into *string) *widgets.Button {
	var link *widgets.Button
	link = widgets.NewSmallButton(widgets.Link, lang.L("Field"), func() {
		var lines []widgets.MenuItem
		for _, t := range []struct{ text, says string }{
			{"{name}", "Name"},
			{"{creator}", "Creator"},
			{"{uid}", "UID"},
			{"{created}", "Day of the upload"},
			{"{year}", "Year of the upload"},
			{"{duration}", "Length in seconds"},
			{"{n}", "Number"},
			{"{n:003}", "Number in three digits"},
		} {
			lines = append(lines, c.templateLine(field, into, t.text, lang.L(t.says)))
		}
		for _, key := range c.page.metaKeys {
			if key != "name" && len(lines) < 20 {
				lines = append(lines, c.templateLine(field, into, "{meta."+key+"}", key))
			}
		}
		widgets.ShowMenuBelow(link, lines)
	}).WithIcon(look.IconPlus)
	return link
}

func (c *card) templateLine(field *widgets.Field, into *string, text, says string) widgets.MenuItem {
	return widgets.MenuItem{Label: says, Key: text, Run: func() {
		*into += text
		field.SetText(*into)
		c.page.changed()
	}}
}

// ready reports whether the operation says something already.
func (c *card) ready() bool {
	switch {
	case c.op.Path.Field == library.FieldMeta && c.op.Path.Key == "":
		return false
	case c.op.Verb == library.VerbReplace:
		return c.op.Find != ""
	case c.op.Verb == library.VerbClear:
		return true
	}
	return c.op.Text != ""
}

// say shows what the operation means, or what is wrong with it.
func (c *card) say(wrong error, plan *plan) {
	color, text := look.Fg3, ""
	switch {
	case wrong != nil:
		color, text = look.Error, words.Capital(wrong)
	case c.ready():
		text = c.means(plan)
	}
	c.note.SetColor(color)
	c.note.SetText(text)
	visible(c.note, text != "")
	c.sayRestricts(wrong, plan)
	c.body.Refresh()
}

// means says what the operation does to the videos.
func (c *card) means(plan *plan) string {
	n := 0
	if plan != nil {
		n = plan.changed[c.op.Path]
	}
	switch {
	case c.op.Verb == library.VerbReplace:
		text := lang.L("{n} numbers them in the order shown.")
		if plan != nil {
			text = words.N(n, "Changes %s video.", "Changes %s videos.") + " " + text
		}
		return text
	case c.op.Verb == library.VerbClear && c.op.Path.Field == library.FieldMeta:
		text := lang.L("Removes the key.")
		if plan != nil {
			text += " " + words.N(n, "%s video has it.", "%s videos have it.")
		}
		return text
	}
	return ""
}

// sayRestricts says how many videos that play anywhere would not any more, and
// offers to leave them as they are, or what was so left.
func (c *card) sayRestricts(wrong error, plan *plan) {
	gives := c.op.Path.Field == library.FieldAllowedOrigins && (c.op.Verb == library.VerbAdd || c.op.Verb == library.VerbSet)
	on := wrong == nil && gives && c.ready() && plan != nil
	restricts := on && plan.restricts > 0
	visible(c.spare, restricts || on && c.op.KeepAnywhere)
	visible(c.sign, restricts)
	if restricts {
		c.spared.SetColor(look.Warning)
		c.spared.SetText(words.N(plan.restricts, "Restricts %s that plays anywhere now", "Restricts %s that play anywhere now"))
		c.link.SetText(lang.L("Leave them out"))
		return
	}
	c.spared.SetColor(look.Fg3)
	c.spared.SetText(lang.L("What plays anywhere goes on to"))
	c.link.SetText(lang.L("Restrict it too"))
}
