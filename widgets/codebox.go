package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// CodeRun is a piece of code in one colour.
type CodeRun struct {
	Text  string
	Color fyne.ThemeColorName
}

const codePad float32 = 10

// CodeBox shows code in the fixed-width font, coloured, and broken where its
// width ends. It is looked at; a button beside it copies.
type CodeBox struct {
	widget.BaseWidget
	bare        bool
	single      bool
	runs, short []CodeRun
	box         *look.Box
	pieces      []*look.Text
	cell        float32
	width       float32 // of the last layout
}

// NewCodeBox returns an empty box.
func NewCodeBox() *CodeBox {
	c := &CodeBox{box: look.NewBox(look.Well, look.Separator, look.RadiusControl)}
	c.ExtendBaseWidget(c)
	return c
}

// NewCodeLine returns a box of one line, as high as a control.
func NewCodeLine() *CodeBox {
	c := NewCodeBox()
	c.single = true
	return c
}

// Bare leaves out the box around the code. It returns c.
func (c *CodeBox) Bare() *CodeBox { c.bare = true; return c }

// Set shows code. short, where given, is shown by a box of one line in which
// the whole has no room.
func (c *CodeBox) Set(runs, short []CodeRun) {
	c.runs, c.short = runs, short
	c.Refresh()
}

func (c *CodeBox) pad() float32 {
	if c.bare {
		return 0
	}
	return codePad
}

// columns is how many letters fit in a line.
func (c *CodeBox) columns(p look.Paint, width float32) int {
	if c.cell == 0 {
		const ruler = "0000000000"
		c.cell = look.NewText(look.Mono, look.Fg, ruler).Natural(p) / float32(len(ruler))
	}
	return max(1, int((width-2*c.pad()+.5)/c.cell))
}

// placed is a run, or a part of one, at its place in the text.
type placed struct {
	CodeRun
	line, column int
}

// flowCode breaks runs into lines of that many letters.
func flowCode(runs []CodeRun, columns int) (parts []placed, lines int) {
	line, column := 0, 0
	for _, r := range runs {
		start := column
		var part []rune
		flush := func() {
			if len(part) > 0 {
				parts = append(parts, placed{CodeRun{string(part), r.Color}, line, start})
			}
			part = part[:0]
		}
		for _, letter := range r.Text {
			if letter == '\n' || column == columns {
				flush()
				line, column, start = line+1, 0, 0
				if letter == '\n' {
					continue
				}
			}
			part = append(part, letter)
			column++
		}
		flush()
	}
	return parts, line + 1
}

// shown are the runs that fit.
func (c *CodeBox) shown(p look.Paint, width float32) []CodeRun {
	if !c.single || c.short == nil {
		return c.runs
	}
	if _, lines := flowCode(c.runs, c.columns(p, width)); lines > 1 {
		return c.short
	}
	return c.runs
}

// HeightFor is the height in that width.
func (c *CodeBox) HeightFor(width float32) float32 {
	if c.single {
		return look.Control
	}
	_, lines := flowCode(c.runs, c.columns(look.For(c), width))
	return float32(lines)*look.Mono.Line() + 2*c.pad()
}

// CreateRenderer implements fyne.Widget.
func (c *CodeBox) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c) }

// Objects implements look.Drawn.
func (c *CodeBox) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{c.box.Object}
	for _, t := range c.pieces {
		objects = append(objects, t.Object)
	}
	return objects
}

// Min implements look.Drawn.
func (c *CodeBox) Min(look.Paint) fyne.Size {
	if c.width <= 0 {
		return fyne.NewSize(64, look.Control)
	}
	return fyne.NewSize(64, c.HeightFor(c.width))
}

// Arrange implements look.Drawn.
func (c *CodeBox) Arrange(p look.Paint, size fyne.Size) {
	c.width = size.Width
	c.box.Place(p, 0, 0, size.Width, size.Height)
	columns := c.columns(p, size.Width)
	parts, _ := flowCode(c.shown(p, size.Width), columns)
	top := c.pad()
	if c.single {
		top = (size.Height - look.Mono.Line()) / 2
	}
	c.pieces = c.pieces[:0]
	for _, part := range parts {
		if c.single && part.line > 0 {
			break
		}
		t := look.NewText(look.Mono, part.Color, part.Text)
		t.Repaint(p)
		x := c.pad() + float32(part.column)*c.cell
		t.Place(p, x, top+float32(part.line)*look.Mono.Line(), size.Width-c.pad()-x+1)
		c.pieces = append(c.pieces, t)
	}
}

// Repaint implements look.Drawn.
func (c *CodeBox) Repaint(p look.Paint) {
	c.cell = 0 // the font may be another
	c.box.Show(!c.bare)
	c.box.Repaint(p)
}
