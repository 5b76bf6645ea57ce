package clip

import (
	"image"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/stills"
	"spool/app/words"
	"spool/library"
	"spool/library/clip"
	"spool/widgets"
	"spool/widgets/look"
)

// draftKey begins the keys of drafts.
const draftKey = "draft "

// model lists the drafts, where there are several, and the clips there are.
type model Tab

// Groups implements widgets.Model.
func (m *model) Groups() []widgets.Group {
	drafts := len(m.drafts)
	if drafts < 2 {
		drafts = 0
	}
	return []widgets.Group{{Rows: drafts, RowHeight: look.WaitingRow, Lines: true}, {Rows: len(m.clips), RowHeight: look.WaitingRow, Lines: true}}
}

// Key implements widgets.Model.
func (m *model) Key(g, i int) widgets.Key {
	if g == 0 {
		return widgets.Key(draftKey + strconv.Itoa(i))
	}
	return widgets.Key(m.clips[i].UID)
}

// Locate implements widgets.Model.
func (m *model) Locate(key widgets.Key) (g, i int, ok bool) {
	if i, is := draftOf(string(key)); is {
		return 0, i, len(m.drafts) > 1 && i < len(m.drafts)
	}
	i = slices.IndexFunc(m.clips, func(v library.Video) bool { return v.UID == string(key) })
	return 1, i, i >= 0
}

// draftOf is the draft of a key.
func draftOf(key string) (int, bool) {
	number, is := strings.CutPrefix(key, draftKey)
	if !is {
		return 0, false
	}
	i, err := strconv.Atoi(number)
	return i, err == nil
}

// NewRow implements widgets.Model.
func (m *model) NewRow(string) widgets.RowView {
	return &row{
		tab: (*Tab)(m), thumb: widgets.NewThumbnail(), name: look.NewText(look.BodyMedium, look.Fg, ""),
		span: look.NewText(look.Mono, look.Fg2, ""), length: look.NewText(look.Mono, look.Fg2, ""),
		icon: look.NewIcon("", look.IconCompact, look.Fg2), said: look.NewText(look.Small, look.Fg2, ""),
		act: widgets.NewButtonFace(widgets.Neutral, widgets.Small, "", ""),
	}
}

// Bind implements widgets.Model.
func (m *model) Bind(view widgets.RowView, g, i int) {
	r, t := view.(*row), (*Tab)(m)
	r.key = string(m.Key(g, i))
	if g == 0 {
		d := &m.drafts[i]
		r.bind(d.name, d.Span, true, look.IconEdit, lang.L("Draft"), look.Fg3)
		if i == t.current {
			r.said.Set(lang.L("Draft, in hand"))
		}
		r.act.Set(lang.L("Remove"), "")
		r.act.Show(true)
		r.still(t.video, d.Start)
		return
	}
	v := &m.clips[i]
	span, known := t.spans[v.UID]
	if !known && v.Duration > 0 {
		span.End = stills.Length(v)
	}
	icon, said, tone := stateOf(v, t.Now())
	r.bind(v.Name(), span, known, icon, said, tone)
	r.act.Set(lang.L("Show"), "")
	r.act.Show(v.Status.State == library.StateReady && t.ShowVideo != nil)
	if known {
		r.still(t.video, span.Start)
	} else {
		r.still(*v, 0)
	}
}

// stateOf is how a clip stands at Stream.
func stateOf(v *library.Video, now time.Time) (look.IconName, string, fyne.ThemeColorName) {
	switch v.Status.State {
	case library.StateReady:
		made := ""
		if !v.Created.IsZero() {
			made = words.F("made %s", words.Day(v.Created, now))
		}
		return look.IconDone, words.List(lang.L("Ready"), made), look.Success
	case library.StateError:
		return look.IconError, words.List(lang.L("Stream could not make it"), v.Status.ErrorText), look.Error
	case library.StateInProgress:
		if v.Status.Percent > 0 {
			return look.IconHourglass, words.F("Stream makes it, %.0f%%", v.Status.Percent), look.Process
		}
		return look.IconHourglass, lang.L("Stream makes it"), look.Process
	}
	return look.IconHourglass, lang.L("Queued on Stream"), look.Process
}

