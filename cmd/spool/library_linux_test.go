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

// A video is found, renamed in its place, that is taken back, and two others are
// deleted by typing their number, all by keyboard.
func TestTheLibraryFindsRenamesUndoesAndDeletes(t *testing.T) {
	s := newScreenOn(newVideosStage(t, 40))
	all := s.account()
	v := s.newest()
	s.open()
	name := func() string {
		now := s.account()[v.UID]
		return now.Name()
	}
	s.point("the new name", func() bool { return name() == "Harbour at dusk" }, func() {
		s.keys("Escape", "Escape", "ctrl+2", "slash")
		s.xdo("key", "ctrl+a")
		s.write("uid:" + v.UID)
		s.keys("Return", "Home", "F2")
		s.write("Harbour at dusk")
		s.keys("Return")
	})
	s.point("the old name", func() bool { return name() == v.Name() }, func() { s.keys("ctrl+z") })
	sameAccount(t, s.account(), all)
	s.point("the deletion", func() bool { return len(s.account()) == len(all)-2 }, func() {
		s.keys("Escape", "slash")
		s.xdo("key", "ctrl+a")
		s.keys("BackSpace", "Escape", "Home", "shift+Right", "Delete")
		s.write("2")
		s.keys("ctrl+Return")
	})
}
