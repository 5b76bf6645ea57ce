package videos

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"spool/widgets"
	"spool/widgets/look"
)

// arrowSide is a neighbour without its picture.
const arrowSide float32 = 36

// neighbour leads from quick look to the video before or behind: a card with
// its picture, or where there is no room only an arrow.
type neighbour struct {
	widget.BaseWidget
	look  *quickLook
	by    int
	index int // of its row, -1 for none
	box   *look.Box
	thumb *widgets.Thumbnail
	name  *look.Text
	key   *widgets.KeyCap
	does  *look.Text
	round *look.Box
	arrow *look.Icon
}

func newNeighbour(q *quickLook, by int) *neighbour {
	icon, key, does := look.IconLeft, lang.L("Left"), lang.L("Previous")
	if by > 0 {
		icon, key, does = look.IconRight, lang.L("Right"), lang.L("Next")
	}
	n := &neighbour{
		look: q, by: by, index: -1,
		box: look.NewBox(look.Raised, look.BorderStrong, look.RadiusCard), thumb: widgets.NewThumbnail(),
		name: look.NewText(look.SmallMedium, look.Fg, ""), key: widgets.NewKeyCap(key), does: look.NewText(look.Small, look.Fg3, does),
		round: look.NewBox(look.Raised, "", look.Pill), arrow: look.NewIcon(icon, look.IconSize, look.Fg),
	}
	n.ExtendBaseWidget(n)
	return n
}

// set shows the video of a row, as far as it is read.
func (n *neighbour) set(row int) {
	p := n.look.page
	n.index = -1
	if row < 0 || row >= len(p.rows.hits) {
		n.Refresh()
		return
	}
	n.index = row
	if v := p.rows.at(row); v != nil {
		n.name.Set(nameOf(&v.Video))
		n.picture(v)
	}
	n.Refresh()
}

func (n *neighbour) picture(v *row) {
	row := n.index
	img, ok := n.look.page.Pictures.Thumbnail(v.Video, 172, 97, func() {
		if n.index == row && !n.look.overlay.Closed() {
			n.picture(v)
			n.Refresh()
		}
	})
	if ok {
		n.thumb.SetImage(img)
	} else {
		n.thumb.SetWaiting()
	}
}

// Tapped implements fyne.Tappable.
func (n *neighbour) Tapped(*fyne.PointEvent) { n.look.move(n.by) }

// CreateRenderer implements fyne.Widget.
func (n *neighbour) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(n, n) }

// Objects implements look.Drawn.
func (n *neighbour) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{n.box.Object, n.thumb, n.name.Object, n.key, n.does.Object, n.round.Object, n.arrow.Object}
}

// Min implements look.Drawn.
func (n *neighbour) Min(look.Paint) fyne.Size { return fyne.NewSquareSize(arrowSide) }

// Repaint implements look.Drawn.
func (n *neighbour) Repaint(p look.Paint) {
	n.box.Repaint(p)
	n.round.Repaint(p)
	n.arrow.Repaint(p)
	n.name.Repaint(p)
	n.does.Repaint(p)
	n.thumb.Refresh()
	n.key.Refresh()
}

// Arrange implements look.Drawn.
func (n *neighbour) Arrange(p look.Paint, size fyne.Size) {
	card := size.Width > arrowSide
	n.box.Show(card)
	for _, o := range []fyne.CanvasObject{n.thumb, n.name.Object, n.key, n.does.Object} {
		show(o, card)
	}
	x, y := (size.Width-arrowSide)/2, (size.Height-arrowSide)/2
	if card {
		const pad, picture = 7, 97
		n.box.Place(p, 0, 0, size.Width, size.Height)
		place(n.thumb, pad, pad, size.Width-2*pad, picture)
		n.name.Place(p, pad+2, pad+picture+8, size.Width-2*pad-4)
		cap := n.key.MinSize()
		place(n.key, pad+2, pad+picture+29, cap.Width, cap.Height)
		n.does.Place(p, pad+10+cap.Width, pad+picture+29+(cap.Height-n.does.Line())/2, size.Width-cap.Width-2*pad-12)
		y = pad + (picture-arrowSide)/2
	}
	n.round.Place(p, x, y, arrowSide, arrowSide)
	n.arrow.Place(p, x+(arrowSide-n.arrow.Size())/2, y+(arrowSide-n.arrow.Size())/2)
}