// row draws a draft or a clip.
type row struct {
	tab                *Tab
	key                string
	state              widgets.RowState
	thumb              *widgets.Thumbnail
	shown              image.Image
	name, span, length *look.Text
	icon               *look.Icon
	said               *look.Text
	act                *widgets.ButtonFace
}

func (r *row) bind(name string, s clip.Span, known bool, icon look.IconName, said string, tone fyne.ThemeColorName) {
	r.name.Set(name)
	r.span.Set("")
	if known {
		r.span.Set(words.F("%s to %s", stamp(s.Start), stamp(s.End)))
	}
	r.length.Set(clip.Clock(s.Length()))
	r.icon.Set(icon)
	r.icon.SetColor(tone)
	r.said.Set(said)
	r.said.SetColor(tone)
}

func (r *row) still(v library.Video, at time.Duration) {
	if r.tab.Stills == nil {
		return
	}
	key := widgets.Key(r.key)
	img, ok := r.tab.Stills.Still(v, stills.Whole(at), 112, 64, func() { r.tab.list.Update(key) })
	switch {
	case !ok:
		r.thumb.SetWaiting()
	case img == nil || img != r.shown:
		r.thumb.SetImage(img)
	}
	r.shown = img
}

// Objects implements widgets.RowView.
func (r *row) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.thumb, r.name.Object, r.span.Object, r.length.Object, r.icon.Object, r.said.Object}, r.act.Objects()...)
}

// SetState implements widgets.RowView.
func (r *row) SetState(s widgets.RowState) { r.state = s }

// Repaint implements widgets.RowView.
func (r *row) Repaint(p look.Paint) {
	r.thumb.Refresh()
	for _, text := range []*look.Text{r.name, r.span, r.length, r.said} {
		text.Repaint(p)
	}
	r.icon.Repaint(p)
	over := r.state.Zone == "act"
	r.act.SetState(over, over && r.state.Pressed, false)
	r.act.Repaint(p)
}

// Arrange implements widgets.RowView.
func (r *row) Arrange(p look.Paint, size fyne.Size) {
	page.Place(r.thumb, 12, 6, 56, 32)
	y := (size.Height - look.Body.Line()) / 2
	third := float32(int(size.Width * .27))
	r.name.Place(p, 80, y, third-92)
	r.span.Place(p, third+20, y, 170)
	r.length.Place(p, third+200, y, 64)
	x := third + 280
	r.icon.Place(p, x, (size.Height-r.icon.Size())/2)
	end := size.Width - 12
	if r.act.Shown() {
		w := r.act.Width(p)
		end -= w
		r.act.Place(p, end, (size.Height-look.Compact)/2, w)
	}
	r.said.Place(p, x+20, y, max(0, end-x-28))
}

// Zones implements widgets.RowView.
func (r *row) Zones() []widgets.Zone {
	key := r.key
	var zones []widgets.Zone
	if r.act.Shown() {
		zones = append(zones, r.act.Zone("act", widgets.Tip{}, func() { r.tab.rowAct(key) }))
	}
	return zones
}

// rowAct is the button of a row: a draft goes, a clip shows.
func (t *Tab) rowAct(key string) {
	if i, is := draftOf(key); is {
		t.removeDraft(i)
		return
	}
	t.ShowVideo(key)
}

// openRow takes a draft in hand, or shows a clip.
func (t *Tab) openRow(key string) {
	i, is := draftOf(key)
	switch {
	case !is && t.ShowVideo != nil:
		t.ShowVideo(key)
	case is && i < len(t.drafts):
		t.head.Stop()
		t.current = i
		t.form.set()
		t.seek(t.drafts[i].Start)
	}
}

func (t *Tab) listKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDelete:
		if i, is := draftOf(string(t.list.Current())); is {
			t.removeDraft(i)
		}
	case fyne.KeyF5:
		t.Refresh()
	default:
		return t.Key(ev)
	}
	return true
}
