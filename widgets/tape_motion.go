package widgets

import (
	"time"

	"fyne.io/fyne/v2"
)

const (
	tapeFill   = 200 * time.Millisecond  // that a finished block takes to fill
	tapeTravel = 1600 * time.Millisecond // that a waiting tape's bar takes to the end
	tapeBar    = 0.26                    // the length of that bar
)

// fillFrom lets the blocks from one on fill.
func (t *Tape) fillFrom(block int) {
	t.stop()
	t.fresh, t.fill = block, 0
	t.anim = fyne.NewAnimation(tapeFill, func(f float32) {
		t.fill = float64(f)
		t.raster.Refresh()
	})
	t.anim.Curve = fyne.AnimationEaseOut
	t.anim.Start()
}

// wait lets a bar travel along the tape.
func (t *Tape) wait() {
	t.anim = fyne.NewAnimation(tapeTravel, func(f float32) {
		t.travel = float64(f)
		t.raster.Refresh()
	})
	t.anim.RepeatCount = fyne.AnimationRepeatForever
	t.anim.Curve = fyne.AnimationLinear
	t.anim.Start()
}

func (t *Tape) stop() {
	if t.anim != nil {
		t.anim.Stop()
		t.anim = nil
	}
	t.fill = 1
}
