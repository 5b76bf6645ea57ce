package bulk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// The measures of a row.
const (
	checkX      float32 = 20 // from the table's edge
	checkSide   float32 = 16
	rowThumbX   float32 = 52
	rowThumbW   float32 = 44
	rowThumbH   float32 = 25
	nameX       float32 = 106
	cellGap     float32 = 12
	columnWidth float32 = 128
	originWidth float32 = 176
)

// rowView draws a video and what would become of it.
type rowView struct {
	page   *Page
	sort   sort
	row    *row
	state  widgets.RowState
	check  *look.Box
	tick   *look.Icon
	thumb  *widgets.Thumbnail
	name   *cell
	cells  [mostColumns]*cell
	why    *look.Text
	leave  *widgets.ButtonFace
	take   *widgets.ButtonFace
	number *widgets.ButtonFace
	size   fyne.Size
}

func newRowView(p *Page) *rowView {
	r := &rowView{
		page:  p,
		check: look.NewBox("", look.BorderStrong, look.RadiusBadge), tick: look.NewIcon(look.IconTick, look.IconBadge, look.OnAccent),
		thumb: widgets.NewThumbnail(), name: newCell(look.BodyMedium, mostTokens), why: look.NewText(look.Small, look.Warning, ""),
		leave:  widgets.NewButtonFace(widgets.Outline, widgets.Small, lang.L("Leave out"), ""),
		take:   widgets.NewButtonFace(widgets.Neutral, widgets.Small, lang.L("Change it"), ""),
		number: widgets.NewButtonFace(widgets.Neutral, widgets.Small, lang.L("Add a number"), ""),
	}
	for i := range r.cells {
		r.cells[i] = newCell(look.Small, 4)
	}
	return r
}

func (r *rowView) bind(s sort, row *row) {
	r.sort, r.row = s, row
	v := &row.video
	r.why.Set(row.why)
	columns := r.page.columns()
	for i, c := range r.cells {
		if i < len(columns) && s != skipped {
			c.set(r.lines(columns[i]))
		} else {
			c.set(nil, nil)
		}
	}
	if c := r.change(namePath); c != nil && s != skipped {
		old, fresh := difference(library.FormatValue(c.Path, c.Before), library.FormatValue(c.Path, c.After))
		if s == toDecide {
			old, fresh = inline(old, fresh), nil
		}
		r.name.set(old, fresh)
	} else {
		name := v.Name()
		if name == "" {
			name = v.UID
		}
		r.name.set([]token{{name, kept}}, nil)
	}
	r.picture()
}

func (r *rowView) change(p library.Path) *library.Change {
	for i := range r.row.changes {
		if r.row.changes[i].Path == p {
			return &r.row.changes[i]
		}
	}
	return nil
}

// lines are what a field loses and gets, on two lines.
func (r *rowView) lines(p library.Path) (old, fresh []token) {
	c := r.change(p)
	if c == nil {
		text := valueText(p, r.row.video.Value(p))
		if text == "" {
			return []token{{lang.L("None"), kept}}, nil
		}
		return []token{{text, kept}}, nil
	}
	if p.Field == library.FieldAllowedOrigins {
		return listLines(splitList(library.FormatValue(p, c.Before)), splitList(library.FormatValue(p, c.After)))
	}
	if before := valueText(p, c.Before); before != "" {
		old = append(old, token{before, removed})
	}
	if after := valueText(p, c.After); after != "" {
		fresh = append(fresh, token{after, added})
	}
	if len(old) == 0 {
		return fresh, nil
	}
	return old, fresh
}

// listLines are the members of a list: those that stay and go, and those that
// come.
func listLines(before, after []string) (old, fresh []token) {
	has := func(list []string, s string) bool {
		for _, x := range list {
			if x == s {
				return true
			}
		}
		return false
	}
	for _, s := range before {
		m := kept
		if !has(after, s) {
			m = removed
		}
		old = append(old, token{s, m})
	}
	for _, s := range after {
		if !has(before, s) {
			fresh = append(fresh, token{s, added})
		}
	}
	if len(old) == 0 && len(fresh) > 1 {
		return fresh[:1], fresh[1:]
	}
	if len(old) == 0 {
		return fresh, nil
	}
	return old, fresh
}

func (r *rowView) picture() {
	uid := r.row.video.UID
	scale := look.For(r.page.table).Scale
	img, ok := r.page.Pictures.Thumbnail(r.row.video, int(rowThumbW*scale), int(rowThumbH*scale), func() { r.page.table.Update(widgets.Key(uid)) })
	if ok {
		r.thumb.SetImage(img)
	} else {
		r.thumb.SetWaiting()
	}
}

// answer is what was decided about the row.
func (r *rowView) answer() answer { return r.page.decisions.of(r.sort, r.row.video.UID) }

// Objects implements widgets.RowView.
func (r *rowView) Objects() []fyne.CanvasObject {
	objects := append([]fyne.CanvasObject{r.check.Object, r.tick.Object, r.thumb}, r.name.objects()...)
	for _, c := range r.cells {
		objects = append(objects, c.objects()...)
	}
	objects = append(objects, r.why.Object)
	for _, f := range r.faces() {
		objects = append(objects, f.Objects()...)
	}
	return objects
}

