package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// KeyHint is a key and what it does now.
type KeyHint struct{ Key, Does string }

const (
	hintGap  float32 = 16 // between hints
	hintPair float32 = 8  // between a key and what it does
)

// StatusBar is the bottom of the window: a sentence at the left, and at the
// right what is selected and the keys that matter for it.
type StatusBar struct {
	widget.BaseWidget
	rule  *Rule
	icon  *look.Icon
	lead  *look.Text
	text  *look.Text
	note  *look.Text
	hints []*hint
	end   fyne.CanvasObject
}

type hint struct {
	cap  *KeyCap
	does *look.Text
}

// NewStatusBar returns a status bar 32 high.
func NewStatusBar() *StatusBar {
	b := &StatusBar{
		rule: NewRule(),
		icon: look.NewIcon("", look.IconCompact, look.Fg3),
		lead: look.NewText(look.SmallMedium, look.Fg, ""),
		text: look.NewText(look.Small, look.Fg2, ""),
		note: look.NewText(look.Small, look.Fg2, ""),
	}
	b.ExtendBaseWidget(b)
	return b
}

// WithEnd puts a small button at the right end. It returns b.
func (b *StatusBar) WithEnd(o fyne.CanvasObject) *StatusBar { b.end = o; b.Refresh(); return b }

// SetText changes the sentence at the left.
func (b *StatusBar) SetText(icon look.IconName, text string) {
	b.icon.Set(icon)
	b.lead.Set("")
	b.text.Set(text)
	b.Refresh()
}

// SetSubject puts in its place what the keyboard is at, and a word about it.
func (b *StatusBar) SetSubject(name, detail string) {
	b.icon.Set("")
	b.lead.Set(name)
	b.text.Set(detail)
	b.Refresh()
}

// SetSelection changes what the right end says: a note and up to four keys.
func (b *StatusBar) SetSelection(note string, hints ...KeyHint) {
	b.note.Set(note)
	b.hints = nil
	for _, h := range hints {
		b.hints = append(b.hints, &hint{NewKeyCap(h.Key), look.NewText(look.Small, look.Fg2, h.Does)})
	}
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *StatusBar) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(b, b) }

// Objects implements look.Drawn.
func (b *StatusBar) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{b.rule, b.icon.Object, b.lead.Object, b.text.Object, b.note.Object}
	for _, h := range b.hints {
		objects = append(objects, h.cap, h.does.Object)
	}
	if b.end != nil {
		objects = append(objects, b.end)
	}
	return objects
}

// Min implements look.Drawn.
func (b *StatusBar) Min(look.Paint) fyne.Size { return fyne.NewSize(0, look.StatusBar) }

// Arrange implements look.Drawn. From the right: keys, note, sentence; what does
// not fit is left out or cut.
func (b *StatusBar) Arrange(p look.Paint, size fyne.Size) {
	b.rule.Resize(fyne.NewSize(size.Width, 1))
	// The hairline at the top is part of the height.
	middle := func(h float32) float32 { return float32(int((size.Height + 2 - h) / 2)) }
	left, right := look.Inset, size.Width-look.Inset
	setVisible(b.icon.Object, b.icon.Name() != "")
	if b.icon.Name() != "" {
		b.icon.Place(p, left, middle(b.icon.Size()))
		left += b.icon.Size() + 8
	}
	lead := b.lead.Natural(p)
	b.lead.Place(p, left, middle(b.lead.Line()), min(lead, max(0, right-left)))
	if lead > 0 {
		left += lead + hintGap
	}
	if b.end != nil {
		least := b.end.MinSize()
		right -= least.Width
		b.end.Resize(least)
		b.end.Move(fyne.NewPos(right, middle(least.Height)))
		right -= hintGap
	}
	for i := len(b.hints) - 1; i >= 0; i-- {
		h := b.hints[i]
		does, key := h.does.Natural(p), h.cap.MinSize()
		at := right - does - hintPair - key.Width
		fits := at > left
		setVisible(h.cap, fits)
		setVisible(h.does.Object, fits)
		if !fits {
			continue
		}
		h.cap.Resize(key)
		h.cap.Move(fyne.NewPos(at, middle(key.Height)))
		h.does.Place(p, right-does, middle(h.does.Line()), does)
		right = at - hintGap
	}
	w := min(b.note.Natural(p), max(0, right-left))
	b.note.Place(p, right-w, middle(b.note.Line()), w)
	b.text.Place(p, left, middle(b.text.Line()), max(0, right-w-hintGap-left))
}

// Repaint implements look.Drawn.
func (b *StatusBar) Repaint(p look.Paint) {
	b.icon.Repaint(p)
	b.lead.Repaint(p)
	b.text.Repaint(p)
	b.note.Repaint(p)
	for _, h := range b.hints {
		h.cap.Refresh()
		h.does.Repaint(p)
	}
	b.rule.Refresh()
	if b.end != nil {
		b.end.Refresh()
	}
}
