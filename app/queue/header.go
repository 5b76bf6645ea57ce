package queue

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/app/words"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// header is the card above the list: how far everything is, how fast it goes,
// and how many go at once. When all has arrived, it says that in its place.
type header struct {
	widget.BaseWidget
	page *Page
	box  *look.Box

	reel                             *widgets.Reel
	percent, sent, left              *look.Text
	title, rate, unit, peak, minutes *look.Text
	bars                             *widgets.Bars
	awakeText, parallelText          *look.Text
	awake                            *widgets.Switch
	parallel                         *widgets.Stepper
	lines                            [2]*canvas.Rectangle

	done *arrivedCard // nil while something is under way
}

// mostAtOnce is the most uploads at once that can be chosen.
const mostAtOnce = 12

func newHeader(p *Page) *header {
	h := &header{
		page: p, box: look.NewBox(look.Surface, look.Separator, look.RadiusCard),
		reel:         widgets.NewReel(widgets.ReelLarge),
		percent:      look.NewText(look.Display, look.Fg, ""),
		sent:         look.NewText(look.BodyMedium, look.Fg, ""),
		left:         look.NewText(look.Small, look.Fg2, ""),
		title:        look.NewText(look.SmallMedium, look.Fg2, lang.L("Throughput")),
		rate:         look.NewText(look.Heading, look.Fg, ""),
		unit:         look.NewText(look.Body, look.Fg2, ""),
		peak:         look.NewText(look.Small, look.Fg3, ""),
		minutes:      look.NewText(look.Small, look.Fg3, lang.L("last 5 minutes")).Trailing(),
		bars:         widgets.NewBars(),
		awakeText:    look.NewText(look.SmallMedium, look.Fg2, lang.L("Keep the screen on")),
		parallelText: look.NewText(look.SmallMedium, look.Fg2, lang.L("Uploads at once")),
		lines:        [2]*canvas.Rectangle{{}, {}},
	}
	h.awake = widgets.NewSwitch(p.Awake, p.SetAwake)
	h.awake.SetTip(lang.L("Keep the screen on while videos upload"), "")
	h.parallel = widgets.NewStepper(1, mostAtOnce, max(1, p.Parallel), p.SetParallel)
	h.ExtendBaseWidget(h)
	h.set(p.now)
	return h
}

// set shows a snapshot.
func (h *header) set(s *Snapshot) {
	if s.Outline.finished() {
		h.done = h.done.showing(h.page, s)
	} else {
		h.done = nil
		h.setProgress(s)
		h.setThroughput(s)
	}
	h.Refresh()
}

// finished reports whether everything in the list has arrived.
func (o *Outline) finished() bool {
	open := len(o.groups[attention]) + len(o.groups[uploading]) + len(o.groups[upNext]) + o.totals.processing
	return open == 0 && len(o.groups[onStream]) > 0
}

func (h *header) setProgress(s *Snapshot) {
	o, t := s.Outline, s.Outline.totals
	sent := s.total(s.sent)
	waiting := len(o.groups[upNext]) - t.paused
	h.left.Set("")
	switch {
	case t.size > 0:
		h.percent.Set(fmt.Sprintf("%d%%", percent(sent, t.size)))
		h.sent.Set(words.F("%s sent", uploader.BytesOf(sent, t.size)))
		if len(o.groups[uploading])+waiting > 0 {
			h.left.Set(words.About(s.Left()))
		} else {
			h.left.Set(words.N(t.paused, "%s paused", "%s paused"))
		}
	case t.processing > 0:
		h.percent.Set(words.Count(t.processing))
		h.sent.Set(lang.L("processing on Stream"))
		h.left.Set(lang.L("Everything is sent"))
	default:
		n := len(o.groups[attention])
		h.percent.Set(words.Count(n))
		h.sent.Set(lang.L("need attention"))
		if n == 1 {
			h.sent.Set(lang.L("needs attention"))
		}
	}
	h.reel.Set(s.Parts()...)
}

