package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/widgets/look"
)

// The page's measures at 1440 by 900.
const (
	sideShare   float32 = 500.0 / 1440
	sideMost    float32 = 500
	sideLeast   float32 = 300 // of a window that has a side
	sideFrom    float32 = 1000
	rightInset  float32 = 88
	rightTop    float32 = 57
	rightMost   float32 = 764
	footHeight  float32 = 56
	tightInset  float32 = 32
	sidePadding float32 = 56
	// ringRoom around the column keeps the scroll from cutting focus rings.
	ringRoom float32 = 4
	markSize float32 = 28
)

// pageLayout puts the side beside the right part, where there is room.
type pageLayout struct{}

// MinSize implements fyne.Layout.
func (pageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 400) }

// Layout implements fyne.Layout; the first object is the right part.
func (pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	side := float32(0)
	if size.Width >= sideFrom {
		side = float32(int(min(sideMost, max(sideLeast, size.Width*sideShare))))
		objects[1].Show()
	} else {
		objects[1].Hide()
	}
	objects[1].Resize(fyne.NewSize(side, size.Height))
	objects[0].Move(fyne.NewPos(side, 0))
	objects[0].Resize(fyne.NewSize(size.Width-side, size.Height))
}

// rightLayout is a column in the middle and a line at the foot.
type rightLayout struct{ p *Page }

// MinSize implements fyne.Layout.
func (*rightLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 400) }

// Layout implements fyne.Layout.
func (l *rightLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	inset := rightInset
	if size.Width < rightMost+2*rightInset {
		inset = max(tightInset, (size.Width-rightMost)/2)
	}
	top := min(rightTop, max(24, (size.Height-footHeight-560)/2))
	width := size.Width - 2*inset
	l.p.scroll.Move(fyne.NewPos(inset-ringRoom, top-ringRoom))
	l.p.scroll.Resize(fyne.NewSize(width+2*ringRoom, max(0, size.Height-footHeight-top+ringRoom)))
	foot := objects[1]
	foot.Move(fyne.NewPos(inset, size.Height-footHeight))
	foot.Resize(fyne.NewSize(width, footHeight))
}

// side is the panel with the mark, the reel and what Spool is for.
type side struct {
	widget.BaseWidget
	ground, edge *canvas.Rectangle
	mark         *look.Icon
	name, title  *look.Text
	text         *look.Paragraph
	spool        *spool
}

func newSide() *side {
	s := &side{
		ground: &canvas.Rectangle{}, edge: &canvas.Rectangle{},
		mark:  look.NewIcon(look.IconMark, markSize, look.Accent),
		name:  look.NewText(look.Heading, look.Fg, lang.L("Spool")),
		title: look.NewText(look.Display, look.Fg, lang.L("Drop it in, walk away.")),
		text:  look.NewParagraph(look.Lead, look.Fg2, lang.L("Spool sends your videos to Cloudflare Stream, picks up where it stopped when the connection drops, and keeps the library in order.")),
		spool: newSpool(),
	}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *side) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s) }

// Objects implements look.Drawn.
func (s *side) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.ground, s.spool, s.edge, s.mark.Object, s.name.Object, s.title.Object, s.text}
}

// Min implements look.Drawn.
func (s *side) Min(look.Paint) fyne.Size { return fyne.Size{} }

// Arrange implements look.Drawn: at 500 by 900 as drawn, smaller in proportion.
func (s *side) Arrange(p look.Paint, size fyne.Size) {
	s.ground.Resize(size)
	s.edge.Move(fyne.NewPos(size.Width-1, 0))
	s.edge.Resize(fyne.NewSize(1, size.Height))
	pad := min(sidePadding, size.Width*0.112)
	s.mark.Place(p, pad, 43)
	s.name.Place(p, pad+38, 45, max(0, size.Width-pad-46))
	room := max(0, size.Width-2*pad-10)
	s.title.SetRole(look.Display)
	if s.title.Natural(p) > room {
		s.title.SetRole(look.Heading)
	}
	text := s.text.HeightFor(room)
	// The reel takes what the words leave.
	words := s.title.Line() + 10 + text
	top := max(90, size.Height*0.197)
	reel := min(spoolSide, size.Width*0.628, size.Height-top-words-90)
	reel = float32(int(max(0, reel)))
	x := float32(int((size.Width - reel) / 2))
	s.spool.Move(fyne.NewPos(x, float32(int(top))))
	s.spool.Resize(fyne.NewSize(size.Width-x, reel))
	y := float32(int(max(top+reel+40, min(size.Height*0.646, top+reel+91))))
	s.title.Place(p, pad, y, room)
	s.text.Move(fyne.NewPos(pad, y+s.title.Line()+10))
	s.text.Resize(fyne.NewSize(room, text))
}

// Repaint implements look.Drawn.
func (s *side) Repaint(p look.Paint) {
	s.ground.FillColor, s.edge.FillColor = p.Color(look.Sidebar), p.Color(look.Separator)
	s.ground.Refresh()
	s.edge.Refresh()
	s.mark.Repaint(p)
	s.name.Repaint(p)
	s.title.Repaint(p)
}
