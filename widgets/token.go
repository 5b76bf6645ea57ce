package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"spool/widgets/look"
)

const (
	tokenPad float32 = 7
	tokenGap float32 = 6
	tokenEnd float32 = 10 // size of the cross
)

// tokenFace draws one value of a ChipsField with its cross.
type tokenFace struct {
	value  string
	box    *look.Box
	text   *look.Text
	cross  *look.Icon
	pos    fyne.Position
	width  float32
	over   bool // the pointer is on the cross
	marked bool // the keyboard is at it
}

func newTokenFace(value string) *tokenFace {
	return &tokenFace{
		value: value,
		box:   look.NewBox(look.Button, "", look.RadiusBadge),
		text:  look.NewText(look.Small, look.Fg, value),
		cross: look.NewIcon(look.IconClose, tokenEnd, look.Fg3),
	}
}

func (t *tokenFace) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.box.Object, t.text.Object, t.cross.Object}
}

func (t *tokenFace) natural(p look.Paint) float32 {
	return t.text.Natural(p) + 2*tokenPad + tokenGap + t.cross.Size()
}

func (t *tokenFace) place(p look.Paint, x, y, w float32) {
	t.pos, t.width = fyne.NewPos(x, y), w
	t.box.Place(p, x, y, w, tokenSide)
	right := x + w - tokenPad - t.cross.Size()
	t.cross.Place(p, right, y+(tokenSide-t.cross.Size())/2)
	left := x + tokenPad
	t.text.Place(p, left, y+(tokenSide-t.text.Line())/2, max(0, right-tokenGap-left))
}

func (t *tokenFace) repaint(p look.Paint, disabled bool) {
	t.box.Edge, t.box.EdgeWidth = "", 1
	if t.marked {
		t.box.Edge, t.box.EdgeWidth = look.Accent, look.RingWidth
	}
	t.text.SetColor(look.Fg)
	t.cross.SetColor(look.Fg3)
	if t.over {
		t.cross.SetColor(look.Fg)
	}
	if disabled {
		t.text.SetColor(look.Disabled)
		t.cross.SetColor(look.Disabled)
	}
	t.box.Repaint(p)
	t.text.Repaint(p)
	t.cross.Repaint(p)
}

func (t *tokenFace) holds(pos fyne.Position) bool {
	return pos.X >= t.pos.X && pos.X < t.pos.X+t.width && pos.Y >= t.pos.Y && pos.Y < t.pos.Y+tokenSide
}

// crossAt reports whether a place is on the cross, with the room around it.
func (t *tokenFace) crossAt(pos fyne.Position) bool {
	return t.holds(pos) && pos.X >= t.pos.X+t.width-tokenPad-t.cross.Size()-tokenGap
}

// Token is one value with a cross, outside of a ChipsField. Delete and Backspace
// remove it too.
type Token struct {
	control

	// OnRemoved runs when the user removed the value.
	OnRemoved func()

	face *tokenFace
}

// NewToken returns a token 24 high.
func NewToken(value string, removed func()) *Token {
	t := &Token{OnRemoved: removed, face: newTokenFace(value)}
	t.init(t, look.RadiusBadge, nil)
	t.cut = []*look.Text{t.face.text}
	return t
}

// Value is what the token stands for.
func (t *Token) Value() string { return t.face.value }

func (t *Token) remove() {
	if !t.disabled && t.OnRemoved != nil {
		t.OnRemoved()
	}
}

// Tapped implements fyne.Tappable.
func (t *Token) Tapped(ev *fyne.PointEvent) {
	if t.disabled {
		return
	}
	t.takeFocus()
	if t.face.crossAt(ev.Position) {
		t.remove()
	}
}

// TypedKey implements fyne.Focusable.
func (t *Token) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyDelete || ev.Name == fyne.KeyBackspace {
		t.byKeyboard()
		t.remove()
		return
	}
	t.control.TypedKey(ev)
}

// MouseMoved implements desktop.Hoverable.
func (t *Token) MouseMoved(ev *desktop.MouseEvent) {
	if over := t.face.crossAt(ev.Position); over != t.face.over {
		t.face.over = over
		t.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (t *Token) MouseOut() {
	t.face.over = false
	t.control.MouseOut()
}

// CreateRenderer implements fyne.Widget.
func (t *Token) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(t, t) }

// Objects implements look.Drawn.
func (t *Token) Objects() []fyne.CanvasObject { return append(t.face.objects(), t.ring.Object) }

// Min implements look.Drawn.
func (t *Token) Min(p look.Paint) fyne.Size { return fyne.NewSize(t.face.natural(p), tokenSide) }

// Arrange implements look.Drawn.
func (t *Token) Arrange(p look.Paint, size fyne.Size) {
	y := float32(int((size.Height - tokenSide) / 2))
	t.face.place(p, 0, y, size.Width)
	t.ring.Ring(p, 0, y, size.Width, tokenSide)
}

// Repaint implements look.Drawn.
func (t *Token) Repaint(p look.Paint) {
	t.face.repaint(p, t.disabled)
	t.paintRing(p)
}
