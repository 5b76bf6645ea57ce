package widgets

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

// RadioCard is one choice of RadioCards: a title over a line that explains it.
type RadioCard struct{ Title, Detail string }

const (
	cardHeight float32 = 54
	cardGap    float32 = 8
	cardPad    float32 = 12
	cardDot    float32 = 16
)

// RadioCards is a choice of one out of two or three that need a line of
// explanation each. They stand side by side; the arrows choose the neighbour.
type RadioCards struct {
	control

	// OnChanged runs when the user chose another card.
	OnChanged func(index int)

	cards    []RadioCard
	selected int
	parts    []radioCard
}

// radioCard is what a card is drawn with.
type radioCard struct {
	box, dot      *look.Box
	title, detail *look.Text
	left, width   float32
}

// NewRadioCards returns cards of equal width.
func NewRadioCards(cards []RadioCard, selected int, changed func(index int)) *RadioCards {
	r := &RadioCards{OnChanged: changed, selected: selected}
	r.init(r, look.RadiusControl, nil)
	r.SetCards(cards, selected)
	return r
}

// SetCards replaces the cards.
func (r *RadioCards) SetCards(cards []RadioCard, selected int) {
	r.cards, r.selected, r.parts = cards, selected, nil
	for _, c := range cards {
		r.parts = append(r.parts, radioCard{
			box: look.NewBox(look.Canvas, look.Border, look.RadiusControl), dot: look.NewBox("", look.BorderStrong, look.Pill),
			title: look.NewText(look.BodyMedium, look.Fg, c.Title), detail: look.NewText(look.Small, look.Fg3, c.Detail),
		})
	}
	r.Refresh()
}

// Selected is the chosen card.
func (r *RadioCards) Selected() int { return r.selected }

func (r *RadioCards) choose(index int) {
	if index < 0 || index >= len(r.cards) || index == r.selected || r.disabled {
		return
	}
	r.selected = index
	r.Refresh()
	if r.OnChanged != nil {
		r.OnChanged(index)
	}
}

// Tapped implements fyne.Tappable.
func (r *RadioCards) Tapped(ev *fyne.PointEvent) {
	r.takeFocus()
	for i, c := range r.parts {
		if ev.Position.X >= c.left && ev.Position.X < c.left+c.width {
			r.choose(i)
		}
	}
}

// TypedKey implements fyne.Focusable.
func (r *RadioCards) TypedKey(ev *fyne.KeyEvent) {
	r.byKeyboard()
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		r.choose(r.selected - 1)
	case fyne.KeyRight, fyne.KeyDown:
		r.choose(r.selected + 1)
	default:
		r.control.TypedKey(ev)
	}
}

// CreateRenderer implements fyne.Widget.
func (r *RadioCards) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(r, r) }

// Objects implements look.Drawn.
func (r *RadioCards) Objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, c := range r.parts {
		objects = append(objects, c.box.Object, c.dot.Object, c.title.Object, c.detail.Object)
	}
	return append(objects, r.ring.Object)
}

// Min implements look.Drawn.
func (r *RadioCards) Min(look.Paint) fyne.Size {
	return fyne.NewSize(120*float32(len(r.cards)), cardHeight)
}

// Arrange implements look.Drawn.
func (r *RadioCards) Arrange(p look.Paint, size fyne.Size) {
	n := float32(max(1, len(r.parts)))
	width := (size.Width - cardGap*(n-1)) / n
	for i := range r.parts {
		c := &r.parts[i]
		c.left, c.width = float32(int(float32(i)*(width+cardGap))), float32(int(width))
		c.box.Place(p, c.left, 0, c.width, cardHeight)
		c.dot.Place(p, c.left+cardPad, 11, cardDot, cardDot)
		text := c.left + cardPad + cardDot + cardPad
		room := max(0, c.left+c.width-cardPad-text)
		c.title.Place(p, text, 9, room)
		c.detail.Place(p, text, 28, room)
		if i == r.selected {
			r.ring.Ring(p, c.left, 0, c.width, cardHeight)
		}
	}
}

// Repaint implements look.Drawn.
func (r *RadioCards) Repaint(p look.Paint) {
	for i, c := range r.parts {
		c.box.Fill, c.box.Edge = "", look.Border
		c.dot.Edge, c.dot.EdgeWidth = look.BorderStrong, 1
		if i == r.selected {
			c.box.Fill, c.box.Edge = look.AccentSoft, look.Accent
			c.dot.Edge, c.dot.EdgeWidth = look.Accent, 5
		}
		c.box.Repaint(p)
		c.dot.Repaint(p)
		c.title.Repaint(p)
		c.detail.Repaint(p)
	}
	r.paintRing(p)
}
