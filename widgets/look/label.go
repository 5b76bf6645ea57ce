package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Label is a line of text as a widget. It is as high as the line box of its
// role, and at least as wide as its text unless it may shrink.
type Label struct {
	widget.BaseWidget
	text    *Text
	shrinks bool
}

var (
	_ fyne.Widget = (*Label)(nil)
	_ Drawn       = (*Label)(nil)
)

// NewLabel returns a label in a role and a colour token.
func NewLabel(role Role, color fyne.ThemeColorName, text string) *Label {
	l := &Label{text: NewText(role, color, text)}
	l.ExtendBaseWidget(l)
	return l
}

// Shrinking lets the label become narrower than its text, which then ends in an
// ellipsis. It returns l.
func (l *Label) Shrinking() *Label { l.shrinks = true; return l }

// Trailing aligns the text to the right. It returns l.
func (l *Label) Trailing() *Label { l.text.Trailing(); return l }

// Centered aligns the text to the middle. It returns l.
func (l *Label) Centered() *Label { l.text.Centered(); return l }

// SetText changes the text.
func (l *Label) SetText(text string) {
	if l.text.Set(text) {
		l.Refresh()
	}
}

// SetColor changes the colour token.
func (l *Label) SetColor(name fyne.ThemeColorName) {
	l.text.SetColor(name)
	l.Refresh()
}

// Text is the whole text, also where less is shown.
func (l *Label) Text() string { return l.text.Full() }

// Cut reports whether less than the whole text is shown.
func (l *Label) Cut() bool { return l.text.Cut() }

// CreateRenderer implements fyne.Widget.
func (l *Label) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(l, l) }

// Objects implements Drawn.
func (l *Label) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{l.text.Object} }

// Min implements Drawn.
func (l *Label) Min(p Paint) fyne.Size {
	if l.shrinks {
		return fyne.NewSize(0, l.text.Line())
	}
	return fyne.NewSize(l.text.Natural(p), l.text.Line())
}

// Arrange implements Drawn.
func (l *Label) Arrange(p Paint, size fyne.Size) {
	l.text.Place(p, 0, p.snap((size.Height-l.text.Line())/2), size.Width)
}

// Repaint implements Drawn.
func (l *Label) Repaint(p Paint) { l.text.Repaint(p) }
