package main

import "testing"

// A video is edited in the inspector, saved and taken back, all by keyboard.
func TestTheInspectorEditsAVideo(t *testing.T) {
	s := newScreenOn(newVideosStage(t, 20))
	all := s.account()
	v := s.newest()
	s.open()
	name := func() string {
		now := s.account()[v.UID]
		return now.Name()
	}
	s.point("the name typed into the inspector", func() bool { return name() == "Harbour at dusk" }, func() {
		s.keys("Escape", "Escape", "ctrl+2", "Home")
		s.rest()
		s.keys("i")
		s.rest()
		s.xdo("key", "ctrl+a")
		s.write("Harbour at dusk")
		s.keys("ctrl+s")
	})
	s.point("the old name", func() bool { return name() == v.Name() }, func() { s.keys("Escape", "ctrl+z") })
	sameAccount(t, s.account(), all)
}
