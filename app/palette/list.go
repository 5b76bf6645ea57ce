package palette

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"spool/widgets"
	"spool/widgets/look"
)

// group is a titled run of lines.
type group struct {
	title, count string
	items        []Item
}

const (
	lineHeight  float32 = 36
	titleHeight float32 = 30
	listPad     float32 = 6
)

// list shows the groups. The keyboard stays in the field, which moves the line
// in hand.
type list struct {
	palette *Palette
	view    *container.Scroll
	rows    *fyne.Container
	lines   []*line
	total   float32
	at      int
}

func newList(p *Palette) *list {
	l := &list{palette: p, rows: container.New(rowsLayout{})}
	l.view = container.NewVScroll(l.rows)
	return l
}

// set shows groups, and takes the first line in hand.
func (l *list) set(groups []group, needle string) {
	l.lines, l.rows.Objects, l.at, l.total = nil, nil, 0, listPad
	for _, g := range groups {
		if len(g.items) == 0 {
			continue
		}
		l.rows.Add(widgets.Inset(8, 16, 6, 18, widgets.Row(8,
			widgets.Grow(look.NewLabel(look.SmallSemibold, look.Fg3, g.title).Shrinking()), look.NewLabel(look.Caption, look.Fg3, g.count))))
		l.total += titleHeight
		for _, item := range g.items {
			row := newLine(l, item, len(l.lines), needle)
			l.lines = append(l.lines, row)
			l.rows.Add(row)
			l.total += lineHeight
		}
	}
	if len(l.lines) > 0 {
		l.lines[0].setCurrent(true)
	}
	l.view.Offset = fyne.Position{}
	l.view.Refresh()
}

func (l *list) height() float32 { return l.total + listPad }

// current is the line in hand.
func (l *list) current() (Item, bool) {
	if l.at >= len(l.lines) {
		return Item{}, false
	}
	return l.lines[l.at].item, true
}

func (l *list) step(by int) {
	if len(l.lines) == 0 {
		return
	}
	to := l.at + by
	if by == -1 || by == 1 {
		to = (to + len(l.lines)) % len(l.lines)
	}
	l.take(min(max(0, to), len(l.lines)-1))
	row := l.lines[l.at]
	top, bottom := row.Position().Y, row.Position().Y+lineHeight
	switch {
	case l.at == 0:
		l.view.ScrollToTop()
	case top < l.view.Offset.Y:
		l.view.ScrollToOffset(fyne.NewPos(0, top-titleHeight))
	case bottom > l.view.Offset.Y+l.view.Size().Height:
		l.view.ScrollToOffset(fyne.NewPos(0, bottom+listPad-l.view.Size().Height))
	}
}

// take takes a line in hand.
func (l *list) take(at int) {
	if l.at < len(l.lines) {
		l.lines[l.at].setCurrent(false)
	}
	l.at = at
	l.lines[at].setCurrent(true)
}

// rowsLayout stacks titles and lines.
type rowsLayout struct{}

func heightOf(o fyne.CanvasObject) float32 {
	if _, is := o.(*line); is {
		return lineHeight
	}
	return titleHeight
}

// MinSize implements fyne.Layout.
func (rowsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := 2 * listPad
	for _, o := range objects {
		h += heightOf(o)
	}
	return fyne.NewSize(1, h)
}

// Layout implements fyne.Layout.
func (rowsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := listPad
	for _, o := range objects {
		h := heightOf(o)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h
	}
}
