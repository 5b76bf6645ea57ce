package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"spool/widgets/look"
)

// Pressable is content that acts as a whole: it takes a click, the focus and
// keys, and shows a quiet fill under the pointer. Buttons in it work by
// themselves.
type Pressable struct {
	control

	// OnKey gets every key first and reports whether it used it; may be nil.
	OnKey func(*fyne.KeyEvent) bool
	// OnFocus runs when the focus comes or goes; may be nil.
	OnFocus func(on bool)

	content     fyne.CanvasObject
	base        fyne.ThemeColorName // the fill at rest, "" for none
	marked      bool
	top, bottom bool
	fill        *look.Box
	square      *canvas.Rectangle // over the half of fill whose corners are no card's
}

const (
	pressRing   float32 = 4 // of the focus ring to the edge
	pressRadius         = look.RadiusCard - 1
)

// NewPressable returns content that runs tapped on a click, Space or Enter.
func NewPressable(content fyne.CanvasObject, tapped func()) *Pressable {
	r := &Pressable{content: content, fill: look.NewBox("", "", pressRadius), square: &canvas.Rectangle{}}
	r.init(r, look.RadiusControl, tapped)
	return r
}

// Round rounds the upper and the lower corners, where the content is the first
// or the last in a card with an edge. It returns r.
func (r *Pressable) Round(top, bottom bool) *Pressable {
	r.top, r.bottom = top, bottom
	return r
}

// Over fills it at rest too. It returns r.
func (r *Pressable) Over(base fyne.ThemeColorName) *Pressable { r.base = base; return r }

// Ringed reports whether the focus ring shows.
func (r *Pressable) Ringed() bool { return r.ringed() }

// Take takes the focus in its window as a click does: the ring shows with the
// first key.
func (r *Pressable) Take(window fyne.Canvas) {
	if !r.focused {
		r.byPointer = true
		window.Focus(r)
	}
}

// SetMarked fills it as a selected row.
func (r *Pressable) SetMarked(on bool) {
	r.marked = on
	r.Refresh()
}

// FocusGained implements fyne.Focusable.
func (r *Pressable) FocusGained() {
	r.control.FocusGained()
	if r.OnFocus != nil {
		r.OnFocus(true)
	}
}

// FocusLost implements fyne.Focusable.
func (r *Pressable) FocusLost() {
	r.control.FocusLost()
	if r.OnFocus != nil {
		r.OnFocus(false)
	}
}

// TypedKey implements fyne.Focusable.
func (r *Pressable) TypedKey(ev *fyne.KeyEvent) {
	r.byKeyboard()
	if r.OnKey == nil || !r.OnKey(ev) {
		r.control.TypedKey(ev)
	}
}

// HeightFor asks the content.
func (r *Pressable) HeightFor(width float32) float32 { return heightFor(r.content, width) }

// CreateRenderer implements fyne.Widget.
func (r *Pressable) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(r, r) }

// Objects implements look.Drawn.
func (r *Pressable) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.fill.Object, r.square, r.content, r.ring.Object}
}

// Min implements look.Drawn.
func (r *Pressable) Min(look.Paint) fyne.Size { return r.content.MinSize() }

// Arrange implements look.Drawn.
func (r *Pressable) Arrange(p look.Paint, size fyne.Size) {
	r.fill.Place(p, 0, 0, size.Width, size.Height)
	from, to := float32(0), size.Height
	if r.top {
		from = pressRadius
	}
	if r.bottom {
		to -= pressRadius
	}
	r.square.Move(fyne.NewPos(0, from))
	r.square.Resize(fyne.NewSize(size.Width, max(0, to-from)))
	r.content.Resize(size)
	r.ring.Ring(p, pressRing, pressRing, size.Width-2*pressRing, size.Height-2*pressRing)
}

// Repaint implements look.Drawn.
func (r *Pressable) Repaint(p look.Paint) {
	fill := r.base
	switch {
	case r.marked:
		fill = look.Selection
	case r.hovered:
		fill = look.Hover
	}
	r.fill.Fill = fill
	r.fill.Show(fill != "")
	setVisible(r.square, fill != "")
	if fill != "" {
		r.square.FillColor = p.Color(fill)
		r.square.Refresh()
	}
	r.fill.Repaint(p)
	r.content.Refresh()
	r.paintRing(p)
}
