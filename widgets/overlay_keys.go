package widgets

import "fyne.io/fyne/v2"

// passKey hands a key that a focused control does not use to the overlay it is
// in, else to the window's own handler.
func passKey(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(from)
	if c == nil {
		return
	}
	if handler := c.OnTypedKey(); handler != nil {
		handler(ev)
	}
}

// passShortcut hands a shortcut that a focused control does not use to the
// overlay it is in, else to the window.
func passShortcut(from fyne.CanvasObject, s fyne.Shortcut) {
	c := fyne.CurrentApp().Driver().CanvasForObject(from)
	if h, ok := c.(fyne.Shortcutable); ok {
		h.TypedShortcut(s)
	}
}
