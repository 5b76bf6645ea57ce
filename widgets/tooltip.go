package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// Tip is a tooltip: what a control does, and its shortcut.
type Tip struct{ Text, Key string }

const (
	tipDelay          = 600 * time.Millisecond
	tipGap    float32 = 6 // from the control
	tipMargin float32 = 4 // from the edge of the window
)

// TipLayer shows the tooltips of a window. It takes no part in mouse or
// keyboard and is the topmost object of the window's content: a container, or
// anything that implements TipHost. The same goes for an overlay.
type TipLayer struct {
	widget.BaseWidget

	// OnMain runs on Ctrl Enter while no overlay is open, which has that key to
	// itself; may be nil. The layer is where an overlay finds the window it is in.
	OnMain func()

	after  func(time.Duration, func()) (cancel func())
	cancel func()
	owner  fyne.CanvasObject
	card   *tipCard
	at     fyne.Position // of the control, in this layer
	over   fyne.Size     // of the control
}

// TipHost is window content that has its tooltips in a layer of its own.
type TipHost interface{ TipLayer() *TipLayer }

// NewTipLayer returns an empty layer.
func NewTipLayer() *TipLayer {
	t := &TipLayer{after: afterOnUI, card: newTipCard(Tip{})}
	t.card.Hide()
	t.ExtendBaseWidget(t)
	return t
}

// afterOnUI runs f on Fyne's goroutine once the time has passed.
func afterOnUI(d time.Duration, f func()) (cancel func()) {
	timer := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { timer.Stop() }
}

// Shown is the tooltip that can be seen now; ok is false when there is none.
func (t *TipLayer) Shown() (tip Tip, ok bool) { return t.card.tip(), t.card.Visible() }

// Clear hides the tip, or the one that was to come: what it is about goes, and
// cannot find its window any more to say so itself.
func (t *TipLayer) Clear() {
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
	t.owner = nil
	t.card.Hide()
}

// soon shows a tip for an area of its owner once the pointer rested there.
func (t *TipLayer) soon(owner fyne.CanvasObject, tip Tip, at fyne.Position, size fyne.Size) {
	t.Clear()
	t.owner = owner
	t.cancel = t.after(tipDelay, func() {
		if t.owner == owner {
			t.now(owner, tip, at, size)
		}
	})
}

func (t *TipLayer) now(owner fyne.CanvasObject, tip Tip, at fyne.Position, size fyne.Size) {
	t.Clear()
	t.owner, t.at, t.over = owner, t.local(owner, at), size
	t.card.set(tip)
	t.card.Show()
	t.Refresh()
}

// local turns a place in an object into one in this layer.
func (t *TipLayer) local(o fyne.CanvasObject, at fyne.Position) fyne.Position {
	d := fyne.CurrentApp().Driver()
	return d.AbsolutePositionForObject(o).Subtract(d.AbsolutePositionForObject(t)).Add(at)
}

// CreateRenderer implements fyne.Widget.
func (t *TipLayer) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(t, t) }

// Objects implements look.Drawn.
func (t *TipLayer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{t.card} }

// Min implements look.Drawn.
func (t *TipLayer) Min(look.Paint) fyne.Size { return fyne.Size{} }

// Repaint implements look.Drawn.
func (t *TipLayer) Repaint(look.Paint) { t.card.Refresh() }

// Arrange implements look.Drawn: under the control, or over it where there is
// no room below.
func (t *TipLayer) Arrange(p look.Paint, size fyne.Size) {
	if !t.card.Visible() {
		return
	}
	card := t.card.fit(p, size.Width-2*tipMargin)
	x := t.at.X + (t.over.Width-card.Width)/2
	x = max(tipMargin, min(x, size.Width-card.Width-tipMargin))
	y := t.at.Y + t.over.Height + tipGap
	if y+card.Height > size.Height-tipMargin {
		y = max(tipMargin, t.at.Y-tipGap-card.Height)
	}
	t.card.Move(fyne.NewPos(float32(int(x)), float32(int(y))))
	t.card.Resize(card)
}

// tipLayer finds the layer that is over an object: that of the topmost overlay,
// else that of the window. It is nil in a window without one.
func tipLayer(o fyne.CanvasObject) *TipLayer {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	if top := c.Overlays().Top(); top != nil {
		return layerIn(top)
	}
	return layerIn(c.Content())
}

func layerIn(root fyne.CanvasObject) *TipLayer {
	switch root := root.(type) {
	case TipHost:
		return root.TipLayer()
	case *TipLayer:
		return root
	case *fyne.Container:
		for i := len(root.Objects) - 1; i >= 0; i-- {
			if t := layerIn(root.Objects[i]); t != nil {
				return t
			}
		}
	}
	return nil
}

// tipSoon shows a tip under an object once the pointer rested on it for 600 ms.
func tipSoon(o fyne.CanvasObject, tip Tip) { tipAreaSoon(o, tip, fyne.Position{}, o.Size()) }

// tipAreaSoon does so for a part of an object.
func tipAreaSoon(o fyne.CanvasObject, tip Tip, at fyne.Position, size fyne.Size) {
	if t := tipLayer(o); t != nil && tip.Text != "" {
		t.soon(o, tip, at, size)
	}
}

// tipNow shows a tip at once, for a control that the keyboard came to.
func tipNow(o fyne.CanvasObject, tip Tip) {
	if t := tipLayer(o); t != nil && tip.Text != "" {
		t.now(o, tip, fyne.Position{}, o.Size())
	}
}

// tipGone hides the tip of an object, or the one that was to come.
func tipGone(o fyne.CanvasObject) {
	if t := tipLayer(o); t != nil && t.owner == o {
		t.Clear()
	}
}
