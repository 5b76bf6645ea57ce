package widgets

import (
	"math"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"spool/widgets/look"
)

func at(x, y float32) *fyne.PointEvent { return &fyne.PointEvent{Position: fyne.NewPos(x, y)} }

func TestSegmentsAreChosenByClick(t *testing.T) {
	b := newBench(t)
	s := NewTextSegments([]string{"No limit", "20 MB/s", "Schedule"}, 0, func(i int) { b.say("%d", i) })
	b.show(s)
	for i := range 3 {
		s.Tapped(at((s.lefts[i]+s.lefts[i+1])/2, 10))
	}
	s.Tapped(at(s.Size().Width-1, 10)) // the last again
	if b.heard() != "1, 2" {
		t.Errorf("clicks choose %q", b.heard())
	}
}

func TestSegmentsKeepTheirPlacesWhenChosen(t *testing.T) {
	b := newBench(t)
	s := NewTextSegments([]string{"Allow", "Block", "Ask every time"}, 0, nil)
	b.show(s)
	before := append([]float32{}, s.lefts...)
	for i := range 3 {
		s.SetSelected(i)
		for j := range before {
			if s.lefts[j] != before[j] {
				t.Errorf("segment %d moves from %g to %g when %d is chosen", j, before[j], s.lefts[j], i)
			}
		}
	}
}

func TestSliderFollowsThePointer(t *testing.T) {
	b := newBench(t)
	s := NewSlider(0, 100, 1, 0, func(v float64) { b.say("%.0f", v) })
	done := 0
	s.OnDone = func(float64) { done++ }
	b.show(s)
	middle := s.Size().Width / 2
	s.Tapped(at(middle, 12))
	s.Dragged(&fyne.DragEvent{PointEvent: *at(s.Size().Width+200, 12)})
	s.Dragged(&fyne.DragEvent{PointEvent: *at(-200, 12)})
	s.DragEnd()
	if b.heard() != "50, 100, 0" || done != 2 {
		t.Errorf("values %q, done %d times", b.heard(), done)
	}
}

func TestSliderTakesAnyRange(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct{ least, most, step, value, want float64 }{
		{0, 1, .25, .3, .25},
		{10, 10, 1, 50, 10},
		{5, 1, 1, 3, 5},
		{0, 1, 0, .3333, .3333},
		{0, 1, .1, math.NaN(), 0},
		{0, 1, .1, math.Inf(1), 1},
		{-1, 1, .5, -7, -1},
	} {
		s := NewSlider(c.least, c.most, c.step, c.value, nil)
		b.show(s)
		if s.Value() != c.want {
			t.Errorf("%v stands at %g", c, s.Value())
		}
	}
}

func TestStepperStaysInItsRange(t *testing.T) {
	b := newBench(t)
	s := NewStepper(1, 6, 3, func(v int) { b.say("%d", v) })
	b.show(s)
	s.Tapped(at(5, 10))                // minus
	s.Tapped(at(s.Size().Width-5, 10)) // plus
	s.Tapped(at(s.Size().Width/2, 10)) // the number
	s.TypedRune('9')                   // too large
	s.TypedRune('6')
	s.Tapped(at(s.Size().Width-5, 10)) // cannot go on
	if b.heard() != "2, 3, 6" {
		t.Errorf("values %q", b.heard())
	}
}

func TestMixedCheckBecomesOn(t *testing.T) {
	b := newBench(t)
	c := NewCheck("All", func(on bool) { b.say("%v", on) })
	c.SetState(Mixed)
	b.show(c)
	test.Tap(c)
	if c.State() != On || b.heard() != "true" {
		t.Errorf("state %d, said %q", c.State(), b.heard())
	}
}

func TestRadioArrowsChooseAndTakeTheFocusAlong(t *testing.T) {
	b := newBench(t)
	g := NewRadioGroup([]string{"System", "Light", "Dark"}, 0, func(i int) { b.say("%d", i) })
	b.show(Row(8, g.Buttons[0], g.Buttons[1], g.Buttons[2]))
	g.Buttons[1].Disable()
	b.tab()
	b.press(fyne.KeyDown)
	if b.heard() != "2" || b.focused() != fyne.Focusable(g.Buttons[2]) {
		t.Errorf("said %q, focus at %v", b.heard(), b.focused())
	}
	b.press(fyne.KeyRight, fyne.KeyUp)
	if b.heard() != "2, 0" || g.Selected() != 0 {
		t.Errorf("said %q, selected %d", b.heard(), g.Selected())
	}
}

