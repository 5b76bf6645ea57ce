package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// Skeleton stands for rows that are being read: a picture and two lines of text
// each, as still shapes. Show it when reading takes longer than 150 ms.
type Skeleton struct {
	widget.BaseWidget
	height  float32
	picture float32
	boxes   []*look.Box
	objects []fyne.CanvasObject
}

const skeletonSides = 3 // boxes a row: picture, name, detail

// skeletonWidths are the lengths of the lines, as shares, that the rows take in
// turn.
var skeletonWidths = [...][2]float32{{.42, .28}, {.34, .36}, {.50, .22}, {.38, .31}}

// NewSkeleton returns the shape of that many rows of a height. Picture is the
// width of the picture, 0 for rows without.
func NewSkeleton(rows int, height, picture float32) *Skeleton {
	s := &Skeleton{height: height, picture: picture}
	for range max(0, rows) * skeletonSides {
		b := look.NewBox(look.Track, "", look.RadiusBadge)
		s.boxes = append(s.boxes, b)
		s.objects = append(s.objects, b.Object)
	}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *Skeleton) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *Skeleton) Objects() []fyne.CanvasObject { return s.objects }

// Min implements look.Drawn.
func (s *Skeleton) Min(look.Paint) fyne.Size {
	return fyne.NewSize(0, float32(len(s.boxes)/skeletonSides)*s.height)
}

// Arrange implements look.Drawn.
func (s *Skeleton) Arrange(p look.Paint, size fyne.Size) {
	const line, gap, space = 10, 6, 12
	left := float32(0)
	if s.picture > 0 {
		left = s.picture + space
	}
	for i := 0; i < len(s.boxes); i += skeletonSides {
		row := i / skeletonSides
		y := float32(row) * s.height
		shares := skeletonWidths[row%len(skeletonWidths)]
		s.boxes[i].Show(s.picture > 0)
		s.boxes[i].Place(p, 0, y+4, s.picture, max(0, s.height-8))
		top := y + float32(int((s.height-2*line-gap)/2))
		for j, share := range shares {
			width := float32(int(max(0, size.Width-left) * share))
			s.boxes[i+1+j].Place(p, left, top+float32(j)*(line+gap), width, line)
		}
	}
}

// Repaint implements look.Drawn.
func (s *Skeleton) Repaint(p look.Paint) {
	for _, b := range s.boxes {
		b.Repaint(p)
	}
}
