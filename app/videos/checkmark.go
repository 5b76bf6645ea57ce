package videos

import (
	"fyne.io/fyne/v2"

	"spool/widgets"
	"spool/widgets/look"
)

// checkMark is how a check box looks, as a part of a row or of the table's head.
type checkMark struct {
	box  *look.Box
	tick *look.Icon
}

const checkSide float32 = 16

func newCheckMark() checkMark {
	return checkMark{look.NewBox("", look.BorderStrong, look.RadiusBadge), look.NewIcon("", look.IconBadge, look.OnAccent)}
}

func (c checkMark) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.box.Object, c.tick.Object}
}

func (c checkMark) place(p look.Paint, x, y float32) {
	c.box.Place(p, x, y, checkSide, checkSide)
	inset := (checkSide - c.tick.Size()) / 2
	c.tick.Place(p, x+inset, y+inset)
}

func (c checkMark) repaint(p look.Paint, state widgets.CheckState) {
	c.box.Fill, c.box.Edge = look.Accent, ""
	switch state {
	case widgets.Off:
		c.box.Fill, c.box.Edge = "", look.BorderStrong
		c.tick.Set("")
	case widgets.On:
		c.tick.Set(look.IconTick)
	case widgets.Mixed:
		c.tick.Set(look.IconDash)
	}
	c.box.Repaint(p)
	c.tick.Repaint(p)
}
