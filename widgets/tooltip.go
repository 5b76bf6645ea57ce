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
	tipWidth  float32 = 320
	tipLines          = 6
	tipGap    float32 = 6 // from the control
	tipMargin float32 = 4 // from the edge of the window
	tipPad    float32 = 8
)

// TipLayer shows the tooltips of a window. It takes no part in mouse or
// keyboard and is the topmost object of the window's content: a container, or
// anything that implements TipHost. The same goes for an overlay.
type TipLayer struct {
	widget.BaseWidget

	after   func(time.Duration, func()) (cancel func())
	cancel  func()
	owner   fyne.CanvasObject
	shown   bool
	box     *look.Box
	text    *look.Paragraph
	key     *look.Text
	objects []fyne.CanvasObject
	at      fyne.Position // of the control, in this layer
	over    fyne.Size     // of the control
}

// TipHost is window content that has its tooltips in a layer of its own.
type TipHost interface{ TipLayer() *TipLayer }

// NewTipLayer returns an empty layer.
func NewTipLayer() *TipLayer {
	t := &TipLayer{
		after: afterOnUI,
		box:   look.NewBox(look.Fg, "", look.RadiusControl),
		text:  look.NewParagraph(look.Small, look.Canvas, "").AtMost(tipLines),
		key:   look.NewText(look.Small, look.Disabled, ""),
	}
	t.objects = []fyne.CanvasObject{t.box.Object, t.text, t.key.Object}
	t.ExtendBaseWidget(t)
	t.show(false)
	return t
}

// afterOnUI runs f on Fyne's goroutine once the time has passed.
func afterOnUI(d time.Duration, f func()) (cancel func()) {
	timer := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { timer.Stop() }
}

// Shown is the tooltip that can be seen now; ok is false when there is none.
func (t *TipLayer) Shown() (tip Tip, ok bool) {
	return Tip{Text: t.text.Text(), Key: t.key.Full()}, t.shown
}

func (t *TipLayer) hide() {
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
	t.owner = nil
	t.show(false)
}

func (t *TipLayer) show(on bool) {
	t.shown = on
	t.box.Show(on)
	setVisible(t.text, on)
	setVisible(t.key.Object, on)
}

// soon shows a tip for an area of its owner once the pointer rested there.
func (t *TipLayer) soon(owner fyne.CanvasObject, tip Tip, at fyne.Position, size fyne.Size) {
	t.hide()
	t.owner = owner
	t.cancel = t.after(tipDelay, func() {
		if t.owner == owner {
			t.now(owner, tip, at, size)
		}
	})
}

func (t *TipLayer) now(owner fyne.CanvasObject, tip Tip, at fyne.Position, size fyne.Size) {
	t.hide()
	t.owner, t.at, t.over = owner, t.local(owner, at), size
	t.text.SetText(tip.Text)
	t.key.Set(tip.Key)
	t.show(true)
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
func (t *TipLayer) Objects() []fyne.CanvasObject { return t.objects }

// Min implements look.Drawn.
func (t *TipLayer) Min(look.Paint) fyne.Size { return fyne.Size{} }

// Repaint implements look.Drawn.
func (t *TipLayer) Repaint(p look.Paint) {
	t.box.Repaint(p)
	t.key.Repaint(p)
}

// Arrange implements look.Drawn: under the control, or over it where there is
// no room below.
func (t *TipLayer) Arrange(p look.Paint, size fyne.Size) {
	if !t.shown {
		return
	}
	keyWidth := float32(0)
	if t.key.Full() != "" {
		keyWidth = t.key.Natural(p) + tipPad
	}
	room := max(0, min(tipWidth, size.Width-2*tipMargin)-2*tipPad-keyWidth)
	ruler := look.NewText(look.Small, look.Fg, t.text.Text())
	textWidth := min(ruler.Natural(p), room)
	textHeight := t.text.HeightFor(textWidth)
	w, h := textWidth+keyWidth+2*tipPad, textHeight+tipPad
	x := t.at.X + (t.over.Width-w)/2
	x = max(tipMargin, min(x, size.Width-w-tipMargin))
	y := t.at.Y + t.over.Height + tipGap
	if y+h > size.Height-tipMargin {
		y = max(tipMargin, t.at.Y-tipGap-h)
	}
	x, y = float32(int(x)), float32(int(y))
	t.box.Place(p, x, y, w, h)
	t.text.Move(fyne.NewPos(x+tipPad, y+tipPad/2))
	t.text.Resize(fyne.NewSize(textWidth, textHeight))
	t.key.Place(p, x+tipPad+textWidth+tipPad, y+tipPad/2, max(0, keyWidth-tipPad))
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
		t.hide()
	}
}
