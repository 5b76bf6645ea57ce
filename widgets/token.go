package widgets

import (
	"fyne.io/fyne/v2"

	"spool/widgets/look"
)

const (
	tokenPad float32 = 7
	tokenGap float32 = 6
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
		cross: look.NewIcon(look.IconClose, look.IconBadge, look.Fg3),
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
