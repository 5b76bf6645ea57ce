package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"spool/library"
)

// Five videos are found by their creator, three of them selected, and their
// names rewritten; the preview leaves one out. That is taken back, all by
// keyboard.
func TestManyVideosAreEditedAndTakenBack(t *testing.T) {
	s := newScreenOn(newVideosStage(t, 40))
	s.take(5)
	all := s.account()
	s.open()
	taken := func(as string) int {
		n := 0
		for _, v := range s.account() {
			if strings.HasPrefix(v.Name(), as) {
				n++
			}
		}
		return n
	}
	s.point("the edit of two of the three selected", func() bool { return taken("Scene") == 2 }, func() {
		s.keys("Escape", "Escape", "ctrl+2")
		s.rest()
		s.keys("ctrl+f")
		s.rest()
		s.keys("ctrl+a")
		s.write("creator:crew-bulk")
		s.rest()
		s.keys("Return")
		s.rest()
		s.keys("Home", "shift+Right", "shift+Right")
		s.rest()
		s.keys("b")
		s.rest()
		s.write("take")
		s.keys("Tab", "Tab")
		s.write("Scene")
		s.rest()
		s.keys("F6", "Home", "space")
		s.rest()
		s.keys("ctrl+Return")
	})
	if left := taken("take"); left != 3 {
		t.Errorf("%d videos keep their names, want 3", left)
	}
	s.point("the former names", func() bool { return taken("take") == 5 }, func() { s.keys("ctrl+2", "Home", "ctrl+z") })
	sameAccount(t, s.account(), all)
}

// rest waits until two pictures in a row are alike: what a key opens has opened,
// and has the keyboard.
func (s *screen) rest() {
	s.t.Helper()
	last := s.rows()
	s.await("a window at rest", func() bool {
		next := s.rows()
		same := alike(last, next)
		last = next
		return same
	})
}

// take gives n videos of the account a creator and names of their own.
func (s *screen) take(n int) {
	s.t.Helper()
	client := s.client()
	for _, v := range s.account() {
		if n == 0 {
			return
		}
		_, err := client.Edit(s.t.Context(), v.UID, library.Patch{
			library.FieldMeta:    json.RawMessage(fmt.Sprintf(`{"name":"take %d"}`, n)),
			library.FieldCreator: json.RawMessage(`"crew-bulk"`),
		})
		ok(s.t, err)
		n--
	}
}
