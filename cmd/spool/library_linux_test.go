package main

import (
	"maps"
	"slices"
	"testing"

	"spool/library"
)

// newest is the newest video of the account.
func (s *screen) newest() library.Video {
	s.t.Helper()
	return slices.MaxFunc(slices.Collect(maps.Values(s.account())), func(a, b library.Video) int { return a.Created.Compare(b.Created) })
}

// write types a text into what has the keyboard.
func (s *screen) write(text string) { s.xdo("type", "--delay", "30", text) }

// find has the library show what a query finds.
func (s *screen) find(query string) {
	s.keys("Escape", "Escape", "Escape", "ctrl+2")
	s.rest()
	s.keys("slash")
	s.rest()
	s.xdo("key", "ctrl+a")
	s.write(query)
	s.rest()
	s.keys("Return")
	s.rest()
}

// Two videos are found by their creator, one is renamed in its place, that is
// taken back, and both are deleted by typing their number, all by keyboard.
func TestTheLibraryFindsRenamesUndoesAndDeletes(t *testing.T) {
	s := newScreenOn(newVideosStage(t, 40))
	s.take(2)
	all := s.account()
	s.open()
	renamed := func() bool {
		for _, v := range s.account() {
			if v.Name() == "Harbour" {
				return true
			}
		}
		return false
	}
	s.point("the new name", renamed, func() {
		s.find("creator:crew-bulk")
		s.keys("Home", "F2")
		s.rest()
		s.write("Harbour")
		s.keys("Return")
		s.rest()
	})
	s.point("the old name", func() bool { return !renamed() }, func() { s.keys("ctrl+z"); s.rest() })
	sameAccount(t, s.account(), all)
	// Their number is typed, so that a second try can't go further.
	s.point("the deletion", func() bool { return len(s.account()) == len(all)-2 }, func() {
		s.find("creator:crew-bulk")
		s.keys("Home", "ctrl+a")
		s.rest()
		s.keys("Delete")
		s.rest()
		s.write("2")
		s.rest()
		s.keys("ctrl+Return")
		s.rest()
	})
}
