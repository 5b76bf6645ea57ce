package stills

import (
	"image"
	"slices"
	"time"
)

const (
	// rollStep is how far apart the pictures of a video are that plays: two a
	// second are not much to ask of Stream, and enough to follow what is said.
	rollStep = 500 * time.Millisecond
	// rollAhead is how many of them are on their way or wait for their time.
	rollAhead = 4
)

// roll is the pictures of a video that plays, the ones that come next.
type roll struct {
	coming []*coming
	next   time.Duration // the first moment that was not asked for
	took   time.Duration // what the last one needed to come
}

// coming is a picture of a moment that is near.
type coming struct {
	at    time.Duration
	asked time.Duration // where the playhead was then
	w, h  int
	img   image.Image
	here  bool
}

// Roll shows a video that plays, from its Set on: at is where the playhead is
// and end where it stops. It shows the newest picture that has come, and asks
// for a few of those that are next. One that would come too late is left out.
func (p *Picture) Roll(at, end time.Duration) {
	if p.source == nil || p.video.UID == "" || p.size.IsZero() {
		return
	}
	if p.roll == nil || at < p.at || at > p.at+rollAhead*rollStep {
		p.Rest()
		p.roll = &roll{next: at.Truncate(rollStep)}
	}
	p.at = at
	p.roll.show(p)
	p.roll.ask(p, end)
}

// Rest ends Roll. Pictures that are on their way are given up; the one that
// shows stays until Set.
func (p *Picture) Rest() {
	if p.waits {
		p.source.ForgetStill(p.video, p.at, p.pixels(p.size.Width), p.pixels(p.size.Height))
		p.waits = false
	}
	if p.roll == nil {
		return
	}
	for _, c := range p.roll.coming {
		p.roll.drop(p, c)
	}
	p.roll = nil
}

func (r *roll) drop(p *Picture, c *coming) {
	if !c.here {
		p.source.ForgetStill(p.video, c.at, c.w, c.h)
	}
}

// show shows the newest picture whose time has come and lets go of those before
// it.
func (r *roll) show(p *Picture) {
	newest := -1
	for i, c := range r.coming {
		if c.here && c.at <= p.at {
			newest = i
		}
	}
	if newest < 0 {
		return
	}
	for _, c := range r.coming[:newest] {
		r.drop(p, c)
	}
	p.display(r.coming[newest].img)
	r.coming = slices.Delete(r.coming, 0, newest+1)
}

// ask asks for the pictures that are next.
func (r *roll) ask(p *Picture, end time.Duration) {
	if soon := p.at + r.took; r.next < soon && r.took > 0 {
		r.next = (soon + rollStep - 1).Truncate(rollStep)
	}
	var asked []*coming
	for ; len(r.coming) < rollAhead && r.next < end; r.next += rollStep {
		c := &coming{at: r.next, asked: p.at, w: p.pixels(p.size.Width), h: p.pixels(p.size.Height)}
		r.coming = append(r.coming, c)
		asked = append(asked, c)
	}
	// What is asked for last is loaded first.
	for _, c := range slices.Backward(asked) {
		r.load(p, c)
	}
}

// load takes a picture. Its arrival repaints nothing: the next step shows it.
func (r *roll) load(p *Picture, c *coming) {
	c.img, c.here = p.source.Still(p.video, c.at, c.w, c.h, func() {
		if p.roll == r && !c.here {
			r.took = p.at - c.asked
			r.load(p, c)
		}
	})
}
