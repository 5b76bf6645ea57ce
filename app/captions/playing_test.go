package captions

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/app/apptest"
	"spool/library"
	"spool/library/subtitle"
)

// pass lets time pass, a tenth of a second at a time.
func (s *stage) pass(d time.Duration) {
	for range d / (100 * time.Millisecond) {
		s.now = s.now.Add(100 * time.Millisecond)
		due := s.later
		s.later = nil
		for _, do := range due {
			do()
		}
	}
}

func (s *stage) space() {
	s.window.Canvas().Focus(s.tab.Cues)
	apptest.Press(s.window, fyne.KeySpace)
}

func (s *stage) wantAt(at time.Duration) {
	s.t.Helper()
	if s.tab.text.at != at {
		s.t.Errorf("the playhead is at %v, want %v", s.tab.text.at, at)
	}
}

func TestSpacePlaysTheCuesInTime(t *testing.T) {
	s := newStage(t)
	s.space()
	s.pass(time.Second)
	s.wantAt(2 * time.Second)
	if said := s.tab.preview.lines[shownLines-1].Full(); said != "The first cue" {
		t.Errorf("the frame says %q", said)
	}
	s.pass(1500 * time.Millisecond)
	if said := s.tab.preview.lines[shownLines-1].Full(); said != "" || s.tab.text.under != -1 {
		t.Errorf("between the cues the frame says %q", said)
	}
	s.pass(time.Second)
	s.see("00:00:04.500")
	if said := s.tab.preview.lines[shownLines-1].Full(); said != "The second cue" {
		t.Errorf("the frame says %q", said)
	}
	if row := s.tab.Cues.View(cueKey(1)).(*cueRow); !row.under {
		t.Error("the list does not show which cue plays")
	}
	if s.tab.text.current != 0 {
		t.Errorf("cue %d came in hand by itself", s.tab.text.current+1)
	}
	s.space()
	s.pass(time.Second)
	s.wantAt(4500 * time.Millisecond)
}

func TestWhatIsTypedWhileItPlaysStays(t *testing.T) {
	s := newStage(t)
	s.window.Canvas().Focus(s.tab.Cues)
	apptest.Press(s.window, fyne.KeyHome, fyne.KeyReturn)
	field := s.window.Canvas().Focused()
	s.tab.Shortcut(&desktop.CustomShortcut{KeyName: fyne.KeySpace, Modifier: fyne.KeyModifierShortcutDefault})
	s.pass(2 * time.Second)
	apptest.Type(s.window, "So ")
	s.pass(2 * time.Second)
	apptest.Type(s.window, "then ")
	s.wantAt(5 * time.Second)
	if got := s.tab.text.doc.Cue(0).Text; got != "So then The first cue" {
		t.Errorf("typed %q", got)
	}
	if s.window.Canvas().Focused() != field || !s.tab.head.Playing() {
		t.Errorf("the keyboard is at %T, it plays: %v", s.window.Canvas().Focused(), s.tab.head.Playing())
	}
}

func TestPlayingEnds(t *testing.T) {
	for name, end := range map[string]func(*stage){
		"with the video":          func(s *stage) { s.tab.seek(599 * time.Second); s.pass(2 * time.Second) },
		"when a time is set":      func(s *stage) { apptest.Press(s.window, fyne.KeyRightBracket) },
		"when a time is typed":    func(s *stage) { s.tab.hand.start.OnChanged(""); s.tab.hand.timed() },
		"when an edit is undone":  func(s *stage) { s.tab.text.set(s.tab.text.doc.FixAll(subtitle.Usual), false); s.tab.Undo() },
		"with a step":             func(s *stage) { s.tab.nudge(1) },
		"on another tab":          func(s *stage) { s.tab.Pause() },
		"with the tab":            func(s *stage) { s.tab.Leave() },
		"with the next video":     func(s *stage) { s.tab.Show(library.Video{UID: "b"}) },
		"with the next language":  func(s *stage) { s.tab.text = nil; s.tab.Refresh() },
		"when an edge is dragged": func(s *stage) { s.tab.timeline.MouseDown(edgeOf(s.tab.timeline, 1)) },
		"for the player page":     func(s *stage) { s.tab.watch() },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.space()
			s.pass(time.Second)
			end(s)
			if s.tab.head.Playing() {
				t.Fatal("it still plays")
			}
			var at time.Duration
			if s.tab.text != nil {
				at = s.tab.text.at
			}
			s.pass(time.Second)
			if s.tab.text != nil && s.tab.text.at != at {
				t.Errorf("the playhead went on to %v", s.tab.text.at)
			}
		})
	}
}

// edgeOf presses the right end of a cue in the timeline.
func edgeOf(l *timeline, cue int) *desktop.MouseEvent {
	for _, b := range l.blocks {
		if b.cue == cue {
			return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(b.to, blockY+4)}, Button: desktop.MouseButtonPrimary}
		}
	}
	return nil
}

func TestAfterTheEndItPlaysFromTheStart(t *testing.T) {
	s := newStage(t)
	s.tab.seek(599900 * time.Millisecond)
	s.space()
	s.pass(time.Second)
	s.wantAt(600 * time.Second)
	s.space()
	s.pass(time.Second)
	s.wantAt(time.Second)
}

func TestTheTimelinePagesAlong(t *testing.T) {
	s := newStage(t)
	s.space()
	for range 90 {
		s.pass(time.Second)
		if x := s.tab.timeline.xOf(s.tab.text.at); x < 0 || x > s.tab.timeline.Size().Width {
			t.Fatalf("at %v the playhead is out of sight", s.tab.text.at)
		}
	}
}

func TestTheTimelineEndsWithTheVideo(t *testing.T) {
	s := newStage(t)
	l := s.tab.timeline
	press := func() {
		l.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(l.Size().Width-1, 4)}, Button: desktop.MouseButtonPrimary})
	}
	v := s.tab.video
	v.Duration = 6
	s.tab.Show(v)
	s.see("Cue 3 ends after the video")
	if film := l.film.Object.Size().Width; film != 6*pace {
		t.Errorf("the film is %v wide", film)
	}
	press()
	s.wantAt(8 * time.Second) // the last cue
	v.Duration = 20
	s.tab.Show(v)
	apptest.SeeNot(t, s.window, "after the video", "00:00:24")
	press()
	s.wantAt(20 * time.Second)
}

func TestAVideoOfUnknownLengthPlaysToItsLastCue(t *testing.T) {
	s := newStage(t)
	s.tab.video.Duration = -1
	s.space()
	s.pass(time.Minute)
	s.wantAt(8 * time.Second)
}

func TestTheFrameRateIsWhatStepsMove(t *testing.T) {
	s := newStage(t)
	s.see("25 fps")
	s.tab.nudge(1)
	s.wantAt(1040 * time.Millisecond)
	s.tab.preview.rate.OnTapped()
	apptest.Click(t, s.window, "50 fps")
	s.tab.nudge(-1)
	s.wantAt(1020 * time.Millisecond)
	apptest.SeeNot(t, s.window, "25 fps")
}

func TestSoundIsAClickAway(t *testing.T) {
	s := newStage(t)
	s.space()
	s.pass(2 * time.Second)
	s.tab.preview.hear.OnTapped()
	if len(s.heard) != 1 || s.heard[0] != 3*time.Second {
		t.Errorf("the player page was opened at %v", s.heard)
	}
}
