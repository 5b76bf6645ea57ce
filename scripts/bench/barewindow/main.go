// Command barewindow opens a window of Fyne's with one text and nothing else: what
// Spool's own window is measured against.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.NewWithID("app.spool.barewindow").NewWindow("Bare")
	w.SetContent(container.NewCenter(widget.NewLabel("A window with nothing but this line of text in it, which is long enough to be found")))
	w.Resize(fyne.NewSize(1280, 800))
	w.ShowAndRun()
}
