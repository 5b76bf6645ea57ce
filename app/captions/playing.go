package captions

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/app/playhead"
	"spool/app/stills"
	"spool/app/words"
	"spool/widgets"
)

func newPlayhead(t *Tab) *playhead.Playhead {
	return playhead.New(playhead.Params{
		After: t.After, Now: t.Now, Slow: t.Slow, Moved: t.moved,
		Turned: func(playing bool) { t.preview.turn(playing) },
	})
}

// TogglePlay plays from the playhead to the end of the video, or stops there.
func (t *Tab) TogglePlay() {
	switch {
	case t.text == nil:
	case t.head.Playing():
		t.head.Stop()
	default:
		t.head.Play(t.text.at, 0, t.end())
	}
}

// Pause ends playing, as when another tab comes to show.
func (t *Tab) Pause() { t.head.Stop() }

// end is where playing ends: with the video, or with the last cue where nobody
// knows how long that is.
func (t *Tab) end() time.Duration {
	if end := stills.Length(&t.video); end > 0 {
		return end
	}
	return t.text.ends
}

// moved follows the playhead while it plays. The cue in hand stays that: what is
// typed in it is not to be lost.
func (t *Tab) moved(at time.Duration) {
	if t.text == nil {
		t.head.Stop()
		return
	}
	t.text.at = at
	t.showPlayhead()
	if under := t.text.under; under >= 0 && !t.editing() {
		t.Cues.ScrollTo(cueKey(under))
	}
}

// showPlayhead shows what hangs on the place of the playhead.
func (t *Tab) showPlayhead() {
	x := t.text
	if under := x.shownAt(x.at); under != x.under {
		before := x.under
		x.under = under
		t.Cues.Update(cueKey(before))
		t.Cues.Update(cueKey(under))
	}
	t.timeline.set()
	t.preview.set()
}

// editing reports whether a field of the cue in hand has the keyboard.
func (t *Tab) editing() bool {
	r := t.hand
	return r != nil && (r.text.Focused() || r.start.Focused() || r.end.Focused())
}

// frameRates are what videos usually have. Stream tells nobody which it is.
var frameRates = []float64{23.976, 24, 25, 29.97, 30, 50, 60}

// usualRate is taken for the rate of a video until somebody says another.
const usualRate = 25

func rateLabel(rate float64) string {
	return words.F("%s fps", strconv.FormatFloat(rate, 'f', -1, 64))
}

// frame is how long a picture shows: what a step moves, and the grid that edges
// snap to.
func (t *Tab) frame() time.Duration { return time.Duration(float64(time.Second) / t.rate) }

// rateMenu says how many frames a second the video has.
func (t *Tab) rateMenu() {
	var items []widgets.MenuItem
	for _, rate := range frameRates {
		items = append(items, widgets.MenuItem{
			Label: rateLabel(rate), Disabled: rate == t.rate, Reason: lang.L("Steps are of one frame at this rate"),
			Run: func() {
				t.rate = rate
				t.preview.set()
			},
		})
	}
	widgets.ShowMenuBelow(t.preview.rate, items)
}

// Demonstrate plays at a time once a text is open, with the cue there being
// edited.
func (t *Tab) Demonstrate(at time.Duration) {
	t.opened = func() {
		t.seek(at)
		first := max(0, t.text.under-1)
		t.takeCue(t.text.under)
		t.Cues.ScrollTo(cueKey(t.text.doc.Len() - 1))
		t.Cues.ScrollTo(cueKey(first))
		t.seek(at)
		t.focusText()
		t.foot.kept = t.Now()
		t.foot.set()
		t.TogglePlay()
	}
}
