package audio

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/library"
	engine "spool/library/audio"
	"spool/widgets"
	"spool/widgets/look"
)

const (
	trackHeight float32 = 46
	headHeight  float32 = 34
)

// model is the table: the names of its columns, and a row for each track.
type model Tab

// Groups implements widgets.Model.
func (m *model) Groups() []widgets.Group {
	return []widgets.Group{
		{Rows: len(m.tracks), RowHeight: trackHeight, Lines: true},
	}
}

// Key implements widgets.Model.
func (m *model) Key(_, i int) widgets.Key { return widgets.Key(m.tracks[i].UID) }

// Locate implements widgets.Model.
func (m *model) Locate(key widgets.Key) (g, i int, ok bool) {
	i = (*Tab)(m).at(string(key))
	return 0, i, i >= 0
}

// Name implements widgets.Named.
func (m *model) Name(_, i int) string { return m.tracks[i].Label }

// NewRow implements widgets.Model.
func (m *model) NewRow(string) widgets.RowView { return newRow((*Tab)(m)) }

// Bind implements widgets.Model.
func (m *model) Bind(view widgets.RowView, _, i int) { view.(*row).bind(&m.tracks[i]) }

// row draws a track.
type row struct {
	tab     *Tab
	uid     string
	track   library.AudioTrack
	state   widgets.RowState
	dot     *look.Box
	inner   *look.Box
	label   *look.Text
	note    *look.Text
	field   *widgets.Field
	icon    *look.Icon
	said    *look.Text
	tape    *widgets.Tape
	keep    *widgets.ButtonFace
	leave   *widgets.ButtonFace
	edit    *widgets.ButtonFace
	remove  *widgets.ButtonFace
	replace *widgets.ButtonFace
}

func newRow(t *Tab) *row {
	r := &row{
		tab: t, dot: look.NewBox(look.Input, look.BorderStrong, look.Pill), inner: look.NewBox(look.OnAccent, "", look.Pill),
		label: look.NewText(look.BodyMedium, look.Fg, ""), note: look.NewText(look.Small, look.Fg3, lang.L("Default, plays first")),
		field: widgets.NewField(lang.L("Español")), icon: look.NewIcon("", look.IconCompact, look.Fg2),
		said: look.NewText(look.Small, look.Fg2, ""), tape: widgets.NewTape(),
		keep:    widgets.NewButtonFace(widgets.Main, widgets.Small, "", look.IconCheck),
		leave:   widgets.NewButtonFace(widgets.Quiet, widgets.Small, "", look.IconClose),
		edit:    widgets.NewButtonFace(widgets.Quiet, widgets.Small, "", look.IconEdit),
		remove:  widgets.NewButtonFace(widgets.Quiet, widgets.Small, "", look.IconDelete),
		replace: widgets.NewButtonFace(widgets.Soft, widgets.Small, lang.L("Replace…"), ""),
	}
	r.field.OnSubmitted = func(text string) { t.named(text, true) }
	return r
}

func (r *row) editing() bool { return r.tab.editing == r.uid }

func (r *row) bind(x *library.AudioTrack) {
	if r.uid != x.UID || !r.field.Focused() {
		r.field.SetText(x.Label)
	}
	r.uid, r.track = x.UID, *x
	r.label.Set(x.Label)
	icon, said, tone := stateOf(x.Status)
	r.icon.Set(icon)
	r.icon.SetColor(tone)
	r.said.Set(said)
	r.said.SetColor(tone)
	r.tape.Reset(widgets.TapeState{Waiting: r.working(), Tone: look.Process})
}

func (r *row) working() bool {
	return r.track.Status != engine.Ready && r.track.Status != engine.Failed
}

func stateOf(status string) (look.IconName, string, fyne.ThemeColorName) {
	switch status {
	case engine.Ready:
		return look.IconDone, lang.L("Ready"), look.Success
	case engine.Failed:
		return look.IconError, lang.L("Stream can’t read it"), look.Error
	}
	return look.IconHourglass, lang.L("Stream works on it"), look.Process
}

// Leave implements widgets.Leaver: a tape that travels repaints the window.
func (r *row) Leave() { r.tape.Reset(widgets.TapeState{}) }

// Objects implements widgets.RowView.
func (r *row) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{
		r.dot.Object, r.inner.Object, r.label.Object, r.note.Object, r.field, r.icon.Object, r.said.Object, r.tape,
	}
	for _, b := range r.buttons() {
		objects = append(objects, b.face.Objects()...)
	}
	return objects
}

// SetState implements widgets.RowView.
func (r *row) SetState(s widgets.RowState) { r.state = s }

// button is a button of the row.
type button struct {
	id   string
	face *widgets.ButtonFace
	show bool
	tip  widgets.Tip
	run  func()
}

