package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"spool/widgets/look"
)

// ButtonKind is how loud a button is.
type ButtonKind uint8

// The kinds of button. A view has one Main button. Remove asks before it acts,
// Danger is what it asks for.
const (
	Main      ButtonKind = iota
	Neutral              // filled, the usual one in rows and cards
	Outline              // in page bars
	Quiet                // text only
	Faint                // an icon beside a heading, smaller and dimmer
	Soft                 // the remedy beside a problem
	Remove               // outline in the error colour
	Danger               // filled in the error colour
	Link                 // accent text without a box
	OnPicture            // on the dark plate over a picture, the same in both themes
)

// ButtonSize is the height of a button.
type ButtonSize uint8

// The button sizes: 32, 28 and 40 high.
const (
	Normal ButtonSize = iota
	Small
	Large // onboarding only
)

// Height is the height of a button of that size.
func (s ButtonSize) Height() float32 {
	return [...]float32{Normal: look.Control, Small: look.Compact, Large: look.Generous}[s]
}

// ButtonFace is how a button looks, without being one. Rows of a List draw their
// buttons with it; Zone makes the part of the row that can be clicked.
type ButtonFace struct {
	kind  ButtonKind
	size  ButtonSize
	box   *look.Box
	icon  *look.Icon
	text  *look.Text
	end   *look.Icon // the chevron of a button that opens a menu
	shown bool

	hovered, pressed, disabled bool
	pos                        fyne.Position
	extent                     fyne.Size
}

// NewButtonFace returns the face of a button with a label, an icon or both.
func NewButtonFace(kind ButtonKind, size ButtonSize, label string, icon look.IconName) *ButtonFace {
	role, box := look.BodyMedium, look.IconSize
	loud := kind == Main || kind == Danger
	switch {
	case size == Small && loud:
		role, box = look.SmallSemibold, look.IconCompact
	case size == Small:
		role, box = look.SmallMedium, look.IconCompact
	case loud:
		role = look.BodySemibold
	}
	if kind == Faint {
		box = look.IconBadge
	}
	return &ButtonFace{
		kind: kind, size: size, shown: true,
		box:  look.NewBox("", "", look.RadiusControl),
		icon: look.NewIcon(icon, box, look.Fg),
		text: look.NewText(role, look.Fg, label),
		end:  look.NewIcon("", look.IconBadge, look.Fg),
	}
}

// Objects is what a renderer lists.
func (f *ButtonFace) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.box.Object, f.icon.Object, f.text.Object, f.end.Object}
}

// Set changes label and icon.
func (f *ButtonFace) Set(label string, icon look.IconName) {
	f.text.Set(label)
	f.icon.Set(icon)
}

// SetKind changes how loud the face is; it shows after the next Repaint.
func (f *ButtonFace) SetKind(kind ButtonKind) { f.kind = kind }

// SetState sets how the button stands; it shows after the next Repaint.
func (f *ButtonFace) SetState(hovered, pressed, disabled bool) {
	f.hovered, f.pressed, f.disabled = hovered, pressed, disabled
}

// Show shows or hides the face; a hidden one has no Zone.
func (f *ButtonFace) Show(on bool) {
	f.shown = on
	f.box.Show(on)
	f.icon.Show(on && f.icon.Name() != "")
	setVisible(f.text.Object, on)
	f.end.Show(on && f.end.Name() != "")
}

// Shown reports whether the face shows.
func (f *ButtonFace) Shown() bool { return f.shown }

// Width is the width the button takes.
func (f *ButtonFace) Width(p look.Paint) float32 {
	height := f.size.Height()
	if f.text.Full() == "" {
		return height
	}
	return f.content(p) + 2*f.pad()
}

func (f *ButtonFace) pad() float32 {
	switch {
	case f.kind == Link:
		return 0
	case f.size == Small:
		return 11
	case f.size == Large:
		return 17
	default:
		return 13
	}
}

func (f *ButtonFace) gap() float32 {
	if f.size == Small {
		return 6
	}
	return 8
}

func (f *ButtonFace) content(p look.Paint) float32 {
	w := f.text.Natural(p)
	if f.icon.Name() != "" {
		w += f.icon.Size() + f.gap()
	}
	return w + f.chevron()
}

// chevron is the room of the chevron.
func (f *ButtonFace) chevron() float32 {
	if f.end.Name() == "" {
		return 0
	}
	return f.end.Size() + f.gap()
}

