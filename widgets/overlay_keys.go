package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// PassKey hands a key that a focused control does not use to the overlay it is
// in, else to the window's own handler.
func PassKey(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := canvasOf(from)
	if c == nil {
		return
	}
	if handler := c.OnTypedKey(); handler != nil {
		handler(ev)
	}
}

// passShortcut hands a shortcut that a focused control does not use to the
// window, where Ctrl Enter finds the overlay.
func passShortcut(from fyne.CanvasObject, s fyne.Shortcut) {
	if h, ok := canvasOf(from).(fyne.Shortcutable); ok {
		h.TypedShortcut(s)
	}
}

// typedKey gets what nothing focused in the overlay uses.
func (o *Overlay) typedKey(ev *fyne.KeyEvent) {
	if ev.Name != fyne.KeyEscape {
		return
	}
	if o.options.OnEscape != nil {
		o.options.OnEscape()
		return
	}
	o.Close()
}

// bindMainKey makes Ctrl Enter in a window the main button of its topmost
// overlay. Windows do not tell what is bound already, so this key is the
// overlays' own.
func bindMainKey(c fyne.Canvas) {
	for _, name := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter} {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) {
			pressMain(c)
		})
	}
}

func pressMain(c fyne.Canvas) {
	o, open := c.Overlays().Top().(*Overlay)
	switch {
	case open && o.options.OnMain != nil:
		o.options.OnMain()
	case !open && !OverlayOpen(c):
		if layer := layerIn(c.Content()); layer != nil && layer.OnMain != nil {
			layer.OnMain()
		}
	}
}
