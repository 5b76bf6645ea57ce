package widgets

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

const (
	barLane  float32 = 12 // from the right edge, where the bar can be grabbed
	barThin  float32 = 4
	barWide  float32 = 8
	barRoom  float32 = 2  // to the edges of the list
	barShort float32 = 28 // the least length of the thumb
)

// scrollBar is a list's own scroll bar, which counts in float64 like the flow.
type scrollBar struct {
	box    *look.Box
	wide   bool
	top    float32
	length float32
	room   float32 // the thumb's way
	end    float64 // the offset at its end
	grab   float32
}

func newScrollBar() *scrollBar {
	b := &scrollBar{box: look.NewBox(look.BorderStrong, "", look.Pill)}
	b.box.Object.Hide()
	return b
}

func (b *scrollBar) repaint(p look.Paint) { b.box.Repaint(p) }

// place shows the thumb for an offset into a height, or hides it when all is in
// sight.
func (b *scrollBar) place(p look.Paint, size fyne.Size, offset, height float64) {
	b.end = height - float64(size.Height)
	b.box.Show(b.end > 0)
	if b.end <= 0 {
		b.length = 0
		return
	}
	track := max(size.Height-2*barRoom, 0)
	b.length = min(track, max(barShort, float32(float64(track)*float64(size.Height)/height)))
	b.room = track - b.length
	b.top = barRoom + float32(float64(b.room)*offset/b.end)
	width := barThin
	if b.wide {
		width = barWide
	}
	b.box.Place(p, size.Width-width-barRoom, b.top, width, b.length)
}

func (b *scrollBar) near(pos fyne.Position, size fyne.Size) bool {
	return b.length > 0 && pos.X >= size.Width-barLane
}

func (b *scrollBar) hover(on bool, list fyne.CanvasObject) {
	if on == b.wide {
		return
	}
	b.wide = on
	width, at := barThin, b.box.Object.Position()
	if on {
		width = barWide
	}
	b.box.Place(look.For(list), list.Size().Width-width-barRoom, at.Y, width, b.length)
}

// press takes hold of the thumb; beside it, it comes to the pointer first. It
// reports whether the bar was meant.
func (b *scrollBar) press(l *List, pos fyne.Position) bool {
	if !b.near(pos, l.Size()) {
		return false
	}
	b.grab = pos.Y - b.top
	if b.grab < 0 || b.grab > b.length {
		b.grab = b.length / 2
		b.drag(l, pos)
	}
	return true
}

func (b *scrollBar) drag(l *List, pos fyne.Position) {
	if b.room > 0 {
		l.scroll(float64((pos.Y-b.grab-barRoom)/b.room) * b.end)
	}
}
