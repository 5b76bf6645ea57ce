package videos

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

// The measures of quick look.
const (
	quickWide   float32 = 1000
	quickHigh   float32 = 824
	quickInset  float32 = 16
	quickHead   float32 = 52
	quickBelow  float32 = 226 // all that stands under the picture
	besideWide  float32 = 186
	besideHigh  float32 = 158
	besideInset float32 = 18
	// besideFrom is the window's width from which the neighbours' pictures show.
	besideFrom float32 = 1280
)

// CreateRenderer implements fyne.Widget.
func (q *quickLook) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(q, q) }

// Objects implements look.Drawn.
func (q *quickLook) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{
		q.box.Object, q.name.Object, q.place.Object, q.badges[0], q.badges[1], q.frame,
		q.moment.box.Object, q.moment.text.Object, q.source.box.Object, q.source.text.Object,
		q.strip, q.rule, q.copies, q.hints, q.open, q.close, q.use, q.beside[0], q.beside[1],
	}
	for _, t := range q.times {
		objects = append(objects, t.Object)
	}
	for _, f := range q.facts {
		objects = append(objects, f.label.Object, f.value.Object)
	}
	return objects
}

// Min implements look.Drawn.
func (q *quickLook) Min(look.Paint) fyne.Size { return fyne.NewSize(1, 1) }

// Repaint implements look.Drawn.
func (q *quickLook) Repaint(p look.Paint) {
	q.box.Repaint(p)
	for _, t := range append([]*look.Text{q.name, q.place}, q.times...) {
		t.Repaint(p)
	}
	for _, f := range q.facts {
		f.label.Repaint(p)
		f.value.Repaint(p)
	}
	for _, pl := range []plate{q.moment, q.source} {
		pl.box.Repaint(p)
		pl.text.Repaint(p)
	}
	q.frame.Refresh()
}

// panel is the place of the panel in the window.
func (q *quickLook) panel(size fyne.Size) (fyne.Position, fyne.Size) {
	w, h := min(quickWide, size.Width-48), min(quickHigh, size.Height-32)
	return fyne.NewPos(float32(int((size.Width-w)/2)), float32(int((size.Height-h)/2))), fyne.NewSize(w, h)
}

// Arrange implements look.Drawn.
func (q *quickLook) Arrange(p look.Paint, size fyne.Size) {
	at, panel := q.panel(size)
	q.box.Place(p, at.X, at.Y, panel.Width, panel.Height)
	q.arrangeHead(p, at, panel.Width)
	left, inner := at.X+quickInset, panel.Width-2*quickInset
	y := at.Y + quickHead
	y += q.arrangeFrame(p, left, y, inner, max(0, panel.Height-quickHead-quickBelow)) + 12
	place(q.strip, left, y-5, inner, q.strip.MinSize().Height)
	y += 44 + 8
	for i, t := range q.times {
		w := t.Natural(p)
		x := left + (inner-w)*float32(i)/float32(len(q.times)-1)
		t.Place(p, x, y, w)
	}
	q.arrangeFacts(p, left, y+28, inner)
	y += 28 + 46
	place(q.rule, left, y-5, inner, 1)
	place(q.copies, left, y+4, inner, look.Compact)
	place(q.hints, at.X+1, y+38, panel.Width-2, 30)
	for i, n := range q.beside {
		x := besideInset
		if i == 1 {
			x = size.Width - besideInset - besideWide
		}
		wide := size.Width >= besideFrom
		show(n, n.index >= 0)
		if wide {
			place(n, x, at.Y+panel.Height*.38, besideWide, besideHigh)
			continue
		}
		x = at.X + 8
		if i == 1 {
			x = at.X + panel.Width - 8 - arrowSide
		}
		place(n, x, at.Y+quickHead+(panel.Height-quickHead-quickBelow-arrowSide)/2, arrowSide, arrowSide)
	}
}

func (q *quickLook) arrangeHead(p look.Paint, at fyne.Position, width float32) {
	right := at.X + width - quickInset
	middle := func(h float32) float32 { return at.Y + float32(int((quickHead-h)/2)) }
	for _, b := range []fyne.CanvasObject{q.close, q.open} {
		least := b.MinSize()
		right -= least.Width
		place(b, right, middle(least.Height), least.Width, least.Height)
		right -= 8
	}
	w := q.place.Natural(p)
	right -= w + 8
	q.place.Place(p, right, middle(q.place.Line()), w)
	left := at.X + quickInset
	badges := float32(0)
	for _, b := range q.badges {
		if b.Visible() {
			badges += b.MinSize().Width + 8
		}
	}
	wide := min(q.name.Natural(p), max(0, right-left-badges-16))
	q.name.Place(p, left, middle(q.name.Line()), wide)
	left += wide + 10
	for _, b := range q.badges {
		if b.Visible() {
			least := b.MinSize()
			place(b, left, middle(least.Height), least.Width, least.Height)
			left += least.Width + 8
		}
	}
}

// arrangeFrame places the large picture in a room, 16 to 9, and what lies on it.
// It returns its height.
func (q *quickLook) arrangeFrame(p look.Paint, x, y, width, room float32) float32 {
	w := width
	h := float32(int(w * 9 / 16))
	if h > room {
		h = room
		w = float32(int(h * 16 / 9))
	}
	x += float32(int((width - w) / 2))
	place(q.frame, x, y, w, h)
	if size := fyne.NewSize(float32(int(w*p.Scale)), float32(int(h*p.Scale))); size != q.size {
		q.size = size
		q.loadFrame()
	}
	bottom := y + h - 12
	left := x + 12
	for _, pl := range []plate{q.moment, q.source} {
		wide := pl.text.Natural(p)
		pl.box.Place(p, left, bottom-26, wide+16, 26)
		pl.text.Place(p, left+8, bottom-26+(26-pl.text.Line())/2, wide)
		left += wide + 16 + 8
	}
	least := q.use.MinSize()
	place(q.use, x+w-12-least.Width, bottom-least.Height, least.Width, least.Height)
	return h
}

// arrangeFacts spreads the facts by what they need.
func (q *quickLook) arrangeFacts(p look.Paint, x, y, width float32) {
	wants, sum := make([]float32, len(q.facts)), float32(0)
	for i, f := range q.facts {
		wants[i] = min(max(f.label.Natural(p), f.value.Natural(p)), 200)
		sum += wants[i]
	}
	gap := max(8, (width-sum)/float32(len(q.facts)-1))
	shrink := min(1, (width-gap*float32(len(q.facts)-1))/max(sum, 1))
	for i, f := range q.facts {
		w := wants[i] * shrink
		f.label.Place(p, x, y, w)
		f.value.Place(p, x, y+15, w)
		x += w + gap
	}
}