func (r *rowView) faces() []*widgets.ButtonFace {
	return []*widgets.ButtonFace{r.leave, r.take, r.number}
}

// SetState implements widgets.RowView.
func (r *rowView) SetState(s widgets.RowState) { r.state = s }

// Repaint implements widgets.RowView.
func (r *rowView) Repaint(p look.Paint) {
	on := r.sort != skipped && r.answer() != leaveOut
	r.check.Show(r.sort != skipped)
	r.tick.Show(on)
	r.check.Fill, r.check.Edge = "", look.BorderStrong
	if on {
		r.check.Fill, r.check.Edge = look.Accent, look.Accent
	}
	r.check.Repaint(p)
	r.tick.Repaint(p)
	r.thumb.Refresh()
	color := look.Fg
	if r.sort == skipped {
		color = look.Fg2
	}
	r.name.repaint(p, color)
	for _, c := range r.cells {
		c.repaint(p, look.Fg2)
	}
	r.why.SetColor(look.Warning)
	if r.sort == skipped {
		r.why.SetColor(look.Fg3)
	}
	r.why.Repaint(p)
	r.leave.Show(r.sort == toDecide)
	r.take.Show(r.sort == toDecide && !r.row.twice)
	r.number.Show(r.sort == toDecide && r.row.twice)
	for id, f := range map[string]*widgets.ButtonFace{"leave": r.leave, "take": r.take, "number": r.number} {
		f.SetState(r.state.Zone == id && r.state.Hovered, r.state.Zone == id && r.state.Pressed, false)
		f.Repaint(p)
	}
}

// Arrange implements widgets.RowView.
func (r *rowView) Arrange(p look.Paint, size fyne.Size) {
	r.size = size
	middle := func(h float32) float32 { return float32(int((size.Height - h) / 2)) }
	r.check.Place(p, checkX, middle(checkSide), checkSide, checkSide)
	r.tick.Place(p, checkX+2, middle(r.tick.Size()))
	r.thumb.Move(fyne.NewPos(rowThumbX, middle(rowThumbH)))
	r.thumb.Resize(fyne.NewSize(rowThumbW, rowThumbH))
	right := size.Width - look.Inset
	if r.sort == toDecide {
		for _, f := range []*widgets.ButtonFace{r.number, r.take, r.leave} {
			if f.Shown() {
				w := f.Width(p)
				right -= w
				f.Place(p, right, middle(look.Compact), w)
				right -= 8
			}
		}
		r.name.place(p, nameX, 5, right-nameX, 1)
		r.why.Place(p, nameX, 27, max(0, right-nameX))
		r.hideCells(p)
		return
	}
	left, widths := columnPlaces(r.page, size.Width)
	if r.sort == skipped {
		r.name.place(p, nameX, middle(look.Body.Line()), left-nameX-cellGap, 1)
		r.why.Place(p, left, middle(look.Small.Line()), max(0, size.Width-look.Inset-left))
		r.hideCells(p)
		return
	}
	r.why.Place(p, 0, 0, 0)
	r.name.place(p, nameX, middle(r.name.height()), left-nameX-cellGap, 2)
	for i, w := range widths {
		r.cells[i].place(p, left, middle(r.cells[i].height()), w-cellGap, 2)
		left += w
	}
}

func (r *rowView) hideCells(p look.Paint) {
	for _, c := range r.cells {
		c.place(p, 0, 0, 0, 0)
	}
}

// columnPlaces is where the columns behind the name begin, and how wide they
// are.
func columnPlaces(page *Page, width float32) (left float32, widths []float32) {
	columns := page.columns()
	left = width - look.Inset
	for i := range columns {
		w := columnWidth
		if columns[i].Field == library.FieldAllowedOrigins {
			w = originWidth
		}
		if left-w < nameX+columnWidth {
			break // those behind it are in the preview's count only
		}
		left -= w
		widths = append(widths, w)
	}
	if len(columns) == 0 {
		left = nameX + (width-nameX)/2
	}
	return left, widths
}

// Zones implements widgets.RowView.
func (r *rowView) Zones() []widgets.Zone {
	if r.sort == skipped || r.row == nil {
		return nil
	}
	uid, s, page := r.row.video.UID, r.sort, r.page
	zones := []widgets.Zone{{
		ID: "check", Position: fyne.NewPos(checkX-8, 0), Size: fyne.NewSize(checkSide+16, r.size.Height),
		Tip: lang.L("Change this video or leave it out"), Key: lang.L("Space"), Tap: func() { page.toggle(s, uid) },
	}}
	if s != toDecide {
		return zones
	}
	zones = append(zones, r.leave.Zone("leave", widgets.Tip{}, func() { page.decide(s, uid, leaveOut) }))
	if r.row.twice {
		return append(zones, r.number.Zone("number", widgets.Tip{}, func() { page.decide(s, uid, take) }))
	}
	return append(zones, r.take.Zone("take", widgets.Tip{}, func() { page.decide(s, uid, take) }))
}
