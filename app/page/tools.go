// Package page is what the pages share: what they get of the window they are
// in, and the few ways they speak through it.
package page

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/words"
	"spool/internal/filepick"
	"spool/widgets"
)

// Tools are what a page does with its window. All of them are called on Fyne's
// goroutine, and call back on it.
type Tools struct {
	// Do runs something off Fyne's goroutine; then, which may be nil, gets its
	// error back on it. What one page asks for is done in its order.
	Do func(run func(context.Context) error, then func(error))
	// After runs something after a while, unless it is stopped before.
	After func(wait time.Duration, do func()) (stop func())
	// Pick asks for files or a folder; chosen is not called without any.
	Pick    func(o filepick.Options, chosen func(paths []string))
	Toast   func(widgets.Toast)
	Copy    func(text string)
	OpenURL func(address string)
	Now     func() time.Time
	// Slow says that the processor draws the window: what moves is to move seldom.
	Slow bool
}

// Fail tells in a toast what could not be done, and why.
func (t Tools) Fail(what string, err error) {
	if err != nil {
		t.Toast(widgets.Toast{Text: what + ": " + FirstLine(err), Failed: true})
	}
}

// FirstLine is what an error says to people.
func FirstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// Sentence makes a sentence of an error.
func Sentence(err error) string {
	if s := words.Capital(err); s != "" {
		return s + "."
	}
	return ""
}

// Show shows or hides an object.
func Show(o fyne.CanvasObject, on bool) {
	switch {
	case on == o.Visible():
	case on:
		o.Show()
	default:
		o.Hide()
	}
}

// Place moves an object and gives it a size, which is never below nothing.
func Place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(0, w), max(0, h)))
}
