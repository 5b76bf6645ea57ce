package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/internal/filepick"
	"spool/widgets"
)

// secretTime is how long a secret stays on the clipboard.
const secretTime = time.Minute

// copySecret copies what nobody else should find later: it is gone from the
// clipboard after a minute, unless something else was copied meanwhile.
func (w *Window) copySecret(text string) {
	w.copy(text)
	w.forget()
	w.forget = w.After(secretTime, w.clearSecret(text))
}

func (w *Window) clearSecret(text string) func() {
	return func() {
		if clipboard := fyne.CurrentApp().Clipboard(); clipboard.Content() == text {
			clipboard.SetContent("")
		}
	}
}

// later runs something on Fyne's goroutine after a time.
func (w *Window) later(d time.Duration, run func()) (stop func()) {
	stopped := false
	timer := time.AfterFunc(d, func() {
		w.Post(func() {
			if !stopped {
				run()
			}
		})
	})
	return func() { stopped = true; timer.Stop() }
}

// saveNew writes a file that only its owner can read into a folder that is
// asked for. It never writes over another file.
func (w *Window) saveNew(name string, data []byte) {
	w.choose(filepick.Options{Title: words.F("Where to save %s", name), Accept: lang.L("Save here"), Folder: true}, func(paths []string) {
		path := filepath.Join(paths[0], name)
		w.tokens.Do(func(context.Context) error { return writeNew(path, data) }, func(err error) {
			if err != nil {
				w.Toast(widgets.Toast{Text: words.F("Nothing was saved: %s", firstLine(err)), Failed: true})
				return
			}
			w.Toast(widgets.Toast{Text: words.F("Saved %s", name), Action: lang.L("Show"), OnAction: func() { w.openFolder(paths[0]) }})
		})
	})
}

func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// preview opens a page in the browser. It may hold a token, so only its owner
// can read the file, and it goes with the window.
func (w *Window) preview(page []byte) {
	path := filepath.Join(w.Scratch, "preview.html")
	w.tokens.Do(func(context.Context) error {
		if err := os.MkdirAll(w.Scratch, 0o700); err != nil {
			return fmt.Errorf("make a folder for the page: %w", err)
		}
		return os.WriteFile(path, page, 0o600)
	}, func(err error) {
		if err != nil {
			w.Toast(widgets.Toast{Text: firstLine(err), Failed: true})
			return
		}
		w.openFolder(path)
	})
}
