package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	keyHeight float32 = 18
	keyWidth  float32 = 16
	keyPad    float32 = 5
)

// KeyCap shows a key or shortcut as people read it: "Ctrl K".
type KeyCap struct {
	widget.BaseWidget
	box  *look.Box
	text *look.Text
}

// NewKeyCap returns a key cap; without a key it takes no room.
func NewKeyCap(key string) *KeyCap {
	k := &KeyCap{
		box:  look.NewBox("", look.Border, look.RadiusBadge),
		text: look.NewText(look.Caption, look.Fg3, key).Centered(),
	}
	k.ExtendBaseWidget(k)
	return k
}

// SetKey changes the key.
func (k *KeyCap) SetKey(key string) {
	if k.text.Set(key) {
		k.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (k *KeyCap) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(k, k) }

// Objects implements look.Drawn.
func (k *KeyCap) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{k.box.Object, k.text.Object}
}

// Min implements look.Drawn.
func (k *KeyCap) Min(p look.Paint) fyne.Size {
	if k.text.Full() == "" {
		return fyne.Size{}
	}
	return fyne.NewSize(max(keyWidth, k.text.Natural(p)+2*keyPad), keyHeight)
}

// Arrange implements look.Drawn.
func (k *KeyCap) Arrange(p look.Paint, size fyne.Size) {
	k.box.Show(k.text.Full() != "")
	k.box.Place(p, 0, 0, size.Width, size.Height)
	k.text.Place(p, 0, (size.Height-k.text.Line())/2, size.Width)
}

// Repaint implements look.Drawn.
func (k *KeyCap) Repaint(p look.Paint) {
	k.box.Repaint(p)
	k.text.Repaint(p)
}
