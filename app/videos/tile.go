package videos

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// tileText is the height of what stands under a picture.
const tileText float32 = 42

// tiles is the page as the grid's model.
type tiles Page

// Groups implements widgets.Model.
func (m *tiles) Groups() []widgets.Group {
	return []widgets.Group{{Rows: m.rows.len(), RowHeight: tileText, Kind: "tile"}}
}

// Key implements widgets.Model.
func (m *tiles) Key(_, i int) widgets.Key { return m.rows.key(i) }

// Locate implements widgets.Model.
func (m *tiles) Locate(k widgets.Key) (g, i int, ok bool) {
	i, ok = m.rows.locate(k)
	return 0, i, ok
}

// Seek implements widgets.Seeker.
func (m *tiles) Seek(text string, from int, found func(widgets.Key)) {
	(*Page)(m).seek(text, from, found)
}

// NewRow implements widgets.Model.
func (m *tiles) NewRow(string) widgets.RowView {
	thumb := widgets.NewThumbnail()
	return &tile{
		page: (*Page)(m), thumb: thumb, shot: shot{page: (*Page)(m), thumb: thumb},
		name:     look.NewText(look.BodyMedium, look.Fg, ""),
		detail:   look.NewText(look.Small, look.Fg3, ""),
		lock:     look.NewIcon(look.IconLock, look.IconCompact, look.Fg3),
		captions: look.NewIcon(look.IconCaptions, look.IconCompact, look.Fg3),
	}
}

// Bind implements widgets.Model.
func (m *tiles) Bind(view widgets.RowView, _, i int) {
	view.(*tile).bind(m.rows.key(i), (*Page)(m).row(i))
}

// row is the video in a row, nil while it is not read; a row that is missing or
// stale is read soon.
func (p *Page) row(i int) *row {
	r := p.rows.at(i)
	if r == nil || p.rows.first == nil && r.reading != p.found.number {
		p.want()
	}
	return r
}

// tile is one video: its picture, name, day and size.
type tile struct {
	page           *Page
	key            widgets.Key
	video          *row // nil while it is not read
	thumb          *widgets.Thumbnail
	shot           shot
	name, detail   *look.Text
	lock, captions *look.Icon
	state          widgets.RowState
	width          float32 // for which the picture was asked
}

func nameOf(v *library.Video) string {
	if name := v.Name(); name != "" {
		return name
	}
	return v.UID
}

func (t *tile) bind(k widgets.Key, v *row) {
	t.key, t.video = k, v
	if v == nil {
		t.name.Set("")
		t.detail.Set("")
		t.picture()
		return
	}
	t.name.Set(nameOf(&v.Video))
	size := ""
	if v.Size > 0 {
		size = uploader.Bytes(v.Size)
	}
	t.detail.Set(words.List(words.Day(v.Created, t.page.Now()), size))
	t.picture()
}

// picture shows the picture in the size the tile has now.
func (t *tile) picture() {
	w := int(math.Round(float64(t.width * look.For(t.page.grid).Scale)))
	key := t.key
	t.shot.show(t.video, w, w*9/16, func() { t.page.grid.Update(key) })
}

// Leave implements widgets.Leaver.
func (t *tile) Leave() { t.shot.leave() }

// marks is what lies on the picture.
func (t *tile) marks() widgets.ThumbnailState {
	s := widgets.ThumbnailState{Selected: t.state.Selected, Check: t.state.Hovered || t.state.Focused}
	v := t.video
	if v == nil {
		return s
	}
	s.Length = lengthOf(&v.Video)
	st := stateOf(&v.Video)
	s.Mark, s.MarkIcon, s.MarkTone, s.MarkFill, s.Progress = st.mark, st.icon, st.tone, st.fill, st.progress
	if t.page.Edited != nil && t.page.Edited(v.UID) {
		s.Mark, s.MarkIcon, s.MarkTone, s.MarkFill, s.MarkRight = lang.L("Edited"), look.IconEdit, look.AccentFg, look.AccentSoft, true
	}
	return s
}

// Objects implements widgets.RowView.
func (t *tile) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.thumb, t.name.Object, t.detail.Object, t.lock.Object, t.captions.Object}
}

// SetState implements widgets.RowView.
func (t *tile) SetState(s widgets.RowState) { t.state = s }

// Repaint implements widgets.RowView.
func (t *tile) Repaint(p look.Paint) {
	t.thumb.Set(t.marks())
	t.thumb.Refresh()
	t.name.Repaint(p)
	t.detail.Repaint(p)
	t.lock.Show(t.video != nil && t.video.RequireSignedURLs)
	t.captions.Show(t.video != nil && len(t.video.captions) > 0)
	t.lock.Repaint(p)
	t.captions.Repaint(p)
}

// Arrange implements widgets.RowView.
func (t *tile) Arrange(p look.Paint, size fyne.Size) {
	picture := size.Height - tileText
	t.thumb.Resize(fyne.NewSize(size.Width, picture))
	if size.Width != t.width {
		t.width = size.Width
		t.picture()
	}
	t.name.Place(p, 0, picture+8, size.Width)
	room := size.Width
	for _, icon := range []*look.Icon{t.captions, t.lock} {
		if icon.Object.Visible() {
			icon.Place(p, room-icon.Size(), picture+26)
			room -= icon.Size() + 8
		}
	}
	t.detail.Place(p, 0, picture+26, max(0, room))
}

// Zones implements widgets.RowView.
func (t *tile) Zones() []widgets.Zone {
	pos, size := t.thumb.CheckArea()
	key := t.key
	zones := []widgets.Zone{{
		ID: "check", Position: pos, Size: size, Tip: lang.L("Select"), Key: "X",
		Tap: func() { t.page.grid.Toggle(key) },
	}}
	if t.name.Cut() {
		zones = append(zones, widgets.Zone{
			ID: "name", Position: t.name.Object.Position(), Tip: t.name.Full(),
			Size: fyne.NewSize(t.name.Object.Size().Width, t.name.Line()),
		})
	}
	return zones
}
