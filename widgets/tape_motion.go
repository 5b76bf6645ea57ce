package widgets

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
)

const (
	tapeFill   = 200 * time.Millisecond  // that a finished block takes to fill
	tapeTravel = 1600 * time.Millisecond // that a waiting tape's bar takes to the end
	tapeBar    = 0.26                    // the length of that bar
	tapePause  = time.Second             // between two blocks that are seen filling

	// Each picture of a motion repaints the whole window, which without a graphics
	// card takes from the upload itself: so many are enough for the eye.
	fillSteps   = 4
	travelSteps = 24
)

// fillFrom lets the blocks from one on fill, or shows them full where the last
// ones filled just now.
func (t *Tape) fillFrom(block int) {
	now := time.Now()
	if now.Sub(t.filled) < tapePause {
		t.show()
		return
	}
	t.stop()
	t.filled = now
	t.fresh, t.fill = block, 0
	t.anim = fyne.NewAnimation(tapeFill, func(f float32) { t.step(&t.fill, f, fillSteps) })
	t.anim.Curve = fyne.AnimationEaseOut
	t.anim.Start()
}

// wait lets a bar travel along the tape.
func (t *Tape) wait() {
	t.anim = fyne.NewAnimation(tapeTravel, func(f float32) { t.step(&t.travel, f, travelSteps) })
	t.anim.RepeatCount = fyne.AnimationRepeatForever
	t.anim.Curve = fyne.AnimationLinear
	t.anim.Start()
}

// step brings a motion to the part f of its way, and draws it if that is one of
// its steps further.
func (t *Tape) step(value *float64, f float32, steps float64) {
	if at := math.Round(float64(f)*steps) / steps; at != *value {
		*value = at
		t.raster.Refresh()
	}
}

func (t *Tape) stop() {
	if t.anim != nil {
		t.anim.Stop()
		t.anim = nil
	}
	t.fill = 1
}
