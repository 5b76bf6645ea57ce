package app

import "fyne.io/fyne/v2"

// openSettings shows the settings.
func (w *Window) openSettings() {
	if w.shell != nil {
		w.shell.openSettings("")
	}
}

// searchPage gives the keyboard to the field that searches the page.
func (w *Window) searchPage() {
	switch {
	case w.shell == nil:
	case w.shell.page == pageLibrary:
		w.shell.library.FocusSearch()
	case w.shell.page == pageSettings:
		w.Canvas().Focus(w.shell.settings.Search.Focusable())
	default:
		if answer := w.tabInHand().shortcut; answer != nil {
			answer(ctrl(fyne.KeyF))
		}
	}
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
