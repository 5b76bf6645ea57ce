package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

const (
	emptyText  float32 = 75 // of the texts from the left, past the reel
	emptyLine  float32 = 23 // of the sentence from the top
	emptyGap   float32 = 13 // between the sentence and the buttons
	emptyWidth float32 = 300
)

// EmptyState says why a place is empty and what to do: reel, title, one
// sentence and at most two buttons.
type EmptyState struct {
	widget.BaseWidget
	reel     *Reel
	title    *look.Text
	sentence *look.Paragraph
	buttons  *fyne.Container
	width    float32 // of the last layout
}

// NewEmptyState returns an empty state with an icon in its reel.
func NewEmptyState(icon look.IconName, title, sentence string, buttons ...fyne.CanvasObject) *EmptyState {
	e := &EmptyState{
		reel:     NewReel(ReelEmpty).SetIcon(icon),
		title:    look.NewText(look.Subheading, look.Fg, title),
		sentence: look.NewParagraph(look.Small, look.Fg2, sentence),
		buttons:  Row(6, buttons...),
	}
	e.ExtendBaseWidget(e)
	return e
}

// WithReel fills the reel to a share in a colour, such as full in Success when
// all is done. It returns e.
func (e *EmptyState) WithReel(share float64, tone fyne.ThemeColorName) *EmptyState {
	e.reel.Set(share)
	e.reel.SetTone(tone)
	return e
}

// HeightFor is the height in that width.
func (e *EmptyState) HeightFor(width float32) float32 {
	h := emptyLine + e.sentence.HeightFor(max(0, width-emptyText))
	if len(e.buttons.Objects) > 0 {
		h += emptyGap + e.buttons.MinSize().Height
	}
	return max(h, e.reel.MinSize().Height+1)
}

// CreateRenderer implements fyne.Widget.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(e, e) }

// Objects implements look.Drawn.
func (e *EmptyState) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{e.reel, e.title.Object, e.sentence, e.buttons}
}

// Min implements look.Drawn.
func (e *EmptyState) Min(look.Paint) fyne.Size {
	w := max(emptyWidth, emptyText+e.buttons.MinSize().Width)
	return fyne.NewSize(w, e.HeightFor(max(w, e.width)))
}

// Arrange implements look.Drawn.
func (e *EmptyState) Arrange(p look.Paint, size fyne.Size) {
	e.width = size.Width
	room := max(0, size.Width-emptyText)
	e.reel.Move(fyne.NewPos(0, 1))
	e.reel.Resize(e.reel.MinSize())
	e.title.Place(p, emptyText, 0, room)
	height := e.sentence.HeightFor(room)
	e.sentence.Move(fyne.NewPos(emptyText, emptyLine))
	e.sentence.Resize(fyne.NewSize(room, height))
	e.buttons.Move(fyne.NewPos(emptyText, emptyLine+height+emptyGap))
	least := e.buttons.MinSize()
	e.buttons.Resize(fyne.NewSize(min(least.Width, room), least.Height))
}

// Repaint implements look.Drawn.
func (e *EmptyState) Repaint(p look.Paint) {
	e.reel.Refresh()
	e.title.Repaint(p)
	e.sentence.Refresh()
	e.buttons.Refresh()
}
