package videos

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"spool/widgets"
	"spool/widgets/look"
)

// Group is a part of the context menu, from top to bottom.
type Group int

// The groups.
const (
	GroupOpen Group = iota
	GroupCopy
	GroupChange
	GroupDelete
)

// Press is a key, with Shift or without; the zero value is none. It works
// while the videos have the keyboard, so letters are possible.
type Press struct {
	Key   fyne.KeyName
	Shift bool
}

// String is the key as people read it: "Shift L".
func (k Press) String() string {
	name := string(k.Key)
	switch k.Key {
	case "":
		return ""
	case fyne.KeySpace:
		name = lang.L("Space")
	case fyne.KeyReturn:
		name = lang.L("Enter")
	case fyne.KeyDelete:
		name = lang.L("Del")
	}
	if k.Shift {
		return lang.L("Shift") + " " + name
	}
	return name
}

// Command is something that can be done with the selected videos.
type Command struct {
	// Label is its line in the menu, Bar its button in the bar; without either
	// it is not there.
	Label, Bar string
	Group      Group
	Icon       look.IconName
	Press      Press
	// Single commands take one video; Danger is for what destroys.
	Single, Danger bool
	// Why says why it can't be done with these videos, "" where it can; may be nil.
	Why func(Selection) string
	// Run does it. from is where a popover may stand: the button in the bar, or
	// the videos.
	Run func(s Selection, from fyne.CanvasObject)
}

// why is why a command can't be run, or "".
func (c *Command) why(s Selection) string {
	switch {
	case c.Single && s.Count() > 1:
		return lang.L("Choose a single video")
	case c.Why != nil:
		return c.Why(s)
	}
	return ""
}

// Add lets the page offer a command, behind those of its group.
func (p *Page) Add(c Command) {
	p.commands = append(p.commands, &c)
	p.bulk.rebuild()
}

// place is where a command's popover stands: at its button, while that shows.
func (p *Page) place(c *Command) fyne.CanvasObject {
	if b := p.bulk.button(c); b != nil && p.bulk.Visible() {
		return b
	}
	return p.Content
}

// run runs a command on what is selected, or says why that can't be.
func (p *Page) run(c *Command, from fyne.CanvasObject) {
	s := p.Selection()
	if s.Count() == 0 {
		return
	}
	if why := c.why(s); why != "" {
		p.Toast(widgets.Toast{Text: why, Icon: look.IconInfo, Tone: look.AccentFg})
		return
	}
	c.Run(s, from)
}

// Menu is the context menu of the selection.
func (p *Page) Menu() []widgets.MenuItem {
	s := p.Selection()
	if s.Count() == 0 {
		return nil
	}
	var items []widgets.MenuItem
	for _, g := range [][]Group{{GroupOpen, GroupCopy}, {GroupChange}, {GroupDelete}} {
		part := p.menuOf(s, g...)
		if len(items) > 0 && len(part) > 0 {
			items = append(items, widgets.MenuItem{Separator: true})
		}
		items = append(items, part...)
	}
	return items
}

// menuOf is the lines of some groups.
func (p *Page) menuOf(s Selection, groups ...Group) []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, g := range groups {
		for _, c := range p.commands {
			if c.Group != g || c.Label == "" {
				continue
			}
			why := c.why(s)
			items = append(items, widgets.MenuItem{
				Label: lang.L(c.Label), Icon: c.Icon, Key: c.Press.String(), Danger: c.Danger,
				Disabled: why != "", Reason: why, Run: func() { p.run(c, p.place(c)) },
			})
		}
	}
	return items
}

// shift reports whether Shift is held; a key event does not tell.
var shift = func() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// key does what a key means that the grid or the table has no use for.
func (p *Page) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyF5:
		p.Refresh()
		return true
	case fyne.KeySlash:
		// Not before the letter of the key has gone to the list.
		p.Post(p.FocusSearch)
		return true
	}
	if p.list().SelectedCount() == 0 {
		return false
	}
	pressed := Press{ev.Name, shift()}
	if pressed.Key == fyne.KeyBackspace {
		pressed.Key = fyne.KeyDelete // a Mac has no other
	}
	for _, c := range p.commands {
		if c.Press.Key != "" && c.Press == pressed {
			p.press(c)
			return true
		}
	}
	return false
}

// press runs the command of a key: that of a letter not before the letter has
// gone to the list, as it would become text in the field that the command opens.
func (p *Page) press(c *Command) {
	run := func() { p.run(c, p.place(c)) }
	if len(c.Press.Key) == 1 {
		p.Post(run)
		return
	}
	run()
}
