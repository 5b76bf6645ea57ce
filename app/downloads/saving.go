package downloads

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/internal/filepick"
	"spool/library"
	"spool/library/download"
	"spool/widgets"
	"spool/widgets/look"
)

// saving is where saves go, and the queue of them.
type saving struct {
	Content  *fyne.Container
	tab      *Tab
	count    *look.Label
	folder   *widgets.Field
	choose   *widgets.Button
	template *widgets.Field
	field    *widgets.Button
	preview  *look.Label
	limits   *look.Label
	clear    *widgets.Button
	none     *look.Paragraph
}

func newSaving(t *Tab) *saving {
	s := &saving{tab: t, count: look.NewLabel(look.Small, look.Fg3, ""), preview: look.NewLabel(look.Small, look.Fg3, "").Shrinking()}
	s.folder = widgets.NewField(lang.L("Choose a folder")).WithIcon(look.IconFolder)
	s.choose = widgets.NewSmallButton(widgets.Neutral, lang.L("Choose…"), func() { t.chooseFolder(nil) })
	s.folder.WithTrailing(s.choose)
	s.folder.Disable()
	s.template = widgets.NewField(download.DefaultTemplate).Mono()
	s.template.OnChanged = func(text string) {
		if s.example() {
			t.choose(func(c *Choices) { c.Name = text })
		}
	}
	s.field = widgets.NewSmallButton(widgets.Link, lang.L("Field"), nil).WithIcon(look.IconPlus)
	s.field.OnTapped = func() { widgets.ShowMenuBelow(s.field, s.fields()) }
	s.limits = look.NewLabel(look.Small, look.Fg3, "").Shrinking()
	change := widgets.NewSmallButton(widgets.Link, lang.L("Change…"), t.limitsSheet)
	s.clear = widgets.NewSmallButton(widgets.Link, lang.L("Clear finished"), func() { t.saves(lang.L("They were not cleared"), t.Saves.ClearDone) })
	s.none = look.NewParagraph(look.Small, look.Fg3, lang.L("Nothing is being saved. A save that breaks off goes on where it was, also after Spool was closed."))
	t.List = widgets.NewList((*saveModel)(t))
	t.List.OnKey = t.key
	t.List.OnOpen = func(k widgets.Key) { t.act(idOf(k)) }
	t.List.Menu = t.saveMenu
	s.Content = widgets.Column(10,
		widgets.Row(8, widgets.Grow(look.NewLabel(look.Subheading, look.Fg, lang.L("Save to this computer")).Shrinking()), s.count),
		widgets.Stretched(12, widgets.Sized(196, 0, widgets.NewLabeled(lang.L("Folder"), s.folder)),
			widgets.Grow(widgets.NewLabeled(lang.L("Name"), s.template).WithEnd(s.field))),
		widgets.Row(6, page.NewGlyph(look.IconFile, look.Fg3), widgets.Grow(s.preview)),
		widgets.NewRule(), s.none, widgets.Grow(t.List), widgets.NewRule(),
		widgets.Row(8, widgets.Grow(s.limits), s.clear, change))
	s.showChoices()
	return s
}

// fields inserts a field of the name template.
func (s *saving) fields() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, f := range download.Fields {
		items = append(items, widgets.MenuItem{Label: "{" + f + "}", Run: func() {
			text := s.template.Text() + "{" + f + "}"
			s.template.SetText(text)
			s.template.OnChanged(text)
		}})
	}
	return items
}

// example shows what the template makes of the video, or what is wrong with it.
func (s *saving) example() bool {
	template, err := download.ParseTemplate(s.template.Text())
	if err != nil {
		s.template.SetError(page.Sentence(err))
		return false
	}
	s.template.SetError("")
	v := s.tab.video
	s.preview.SetText(words.F("%s, numbered if it exists", strings.ReplaceAll(template.Name(download.FactsOf(&v, library.DownloadMP4)), "/", " / ")))
	return true
}

// showChoices shows what was chosen.
func (s *saving) showChoices() {
	c := s.tab.Choices
	s.folder.SetText(filepath.Base(c.Folder))
	if c.Folder == "" {
		s.folder.SetText("")
	}
	s.template.SetText(c.Name)
	speed := lang.L("no speed limit")
	if c.Speed > 0 {
		speed = words.F("%s at most", words.Speed(float64(c.Speed)))
	}
	s.limits.SetText(words.List(words.F("%s at once", strconv.Itoa(c.Parallel)), speed))
	s.example()
}

