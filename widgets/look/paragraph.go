package look

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Paragraph is text in as many lines as its width asks for, broken between
// words and, where one is too long, inside it.
type Paragraph struct {
	widget.BaseWidget

	role    Role
	color   fyne.ThemeColorName
	align   fyne.TextAlign
	text    string
	most    int
	width   float32 // of the last layout
	lines   []*Text
	counted wrapping
}

// wrapping remembers how many lines a text takes.
type wrapping struct {
	text  string
	width float32
	lines int
}

var (
	_ fyne.Widget = (*Paragraph)(nil)
	_ Drawn       = (*Paragraph)(nil)
)

// NewParagraph returns text that wraps.
func NewParagraph(role Role, color fyne.ThemeColorName, text string) *Paragraph {
	g := &Paragraph{role: role, color: color, text: text}
	g.ExtendBaseWidget(g)
	return g
}

// AtMost limits the lines; the last one then ends in an ellipsis. It returns g.
func (g *Paragraph) AtMost(lines int) *Paragraph { g.most = lines; return g }

// Centered aligns the lines to the middle. It returns g.
func (g *Paragraph) Centered() *Paragraph { g.align = fyne.TextAlignCenter; return g }

// SetText changes the text.
func (g *Paragraph) SetText(text string) {
	if g.text != text {
		g.text = text
		g.Refresh()
	}
}

// SetColor changes the colour token.
func (g *Paragraph) SetColor(name fyne.ThemeColorName) {
	g.color = name
	g.Refresh()
}

// Text is the whole text.
func (g *Paragraph) Text() string { return g.text }

// HeightFor is the height the paragraph takes in that width.
func (g *Paragraph) HeightFor(width float32) float32 { return g.height(For(g), width) }

func (g *Paragraph) height(p Paint, width float32) float32 {
	if g.counted.lines == 0 || g.counted.text != g.text || g.counted.width != width {
		g.counted = wrapping{g.text, width, len(Wrap(p, g.role, g.text, width, g.most))}
	}
	return float32(g.counted.lines) * g.role.Line()
}

// CreateRenderer implements fyne.Widget.
func (g *Paragraph) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(g, g) }

// Objects implements Drawn.
func (g *Paragraph) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(g.lines))
	for i, l := range g.lines {
		objects[i] = l.Object
	}
	return objects
}

// Min implements Drawn. Before the first layout it is one line.
func (g *Paragraph) Min(p Paint) fyne.Size {
	if g.width <= 0 {
		return fyne.NewSize(0, g.role.Line())
	}
	return fyne.NewSize(0, g.height(p, g.width))
}

// Arrange implements Drawn.
func (g *Paragraph) Arrange(p Paint, size fyne.Size) {
	g.width = size.Width
	texts := Wrap(p, g.role, g.text, size.Width, g.most)
	for len(g.lines) < len(texts) {
		l := NewText(g.role, g.color, "")
		l.Repaint(p)
		g.lines = append(g.lines, l)
	}
	g.lines = g.lines[:len(texts)]
	for i, l := range g.lines {
		l.align = g.align
		l.Set(texts[i])
		l.Place(p, 0, float32(i)*g.role.Line(), size.Width)
	}
}

// Repaint implements Drawn.
func (g *Paragraph) Repaint(p Paint) {
	g.counted = wrapping{} // the font may be another
	for _, l := range g.lines {
		l.SetColor(g.color)
		l.Repaint(p)
	}
}

// Wrap breaks a text into lines of a role that fit the width. With most above 0
// there are at most that many, and the last holds all the rest, which a Text
// then shortens.
func Wrap(p Paint, role Role, text string, width float32, most int) []string {
	ruler := NewText(role, Fg, "")
	fits := func(s string) bool {
		ruler.Set(s)
		return len(s) <= measured && ruler.measure(p, flat(s)).Width <= width+overhang
	}
	var lines []string
	room := roomFor(role, width)
	for _, rest := range strings.Split(strings.ToValidUTF8(text, "\ufffd"), "\n") {
		for {
			if most > 0 && len(lines) == most-1 {
				return append(lines, limit(rest, measured))
			}
			line, after := firstLine(rest, room, fits)
			lines = append(lines, line)
			if after == "" {
				break
			}
			rest = after
		}
	}
	return lines
}

// firstLine splits off what fits in one line, of which it looks at no more than
// room runes: whole words, or as much of the first word as fits, but at least
// one character.
func firstLine(text string, room int, fits func(string) bool) (line, rest string) {
	if text == "" || len(text) <= room*4 && fits(text) {
		return text, ""
	}
	runes := []rune(limit(text, room))
	low, high := 1, len(runes)
	for high-low > 1 {
		if mid := (low + high) / 2; fits(string(runes[:mid])) {
			low = mid
		} else {
			high = mid
		}
	}
	// A blank that falls just behind the line ends a word as well.
	if blank := strings.LastIndexByte(string(runes[:min(low+1, len(runes))]), ' '); blank > 0 {
		return strings.TrimRight(text[:blank], " "), strings.TrimLeft(text[blank:], " ")
	}
	for low < len(runes) && low > 1 && (joins(runes[low]) || runes[low-1] == zeroWidthJoiner) {
		low--
	}
	line = string(runes[:low])
	return line, text[len(line):]
}
