package watermarks

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"golang.org/x/image/draw"

	"spool/app/page"
	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

const (
	rowHeight float32 = 58
	markWide  float32 = 64
	markHigh  float32 = 40
)

// model lists the draft, if there is one, and the profiles.
type model Page

// Groups implements widgets.Model.
func (m *model) Groups() []widgets.Group {
	drafts := 0
	if m.draft != nil {
		drafts = 1
	}
	return []widgets.Group{
		{Rows: drafts, RowHeight: rowHeight},
		{Title: lang.L("On Stream"), Count: words.Count(len(m.profiles)), Rows: len(m.profiles), RowHeight: rowHeight},
	}
}

// Key implements widgets.Model.
func (m *model) Key(g, i int) widgets.Key {
	if g == 0 {
		return draftKey
	}
	return widgets.Key(m.profiles[i].UID)
}

// Locate implements widgets.Model.
func (m *model) Locate(key widgets.Key) (g, i int, ok bool) {
	if key == draftKey {
		return 0, 0, m.draft != nil
	}
	i = (*Page)(m).at(string(key))
	return 1, i, i >= 0
}

// Name implements widgets.Named.
func (m *model) Name(g, i int) string {
	if g == 0 {
		return m.draft.Name
	}
	return m.profiles[i].Name
}

// NewRow implements widgets.Model.
func (m *model) NewRow(string) widgets.RowView {
	return &row{
		well: look.NewBox(look.Pressed, "", look.RadiusControl), thumb: widgets.NewThumbnail(), icon: look.NewIcon(look.IconWatermark, look.IconSize, look.Fg3),
		name: look.NewText(look.BodyMedium, look.Fg, ""), detail: look.NewText(look.Small, look.Fg3, ""), dot: look.NewBox(look.Accent, "", look.Pill),
	}
}

// Bind implements widgets.Model.
func (m *model) Bind(view widgets.RowView, g, i int) {
	r := view.(*row)
	if g == 0 {
		title := lang.L("New profile")
		if m.draft.old != "" {
			title = nameOf(&m.draft.Watermark)
		}
		r.bind(title, lang.L("Draft, not created yet"), m.draft.mark, true)
		return
	}
	w := &m.profiles[i]
	r.bind(nameOf(w), describe(w), m.marks[w.UID], false)
}

// describe is a profile in a line: "Lower right, 12%, opacity 0.2".
func describe(w *library.Watermark) string {
	opacity := ""
	if w.Opacity < 1 {
		opacity = words.F("opacity %.2g", w.Opacity)
	}
	size := lang.L("its own size")
	if w.Scale > 0 {
		size = words.F("%.0f%%", w.Scale*100)
	}
	return words.List(placeName(w.Position), size, opacity)
}

func placeName(position string) string {
	switch position {
	case "upperRight":
		return lang.L("Upper right")
	case "upperLeft":
		return lang.L("Upper left")
	case "lowerLeft":
		return lang.L("Lower left")
	case "lowerRight":
		return lang.L("Lower right")
	case "center":
		return lang.L("Center")
	}
	return position
}

// row draws a profile.
type row struct {
	well         *look.Box
	thumb        *widgets.Thumbnail
	icon         *look.Icon
	name, detail *look.Text
	dot          *look.Box
	has, draft   bool
}

func (r *row) bind(name, detail string, mark image.Image, draft bool) {
	r.name.Set(name)
	r.detail.Set(detail)
	r.has, r.draft = mark != nil, draft
	if mark != nil {
		r.thumb.SetImage(fitted(mark, int(markWide)*2, int(markHigh)*2))
	}
}

// wellGrey stands behind marks, which are white or black most of the time.
const wellGrey = 0x5a

// fitted is a mark in the middle of a grey picture.
func fitted(mark image.Image, w, h int) image.Image {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range dst.Pix {
		dst.Pix[i] = wellGrey
		if i%4 == 3 {
			dst.Pix[i] = 0xff
		}
	}
	b := mark.Bounds()
	k := min(float64(w-16)/float64(b.Dx()), float64(h-16)/float64(b.Dy()))
	size := image.Pt(max(1, int(float64(b.Dx())*k)), max(1, int(float64(b.Dy())*k)))
	at := image.Pt((w-size.X)/2, (h-size.Y)/2)
	draw.ApproxBiLinear.Scale(dst, image.Rectangle{Min: at, Max: at.Add(size)}, mark, b, draw.Over, nil)
	return dst
}

// Objects implements widgets.RowView.
func (r *row) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.well.Object, r.thumb, r.icon.Object, r.name.Object, r.detail.Object, r.dot.Object}
}

// SetState implements widgets.RowView.
func (r *row) SetState(widgets.RowState) {}

// Repaint implements widgets.RowView.
func (r *row) Repaint(p look.Paint) {
	r.well.Show(!r.has)
	r.icon.Show(!r.has)
	page.Show(r.thumb, r.has)
	r.dot.Show(r.draft)
	r.well.Repaint(p)
	r.thumb.Refresh()
	r.icon.Repaint(p)
	r.name.Repaint(p)
	r.detail.Repaint(p)
	r.dot.Repaint(p)
}

// Arrange implements widgets.RowView.
func (r *row) Arrange(p look.Paint, size fyne.Size) {
	const x = 18
	y := (size.Height - markHigh) / 2
	r.well.Place(p, x, y, markWide, markHigh)
	page.Place(r.thumb, x, y, markWide, markHigh)
	r.icon.Place(p, x+(markWide-look.IconSize)/2, (size.Height-look.IconSize)/2)
	text := x + markWide + 12
	r.name.Place(p, text, 11, max(0, size.Width-text-30))
	r.detail.Place(p, text, 30, max(0, size.Width-text-16))
	r.dot.Place(p, size.Width-24, (size.Height-6)/2, 6, 6)
}

// Zones implements widgets.RowView.
func (r *row) Zones() []widgets.Zone { return nil }
