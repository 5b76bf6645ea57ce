package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"spool/app"
	"spool/app/downloads"
)

// Everything in the library is selected and saved by keyboard; Stream makes the
// files when their turn comes.
func TestAWholeSelectionIsSavedFromTheWindow(t *testing.T) {
	s := newScreen(t)
	s.film("Harbour")
	s.film("Dunes")
	folder := t.TempDir()
	settings, err := json.Marshal(windowFile{Window: app.Settings{Saves: downloads.Choices{Folder: folder}}})
	ok(t, err)
	ok(t, os.WriteFile(filepath.Join(s.home, "window.json"), settings, 0o600))
	s.open()
	saved := func() bool {
		for _, name := range []string{"Harbour.mp4", "Dunes.mp4"} {
			if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Size() == 0 {
				return false
			}
		}
		return true
	}
	s.point("the files", saved, func() {
		s.keys("Escape", "Escape", "ctrl+2")
		s.rest()
		s.keys("Home", "ctrl+a")
		s.rest()
		s.keys("d")
		s.rest()
		s.keys("ctrl+Return")
		s.rest()
	})
}
