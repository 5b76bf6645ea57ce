package app

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

// settingsMenu is what can be chosen, and the help.
func (w *Window) settingsMenu() {
	if widgets.OverlayOpen(w.Canvas()) {
		return
	}
	theme := func(name, label string, icon look.IconName) widgets.MenuItem {
		return widgets.MenuItem{Label: lang.L(label), Icon: icon, Checked: w.settings.Theme == name, Run: func() { w.chooseTheme(name) }}
	}
	items := []widgets.MenuItem{
		theme(ThemeSystem, "Look as the system", look.IconContrast),
		theme(ThemeLight, "Light", look.IconSun),
		theme(ThemeDark, "Dark", look.IconMoon),
		{Separator: true},
		{Label: lang.L("Keep the screen on while uploading"), Icon: look.IconDisplay, Checked: !w.settings.Asleep, Run: w.toggleAwake},
		{Label: lang.L("Notify when a batch is done"), Icon: look.IconBell, Checked: !w.settings.Quiet, Run: w.toggleQuiet},
		{Separator: true},
		{Label: lang.L("Help, Keys"), Icon: look.IconInfo, Key: "F1", Run: w.help},
		{Label: lang.L("Help, Log"), Icon: look.IconFile, Run: w.log},
	}
	widgets.ShowMenu(w.body, items, fyne.NewPos(10, w.Canvas().Size().Height-48))
}

func (w *Window) toggleAwake() {
	if w.shell == nil {
		return
	}
	on := w.settings.Asleep
	w.shell.setAwake(on)
	w.shell.queue.ShowAwake(on)
}

func (w *Window) toggleQuiet() {
	w.settings.Quiet = !w.settings.Quiet
	w.keep()
}

// log shows where the log is.
func (w *Window) log() {
	path := w.Host.LogPath()
	var o *widgets.Overlay
	main := widgets.NewButton(widgets.Main, lang.L("Open the folder"), func() {
		o.Close()
		w.openFolder(filepath.Dir(path))
	}).WithIcon(look.IconFolder)
	copying := widgets.NewButton(widgets.Outline, lang.L("Copy the path"), func() {
		o.Close()
		w.copy(path)
		w.Toast(widgets.Toast{Text: lang.L("Path copied")})
	}).WithIcon(look.IconCopy)
	o = widgets.ShowSheet(w.body, widgets.Sheet{
		Title: lang.L("Log"), Detail: words.F("Spool %s", w.Host.Version()),
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(8,
			look.NewParagraph(look.Body, look.Fg2, lang.L("What went wrong stands here, without tokens. Send it along when you ask for help.")),
			look.NewParagraph(look.Mono, look.Fg, path))),
		Summary: widgets.Row(0, copying), Main: main, First: main, Width: 560,
	})
}
