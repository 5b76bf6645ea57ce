package widgets

import "fyne.io/fyne/v2"

// ShowPopover opens content under a control, or over it where there is more
// room. It closes on Esc and on a click beside it. Content has its own padding.
func ShowPopover(from, content fyne.CanvasObject, first fyne.Focusable) *Overlay {
	return ShowOverlay(from, OverlayOptions{Content: content, First: first, Light: true, Place: Beside(from)})
}

// Beside places an overlay under a control, or over it where there is more room.
func Beside(from fyne.CanvasObject) func(window, least fyne.Size) (fyne.Position, fyne.Size) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(from)
	return func(window, least fyne.Size) (fyne.Position, fyne.Size) {
		return beside(window, least, at, from.Size())
	}
}
