package palette

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"spool/widgets"
	"spool/widgets/look"
)

const (
	lineInset   float32 = 6
	pictureLeft float32 = 16
	pictureWide float32 = 44
	pictureHigh float32 = 25
	textLeft    float32 = 72
)

// line is a line of the list: an icon or a picture, a label with the match in
// bold, a detail and the key.
type line struct {
	widget.BaseWidget
	list    *list
	item    Item
	at      int
	current bool

	box    *look.Box
	icon   *look.Icon
	thumb  *widgets.Thumbnail
	label  [3]*look.Text // before the match, the match, behind it
	detail *look.Text
	cap    *look.Box
	key    *look.Text
}

var (
	_ fyne.Tappable     = (*line)(nil)
	_ desktop.Hoverable = (*line)(nil)
)

func newLine(l *list, item Item, at int, needle string) *line {
	r := &line{
		list: l, item: item, at: at, box: look.NewBox(look.Accent, "", look.RadiusControl),
		icon: look.NewIcon(item.Icon, look.IconSize, look.Fg2), detail: look.NewText(look.Small, look.Fg3, item.Detail),
		cap: look.NewBox("", look.Border, look.RadiusBadge), key: look.NewText(look.Caption, look.Fg3, item.Key).Centered(),
	}
	start, end := matchIn(item.Label, needle)
	r.label = [3]*look.Text{
		look.NewText(look.Body, look.Fg, item.Label[:start]), look.NewText(look.BodySemibold, look.AccentFg, item.Label[start:end]),
		look.NewText(look.Body, look.Fg, item.Label[end:]),
	}
	if item.Video != nil {
		r.thumb = widgets.NewThumbnail()
		r.picture()
	}
	r.ExtendBaseWidget(r)
	return r
}

// matchIn is where a label matches what was typed.
func matchIn(label, needle string) (start, end int) {
	lower := strings.ToLower(label)
	at := strings.Index(lower, strings.ToLower(needle))
	if needle == "" || at < 0 || len(lower) != len(label) {
		return len(label), len(label)
	}
	return at, at + len(needle)
}

func (r *line) picture() {
	get := r.list.palette.Thumbnail
	if get == nil {
		return
	}
	scale := look.For(r.list.palette.field).Scale
	if m, ok := get(*r.item.Video, int(pictureWide*scale), int(pictureHigh*scale), r.picture); ok {
		r.thumb.SetImage(m)
	} else {
		r.thumb.SetWaiting()
	}
}

func (r *line) setCurrent(on bool) {
	r.current = on
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *line) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(r, r) }

// Objects implements look.Drawn.
func (r *line) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.box.Object, r.icon.Object, r.label[0].Object, r.label[1].Object, r.label[2].Object, r.detail.Object, r.cap.Object, r.key.Object}
	if r.thumb != nil {
		objects = append(objects, r.thumb)
	}
	return objects
}

// Min implements look.Drawn.
func (r *line) Min(look.Paint) fyne.Size { return fyne.NewSize(200, lineHeight) }

// Arrange implements look.Drawn.
func (r *line) Arrange(p look.Paint, size fyne.Size) {
	r.box.Place(p, lineInset, 0, size.Width-2*lineInset, size.Height)
	r.icon.Place(p, pictureLeft+(pictureWide-r.icon.Size())/2, (size.Height-r.icon.Size())/2)
	if r.thumb != nil {
		r.thumb.Move(fyne.NewPos(pictureLeft, float32(int((size.Height-pictureHigh)/2))))
		r.thumb.Resize(fyne.NewSize(pictureWide, pictureHigh))
	}
	right := size.Width - 16
	if r.item.Key != "" {
		w := max(16, r.key.Natural(p)+10)
		r.cap.Place(p, right-w, (size.Height-18)/2, w, 18)
		r.key.Place(p, right-w, (size.Height-r.key.Line())/2, w)
		right -= w + 12
	}
	x := textLeft
	for _, t := range r.label {
		w := min(t.Natural(p), max(0, right-x))
		t.Place(p, x, (size.Height-t.Line())/2, w)
		x += w
	}
	r.detail.Place(p, x+12, (size.Height-r.detail.Line())/2, max(0, right-x-12))
}

// Repaint implements look.Drawn.
func (r *line) Repaint(p look.Paint) {
	plain, mark, quiet, edge := look.Fg, look.AccentFg, look.Fg3, look.Border
	if r.item.Why != "" {
		plain, mark = look.Disabled, look.Disabled
	}
	if r.current {
		plain, mark, quiet, edge = look.OnAccent, look.OnAccent, look.OnAccent, look.OnAccent
	}
	r.box.Show(r.current)
	r.icon.SetColor(map[bool]fyne.ThemeColorName{true: look.OnAccent, false: look.Fg2}[r.current])
	if r.thumb != nil {
		r.icon.Set("")
		r.thumb.Refresh()
	}
	r.label[0].SetColor(plain)
	r.label[1].SetColor(mark)
	r.label[2].SetColor(plain)
	r.detail.SetColor(quiet)
	r.key.SetColor(quiet)
	r.cap.Edge = edge
	keyed := r.item.Key != "" && (r.current || r.item.Video == nil)
	r.cap.Show(keyed)
	if keyed {
		r.key.Object.Show()
	} else {
		r.key.Object.Hide()
	}
	for _, part := range []interface{ Repaint(look.Paint) }{r.box, r.icon, r.label[0], r.label[1], r.label[2], r.detail, r.cap, r.key} {
		part.Repaint(p)
	}
}

// Tapped implements fyne.Tappable.
func (r *line) Tapped(*fyne.PointEvent) { r.list.palette.run(r.item) }

// MouseIn implements desktop.Hoverable.
func (r *line) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable: the line under the pointer is in hand,
// but not one that only came to lie there.
func (r *line) MouseMoved(*desktop.MouseEvent) {
	if !r.current {
		r.list.take(r.at)
	}
}

// MouseOut implements desktop.Hoverable.
func (r *line) MouseOut() {}