func TestChipHasACrossWhileOn(t *testing.T) {
	b := newBench(t)
	c := NewChip("Ready", look.IconDone, func() { b.say("tapped") })
	c.OnClosed = func() { b.say("closed") }
	b.show(Row(0, c))
	c.Tapped(at(c.Size().Width-8, 10))
	c.Set(true, "Ready, 2 more")
	b.show(Row(0, c))
	b.say("on")
	c.Tapped(at(20, 10))
	c.Tapped(at(c.Size().Width-16, 10))
	if b.heard() != "on, tapped, closed" {
		t.Errorf("said %q", b.heard())
	}
	c.MouseMoved(&desktop.MouseEvent{PointEvent: *at(c.Size().Width-16, 10)})
	if !c.overEnd {
		t.Error("the cross does not light up")
	}
}

func TestTabsAreChosenByClick(t *testing.T) {
	b := newBench(t)
	tabs := NewTabs([]Tab{{Label: "Details"}, {Label: "Captions", Count: "2"}, {Label: "Share"}}, 0, func(i int) { b.say("%d", i) })
	b.show(tabs)
	tabs.Tapped(at(tabs.rights[1]-2, 10)) // on the count
	tabs.Tapped(at(tabs.lefts[2]+2, 10))
	tabs.Tapped(at(tabs.Size().Width-1, 10)) // right of all
	if b.heard() != "1, 2" {
		t.Errorf("clicks choose %q", b.heard())
	}
	if bar, label := tabs.bar.Size().Width, tabs.labels[2].Object.Size().Width; bar != label {
		t.Errorf("the bar is %g wide, its label %g", bar, label)
	}
}

func TestTabsThatDoNotFitAreInAMenu(t *testing.T) {
	b := newBench(t)
	var all []Tab
	for _, label := range []string{"Details", "Captions", "Audio", "Downloads", "Share", "Clip", "Thumbnail"} {
		all = append(all, Tab{Label: label})
	}
	tabs := NewTabs(all, 0, func(i int) { b.say("%d", i) })
	b.show(tabs)
	tabs.Resize(fyne.NewSize(900, 32))
	if tabs.more.Visible() {
		t.Error("tabs that fit have a menu")
	}
	tabs.Resize(fyne.NewSize(320, 32))
	shown := func() (labels []string) {
		for _, l := range tabs.labels {
			if l.Object.Visible() {
				labels = append(labels, l.Object.Text)
			}
		}
		return labels
	}
	if got := shown(); !slices.Equal(got, []string{"Details", "Captions", "Audio", "Downloads"}) || !tabs.more.Visible() {
		t.Fatalf("of a narrow row %q show, the menu %v", got, tabs.more.Visible())
	}
	tabs.more.Tapped(nil)
	b.press(fyne.KeyEnd, fyne.KeyReturn)
	if got := shown(); b.heard() != "6" || !slices.Contains(got, "Thumbnail") {
		t.Errorf("the last line of the menu chooses %q, and %q show", b.heard(), got)
	}
}

func TestSelectOpensItsMenuAtTheChoice(t *testing.T) {
	b := newBench(t)
	s := NewTextSelect([]string{"English", "Deutsch", "Íslenska"}, 1, func(i int) { b.say("%d", i) })
	b.show(s)
	b.tab()
	b.press(fyne.KeySpace)
	if !OverlayOpen(b.window.Canvas()) {
		t.Fatal("Space opens no menu")
	}
	b.press(fyne.KeyDown, fyne.KeyReturn)
	if b.heard() != "2" || s.Selected() != 2 {
		t.Errorf("chose %q, selected %d", b.heard(), s.Selected())
	}
	if b.focused() != fyne.Focusable(s) {
		t.Errorf("the focus is back at %T", b.focused())
	}
}

func TestSwitchKnobEndsWhereItBelongs(t *testing.T) {
	b := newBench(t)
	s := NewSwitch(false, nil)
	b.show(Row(0, s))
	off := s.knob.Object.Position().X
	test.Tap(s)
	on := s.knob.Object.Position().X
	if on-off != switchWidth-2*knobInset-knobSide {
		t.Errorf("the knob moves from %g to %g", off, on)
	}
	s.SetOn(false)
	if s.Resize(s.Size()); s.knob.Object.Position().X != off {
		t.Errorf("the knob ends at %g", s.knob.Object.Position().X)
	}
}
