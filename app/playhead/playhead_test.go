package playhead

import (
	"reflect"
	"testing"
	"time"
)

const ms = time.Millisecond

// clock is time that passes when the test says so.
type clock struct {
	now   time.Time
	due   time.Time
	do    func()
	stops int
}

func (c *clock) after(wait time.Duration, do func()) func() {
	c.due, c.do = c.now.Add(wait), do
	return func() { c.do, c.stops = nil, c.stops+1 }
}

// pass lets time pass, in one piece where the window was busy.
func (c *clock) pass(d time.Duration) {
	until := c.now.Add(d)
	for c.do != nil && !c.due.After(until) {
		do := c.do
		c.now, c.do = c.due, nil
		do()
	}
	c.now = until
}

func (c *clock) hang(d time.Duration) {
	c.now = c.now.Add(d)
	if do := c.do; do != nil {
		c.do = nil
		do()
	}
}

// heard is what a playhead told.
type heard struct {
	at    []time.Duration
	turns []bool
}

func play(slow bool) (*Playhead, *clock, *heard) {
	c, h := &clock{now: time.Unix(1_770_000_000, 0)}, &heard{}
	p := New(Params{
		After: c.after, Now: func() time.Time { return c.now }, Slow: slow,
		Moved:  func(at time.Duration) { h.at = append(h.at, at) },
		Turned: func(on bool) { h.turns = append(h.turns, on) },
	})
	return p, c, h
}

func TestItPlaysInRealTimeToTheEnd(t *testing.T) {
	p, c, h := play(false)
	p.Play(700*ms, 0, time.Second)
	c.pass(time.Hour)
	if want := []time.Duration{800 * ms, 900 * ms, time.Second}; !reflect.DeepEqual(h.at, want) {
		t.Errorf("it was at %v, want %v", h.at, want)
	}
	if p.Playing() || !reflect.DeepEqual(h.turns, []bool{true, false}) {
		t.Errorf("it plays: %v, and turned %v", p.Playing(), h.turns)
	}
}

func TestABusyWindowLeavesStepsOut(t *testing.T) {
	p, c, h := play(false)
	p.Play(0, 0, time.Minute)
	c.hang(7 * time.Second)
	c.hang(time.Second)
	if want := []time.Duration{7 * time.Second, 8 * time.Second}; !reflect.DeepEqual(h.at, want) {
		t.Errorf("it was at %v, want %v", h.at, want)
	}
}

func TestASlowWindowIsRepaintedAFewTimesASecond(t *testing.T) {
	p, c, h := play(true)
	p.Play(0, 0, time.Minute)
	c.pass(3 * time.Second)
	if n := len(h.at); n > 12 || n < 6 {
		t.Errorf("%d steps in three seconds", n)
	}
}

func TestALoopBeginsAgainWithoutLosingTime(t *testing.T) {
	p, c, h := play(false)
	p.Loop = true
	p.Play(1950*ms, time.Second, 2*time.Second)
	c.pass(200 * ms)
	if want := []time.Duration{1050 * ms, 1150 * ms}; !reflect.DeepEqual(h.at, want) {
		t.Errorf("it was at %v, want %v", h.at, want)
	}
	p.Loop = false
	c.pass(time.Hour)
	if last := h.at[len(h.at)-1]; last != 2*time.Second || p.Playing() {
		t.Errorf("it ended at %v, plays: %v", last, p.Playing())
	}
}

func TestItGoesOnFromWhereItIsPut(t *testing.T) {
	p, c, h := play(false)
	p.Play(time.Second, 0, time.Minute)
	p.Jump(30 * time.Second)
	c.pass(100 * ms)
	p.Play(time.Hour, 0, time.Minute) // outside: from the start
	c.pass(100 * ms)
	if want := []time.Duration{30*time.Second + 100*ms, 100 * ms}; !reflect.DeepEqual(h.at, want) {
		t.Errorf("it was at %v, want %v", h.at, want)
	}
}

func TestNothingMovesAfterStop(t *testing.T) {
	p, c, h := play(false)
	p.Play(0, 5*time.Second, 5*time.Second)
	if p.Playing() {
		t.Error("a part without a length is played")
	}
	p.Play(0, 0, time.Minute)
	late := c.do
	p.Stop()
	p.Stop()
	late() // it was on its way when it was stopped
	c.pass(time.Minute)
	if len(h.at) != 0 || c.stops != 1 || len(h.turns) != 2 {
		t.Errorf("it was at %v, turned %v, stopped %d times", h.at, h.turns, c.stops)
	}
}
