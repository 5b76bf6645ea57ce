package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

// Button does something when clicked, or with Space or Enter.
type Button struct {
	control

	// OnTapped runs when the button is used.
	OnTapped func()

	face *ButtonFace
}

var (
	_ fyne.Tappable     = (*Button)(nil)
	_ fyne.Focusable    = (*Button)(nil)
	_ fyne.Disableable  = (*Button)(nil)
	_ desktop.Hoverable = (*Button)(nil)
	_ desktop.Mouseable = (*Button)(nil)
)

// NewButton returns a button 32 high. Labels are verb and object and end in "…"
// where more input follows.
func NewButton(kind ButtonKind, label string, tapped func()) *Button {
	return newButton(NewButtonFace(kind, Normal, label, ""), tapped)
}

// NewSmallButton returns a button 28 high, for rows and cards.
func NewSmallButton(kind ButtonKind, label string, tapped func()) *Button {
	return newButton(NewButtonFace(kind, Small, label, ""), tapped)
}

// NewLargeButton returns a button 40 high, for onboarding.
func NewLargeButton(kind ButtonKind, label string, tapped func()) *Button {
	return newButton(NewButtonFace(kind, Large, label, ""), tapped)
}

// NewIconButton returns a square button with an icon only, whose tooltip says
// what it does and with which key.
func NewIconButton(kind ButtonKind, size ButtonSize, icon look.IconName, tip Tip, tapped func()) *Button {
	b := newButton(NewButtonFace(kind, size, "", icon), tapped)
	b.tip = tip
	return b
}

func newButton(face *ButtonFace, tapped func()) *Button {
	b := &Button{OnTapped: tapped, face: face}
	b.init(b, look.RadiusControl, func() {
		if b.OnTapped != nil {
			b.OnTapped()
		}
	})
	b.cut = []*look.Text{face.text}
	return b
}

// WithIcon puts an icon before the label. It returns b.
func (b *Button) WithIcon(icon look.IconName) *Button {
	b.face.icon.Set(icon)
	b.Refresh()
	return b
}

// WithMenu puts a chevron behind the label, of a button that opens a menu. It
// returns b.
func (b *Button) WithMenu() *Button {
	b.face.end.Set(look.IconDown)
	b.Refresh()
	return b
}

// SetText changes the label.
func (b *Button) SetText(label string) {
	if b.face.text.Set(label) {
		b.Refresh()
	}
}

// SetIcon changes the icon.
func (b *Button) SetIcon(icon look.IconName) { b.WithIcon(icon) }

// Text is the label.
func (b *Button) Text() string { return b.face.text.Full() }

// AccessibilityLabel implements fyne.Accessible: the label, or what the
// tooltip says of an icon.
func (b *Button) AccessibilityLabel() string {
	if label := b.face.text.Full(); label != "" {
		return label
	}
	return b.tip.Text
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(b, b) }

// Objects implements look.Drawn.
func (b *Button) Objects() []fyne.CanvasObject {
	return append(b.face.Objects(), b.ring.Object)
}

// Min implements look.Drawn.
func (b *Button) Min(p look.Paint) fyne.Size {
	return fyne.NewSize(b.face.Width(p), b.face.size.Height())
}

// Arrange implements look.Drawn. The button keeps its height in more room.
func (b *Button) Arrange(p look.Paint, size fyne.Size) {
	h := b.face.size.Height()
	y := float32(int((size.Height - h) / 2))
	b.face.Place(p, 0, y, size.Width)
	if b.face.kind == Link {
		b.ring.Ring(p, -3, y+3, size.Width+6, h-6)
		return
	}
	b.ring.Ring(p, 0, y, size.Width, h)
}

// Repaint implements look.Drawn.
func (b *Button) Repaint(p look.Paint) {
	b.face.SetState(b.hovered, b.pressed, b.disabled)
	b.face.Repaint(p)
	b.paintRing(p)
}

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