func (h *header) setThroughput(s *Snapshot) {
	bars := s.Bars
	if bars == nil {
		bars = make([]float64, headerBars)
	}
	peak := 0.0
	for _, v := range bars {
		peak = max(peak, v)
	}
	figure, unit := words.Rate(s.Speed())
	h.rate.Set(figure)
	h.unit.Set(unit)
	h.peak.Set("")
	if peak > 0 {
		top, topUnit := words.Rate(peak)
		if topUnit != unit {
			top += " " + topUnit
		}
		h.peak.Set(words.F("peak %s", top))
	}
	// A little air above the highest bar.
	h.bars.Set(widgets.BarsState{Values: bars, Recent: headerLast, Top: 1.1 * peak})
}

func (h *header) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(h, h) }

// Objects implements look.Drawn.
func (h *header) Objects() []fyne.CanvasObject {
	if h.done != nil {
		return []fyne.CanvasObject{h.box.Object, h.done.state}
	}
	objects := []fyne.CanvasObject{h.box.Object, h.lines[0], h.lines[1], h.reel}
	for _, t := range h.texts() {
		objects = append(objects, t.Object)
	}
	return append(objects, h.bars, h.awake, h.parallel)
}

func (h *header) texts() []*look.Text {
	return []*look.Text{h.percent, h.sent, h.left, h.title, h.rate, h.unit, h.peak, h.minutes, h.awakeText, h.parallelText}
}

// Min implements look.Drawn.
func (h *header) Min(look.Paint) fyne.Size { return fyne.NewSize(0, headerHeight) }

// Repaint implements look.Drawn.
func (h *header) Repaint(p look.Paint) {
	h.box.Repaint(p)
	for _, t := range h.texts() {
		t.Repaint(p)
	}
	for _, l := range h.lines {
		l.FillColor = p.Color(look.Separator)
		l.Refresh()
	}
}

// Arrange implements look.Drawn.
func (h *header) Arrange(p look.Paint, size fyne.Size) {
	h.box.Place(p, 0, 0, size.Width, size.Height)
	if h.done != nil {
		h.done.state.Move(fyne.NewPos(24, 20))
		h.done.state.Resize(fyne.NewSize(max(0, size.Width-48), size.Height-40))
		return
	}
	wide := float32(int(size.Width * 0.272))
	side := min(320, max(288, wide))
	right := size.Width - min(318, max(246, wide))
	for i, x := range []float32{side - 1, right} {
		h.lines[i].Move(fyne.NewPos(x, 1))
		h.lines[i].Resize(fyne.NewSize(1, size.Height-2))
	}
	h.arrangeProgress(p, side)
	h.arrangeThroughput(p, side, right)
	h.arrangeChoices(p, right, size.Width)
}

func (h *header) arrangeProgress(p look.Paint, end float32) {
	const x, y float32 = 21, 16
	h.reel.Move(fyne.NewPos(x, y))
	h.reel.Resize(h.reel.MinSize())
	left := x + h.reel.MinSize().Width + 20
	room := max(0, end-8-left)
	h.percent.Place(p, left, 26, room)
	h.sent.Place(p, left, 63, room)
	h.left.Place(p, left, 83, room)
}

func (h *header) arrangeThroughput(p look.Paint, from, to float32) {
	const inset, chart float32 = 20, 142
	x, end := from+inset, to-inset
	h.title.Place(p, x, 13, max(0, min(h.title.Natural(p), end-x)))
	minutes := min(h.minutes.Natural(p), max(0, end-x-h.title.Natural(p)-8))
	h.minutes.Place(p, end-minutes, 13, minutes)
	rate := h.rate.Natural(p)
	h.rate.Place(p, x, 46, rate)
	// Both stand on one baseline.
	h.unit.Place(p, x+rate+8, 51, chart-inset-rate-8)
	h.peak.Place(p, x, 73, chart-inset)
	h.bars.Move(fyne.NewPos(from+chart, 45))
	h.bars.Resize(fyne.NewSize(max(0, end-from-chart), 54))
}

func (h *header) arrangeChoices(p look.Paint, from, to float32) {
	const inset, first, second float32 = 21, 31, 93
	x, end := from+inset, to-inset
	choice := func(t *look.Text, o fyne.CanvasObject, middle float32) {
		least := o.MinSize()
		o.Move(fyne.NewPos(end-least.Width, middle-float32(int(least.Height/2))))
		o.Resize(least)
		t.Place(p, x, middle-t.Line()/2, max(0, end-least.Width-8-x))
	}
	choice(h.awakeText, h.awake, first)
	choice(h.parallelText, h.parallel, second)
}
