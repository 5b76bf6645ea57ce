package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	storageBar float32 = 6
	storageGap float32 = 6
)

// StorageBar shows how full something is and what is about to be added, with
// the amounts as text above and below the bar.
type StorageBar struct {
	widget.BaseWidget
	name, amount, note *look.Text
	used, added        float64
	track, fill, more  *look.Box
	cut                *canvas.Rectangle // squares the fill where the rest begins
}

// NewStorageBar returns a bar with its name.
func NewStorageBar(name string) *StorageBar {
	b := &StorageBar{
		name:   look.NewText(look.CaptionMedium, look.Fg2, name),
		amount: look.NewText(look.Caption, look.Fg3, "").Trailing(),
		note:   look.NewText(look.Caption, look.Fg3, ""),
		track:  look.NewBox(look.Track, "", look.Pill),
		fill:   look.NewBox(look.Fg2, "", look.Pill),
		more:   look.NewBox(look.AccentMid, "", look.Pill),
		cut:    &canvas.Rectangle{},
	}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes what is shown: the share that is used and the share that is added,
// of 1, and their texts. At the limit the bar takes the warning colour.
func (b *StorageBar) Set(used, added float64, amount, note string) {
	b.used = max(0, min(1, used))
	b.added = max(0, min(1-b.used, added))
	b.fill.Fill, b.more.Fill = look.Fg2, look.AccentMid
	if used+added >= 1 {
		b.more.Fill = look.Warning
	}
	if used >= 1 {
		b.fill.Fill = look.Warning
	}
	b.amount.Set(amount)
	b.note.Set(note)
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *StorageBar) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(b, b) }

// Objects implements look.Drawn.
func (b *StorageBar) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		b.name.Object, b.amount.Object, b.note.Object,
		b.track.Object, b.more.Object, b.cut, b.fill.Object,
	}
}

// Min implements look.Drawn.
func (b *StorageBar) Min(look.Paint) fyne.Size {
	h := b.name.Line() + storageGap + storageBar
	if b.note.Full() != "" {
		h += storageGap + b.note.Line()
	}
	return fyne.NewSize(96, h)
}

// Arrange implements look.Drawn.
func (b *StorageBar) Arrange(p look.Paint, size fyne.Size) {
	amount := min(b.amount.Natural(p), size.Width)
	b.amount.Place(p, size.Width-amount, 0, amount)
	b.name.Place(p, 0, 0, max(0, size.Width-amount-storageGap))
	y := b.name.Line() + storageGap
	used := float32(int(size.Width*float32(b.used) + 0.5))
	both := float32(int(size.Width*float32(b.used+b.added) + 0.5))
	b.track.Place(p, 0, y, size.Width, storageBar)
	b.more.Place(p, 0, y, both, storageBar)
	b.fill.Place(p, 0, y, used, storageBar)
	square := min(used, storageBar)
	b.cut.Move(fyne.NewPos(used-square/2, y))
	b.cut.Resize(fyne.NewSize(square/2, storageBar))
	b.note.Place(p, 0, y+storageBar+storageGap, size.Width)
}

// Repaint implements look.Drawn.
func (b *StorageBar) Repaint(p look.Paint) {
	b.name.Repaint(p)
	b.amount.Repaint(p)
	b.note.Repaint(p)
	b.track.Repaint(p)
	b.fill.Repaint(p)
	b.more.Repaint(p)
	b.cut.FillColor = p.Color(b.fill.Fill)
	b.more.Show(b.added > 0)
	b.fill.Show(b.used > 0)
	setVisible(b.cut, b.used > 0 && b.added > 0)
	b.cut.Refresh()
}
