package widgets

import "fyne.io/fyne/v2"

// canvasOf is the canvas of the window that an object was drawn in, nil before.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

// wake makes a window draw itself. Fyne does not know yet in which window an
// object is that it never drew, so to refresh that is not enough.
func wake(o fyne.CanvasObject) {
	if c, ok := canvasOf(o).(interface{ SetDirty() }); ok {
		c.SetDirty()
	}
}

// Settle places at once what was put into a window. Else Fyne does that when it
// draws next, which has what is placed then drawn a second time.
func Settle(w fyne.Window) {
	if c, ok := w.Canvas().(interface{ EnsureMinSize() bool }); ok {
		c.EnsureMinSize()
	}
}
