package look

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

const ellipsis = "…"

// Text is one line of text in the line box of its role, placed by its baseline
// and shortened with an ellipsis where it does not fit.
type Text struct {
	// Object is what the renderer lists.
	Object *canvas.Text

	role  Role
	color fyne.ThemeColorName
	align fyne.TextAlign
	full  string
}

// NewText returns a line of text in a role and a colour token.
func NewText(role Role, color fyne.ThemeColorName, text string) *Text {
	t := &Text{Object: &canvas.Text{}, role: role, color: color}
	t.Set(text)
	return t
}

// Trailing aligns the text to the right end of its place, for numbers that
// change. It returns t.
func (t *Text) Trailing() *Text { t.align = fyne.TextAlignTrailing; return t }

// Centered aligns the text to the middle of its place. It returns t.
func (t *Text) Centered() *Text { t.align = fyne.TextAlignCenter; return t }

// Set changes the text and reports whether it is another. Line breaks and other
// control characters count as blanks. It shows after the next Place.
func (t *Text) Set(text string) bool {
	if text == t.full {
		return false
	}
	t.full = text
	return true
}

// SetColor changes the colour token. It shows after the next Repaint.
func (t *Text) SetColor(name fyne.ThemeColorName) { t.color = name }

// SetRole changes the role. It shows after the next Repaint and Place.
func (t *Text) SetRole(role Role) { t.role = role }

// Full is the whole text, also where less is shown.
func (t *Text) Full() string { return t.full }

// Cut reports whether less than the whole text is shown.
func (t *Text) Cut() bool { return t.Object.Text != flat(t.full) }

// Line is the height of the line box.
func (t *Text) Line() float32 { return t.role.Line() }

// Natural is the width the whole text takes, in whole device pixels.
func (t *Text) Natural(p Paint) float32 {
	return p.snap(t.measure(p, flat(limit(t.full, measured))).Width)
}

// Place puts the line box at x, y with width w and shortens the text to it.
// Whole numbers keep neighbouring lines on one grid.
func (t *Text) Place(p Paint, x, y, w float32) {
	t.face(p)
	shown := t.fit(w)
	size, ascent := t.rendered(shown)
	baseline := p.snap(y + (t.role.Line()-size.Height)/2 + ascent)
	changed := shown != t.Object.Text || t.align != t.Object.Alignment
	t.Object.Text, t.Object.Alignment = shown, t.align
	t.Object.Move(fyne.NewPos(x, baseline-p.snapUp(ascent)))
	t.Object.Resize(fyne.NewSize(w, size.Height))
	if changed {
		t.Object.Refresh()
	}
}

// Repaint takes the colour and font of the moment.
func (t *Text) Repaint(p Paint) {
	t.face(p)
	t.Object.Color = p.Color(t.color)
	t.Object.Refresh()
}

func (t *Text) face(p Paint) {
	t.Object.TextSize = t.role.Size()
	t.Object.FontSource, t.Object.TextStyle = p.face(t.role)
	if hasSymbols(t.full) {
		// Only the theme's own slots fall back to the bundled emoji and symbols.
		t.Object.FontSource = nil
	}
}

func (t *Text) measure(p Paint, s string) fyne.Size {
	t.face(p)
	size, _ := t.rendered(s)
	return size
}

func (t *Text) rendered(s string) (fyne.Size, float32) {
	o := t.Object
	return fyne.CurrentApp().Driver().RenderedTextSize(s, o.TextSize, o.TextStyle, o.FontSource)
}

// measured bounds the runes that are shaped to find a width; no window shows
// more of them in a line.
const measured = 1000

// overhang is how much wider than its place a text may be: half a unit is only
// the blank after its last letter, and what a width rounded at another scale
// lacks.
const overhang = 0.51

// roomFor bounds the runes that a line of that width can hold.
func roomFor(role Role, width float32) int {
	const narrowest = 8 // of the narrowest letter, in parts of the text size
	return max(1, min(measured, int(width/role.Size()*narrowest)+1))
}

func (t *Text) fit(w float32) string {
	whole := flat(t.full)
	if len(whole) <= measured {
		if size, _ := t.rendered(whole); size.Width <= w+overhang {
			return whole
		}
	}
	runes := []rune(limit(whole, roomFor(t.role, w)))
	low, high := -1, len(runes) // low fits, -1 is nothing at all
	for high-low > 1 {
		mid := (low + high) / 2
		size, _ := t.rendered(shortened(runes, mid))
		if size.Width <= w {
			low = mid
		} else {
			high = mid
		}
	}
	if low < 0 {
		return ""
	}
	return shortened(runes, low)
}

// shortened is the first n runes and an ellipsis, without a blank before it and
// without breaking what the reader sees as one character.
func shortened(runes []rune, n int) string {
	for n > 0 && n < len(runes) && (joins(runes[n]) || runes[n-1] == zeroWidthJoiner) {
		n--
	}
	return strings.TrimRight(string(runes[:n]), " ") + ellipsis
}

const zeroWidthJoiner = '\u200d'

// joins reports whether a rune belongs to the one before it.
func joins(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Variation_Selector) ||
		r == zeroWidthJoiner || (r >= 0x1F3FB && r <= 0x1F3FF)
}

func hasSymbols(s string) bool {
	for _, r := range s {
		if r >= 0x1F000 || (r >= 0x2300 && r <= 0x2BFF) {
			return true
		}
	}
	return false
}

func limit(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// flat is s in one line.
func flat(s string) string {
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}
