package queue

import (
	"fyne.io/fyne/v2"

	"spool/app/apptest"
)

// isEntry accepts the field that reads so, be it its placeholder: the one in
// which a typed letter changes that.
func isEntry(w fyne.Window, text string) func(fyne.Focusable) bool {
	return func(f fyne.Focusable) bool {
		e, is := f.(interface{ SetPlaceHolder(string) })
		if !is || e == nil {
			return false
		}
		before := count(apptest.Texts(w), text)
		f.TypedRune('~')
		after := count(apptest.Texts(w), text)
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		return after < before
	}
}

func count(texts []string, text string) int {
	n := 0
	for _, s := range texts {
		if s == text {
			n++
		}
	}
	return n
}
