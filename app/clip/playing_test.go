package clip

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/library"
)

// pass lets time pass, a tenth of a second at a time.
func (s *stage) pass(d time.Duration) {
	for range d / (100 * time.Millisecond) {
		s.now = s.now.Add(100 * time.Millisecond)
		if do := s.later; do != nil {
			s.later = nil
			do()
		}
	}
}

// playing is a stage that plays its range from 100 s to 110 s.
func playing(t *testing.T) *stage {
	t.Helper()
	s := newStage(t)
	s.tab.setEnd(false, 100*time.Second)
	s.tab.setEnd(true, 110*time.Second)
	s.window.Canvas().Focus(s.tab.strip)
	apptest.Press(s.window, fyne.KeySpace)
	return s
}

func (s *stage) wantAt(t *testing.T, at time.Duration) {
	t.Helper()
	if s.tab.at != at {
		t.Errorf("the playhead is at %v, want %v", s.tab.at, at)
	}
}

func TestSpacePlaysTheRange(t *testing.T) {
	s := playing(t)
	s.pass(4 * time.Second)
	s.wantAt(t, 104*time.Second)
	apptest.See(t, s.window, "00:01:44.0")
	apptest.Press(s.window, fyne.KeySpace)
	s.pass(time.Second)
	s.wantAt(t, 104*time.Second)
	apptest.Press(s.window, fyne.KeySpace) // on from there
	s.pass(time.Minute)
	s.wantAt(t, 110*time.Second)
	if s.tab.head.Playing() {
		t.Error("it plays beyond the range")
	}
	apptest.Press(s.window, fyne.KeySpace) // and from its start again
	s.pass(time.Second)
	s.wantAt(t, 101*time.Second)
}

func TestALoopPlaysTheRangeAgain(t *testing.T) {
	s := playing(t)
	s.tab.head.Loop = true
	s.pass(25 * time.Second)
	s.wantAt(t, 105*time.Second)
}

func TestPlayingEnds(t *testing.T) {
	for name, end := range map[string]func(*stage){
		"when an end is set":    func(s *stage) { apptest.Press(s.window, fyne.KeyO) },
		"with a step":           func(s *stage) { apptest.Press(s.window, fyne.KeyPeriod) },
		"with a second":         func(s *stage) { apptest.Press(s.window, fyne.KeyRight) },
		"outside of the range":  func(s *stage) { s.tab.seek(10 * time.Second) },
		"with another range":    func(s *stage) { s.tab.addRange() },
		"in another range":      func(s *stage) { s.tab.openRow(draftKey + "0") },
		"on another tab":        func(s *stage) { s.tab.Pause() },
		"with the tab":          func(s *stage) { s.tab.Leave() },
		"with the next video":   func(s *stage) { s.tab.Show(library.Video{UID: "b", Ready: true, Duration: 60}) },
		"when clips were made":  func(s *stage) { s.tab.make() },
		"when a draft goes":     func(s *stage) { s.tab.addRange(); s.tab.TogglePlay(); s.tab.removeDraft(1) },
		"for the player's page": func(s *stage) { s.tab.controls.hear.OnTapped() },
	} {
		t.Run(name, func(t *testing.T) {
			s := playing(t)
			s.pass(3 * time.Second)
			end(s)
			at := s.tab.at
			s.pass(time.Second)
			if s.tab.head.Playing() || s.tab.at != at {
				t.Errorf("it still plays: %v, from %v to %v", s.tab.head.Playing(), at, s.tab.at)
			}
		})
	}
}

func TestItPlaysOnWhereThePlayheadIsPut(t *testing.T) {
	s := playing(t)
	s.pass(time.Second)
	s.tab.seek(108 * time.Second)
	s.pass(time.Second)
	s.wantAt(t, 109*time.Second)
	s.tab.controls.hear.OnTapped()
	if s.heard != 109*time.Second {
		t.Errorf("the player page was opened at %v", s.heard)
	}
}
