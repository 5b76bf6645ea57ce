package downloads

import (
	"path/filepath"
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

// target chooses where saves go and what they are called.
type target struct {
	Content  *fyne.Container
	params   *Params
	folder   *widgets.Field
	choose   *widgets.Button
	template *widgets.Field
	preview  *look.Paragraph // or what is wrong with the template, for which the field has no room
	example  library.Video
	kind     library.DownloadKind
	existing download.Existing
}

func newTarget(p *Params) *target {
	t := &target{params: p, kind: library.DownloadMP4, existing: download.Number, preview: look.NewParagraph(look.Small, look.Fg3, "")}
	t.folder = widgets.NewField(lang.L("No folder")).WithIcon(look.IconFolder)
	t.choose = widgets.NewSmallButton(widgets.Neutral, lang.L("Choose…"), func() { t.chooseFolder(nil) })
	t.folder.WithTrailing(t.choose)
	t.folder.Disable()
	t.template = widgets.NewField(download.DefaultTemplate).Mono()
	t.template.OnChanged = func(text string) {
		if t.show() {
			p.choose(func(c *Choices) { c.Name = text })
		}
	}
	var field *widgets.Button
	field = widgets.NewSmallButton(widgets.Link, lang.L("Field"), func() { widgets.ShowMenuBelow(field, t.fields()) }).WithIcon(look.IconPlus)
	t.Content = widgets.Column(10,
		widgets.Stretched(12, widgets.Sized(196, 0, widgets.NewLabeled(lang.L("Folder"), t.folder)),
			widgets.Grow(widgets.NewLabeled(lang.L("Name"), t.template).WithEnd(field))),
		widgets.Row(6, page.NewGlyph(look.IconFile, look.Fg3), widgets.Grow(t.preview)))
	t.showChoices()
	return t
}

// fields inserts a field of the name template.
func (t *target) fields() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, f := range download.Fields {
		items = append(items, widgets.MenuItem{Label: "{" + f + "}", Run: func() {
			text := t.template.Text() + "{" + f + "}"
			t.template.SetText(text)
			t.template.OnChanged(text)
		}})
	}
	return items
}

// of makes the names of a video an example.
func (t *target) of(v library.Video, kind library.DownloadKind) {
	t.example, t.kind = v, kind
	t.show()
}

// show shows what the template makes of the example, or what is wrong with it.
func (t *target) show() bool {
	template, err := download.ParseTemplate(t.template.Text())
	if err != nil {
		t.say(look.Error, page.Sentence(err))
		return false
	}
	says := "%s, numbered if it exists"
	switch t.existing {
	case download.Skip:
		says = "%s, left out if it exists"
	case download.Replace:
		says = "%s, replaced if it exists"
	}
	name := template.Name(download.FactsOf(&t.example, t.kind))
	t.say(look.Fg3, words.F(says, strings.ReplaceAll(name, "/", " / ")))
	return true
}

func (t *target) say(color fyne.ThemeColorName, text string) {
	t.preview.SetColor(color)
	t.preview.SetText(text)
	t.Content.Refresh()
}

// showChoices shows what was chosen.
func (t *target) showChoices() {
	c := t.params.chosen()
	folder := ""
	if c.Folder != "" {
		folder = filepath.Base(c.Folder)
	}
	t.folder.SetText(folder)
	t.template.SetText(c.Name)
	t.show()
}

// chooseFolder asks for the folder; then, which may be nil, runs once there is
// one.
func (t *target) chooseFolder(then func()) {
	t.params.Pick(filepick.Options{Title: lang.L("Save videos in"), Accept: lang.L("Use this folder"), Folder: true, Start: t.params.chosen().Folder}, func(paths []string) {
		t.params.choose(func(c *Choices) { c.Folder = paths[0] })
		t.showChoices()
		if then != nil {
			then()
		}
	})
}

// ready gives then the folder and the template once both are in order, and asks
// for the folder where there is none.
func (t *target) ready(then func(folder string, name download.Template)) {
	folder := t.params.chosen().Folder
	if folder == "" {
		t.chooseFolder(func() { t.ready(then) })
		return
	}
	name, err := download.ParseTemplate(t.template.Text())
	if err == nil {
		then(folder, name)
	}
}
