package widgets

import (
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

// runs are the stretches of one colour in a line of pixels.
type stretch struct {
	color color.RGBA
	width int
}

func stretches(img image.Image, y int) []stretch {
	var s []stretch
	b := img.Bounds()
	for x := b.Min.X; x < b.Max.X; x++ {
		c := rgba(img.At(x, y))
		if n := len(s); n > 0 && s[n-1].color == c {
			s[n-1].width++
		} else {
			s = append(s, stretch{c, 1})
		}
	}
	return s
}

func newTapeApp(t *testing.T) {
	t.Helper()
	test.NewTempApp(t)
	test.ApplyTheme(t, look.NewPlain(look.Dark))
}

func tapeOf(t *testing.T, s TapeState, width float32) (*Tape, look.Paint) {
	t.Helper()
	newTapeApp(t)
	tape := NewTape()
	test.WidgetRenderer(tape)
	tape.Resize(fyne.NewSize(width, TapeHeight))
	tape.Reset(s)
	return tape, look.For(tape)
}

// blocksOf counts the blocks of a tape by their colour.
func blocksOf(tape *Tape, p look.Paint) (done, flight, empty int) {
	w := int(tape.Size().Width)
	for _, s := range stretches(tape.draw(w, int(TapeHeight)), 3) {
		switch s.color {
		case rgba(p.Color(tape.tone())):
			done++
		case rgba(p.Color(look.AccentMid)):
			flight++
		case rgba(p.Color(look.Track)):
			empty++
		}
	}
	return done, flight, empty
}

func TestTapeShowsWhatHasArrived(t *testing.T) {
	for name, c := range map[string]struct {
		state               TapeState
		done, flight, empty int
	}{
		"nothing":              {TapeState{}, 0, 0, 44},
		"all":                  {TapeState{Done: 1}, 44, 0, 0},
		"in flight":            {TapeState{Done: .68, Sent: .69}, 29, 2, 13},
		"paused, no flight":    {TapeState{Done: .22, Sent: .3, Tone: look.Fg3}, 10, 0, 34},
		"nearly, but not all":  {TapeState{Done: .999, Tone: look.Process}, 43, 0, 1},
		"five chunks":          {TapeState{Done: .4, Sent: .6, Blocks: 5}, 2, 1, 2},
		"sent less than done":  {TapeState{Done: .5, Sent: .1}, 22, 0, 22},
		"more than all":        {TapeState{Done: 7, Sent: 9}, 44, 0, 0},
		"less than none":       {TapeState{Done: -3}, 0, 0, 44},
		"no number":            {TapeState{Done: math.NaN(), Sent: math.Inf(1)}, 0, 44, 0},
		"more blocks than fit": {TapeState{Done: 1, Blocks: 1_000_000}, 44, 0, 0},
	} {
		tape, p := tapeOf(t, c.state, 350)
		done, flight, empty := blocksOf(tape, p)
		if done != c.done || flight != c.flight || empty != c.empty {
			t.Errorf("%s: %d done, %d in flight, %d empty, want %d, %d, %d", name, done, flight, empty, c.done, c.flight, c.empty)
		}
	}
}

func TestTapeIsEvenAtEveryScale(t *testing.T) {
	for _, scale := range []float32{1, 1.3, 1.5, 2} {
		w, h := int(350*scale+.5), int(TapeHeight*scale+.5)
		d := tapeDrawing{n: 44, full: 20, flight: 21, fill: 1, colors: [3]color.RGBA{{1, 1, 1, 255}, {2, 2, 2, 255}, {3, 3, 3, 255}}}
		gap := int(math.Round(float64(tapeGap * scale)))
		least, most := w, 0
		for i, s := range stretches(d.draw(w, h), h/2) {
			switch {
			case i%2 == 1 && s.width != gap:
				t.Errorf("scale %v: a gap of %d, want %d", scale, s.width, gap)
			case i%2 == 0:
				least, most = min(least, s.width), max(most, s.width)
			}
		}
		if most-least > 1 {
			t.Errorf("scale %v: blocks from %d to %d wide", scale, least, most)
		}
	}
}

func TestTapeInAnySize(t *testing.T) {
	newTapeApp(t)
	for _, width := range []float32{0, 1, 2, 7, 10_000} {
		for _, height := range []float32{0, 1, 10_000} {
			tape := NewTape()
			test.WidgetRenderer(tape)
			tape.Resize(fyne.NewSize(width, height))
			tape.Set(TapeState{Done: .5, Sent: .7})
			img := tape.draw(int(width), int(TapeHeight))
			if img.Bounds().Dx() != int(width) {
				t.Errorf("%v wide, drawn %v", width, img.Bounds())
			}
		}
	}
	(&tapeDrawing{n: 44}).draw(0, 0)
}

func TestBarsStandOnWholePixels(t *testing.T) {
	values := make([]float64, 126)
	for i := range values {
		values[i] = 5 + float64(i%7)
	}
	state := &BarsState{Values: values, Recent: 44}
	for _, scale := range []float32{1, 1.3, 1.5, 2} {
		w, h := int(377*scale+.5), int(50*scale+.5)
		d := barsDrawing{bar: color.RGBA{100, 100, 100, 255}}
		img := d.draw(w, h, scale, state)
		row := stretches(img, h-1)
		if first := row[0]; first.color.A != 0 {
			row = append([]stretch{{}}, row...)
		}
		for i := 1; i < len(row); i++ {
			if s := row[i]; i > 2 && s.width != row[i-2].width {
				t.Fatalf("scale %v: uneven bars or gaps, %d beside %d", scale, s.width, row[i-2].width)
			}
		}
		if img.At(w-1, h-1).(color.RGBA).A != 255 {
			t.Errorf("scale %v: the newest bar is not at the right end in full strength", scale)
		}
	}
}

func TestBarsFadeBeforeTheLastMinute(t *testing.T) {
	d := barsDrawing{bar: color.RGBA{200, 200, 200, 255}}
	img := d.draw(29, 10, 1, &BarsState{Values: []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, Recent: 4})
	full, old := 0, 0
	for _, s := range stretches(img, 9) {
		switch s.color.A {
		case 255:
			full++
		case 140:
			old++
		}
	}
	if full != 4 || old != 6 {
		t.Errorf("%d bars at full strength and %d at 55 percent, want 4 and 6", full, old)
	}
}

func TestBarsLimitLineIsAboveWhatKeepsIt(t *testing.T) {
	d := barsDrawing{bar: color.RGBA{200, 200, 200, 255}, limit: color.RGBA{0, 255, 0, 255}}
	img := d.draw(30, 51, 1, &BarsState{Values: []float64{19.9, 20, 10}, Recent: 3, Limit: 20})
	if img.At(0, 0).(color.RGBA).G == 0 {
		t.Error("the line of a limit that nothing exceeds is not at the top")
	}
	if c := img.At(29, 27).(color.RGBA); c.A != 255 || c.R != 200 {
		t.Errorf("half the limit is not half as high: %v", c)
	}
	img = d.draw(30, 51, 1, &BarsState{Values: []float64{40}, Recent: 1, Limit: 20})
	if img.At(0, 0).(color.RGBA).A != 0 || img.At(0, 25).(color.RGBA).G == 0 {
		t.Error("a limit that was exceeded is not in the middle of the chart")
	}
}

func TestBarsBadInput(t *testing.T) {
	newTapeApp(t)
	for _, values := range [][]float64{nil, {}, {0, 0}, {math.NaN(), math.Inf(1), math.Inf(-1), -5}, make([]float64, 100_000)} {
		for _, size := range []image.Point{{}, {1, 1}, {3, 300}, {10_000, 2}} {
			d := barsDrawing{bar: color.RGBA{1, 1, 1, 255}}
			for _, limit := range []float64{0, -1, 20, math.NaN(), math.Inf(1)} {
				d.draw(size.X, size.Y, 1, &BarsState{Values: values, Recent: 9, Limit: limit})
			}
		}
	}
	b := NewBars()
	test.WidgetRenderer(b)
	for _, size := range []fyne.Size{{}, fyne.NewSize(1, 1), fyne.NewSize(10_000, 10_000)} {
		b.Resize(size)
		b.Set(BarsState{Values: []float64{1}, Limit: 3, LimitText: "Limit 3 MB/s"})
	}
}

func TestTapeWaitsWithoutAPercentage(t *testing.T) {
	tape, p := tapeOf(t, TapeState{Waiting: true}, 350)
	bar := func(travel float64) (first, last, lit int) {
		tape.travel = travel
		first, last = -1, -1
		block := 0
		for _, s := range stretches(tape.draw(350, 6), 3) {
			if s.color.A == 0 {
				continue
			}
			if s.color == rgba(p.Color(look.Accent)) {
				lit++
				last = block
				if first < 0 {
					first = block
				}
			}
			block++
		}
		return first, last, lit
	}
	for _, travel := range []float64{.3, .5, .7} {
		first, last, lit := bar(travel)
		if lit < 10 || lit > 13 || last-first != lit-1 {
			t.Errorf("at %v the bar goes from %d to %d with %d blocks, want a quarter of 44 in one piece", travel, first, last, lit)
		}
	}
	if a, _, _ := bar(.3); a >= func() int { b, _, _ := bar(.7); return b }() {
		t.Error("the bar does not travel to the right")
	}
	if _, _, lit := bar(1); lit != 0 {
		t.Errorf("at the end %d blocks are left", lit)
	}
	tape.anim = nil // as with less motion
	if done, flight, empty := blocksOf(tape, p); done != 0 || flight != 44 || empty != 0 {
		t.Errorf("with less motion: %d done, %d half-tone, %d empty", done, flight, empty)
	}
	tape.Set(TapeState{Done: .5})
	if done, _, _ := blocksOf(tape, p); done != 22 {
		t.Errorf("after waiting %d blocks are done, want 22", done)
	}
}
