package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// Panes shows two columns side by side with a hairline between them, and under
// each other where there is no room for both. What does not fit is scrolled to.
type Panes struct {
	widget.BaseWidget
	left, right fyne.CanvasObject
	from, share float32
	top         float32
	pad         panePads
	rule        *Rule
	scroll      *container.Scroll
	content     *fyne.Container
	width       float32
}

// NewPanes returns panes that stand side by side in a width of at least from,
// where the left one has that share of it.
func NewPanes(left, right fyne.CanvasObject, from, share float32) *Panes {
	p := &Panes{left: left, right: right, from: from, share: share, top: 14, pad: panePads{look.Inset, look.Inset, look.Inset, look.Inset}, rule: NewUpright()}
	p.content = container.New((*panesLayout)(p), left, right, p.rule)
	p.scroll = container.NewVScroll(p.content)
	p.ExtendBaseWidget(p)
	return p
}

// panePads are the spaces beside the columns: left of all, before and behind the
// line between them, and right of all.
type panePads struct{ left, before, behind, right float32 }

// Plain leaves out the line between the columns, for panes that stand beside a
// list of sections. It returns p.
func (p *Panes) Plain() *Panes {
	p.rule, p.top = nil, 20
	p.pad = panePads{12, 10, 10, look.Inset}
	p.content.Objects = []fyne.CanvasObject{p.left, p.right}
	return p
}

// Reveal scrolls so that a part of the panes is in sight.
func (p *Panes) Reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(p.content).Y
	switch {
	case top < p.scroll.Offset.Y:
		p.scroll.ScrollToOffset(fyne.NewPos(0, top-look.Inset))
	case top+o.Size().Height > p.scroll.Offset.Y+p.scroll.Size().Height:
		p.scroll.ScrollToOffset(fyne.NewPos(0, top+o.Size().Height+look.Inset-p.scroll.Size().Height))
	}
}

// CreateRenderer implements fyne.Widget.
func (p *Panes) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(p, p) }

// Objects implements look.Drawn.
func (p *Panes) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.scroll} }

// Min implements look.Drawn: panes scroll.
func (p *Panes) Min(look.Paint) fyne.Size { return fyne.NewSize(1, 1) }

// Arrange implements look.Drawn.
func (p *Panes) Arrange(_ look.Paint, size fyne.Size) {
	p.width = size.Width
	p.scroll.Resize(size)
	p.scroll.Refresh()
}

// Repaint implements look.Drawn.
func (p *Panes) Repaint(look.Paint) {
	if p.rule != nil {
		p.rule.Refresh()
	}
}

func (p *Panes) beside() bool { return p.width >= p.from }

// columns are the widths of the columns' contents.
func (p *Panes) columns() (left, right float32) {
	if !p.beside() {
		w := max(0, p.width-p.pad.left-p.pad.right)
		return w, w
	}
	left = float32(int(p.width * p.share))
	return left - p.pad.left - p.pad.before, p.width - left - 1 - p.pad.behind - p.pad.right
}

// panesLayout lays out what scrolls.
type panesLayout Panes

// MinSize implements fyne.Layout.
func (l *panesLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	p := (*Panes)(l)
	left, right := p.columns()
	a, b := heightFor(p.left, left), heightFor(p.right, right)
	if p.beside() {
		return fyne.NewSize(1, max(a, b)+p.top+look.Inset)
	}
	return fyne.NewSize(1, a+b+p.top+2*look.Inset)
}

// Layout implements fyne.Layout.
func (l *panesLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := (*Panes)(l)
	left, right := p.columns()
	a, b := heightFor(p.left, left), heightFor(p.right, right)
	p.left.Move(fyne.NewPos(p.pad.left, p.top))
	p.left.Resize(fyne.NewSize(left, a))
	p.right.Resize(fyne.NewSize(right, b))
	edge := left + p.pad.left + p.pad.before
	if p.rule != nil {
		setVisible(p.rule, p.beside())
		p.rule.Move(fyne.NewPos(edge, 0))
		p.rule.Resize(fyne.NewSize(1, size.Height))
	}
	if p.beside() {
		p.right.Move(fyne.NewPos(edge+1+p.pad.behind, p.top))
		return
	}
	p.right.Move(fyne.NewPos(p.pad.left, p.top+a+look.Inset))
}
