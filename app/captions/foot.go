package captions

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

// foot says what became of the text and has what is done with the whole of it.
type foot struct {
	Content *fyne.Container
	tab     *Tab
	title   *look.Label
	note    *look.Label
	more    *widgets.Button
	save    *widgets.Button
	revert  *widgets.Button
	upload  *widgets.Button
	kept    time.Time // when the draft was last written
}

func newFoot(t *Tab) *foot {
	f := &foot{
		tab: t, title: look.NewLabel(look.BodyMedium, look.Fg, ""),
		note: look.NewLabel(look.Small, look.Fg3, "").Shrinking(),
	}
	f.more = widgets.NewIconButton(widgets.Quiet, widgets.Normal, look.IconMore, widgets.Tip{Text: lang.L("More for the whole text")},
		func() { widgets.ShowMenuBelow(f.more, t.textMenu()) })
	f.save = widgets.NewButton(widgets.Quiet, lang.L("Save as .vtt…"), t.saveAs).WithIcon(look.IconDownload)
	f.revert = widgets.NewButton(widgets.Quiet, lang.L("Revert"), t.revert)
	f.upload = widgets.NewButton(widgets.Main, lang.L("Upload"), func() { t.uploadText() })
	f.upload.SetTip(lang.L("Put the text up at Stream"), "Ctrl S")
	f.Content = widgets.Column(0, widgets.NewRule(), widgets.Grow(widgets.Inset(0, paneInset, 0, paneInset,
		widgets.Row(8, f.title, widgets.Grow(f.note), f.more, f.save, f.revert, f.upload))))
	return f
}

// set follows the text.
func (f *foot) set() {
	x := f.tab.text
	name := words.Language(x.language)
	n := x.differences()
	switch {
	case x.stored == nil:
		f.title.SetText(words.List(name, lang.L("not on Stream yet")))
	case n > 0:
		f.title.SetText(words.List(name, words.N(n, "%s cue changed", "%s cues changed")))
	default:
		f.title.SetText(words.List(name, lang.L("as on Stream")))
	}
	note := ""
	if x.edited() && !f.kept.IsZero() {
		note = words.F("Saved as a draft at %s", f.kept.Local().Format("15:04"))
	}
	f.note.SetText(note)
	enable(f.revert, x.edited())
	wrong := x.errors()
	label := lang.L("Upload")
	if wrong > 0 {
		label = words.N(wrong, "Fix %s problem to upload", "Fix %s problems to upload")
	}
	f.upload.SetText(label)
	f.upload.SetIcon(map[bool]look.IconName{true: look.IconError, false: look.IconUpload}[wrong > 0])
	enable(f.upload, wrong == 0 && x.edited())
	f.Content.Refresh()
}

func enable(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}
