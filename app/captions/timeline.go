package captions

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"spool/app/page"
	"spool/app/stills"
	"spool/app/words"
	"spool/library/subtitle"
	"spool/widgets/look"
)

const (
	timelineHeight float32 = 72
	rulerHeight    float32 = 18
	stripHeight    float32 = 32
	blockY         float32 = rulerHeight + stripHeight + 4
	blockHeight    float32 = 24
	mostBlocks             = 40
	mostMarks              = 24
	// rulerStep is how far apart the marks of the ruler are, and markWide how wide.
	rulerStep         = 4 * time.Second
	markWide  float32 = 60
	// pace is how wide a second is.
	pace float32 = 32
	// edgeGrab is how near the pointer has to be to an edge of a cue to take it,
	// and to a neighbour for the edge to snap to it.
	edgeGrab float32 = 6
	// filmEach is how wide a frame of 16:9 is in the strip.
	filmEach float32 = 57
	// underEdge is the edge of the cue under the playhead.
	underEdge float32 = 2
)

// timeline shows the seconds around the playhead: frames, and the cues below
// them as blocks whose edges can be dragged.
type timeline struct {
	widget.BaseWidget
	tab    *Tab
	from   time.Duration // the left end
	blocks []*block
	ruler  [mostMarks]*look.Text
	film   *stills.Film
	well   *look.Box
	head   *look.Box
	line   *canvas.Rectangle

	grabbed int // the cue of which an edge is dragged, -1 for the playhead
	ending  bool
	before  *subtitle.Document
	x       float32
}

// block is a cue in the timeline.
type block struct {
	cue   int
	from  float32
	to    float32
	box   *look.Box
	label *look.Text
}

func newTimeline(t *Tab) *timeline {
	l := &timeline{
		tab: t, grabbed: -1,
		well: look.NewBox(look.Well, "", look.RadiusBadge),
		head: look.NewBox(look.Fg, "", 3),
		line: &canvas.Rectangle{},
	}
	for i := range l.ruler {
		l.ruler[i] = look.NewText(look.MonoSmall, look.Fg3, "")
	}
	for range mostBlocks {
		l.blocks = append(l.blocks, &block{cue: -1, box: look.NewBox(look.AccentSoft, look.AccentMid, look.RadiusBadge), label: look.NewText(look.Caption, look.Fg, "")})
	}
	l.film = stills.NewFilm(t.Stills, l.Refresh)
	l.ExtendBaseWidget(l)
	return l
}

// set follows the text and the playhead.
func (l *timeline) set() {
	x := l.tab.text
	if x == nil {
		return
	}
	if span := l.span(); l.grabbed < 0 && span > 0 && (x.at < l.from || x.at > l.from+span-time.Second) {
		l.from = max(0, x.at.Truncate(rulerStep)-2*rulerStep)
	}
	l.Refresh()
}

func (l *timeline) span() time.Duration {
	return time.Duration(float64(l.Size().Width/pace) * float64(time.Second))
}

func (l *timeline) xOf(at time.Duration) float32 {
	return float32((at - l.from).Seconds()) * pace
}

func (l *timeline) timeOf(x float32) time.Duration {
	at := max(0, l.from+time.Duration(float64(x/pace)*float64(time.Second)))
	if length := stills.Length(&l.tab.video); length > 0 {
		at = min(at, max(length, l.tab.text.ends))
	}
	return at
}

// end is how far a part of the timeline goes that ends at a time.
func (l *timeline) end(at time.Duration) float32 {
	return max(0, min(l.Size().Width, l.xOf(at)))
}

// ends are how far the film goes, which ends with the video, and the timeline,
// which has room for cues behind it.
func (l *timeline) ends() (film, all float32) {
	length := stills.Length(&l.tab.video)
	if length <= 0 || l.tab.text == nil {
		return l.Size().Width, l.Size().Width
	}
	return l.end(length), l.end(max(length, l.tab.text.ends))
}

// CreateRenderer implements fyne.Widget.
func (l *timeline) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(l, l) }

// Objects implements look.Drawn.
func (l *timeline) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{l.well.Object, l.film.Object}
	for _, text := range l.ruler {
		objects = append(objects, text.Object)
	}
	for _, b := range l.blocks {
		objects = append(objects, b.box.Object, b.label.Object)
	}
	return append(objects, l.line, l.head.Object)
}

// Min implements look.Drawn.
func (l *timeline) Min(look.Paint) fyne.Size { return fyne.NewSize(200, timelineHeight) }

// Repaint implements look.Drawn.
func (l *timeline) Repaint(p look.Paint) {
	l.well.Repaint(p)
	l.head.Repaint(p)
	l.line.FillColor = p.Color(look.Fg)
	l.line.Refresh()
	for _, text := range l.ruler {
		text.Repaint(p)
	}
	l.fill()
	for _, b := range l.blocks {
		b.box.Show(b.cue >= 0)
		page.Show(b.label.Object, b.cue >= 0)
		b.box.Repaint(p)
		b.label.Repaint(p)
	}
}

