package clip

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/playhead"
	"spool/app/stills"
	"spool/app/words"
	"spool/library/clip"
	"spool/widgets"
	"spool/widgets/look"
)

func newPlayhead(t *Tab) *playhead.Playhead {
	return playhead.New(playhead.Params{
		After: t.After, Now: t.Now, Slow: t.Slow, Moved: t.moved,
		Turned: func(playing bool) {
			t.controls.turn(playing)
			if !playing {
				t.showPlayhead()
			}
		},
	})
}

// TogglePlay plays the range in hand, on from the playhead if that is in it, or
// stops.
func (t *Tab) TogglePlay() {
	switch {
	case len(t.drafts) == 0:
	case t.head.Playing():
		t.head.Stop()
	default:
		d := t.draft()
		t.head.Play(t.at, d.Start, d.End)
	}
}

// Pause ends playing, as when another tab comes to show.
func (t *Tab) Pause() { t.head.Stop() }

func (t *Tab) moved(at time.Duration) {
	t.at = at
	t.showPlayhead()
}

// seek moves the playhead. What plays goes on there, and ends outside its range.
func (t *Tab) seek(at time.Duration) {
	t.at = max(0, min(at, stills.Length(&t.video)))
	if d := t.draft(); t.at >= d.Start && t.at < d.End {
		t.head.Jump(t.at)
	} else {
		t.head.Stop()
	}
	t.show()
}

// step moves the playhead a little, which ends playing.
func (t *Tab) step(by time.Duration) {
	t.head.Stop()
	t.seek(t.at + by)
}

// showPlayhead shows what hangs on the place of the playhead.
func (t *Tab) showPlayhead() {
	if t.head.Playing() {
		t.frame.Roll(t.at, t.draft().End)
	} else {
		t.frame.Set(t.video, t.at.Truncate(time.Millisecond))
	}
	t.controls.set()
	t.strip.Refresh()
}

// stampWide is the room of a time with tenths, so that what is beside it stays.
const stampWide float32 = 80

// lengthFrom is the width from which there is room for the video's length.
const lengthFrom float32 = 470

// controls are below the frame: where the playhead is, and what moves it.
type controls struct {
	Content *fyne.Container
	tab     *Tab
	stamp   *look.Label
	length  *look.Label
	play    *widgets.Button
	hear    *widgets.Button
	loop    *widgets.Switch
}

func newControls(t *Tab) *controls {
	c := &controls{tab: t, stamp: look.NewLabel(look.Mono, look.Fg, ""), length: look.NewLabel(look.Mono, look.Fg3, "").Shrinking()}
	button := func(icon look.IconName, text, key string, run func()) *widgets.Button {
		return widgets.NewIconButton(widgets.Quiet, widgets.Small, icon, widgets.Tip{Text: text, Key: key}, run)
	}
	c.play = widgets.NewIconButton(widgets.Neutral, widgets.Small, look.IconPlayFilled, widgets.Tip{}, t.TogglePlay)
	c.loop = widgets.NewSwitch(false, func(on bool) { t.head.Loop = on })
	c.hear = button(look.IconSound, lang.L("There is no sound here. Open the player page at this time"), "", func() {
		t.head.Stop()
		t.Watch(t.video, t.at)
	})
	page.Show(c.hear, t.Watch != nil)
	c.Content = widgets.Row(4, widgets.Grow(widgets.Row(4, widgets.Sized(stampWide, 0, c.stamp), widgets.Grow(c.length))),
		button(look.IconToStart, lang.L("To the start of the clip"), "Home", func() { t.seek(t.draft().Start) }),
		button(look.IconLeft, lang.L("One frame back"), ",", func() { t.step(-frameTime) }),
		c.play,
		button(look.IconRight, lang.L("One frame on"), ".", func() { t.step(frameTime) }),
		button(look.IconToEnd, lang.L("To the end of the clip"), "End", func() { t.seek(t.draft().End) }),
		widgets.Grow(widgets.Row(8, widgets.Space(), look.NewLabel(look.Small, look.Fg2, lang.L("Loop clip")), c.loop, c.hear)))
	c.turn(false)
	return c
}

// turn shows whether the playhead plays.
func (c *controls) turn(playing bool) {
	icon, tip := look.IconPlayFilled, lang.L("Play the pictures of the clip")
	if playing {
		icon, tip = look.IconPause, lang.L("Pause")
	}
	c.play.SetIcon(icon)
	c.play.SetTip(tip, "Space")
}

func (c *controls) set() {
	c.stamp.SetText(stampOf(c.tab.at))
	c.length.SetText(words.F("of %s", clip.Clock(stills.Length(&c.tab.video))))
}

// stampOf is a time with tenths.
func stampOf(d time.Duration) string {
	s := int(d.Seconds())
	return words.F("%02d:%02d:%02d.%d", s/3600, s/60%60, s%60, int(d/(100*time.Millisecond))%10)
}

// Demonstrate shows a range with the playhead in it.
func (t *Tab) Demonstrate(d clip.Span, name string, at time.Duration) {
	t.draft().Span, t.draft().name, t.draft().thumbnail = d, name, .3
	t.controls.loop.SetOn(true)
	t.form.set()
	t.seek(at)
}
