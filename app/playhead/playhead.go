// Package playhead moves through a video in real time without playing it: pages
// show stills and captions of the place it is at. It runs on Fyne's goroutine.
package playhead

import "time"

const (
	// step is how often the playhead moves while it plays: often enough for the
	// eye, and each step repaints the window.
	step = 100 * time.Millisecond
	// slowStep is that where the processor draws the window.
	slowStep = 300 * time.Millisecond
)

// Params are what a Playhead needs of the page it is on.
type Params struct {
	// After and Now are the clock; see page.Tools.
	After func(wait time.Duration, do func()) (stop func())
	Now   func() time.Time
	// Slow says that the processor draws the window; see page.Tools.
	Slow bool
	// Moved is told where the playhead is at each step of playing.
	Moved func(at time.Duration)
	// Turned is told that playing began or ended.
	Turned func(playing bool)
}

// Playhead is a place in a video that moves while it plays.
type Playhead struct {
	Params
	// Loop has it play the same part again and again.
	Loop bool

	from, to time.Duration // the part that is played
	at       time.Duration // where it was at
	then     time.Time
	playing  bool
	stop     func()
}

// New returns a playhead at rest.
func New(p Params) *Playhead { return &Playhead{Params: p, stop: func() {}} }

// Playing reports whether it moves.
func (p *Playhead) Playing() bool { return p.playing }

// Play plays on from at, within the part from one place to another. At its end
// it stops, or with Loop begins again. A part without a length is not played.
func (p *Playhead) Play(at, from, to time.Duration) {
	if to <= from {
		return
	}
	p.from, p.to = from, to
	p.Jump(at)
	if p.playing {
		return
	}
	p.playing = true
	p.Turned(true)
	p.wait()
}

// Jump goes on from another place of the part that plays. One outside of it
// counts as its start.
func (p *Playhead) Jump(at time.Duration) {
	if at < p.from || at >= p.to {
		at = p.from
	}
	p.at, p.then = at, p.Now()
}

// Stop ends playing. The playhead stays where it was seen last.
func (p *Playhead) Stop() {
	if !p.playing {
		return
	}
	p.playing = false
	p.stop()
	p.Turned(false)
}

func (p *Playhead) wait() {
	every := step
	if p.Slow {
		every = slowStep
	}
	p.stop = p.After(every, p.move)
}

// move is one step. Its length is what the clock says has passed, so a window
// that was busy leaves pictures out and does not fall behind.
func (p *Playhead) move() {
	if !p.playing {
		return
	}
	at := p.at + p.Now().Sub(p.then)
	switch {
	case at < p.to:
	case p.Loop:
		at = p.from + (at-p.to)%(p.to-p.from)
		p.Jump(at)
	default:
		p.Moved(p.to)
		p.Stop()
		return
	}
	p.Moved(at)
	if p.playing {
		p.wait()
	}
}
