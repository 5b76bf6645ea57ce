package downloads

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library/download"
	"spool/widgets"
	"spool/widgets/look"
)

// saving is where saves go, and the queue of them.
type saving struct {
	Content *fyne.Container
	tab     *Tab
	list    *saveList
	count   *look.Label
	target  *target
	limits  *look.Label
	clear   *widgets.Button
	none    *look.Paragraph
}

func newSaving(t *Tab) *saving {
	s := &saving{tab: t, count: look.NewLabel(look.Small, look.Fg3, ""), target: newTarget(&t.Params)}
	s.limits = look.NewLabel(look.Small, look.Fg3, "").Shrinking()
	change := widgets.NewSmallButton(widgets.Link, lang.L("Change…"), func() { t.limitsSheet(t.Content, s.showLimits) })
	s.list = newSaveList(&t.Params, false)
	s.list.looked = s.show
	s.clear = widgets.NewSmallButton(widgets.Link, lang.L("Clear finished"), s.list.clear)
	s.none = look.NewParagraph(look.Small, look.Fg3, lang.L("Nothing is being saved. A save that breaks off goes on where it was, also after Spool was closed."))
	t.List = s.list.List
	s.Content = widgets.Column(10,
		widgets.Row(8, widgets.Grow(look.NewLabel(look.Subheading, look.Fg, lang.L("Save to this computer")).Shrinking()), s.count),
		s.target.Content, widgets.NewRule(), s.none, widgets.Grow(t.List), widgets.NewRule(),
		widgets.Row(8, widgets.Grow(s.limits), s.clear, change))
	s.showLimits()
	return s
}

func (s *saving) showLimits() { s.limits.SetText(s.tab.chosen().limits()) }

// show brings the queue in step with what is known.
func (s *saving) show() {
	done := s.list.count(download.Done)
	s.count.SetText("")
	if n := len(s.list.items); n > 0 {
		s.count.SetText(words.F("%s of %s saved", words.Count(done), words.Count(n)))
	}
	page.Show(s.clear, done > 0)
	page.Show(s.none, len(s.list.items) == 0)
	s.Content.Refresh()
}
