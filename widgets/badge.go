package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// Tone is the meaning of a colour: how something stands.
type Tone uint8

// The tones. Loud is for what is on air.
const (
	Plain Tone = iota
	Active
	Good
	Caution
	Bad
	Working
	Loud
)

// Colors are the tokens of a tone: of a soft ground, and of text and icons on it.
func (t Tone) Colors() (ground, ink fyne.ThemeColorName) {
	switch t {
	case Active:
		return look.AccentSoft, look.AccentFg
	case Good:
		return look.SuccessSoft, look.Success
	case Caution:
		return look.WarningSoft, look.Warning
	case Bad:
		return look.ErrorSoft, look.Error
	case Working:
		return look.ProcessSoft, look.Process
	case Loud:
		return look.ErrorFill, look.OnError
	default:
		return look.Button, look.Fg2
	}
}

const (
	badgeHeight float32 = 20
	badgePad    float32 = 6
	badgeGap    float32 = 5
)

// BadgeFace draws a badge as part of a row or tile.
type BadgeFace struct {
	box  *look.Box
	icon *look.Icon
	text *look.Text
}

// NewBadgeFace returns the face of a badge: state is always icon and word.
func NewBadgeFace(tone Tone, icon look.IconName, label string) *BadgeFace {
	f := &BadgeFace{
		box:  look.NewBox("", "", look.RadiusBadge),
		icon: look.NewIcon("", look.IconBadge, ""),
		text: look.NewText(look.CaptionSemibold, "", ""),
	}
	f.Set(tone, icon, label)
	return f
}

// Set changes the badge. It shows after the next Repaint and Place.
func (f *BadgeFace) Set(tone Tone, icon look.IconName, label string) {
	ground, ink := tone.Colors()
	f.box.Fill = ground
	f.icon.Set(icon)
	f.icon.SetColor(ink)
	f.text.Set(label)
	f.text.SetColor(ink)
}

// Objects is what a renderer lists.
func (f *BadgeFace) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.box.Object, f.icon.Object, f.text.Object}
}

// Show shows or hides the badge.
func (f *BadgeFace) Show(on bool) {
	f.box.Show(on)
	f.icon.Show(on)
	setVisible(f.text.Object, on)
}

// Width is the width the badge takes; it is 20 high.
func (f *BadgeFace) Width(p look.Paint) float32 {
	w := f.text.Natural(p) + 2*badgePad + 1
	if f.icon.Name() != "" {
		w += f.icon.Size() + badgeGap
	}
	return w
}

// Place puts the badge at x, y with a width.
func (f *BadgeFace) Place(p look.Paint, x, y, w float32) {
	f.box.Place(p, x, y, w, badgeHeight)
	left := x + badgePad
	if f.icon.Name() != "" {
		f.icon.Place(p, left, y+(badgeHeight-f.icon.Size())/2)
		left += f.icon.Size() + badgeGap
	}
	f.text.Place(p, left, y+(badgeHeight-f.text.Line())/2, max(0, x+w-badgePad-left))
}

// Repaint gives the badge the colours of the moment.
func (f *BadgeFace) Repaint(p look.Paint) {
	f.box.Repaint(p)
	f.icon.Repaint(p)
	f.text.Repaint(p)
}

// Badge says how something stands: "Ready", "Processing 64%".
type Badge struct {
	widget.BaseWidget
	face *BadgeFace
}

// NewBadge returns a badge 20 high.
func NewBadge(tone Tone, icon look.IconName, label string) *Badge {
	b := &Badge{face: NewBadgeFace(tone, icon, label)}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes the badge.
func (b *Badge) Set(tone Tone, icon look.IconName, label string) {
	b.face.Set(tone, icon, label)
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(b, b) }

// Objects implements look.Drawn.
func (b *Badge) Objects() []fyne.CanvasObject { return b.face.Objects() }

// Min implements look.Drawn.
func (b *Badge) Min(p look.Paint) fyne.Size { return fyne.NewSize(b.face.Width(p), badgeHeight) }

// Arrange implements look.Drawn.
func (b *Badge) Arrange(p look.Paint, size fyne.Size) {
	b.face.Place(p, 0, float32(int((size.Height-badgeHeight)/2)), size.Width)
}

// Repaint implements look.Drawn.
func (b *Badge) Repaint(p look.Paint) { b.face.Repaint(p) }
