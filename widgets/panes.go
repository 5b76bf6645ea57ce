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
	inset       float32
	rule        *Rule
	scroll      *container.Scroll
	content     *fyne.Container
	width       float32
}

// NewPanes returns panes that stand side by side in a width of at least from,
// where the left one has that share of it.
func NewPanes(left, right fyne.CanvasObject, from, share float32) *Panes {
	p := &Panes{left: left, right: right, from: from, share: share, inset: look.Inset, rule: NewUpright()}
	p.content = container.New((*panesLayout)(p), left, right, p.rule)
	p.scroll = container.NewVScroll(p.content)
	p.ExtendBaseWidget(p)
	return p
}

// Reveal scrolls so that a part of the panes is in sight.
func (p *Panes) Reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(p.content).Y
	switch {
	case top < p.scroll.Offset.Y:
		p.scroll.ScrollToOffset(fyne.NewPos(0, top-p.inset))
	case top+o.Size().Height > p.scroll.Offset.Y+p.scroll.Size().Height:
		p.scroll.ScrollToOffset(fyne.NewPos(0, top+o.Size().Height+p.inset-p.scroll.Size().Height))
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
func (p *Panes) Repaint(look.Paint) { p.rule.Refresh() }

func (p *Panes) beside() bool { return p.width >= p.from }

// columns are the widths of the columns' contents.
func (p *Panes) columns() (left, right float32) {
	if !p.beside() {
		w := max(0, p.width-2*p.inset)
		return w, w
	}
	left = float32(int(p.width * p.share))
	return left - 2*p.inset, p.width - left - 1 - 2*p.inset
}

// panesLayout lays out what scrolls.
type panesLayout Panes

// MinSize implements fyne.Layout.
func (l *panesLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	p := (*Panes)(l)
	left, right := p.columns()
	a, b := heightFor(p.left, left), heightFor(p.right, right)
	if p.beside() {
		return fyne.NewSize(1, max(a, b)+2*p.inset)
	}
	return fyne.NewSize(1, a+b+4*p.inset)
}

// Layout implements fyne.Layout.
func (l *panesLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := (*Panes)(l)
	left, right := p.columns()
	a, b := heightFor(p.left, left), heightFor(p.right, right)
	p.left.Move(fyne.NewPos(p.inset, p.inset-4))
	p.left.Resize(fyne.NewSize(left, a))
	p.right.Resize(fyne.NewSize(right, b))
	setVisible(p.rule, p.beside())
	if p.beside() {
		edge := left + 2*p.inset
		p.rule.Move(fyne.NewPos(edge, 0))
		p.rule.Resize(fyne.NewSize(1, size.Height))
		p.right.Move(fyne.NewPos(edge+1+p.inset, p.inset-4))
		return
	}
	p.right.Move(fyne.NewPos(p.inset, a+3*p.inset))
}
