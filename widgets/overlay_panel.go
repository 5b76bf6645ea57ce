package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// panel is a raised box around content, as overlays and toasts have it.
type panel struct {
	widget.BaseWidget
	content fyne.CanvasObject
	least   fyne.Size
	box     *look.Box
}

func newPanel(content fyne.CanvasObject, edge fyne.ThemeColorName, radius float32, least fyne.Size) *panel {
	p := &panel{content: content, least: least, box: look.NewBox(look.Raised, edge, radius)}
	p.ExtendBaseWidget(p)
	return p
}

func (p *panel) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(p, p) }

func (p *panel) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.box.Object, p.content}
}

func (p *panel) Min(look.Paint) fyne.Size {
	if p.least.Width > 0 && p.least.Height == 0 {
		return fyne.NewSize(p.least.Width, heightFor(p.content, p.least.Width-2)+2)
	}
	return p.content.MinSize().AddWidthHeight(2, 2).Max(p.least)
}

// HeightFor is the height the panel takes in that width.
func (p *panel) HeightFor(width float32) float32 {
	return max(p.least.Height, heightFor(p.content, width-2)+2)
}

func (p *panel) Repaint(paint look.Paint) {
	p.box.Repaint(paint)
	p.content.Refresh()
}

func (p *panel) Arrange(paint look.Paint, size fyne.Size) {
	p.box.Place(paint, 0, 0, size.Width, size.Height)
	p.content.Move(fyne.NewPos(1, 1))
	p.content.Resize(fyne.NewSize(max(size.Width-2, 0), max(size.Height-2, 0)))
}
