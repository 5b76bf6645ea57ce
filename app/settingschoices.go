package app

// openSettings shows the settings.
func (w *Window) openSettings() {
	if w.shell != nil {
		w.shell.openSettings("")
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