// buttons are the row's buttons from the right end to the left.
func (r *row) buttons() []button {
	t, uid := r.tab, r.uid
	editing, failed := r.editing(), r.track.Status == engine.Failed
	return []button{
		{"leave", r.leave, editing, widgets.Tip{Text: lang.L("Leave it")}, func() { t.named("", false) }},
		{"keep", r.keep, editing, widgets.Tip{Text: lang.L("Save the label"), Key: "Enter"}, func() { t.named(r.field.Text(), true) }},
		{"delete", r.remove, !editing, widgets.Tip{Text: lang.L("Delete"), Key: "Del"}, func() { t.remove(uid) }},
		{"edit", r.edit, !editing && !failed, widgets.Tip{Text: lang.L("Rename"), Key: "F2"}, func() { t.rename(uid) }},
		{"replace", r.replace, !editing && failed, widgets.Tip{}, func() { t.replace(uid) }},
	}
}

// Repaint implements widgets.RowView.
func (r *row) Repaint(p look.Paint) {
	r.dot.Fill, r.dot.Edge = look.Input, look.BorderStrong
	if r.track.Default {
		r.dot.Fill, r.dot.Edge = look.Accent, look.Accent
	}
	r.inner.Show(r.track.Default)
	for _, b := range []*look.Box{r.dot, r.inner} {
		b.Repaint(p)
	}
	for _, text := range []*look.Text{r.label, r.note, r.said} {
		text.Repaint(p)
	}
	r.icon.Repaint(p)
	editing := r.editing()
	page.Show(r.label.Object, !editing)
	page.Show(r.note.Object, !editing && r.track.Default)
	page.Show(r.field, editing)
	page.Show(r.tape, r.working())
	r.field.Refresh()
	r.tape.Refresh()
	for _, b := range r.buttons() {
		over := r.state.Zone == b.id
		b.face.Show(b.show)
		b.face.SetState(over, over && r.state.Pressed, b.id == "delete" && r.track.Default)
		b.face.Repaint(p)
	}
}

// The columns of a track.
const (
	dotX   float32 = 14
	labelX float32 = 74
)

// stateX is where the state begins in a row of a width.
func stateX(width float32) float32 { return labelX + float32(int((width-labelX-110)*3/5)) }

// headLayout puts the names of the columns over them.
type headLayout struct{}

// newHead returns the names of the columns.
func newHead() *fyne.Container {
	var names []fyne.CanvasObject
	for _, name := range []string{lang.L("Default"), lang.L("Label, as players show it"), lang.L("State")} {
		names = append(names, look.NewLabel(look.Small, look.Fg2, name).Shrinking())
	}
	return container.New(headLayout{}, append(names, widgets.NewRule())...)
}

// MinSize implements fyne.Layout.
func (headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, headHeight) }

// Layout implements fyne.Layout.
func (headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := (headHeight - look.Small.Line()) / 2
	state := stateX(size.Width)
	page.Place(objects[0], dotX, y, labelX-dotX, look.Small.Line())
	page.Place(objects[1], labelX, y, state-labelX-8, look.Small.Line())
	page.Place(objects[2], state, y, size.Width-state, look.Small.Line())
	page.Place(objects[3], 0, headHeight-1, size.Width, 1)
}

// Arrange implements widgets.RowView.
func (r *row) Arrange(p look.Paint, size fyne.Size) {
	middle := (size.Height - 16) / 2
	r.dot.Place(p, dotX, middle, 16, 16)
	r.inner.Place(p, dotX+5, middle+5, 6, 6)
	state := stateX(size.Width)
	width := state - labelX - 16
	y := (size.Height - look.Body.Line()) / 2
	if r.track.Default {
		y = 6
	}
	r.label.Place(p, labelX, y, width)
	r.note.Place(p, labelX, 25, width)
	page.Place(r.field, labelX-11, (size.Height-look.Control)/2, width+11, look.Control)
	end := size.Width - 12
	for _, b := range r.buttons() {
		if b.show {
			w := b.face.Width(p)
			end -= w
			b.face.Place(p, end, (size.Height-look.Compact)/2, w)
			end -= 4
		}
	}
	y = (size.Height - look.Small.Line()) / 2
	if r.working() {
		y = 9
	}
	r.icon.Place(p, state, y+1)
	r.said.Place(p, state+20, y, max(0, end-state-24))
	page.Place(r.tape, state, 30, min(150, end-state-12), widgets.TapeHeight)
}

// Zones implements widgets.RowView.
func (r *row) Zones() []widgets.Zone {
	uid := r.uid
	zones := []widgets.Zone{{
		ID: "default", Position: fyne.NewPos(dotX-8, 6), Size: fyne.NewSize(32, trackHeight-12), Tip: lang.L("Make it the default"), Key: "D",
		Tap: func() { r.tab.makeDefault(uid) }, Disabled: r.track.Default,
	}}
	for _, b := range r.buttons() {
		if b.show && !(b.id == "delete" && r.track.Default) {
			zones = append(zones, b.face.Zone(b.id, b.tip, b.run))
		}
	}
	return zones
}