// fill gives the blocks the cues in sight.
func (l *timeline) fill() {
	n, x := 0, l.tab.text
	if x != nil {
		until := l.from + l.span()
		for i := range x.doc.Len() {
			c := x.doc.Cue(i)
			start, end := min(c.Start, c.End), max(c.Start, c.End)
			if end < l.from || start > until || n == len(l.blocks) {
				continue
			}
			b := l.blocks[n]
			n++
			b.cue, b.from, b.to = i, max(0, l.xOf(start)), min(l.Size().Width, l.xOf(end))
			b.label.Set(words.Count(i + 1))
			b.box.Fill, b.box.Edge, b.box.EdgeWidth = look.AccentSoft, look.AccentMid, 1
			b.label.SetColor(look.AccentFg)
			switch m := x.marks[i]; {
			case i == x.current:
				b.box.Fill, b.box.Edge = look.Accent, look.Accent
				b.label.SetColor(look.OnAccent)
			case i == x.under && !m.error():
				b.box.Edge, b.box.EdgeWidth = look.Accent, underEdge
			case m.error():
				b.box.Fill, b.box.Edge = look.ErrorSoft, look.Error
				if i == x.under {
					b.box.EdgeWidth = underEdge
				}
				b.label.SetColor(look.Error)
			case m.slow, m.late:
				b.box.Fill, b.box.Edge = look.WarningSoft, look.Warning
				b.label.SetColor(look.Warning)
			}
		}
	}
	for _, b := range l.blocks[n:] {
		b.cue = -1
	}
}

// Arrange implements look.Drawn.
func (l *timeline) Arrange(p look.Paint, size fyne.Size) {
	film, all := l.ends()
	l.well.Place(p, 0, rulerHeight, all, stripHeight)
	until := l.from + time.Duration(float64(film/pace)*float64(time.Second))
	l.film.Place(p, l.tab.video, l.from, until, filmEach, fyne.NewPos(0, rulerHeight), fyne.NewSize(film, stripHeight))
	first := (l.from + rulerStep - 1).Truncate(rulerStep)
	for i, text := range l.ruler {
		at := first + time.Duration(i)*rulerStep
		x := l.xOf(at)
		page.Show(text.Object, x <= all)
		text.Set(uptoSecond(at))
		// The last one ends where the strip does.
		text.Place(p, max(0, min(x, size.Width-markWide)), 0, markWide)
	}
	for _, b := range l.blocks {
		w := max(4, b.to-b.from-2)
		b.box.Place(p, b.from, blockY, w, blockHeight)
		b.label.Place(p, b.from+7, blockY+(blockHeight-look.Caption.Line())/2, max(0, w-8))
	}
	if x := l.tab.text; x != nil {
		at := l.xOf(x.at)
		in := at >= 0 && at <= size.Width
		l.head.Show(in)
		page.Show(l.line, in)
		l.head.Place(p, at-5, rulerHeight-9, 10, 9)
		page.Place(l.line, at-1, rulerHeight-2, 2, blockY+blockHeight-rulerHeight+2)
	}
}

func uptoSecond(at time.Duration) string {
	s := int(at.Seconds())
	return words.F("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}

// Cursor implements desktop.Cursorable.
func (l *timeline) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// MouseDown implements desktop.Mouseable: near an edge of a cue it takes that
// edge, else the playhead comes and takes the cue there in hand.
func (l *timeline) MouseDown(ev *desktop.MouseEvent) {
	x := l.tab.text
	if x == nil || ev.Button != desktop.MouseButtonPrimary {
		return
	}
	l.x, l.grabbed, l.before = ev.Position.X, -1, x.doc
	if ev.Position.Y >= blockY {
		for _, b := range l.blocks {
			if b.cue < 0 {
				continue
			}
			if near(l.x, b.to) || near(l.x, b.from) {
				l.grabbed, l.ending = b.cue, near(l.x, b.to)
			}
			if l.x >= b.from && l.x <= b.to {
				l.tab.takeCue(b.cue)
			}
		}
		if l.grabbed >= 0 {
			l.tab.head.Stop()
			return
		}
	}
	l.tab.seek(l.timeOf(l.x))
}

func near(a, b float32) bool { return a-b <= edgeGrab && b-a <= edgeGrab }

// MouseUp implements desktop.Mouseable.
func (l *timeline) MouseUp(*desktop.MouseEvent) {}

// Dragged implements fyne.Draggable.
func (l *timeline) Dragged(ev *fyne.DragEvent) {
	x := l.tab.text
	if x == nil {
		return
	}
	l.x += ev.Dragged.DX
	at := l.timeOf(l.x)
	if l.grabbed < 0 {
		l.tab.seek(at)
		return
	}
	at = l.snap(at)
	c := l.before.Cue(l.grabbed)
	if l.ending {
		c.End = max(at, c.Start)
	} else {
		c.Start = min(at, c.End)
	}
	if doc, err := l.before.SetTimes(l.grabbed, c.Start, c.End); err == nil {
		x.set(doc, true)
		x.at = at
		l.tab.changedAll()
	}
}

// snap brings an edge to a neighbour's that is near, else to a frame.
func (l *timeline) snap(at time.Duration) time.Duration {
	here := l.xOf(at)
	for _, b := range l.blocks {
		if b.cue < 0 || b.cue == l.grabbed {
			continue
		}
		c := l.before.Cue(b.cue)
		for _, edge := range []time.Duration{c.Start, c.End} {
			if near(here, l.xOf(edge)) {
				return edge
			}
		}
	}
	return at.Round(l.tab.frame())
}

// DragEnd implements fyne.Draggable.
func (l *timeline) DragEnd() {
	if l.grabbed >= 0 && l.tab.text != nil && l.tab.text.doc != l.before {
		l.tab.text.typing = false
		l.tab.keepDraft()
	}
	l.grabbed = -1
}
