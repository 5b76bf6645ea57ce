package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// PageBar is the top of a page: its title, a sentence on how it stands, and its
// actions at the right.
type PageBar struct {
	widget.BaseWidget
	title   *look.Text
	note    *look.Text
	actions *fyne.Container
	rule    *Rule
	lead    fyne.CanvasObject
}

// NewPageBar returns a page bar 56 high.
func NewPageBar(title string, actions ...fyne.CanvasObject) *PageBar {
	b := &PageBar{
		title:   look.NewText(look.Heading, look.Fg, title),
		note:    look.NewText(look.Body, look.Fg3, ""),
		actions: Row(12, actions...),
		rule:    NewRule(),
	}
	b.ExtendBaseWidget(b)
	return b
}

// WithLead puts an object before the title, such as a way back. It returns b.
func (b *PageBar) WithLead(o fyne.CanvasObject) *PageBar { b.lead = o; return b }

// SetTitle changes the title.
func (b *PageBar) SetTitle(title string) {
	if b.title.Set(title) {
		b.Refresh()
	}
}

// SetNote changes the sentence beside the title.
func (b *PageBar) SetNote(note string) {
	if b.note.Set(note) {
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *PageBar) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(b, b) }

// Objects implements look.Drawn.
func (b *PageBar) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{b.rule, b.title.Object, b.note.Object, b.actions}
	if b.lead != nil {
		objects = append(objects, b.lead)
	}
	return objects
}

// Min implements look.Drawn.
func (b *PageBar) Min(look.Paint) fyne.Size {
	w := b.actions.MinSize().Width + 2*look.Inset
	if b.lead != nil {
		w += b.lead.MinSize().Width + 12
	}
	return fyne.NewSize(w, look.PageBar)
}

// Arrange implements look.Drawn. Title and sentence stand on one line of text,
// and the sentence is the first to be cut.
func (b *PageBar) Arrange(p look.Paint, size fyne.Size) {
	b.rule.Move(fyne.NewPos(0, size.Height-1))
	b.rule.Resize(fyne.NewSize(size.Width, 1))
	middle := func(o fyne.CanvasObject, x float32) {
		least := o.MinSize()
		o.Resize(least)
		o.Move(fyne.NewPos(x, float32(int((size.Height-least.Height)/2))))
	}
	left := look.Inset
	if b.lead != nil {
		middle(b.lead, left)
		left += b.lead.MinSize().Width + 12
	}
	right := size.Width - look.Inset - b.actions.MinSize().Width
	middle(b.actions, right)
	room := max(0, right-12-left)
	w := min(b.title.Natural(p), room)
	y := (size.Height - b.title.Line()) / 2
	b.title.Place(p, left, y, w)
	b.note.Place(p, left+w+12, y+(b.title.Line()-b.note.Line())/2, max(0, room-w-12))
}

// Repaint implements look.Drawn.
func (b *PageBar) Repaint(p look.Paint) {
	b.title.Repaint(p)
	b.note.Repaint(p)
	b.rule.Refresh()
	b.actions.Refresh()
	if b.lead != nil {
		b.lead.Refresh()
	}
}