// show brings the queue in step with what is known.
func (s *saving) show() {
	done := 0
	for _, i := range s.tab.items {
		if i.State == download.Done {
			done++
		}
	}
	s.count.SetText("")
	if n := len(s.tab.items); n > 0 {
		s.count.SetText(words.F("%s of %s saved", words.Count(done), words.Count(n)))
	}
	page.Show(s.clear, done > 0)
	page.Show(s.none, len(s.tab.items) == 0)
	s.tab.List.Reload()
	s.Content.Refresh()
}

// chooseFolder asks for the folder; then, which may be nil, runs once there is
// one.
func (t *Tab) chooseFolder(then func()) {
	t.Pick(filepick.Options{Title: lang.L("Save videos in"), Accept: lang.L("Use this folder"), Folder: true, Start: t.Choices.Folder}, func(paths []string) {
		t.choose(func(c *Choices) { c.Folder = paths[0] })
		if then != nil {
			then()
		}
	})
}

// limitsSheet changes how many saves run at once and how fast.
func (t *Tab) limitsSheet() {
	parallel := widgets.NewStepper(1, 16, t.Choices.Parallel, nil)
	speed := widgets.NewField("10").Mono()
	if t.Choices.Speed > 0 {
		speed.SetText(strconv.FormatFloat(float64(t.Choices.Speed)/1e6, 'f', -1, 64))
	}
	var o *widgets.Overlay
	main := widgets.NewButton(widgets.Main, lang.L("Use these limits"), nil)
	main.OnTapped = func() {
		n, err := parseSpeed(speed.Text())
		if err != nil {
			speed.SetError(page.Sentence(err))
			return
		}
		o.Close()
		t.choose(func(c *Choices) { c.Parallel, c.Speed = parallel.Value(), n })
		t.Saves.SetLimits(t.Choices.Parallel, t.Choices.Speed)
	}
	speed.OnSubmitted = func(string) { main.OnTapped() }
	o = widgets.ShowSheet(t.Content, widgets.Sheet{
		Title: lang.L("Limits of saves"), Width: 420, First: speed.Focusable(), Main: main,
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(14,
			widgets.SettingRow(lang.L("Saves at once"), "", parallel),
			widgets.NewLabeled(lang.L("Speed of all together in MB/s, empty for no limit"), speed))),
	})
}

func parseSpeed(text string) (int, error) {
	text = strings.TrimSpace(strings.Replace(text, ",", ".", 1))
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0.01 || n > 1e5 {
		return 0, fmt.Errorf(lang.L("%q is no speed: write 2.5 for 2.5 MB/s"), text)
	}
	return int(n * 1e6), nil
}

// act does what a save needs next: pause, go on, or show the file.
func (t *Tab) act(id int64) {
	i := t.itemAt(id)
	if i < 0 {
		return
	}
	switch item := t.items[i]; item.State {
	case download.Waiting, download.Saving:
		if item.RetryAt.After(t.Now()) {
			t.resume(id)
			return
		}
		t.saves(lang.L("It was not paused"), func(ctx context.Context) error { return t.Saves.Pause(ctx, id) })
	case download.Paused, download.Failed:
		t.resume(id)
	case download.Done:
		t.OpenURL("file://" + filepath.ToSlash(filepath.Dir(item.Path())))
	}
}

func (t *Tab) resume(id int64) {
	t.saves(lang.L("It does not go on"), func(ctx context.Context) error {
		if err := t.Saves.Pause(ctx, id); err != nil { // one that waits between attempts starts over
			return err
		}
		return t.Saves.Resume(ctx, id)
	})
}

func (t *Tab) removeSave(id int64) {
	t.saves(lang.L("It was not removed"), func(ctx context.Context) error { return t.Saves.Remove(ctx, id) })
}

func (t *Tab) key(ev *fyne.KeyEvent) bool {
	id := idOf(t.List.Current())
	switch ev.Name {
	case fyne.KeySpace:
		t.act(id)
	case fyne.KeyDelete:
		for _, k := range t.List.Selected() {
			t.removeSave(idOf(k))
		}
	case fyne.KeyF5:
		t.Refresh()
	default:
		return false
	}
	return true
}

func (t *Tab) saveMenu() []widgets.MenuItem {
	id := idOf(t.List.Current())
	i := t.itemAt(id)
	if i < 0 {
		return nil
	}
	item := t.items[i]
	icon, label, _ := nextOf(&item)
	return []widgets.MenuItem{
		{Label: label, Icon: icon, Key: "Space", Run: func() { t.act(id) }},
		{Label: lang.L("Copy path"), Icon: look.IconCopy, Run: func() { t.Copy(item.Path()) }},
		{Separator: true},
		{Label: lang.L("Remove from the list"), Icon: look.IconClose, Key: "Del", Run: func() { t.removeSave(id) }},
	}
}