// Place puts the face at x, y with a width; icon and label stay in its middle.
func (f *ButtonFace) Place(p look.Paint, x, y, w float32) {
	h := f.size.Height()
	f.pos, f.extent = fyne.NewPos(x, y), fyne.NewSize(w, h)
	f.box.Place(p, x, y, w, h)
	iconY := y + (h-f.icon.Size())/2
	if f.text.Full() == "" {
		f.icon.Place(p, x+(w-f.icon.Size())/2, iconY)
		f.text.Place(p, x, y, 0)
		return
	}
	left := x + max(f.pad(), float32(int((w-f.content(p))/2)))
	if f.icon.Name() != "" {
		f.icon.Place(p, left, iconY)
		left += f.icon.Size() + f.gap()
	}
	room := max(0, x+w-f.pad()-f.chevron()-left)
	f.text.Place(p, left, y+(h-f.text.Line())/2, room)
	f.end.Place(p, left+min(f.text.Natural(p), room)+f.gap(), y+(h-f.end.Size())/2)
}

// Zone is the face as a part of a row that can be clicked.
func (f *ButtonFace) Zone(id string, tip Tip, tap func()) Zone {
	return Zone{
		ID: id, Position: f.pos, Size: f.extent, Tip: tip.Text, Key: tip.Key,
		Tap: tap, Disabled: f.disabled,
	}
}

// Repaint gives the face the colours of its state.
func (f *ButtonFace) Repaint(p look.Paint) {
	s := f.style()
	f.box.Fill, f.box.Edge, f.box.Over = s.fill, s.edge, s.over
	f.icon.SetColor(s.icon)
	f.text.SetColor(s.text)
	f.box.Repaint(p)
	f.icon.Repaint(p)
	f.icon.Show(f.shown && f.icon.Name() != "")
	f.text.Repaint(p)
	f.end.SetColor(s.text)
	f.end.Show(f.shown && f.end.Name() != "")
	f.end.Repaint(p)
}

type buttonStyle struct{ fill, edge, over, text, icon fyne.ThemeColorName }

func (f *ButtonFace) style() buttonStyle {
	var s buttonStyle
	switch f.kind {
	case Main:
		s = buttonStyle{fill: look.Accent, text: look.OnAccent, over: f.overlay()}
	case Neutral:
		s = buttonStyle{fill: f.stateFill(look.Button, look.Pressed), text: look.Fg}
		if f.pressed {
			s.over = theme.ColorNameHover
		}
	case Outline:
		s = buttonStyle{fill: f.stateFill("", look.Hover), edge: look.Border, text: look.Fg}
	case Quiet:
		s = buttonStyle{fill: f.stateFill("", look.Hover), text: look.Fg2}
	case Faint:
		s = buttonStyle{fill: f.stateFill("", look.Hover), text: look.Fg3}
	case Soft:
		s = buttonStyle{fill: look.AccentSoft, text: look.AccentFg, over: f.overlay()}
	case Remove:
		s = buttonStyle{fill: f.stateFill("", look.Hover), edge: look.Border, text: look.Error}
	case Danger:
		s = buttonStyle{fill: look.ErrorFill, text: look.OnError, over: f.overlay()}
	case OnPicture:
		s = buttonStyle{fill: f.stateFill("", look.ImageHover), text: look.OnImage}
		if f.pressed {
			s.fill, s.over = look.ImageHover, look.ImageHover
		}
	case Link:
		s = buttonStyle{text: look.AccentFg}
		if f.hovered {
			s.text = look.Accent
		}
	}
	if f.disabled {
		s.text, s.over = look.Disabled, ""
		switch f.kind {
		case Main, Neutral, Soft, Danger:
			s.fill = look.Button
		}
	}
	s.icon = s.text
	if f.kind == Outline && f.text.Full() == "" && !f.disabled {
		s.icon = look.Fg2
	}
	return s
}

// overlay lightens or darkens a coloured button under the pointer.
func (f *ButtonFace) overlay() fyne.ThemeColorName {
	switch {
	case f.pressed:
		return theme.ColorNamePressed
	case f.hovered:
		return theme.ColorNameHover
	default:
		return ""
	}
}

func (f *ButtonFace) stateFill(rest, hover fyne.ThemeColorName) fyne.ThemeColorName {
	switch {
	case f.disabled:
		return rest
	case f.pressed:
		return look.Pressed
	case f.hovered:
		return hover
	default:
		return rest
	}
}
