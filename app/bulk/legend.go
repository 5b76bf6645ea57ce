package bulk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// legend shows how the table marks what goes and what comes.
type legend struct {
	widget.BaseWidget
	cell *cell
}

func newLegend() *legend {
	l := &legend{cell: newCell(look.Small, 3)}
	l.cell.set([]token{{lang.L("removed"), removed}, {" ", kept}, {lang.L("added"), added}}, nil)
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *legend) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(l, l) }

// Objects implements look.Drawn.
func (l *legend) Objects() []fyne.CanvasObject { return l.cell.objects() }

// Min implements look.Drawn.
func (l *legend) Min(p look.Paint) fyne.Size {
	width := float32(1)
	for i, t := range l.cell.lines[0] {
		part := l.cell.parts[i]
		part.text.Set(t.text)
		width += part.text.Natural(p)
		if t.mark != kept {
			width += 2 * tokenPad
		}
	}
	return fyne.NewSize(width, lineStep)
}

// Arrange implements look.Drawn.
func (l *legend) Arrange(p look.Paint, size fyne.Size) {
	l.cell.place(p, 0, float32(int((size.Height-lineStep)/2)), size.Width, 1)
}

// Repaint implements look.Drawn.
func (l *legend) Repaint(p look.Paint) { l.cell.repaint(p, look.Fg) }
