package inspector

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// conflictBox shows what was changed here and at Stream, both values, to choose
// one of them.
type conflictBox struct {
	form   *Form
	object *fyne.Container
}

func newConflictBox(f *Form) *conflictBox {
	c := &conflictBox{form: f, object: widgets.Column(8)}
	c.object.Hide()
	return c
}

func (c *conflictBox) show() {
	list := c.form.draft.conflicts()
	c.object.Objects = nil
	if len(list) > 0 {
		why := lang.L("Choose which value to keep.")
		if at := c.form.draft.video.Modified; !at.IsZero() {
			why = words.F("By another tool, %s. Choose which value to keep.", at.Local().Format("2 Jan 15:04"))
		}
		c.object.Add(widgets.NewBanner(widgets.BannerWarning, lang.L("Changed elsewhere meanwhile"), why))
		for _, change := range list {
			c.object.Add(c.choice(change))
		}
		c.object.Show()
	} else {
		c.object.Hide()
	}
	c.object.Refresh()
}

// choice is one place with both values. Before is what Stream has.
func (c *conflictBox) choice(change library.Change) fyne.CanvasObject {
	p := change.Path
	value := func(label, text string, button *widgets.Button) fyne.CanvasObject {
		return widgets.Row(8, widgets.Grow(widgets.Column(1, look.NewLabel(look.Caption, look.Fg3, label),
			look.NewParagraph(look.Small, look.Fg, text).AtMost(3))), button)
	}
	theirs := widgets.NewSmallButton(widgets.Outline, lang.L("Keep Stream’s"), func() {
		c.form.draft.revert(p)
		c.chosen()
	})
	mine := widgets.NewSmallButton(widgets.Neutral, lang.L("Use mine"), func() {
		c.form.draft.insist(p)
		c.chosen()
	})
	return widgets.NewCard(widgets.Column(8, look.NewLabel(look.SmallMedium, look.Fg2, pathLabel(p)),
		value(lang.L("On Stream"), valueText(p, change.Before), theirs),
		value(lang.L("Yours"), valueText(p, change.After), mine))).Inset(12)
}

func (c *conflictBox) chosen() {
	c.form.keep()
	c.form.show()
}
