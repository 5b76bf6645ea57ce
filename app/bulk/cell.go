package bulk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"spool/widgets/look"
)

const (
	tokenPad float32 = 3
	lineStep float32 = 18
)

// cell draws a value and what becomes of it on two lines: what goes is struck
// through, what comes is marked, and both have their colour.
type cell struct {
	role  look.Role
	lines [2][]token
	parts []*tokenPart
}

// tokenPart draws one token.
type tokenPart struct {
	box    *look.Box
	text   *look.Text
	strike *canvas.Rectangle
	shown  bool
}

// newCell returns a cell that draws up to that many tokens a line.
func newCell(role look.Role, tokens int) *cell {
	c := &cell{role: role}
	for range 2 * tokens {
		c.parts = append(c.parts, &tokenPart{
			box: look.NewBox("", "", 3), text: look.NewText(role, look.Fg, ""), strike: &canvas.Rectangle{},
		})
	}
	return c
}

func (c *cell) set(first, second []token) { c.lines = [2][]token{first, second} }

// height is what the lines take.
func (c *cell) height() float32 {
	if len(c.lines[1]) == 0 {
		return lineStep
	}
	return 2 * lineStep
}

func (c *cell) objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, p := range c.parts {
		objects = append(objects, p.box.Object, p.text.Object, p.strike)
	}
	return objects
}

// each walks over the tokens with the parts that draw them.
func (c *cell) each(do func(p *tokenPart, t token, line int)) {
	half := len(c.parts) / 2
	for line, tokens := range c.lines {
		for i, t := range tokens[:min(half, len(tokens))] {
			do(c.parts[line*half+i], t, line)
		}
	}
}

// repaint colours the tokens; plain is the colour of what stays.
func (c *cell) repaint(p look.Paint, plain fyne.ThemeColorName) {
	for _, part := range c.parts {
		part.shown = false
	}
	c.each(func(part *tokenPart, t token, line int) {
		part.shown = true
		part.text.Set(t.text)
		ink, ground := plain, fyne.ThemeColorName("")
		switch {
		case t.mark == removed:
			ink, ground = look.Error, look.ErrorSoft
		case t.mark == added:
			ink, ground = look.Success, look.SuccessSoft
		case line == 0 && len(c.lines[1]) > 0:
			ink = look.Fg2
		}
		part.text.SetRole(c.role)
		if line == 0 && len(c.lines[1]) > 0 {
			part.text.SetRole(look.Small)
		}
		part.text.SetColor(ink)
		part.box.Fill = ground
		part.strike.FillColor = p.Color(ink)
	})
	for _, part := range c.parts {
		if !part.shown {
			part.text.Set("")
		}
		part.text.Repaint(p)
		part.box.Repaint(p)
		part.strike.Refresh()
	}
}

// place puts the tokens one after the other, on as many lines as wanted: on one,
// only what the value becomes is shown.
func (c *cell) place(p look.Paint, x, y, width float32, lines int) {
	for _, part := range c.parts {
		part.box.Show(false)
		part.strike.Hide()
		part.text.Place(p, 0, 0, 0)
	}
	at, before := x, 0
	c.each(func(part *tokenPart, t token, line int) {
		if line == 0 && lines == 1 && len(c.lines[1]) > 0 {
			return
		}
		if line != before && lines > 1 {
			at = x
		}
		before = line
		c.placeToken(p, part, t, &at, y+lineStep*float32(min(line, lines-1)), x+width)
	})
}

func (c *cell) placeToken(p look.Paint, part *tokenPart, t token, at *float32, y, right float32) {
	pad := float32(0)
	if t.mark != kept {
		pad = tokenPad
	}
	w := min(part.text.Natural(p), right-*at-2*pad)
	if w <= 0 {
		return
	}
	if t.mark != kept {
		part.box.Show(true)
		part.box.Place(p, *at, y+1, w+2*pad, lineStep-2)
	}
	part.text.Place(p, *at+pad, y+(lineStep-part.text.Line())/2, w)
	if t.mark == removed {
		part.strike.Show()
		part.strike.Move(fyne.NewPos(*at+pad, y+lineStep/2))
		part.strike.Resize(fyne.NewSize(w, 1))
	}
	*at += w + 2*pad
}
