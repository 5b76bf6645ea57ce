package share

import (
	"fmt"
	"image"
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/widgets"
	"spool/widgets/look"
)

// stripFrames is how many frames a strip has.
const stripFrames = 9

// pixels reads a size.
func pixels(typed string) (int, error) {
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > 10_000 {
		return 0, fmt.Errorf("%s", lang.L("1 to 10000"))
	}
	return n, nil
}

// pickStart opens the film-strip to pick where the player begins.
func (f *player) pickStart() {
	length := f.length()
	if length <= 0 {
		return
	}
	strip := widgets.NewFilmStrip(widgets.FilmStripLarge)
	strip.Step, strip.Leap = float64(time.Second)/float64(length), float64(10*time.Second)/float64(length)
	strip.Played = true
	s, _, _ := f.read()
	strip.SetAt(float64(s.Player.Start) / float64(length))
	said := look.NewLabel(look.Mono, look.Fg, stamp(s.Player.Start))
	strip.OnChange = func(at float64) {
		start := time.Duration(at * float64(length)).Truncate(time.Second)
		said.SetText(stamp(start))
		f.start.SetText(stamp(start))
		if start == 0 {
			f.start.SetText("")
		}
		f.change()
	}
	f.fill(strip, length)
	var o *widgets.Overlay
	done := widgets.NewSmallButton(widgets.Main, lang.L("Done"), func() { o.Close() })
	foot := widgets.Row(8, widgets.Grow(look.NewLabel(look.Small, look.Fg3, lang.L("The player begins at")).Shrinking()), said, done)
	o = widgets.ShowPopover(f.start, widgets.Inset(16, 16, 12, 16, widgets.Sized(600, 0, widgets.Column(8, strip, foot))), strip)
}

// fill shows the strip's frames as they come.
func (f *player) fill(strip *widgets.FilmStrip, length time.Duration) {
	if f.Still == nil {
		return
	}
	frames := make([]image.Image, stripFrames)
	video := f.video
	scale := look.For(f.start).Scale
	w, h := int(66*scale), int(widgets.FilmStripLarge*scale)
	var load func(i int)
	load = func(i int) {
		at := length * time.Duration(2*i+1) / (2 * stripFrames)
		if m, ok := f.Still(video, at, w, h, func() { load(i) }); ok {
			frames[i] = m
			strip.SetFrames(frames)
		}
	}
	for i := range frames {
		load(i)
	}
}
