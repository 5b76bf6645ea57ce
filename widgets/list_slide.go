package widgets

import (
	"time"

	"fyne.io/fyne/v2"
)

const slideTime = 200 * time.Millisecond

// slide lets rows that a Reload moved travel to their new place.
type slide struct {
	from map[Key]float32 // the way each row has to go
	left float32         // the part of it that is left, 1 to 0
	anim *fyne.Animation
}

// placesOnScreen is where the rows in sight stand.
func (l *List) placesOnScreen() map[Key]float32 {
	if !showAnimations() || l.grid != nil {
		return nil
	}
	places := make(map[Key]float32, len(l.live))
	for _, r := range l.live {
		places[r.key] = r.Position().Y
	}
	return places
}

// start sets rows out from where they were. A row that was not in sight is in
// its place at once, and so is everything when nothing of the order changed.
func (s *slide) start(l *List, was map[Key]float32) {
	s.stop()
	from := map[Key]float32{}
	for _, r := range l.live {
		if y, ok := was[r.key]; ok && y != r.Position().Y {
			from[r.key] = y - r.Position().Y
		}
	}
	if len(from) == 0 || l.drag != nil {
		return
	}
	s.from, s.left = from, 1
	s.anim = fyne.NewAnimation(slideTime, func(t float32) {
		s.left = 1 - t
		if t >= 1 {
			s.from = nil
		}
		l.placeRows()
	})
	s.anim.Curve = fyne.AnimationEaseOut
	s.anim.Start()
}

func (s *slide) stop() {
	if s.anim != nil {
		s.anim.Stop()
	}
	s.from, s.anim = nil, nil
}

// shift is how far a row still is from its place.
func (s *slide) shift(key Key) float32 {
	if s.from == nil {
		return 0
	}
	return s.from[key] * s.left
}

// still is set by LessMotion.
var still bool

// LessMotion lets nothing move from now on, whatever Fyne's settings say: each
// picture of a motion draws the whole window anew. Call it before the first
// window opens.
func LessMotion() { still = true }

// showAnimations reports whether things may move.
func showAnimations() bool { return !still && fyne.CurrentApp().Settings().ShowAnimations() }
