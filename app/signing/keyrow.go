package signing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// keyRow is a key in the list.
type keyRow struct {
	table         *keyTable
	row           token.KeyRow
	icon          *look.Icon
	name, id      *look.Text
	place         *widgets.BadgeFace
	created, used *look.Text
	valid         *look.Text
	more          *widgets.ButtonFace
	state         widgets.RowState
}

func newKeyRow(t *keyTable) *keyRow {
	return &keyRow{
		table: t, icon: look.NewIcon(look.IconKey, look.IconCompact, look.Fg2),
		name: look.NewText(look.BodyMedium, look.Fg, ""), id: look.NewText(look.MonoSmall, look.Fg3, ""),
		place:   widgets.NewBadgeFace(widgets.Plain, "", ""),
		created: look.NewText(look.Small, look.Fg2, ""), used: look.NewText(look.Small, look.Fg2, ""),
		valid: look.NewText(look.SmallMedium, look.Fg, "").Trailing(),
		more:  widgets.NewButtonFace(widgets.Quiet, widgets.Small, "", look.IconMore),
	}
}

func (r *keyRow) bind(row token.KeyRow) {
	r.row = row
	r.name.Set(nameOf(&row))
	r.id.Set(ShortID(row.ID))
	switch {
	case row.Here && row.AtStream:
		r.place.Set(widgets.Good, look.IconDisplay, lang.L("On this computer"))
	case row.Here:
		r.place.Set(widgets.Caution, look.IconWarning, lang.L("Not at Stream"))
	case row.AtStream:
		r.place.Set(widgets.Plain, "", lang.L("On Stream only"))
	default:
		r.place.Set(widgets.Bad, look.IconError, lang.L("Gone"))
	}
	now := r.table.page.Now()
	r.created.Set("–")
	if !row.Created.IsZero() {
		r.created.Set(words.Day(row.Created, now))
	}
	r.used.Set(lang.L("Never"))
	if !row.LastUsed.IsZero() {
		r.used.Set(ago(row.LastUsed, now))
	}
	r.valid.Set("–")
	if row.Here || row.Valid.Tokens > 0 {
		r.valid.Set(words.Count(row.Valid.Tokens))
	}
}

// Objects implements widgets.RowView.
func (r *keyRow) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.icon.Object, r.name.Object, r.id.Object, r.created.Object, r.used.Object, r.valid.Object}
	return append(append(objects, r.place.Objects()...), r.more.Objects()...)
}

// SetState implements widgets.RowView.
func (r *keyRow) SetState(s widgets.RowState) { r.state = s }

// Repaint implements widgets.RowView.
func (r *keyRow) Repaint(p look.Paint) {
	r.more.SetState(r.state.Zone == "more", r.state.Zone == "more" && r.state.Pressed, false)
	for _, part := range []interface{ Repaint(look.Paint) }{r.icon, r.name, r.id, r.place, r.created, r.used, r.valid, r.more} {
		part.Repaint(p)
	}
}

// Arrange implements widgets.RowView.
func (r *keyRow) Arrange(p look.Paint, size fyne.Size) {
	at := columnsOf(keyColumns, size.Width)
	middle := (size.Height - look.Small.Line()) / 2
	r.icon.Place(p, at[0], (size.Height-r.icon.Size())/2)
	r.name.Place(p, at[0]+28, 7, max(0, at[1]-at[0]-36))
	r.id.Place(p, at[0]+28, 26, max(0, at[1]-at[0]-36))
	r.place.Place(p, at[1], (size.Height-20)/2, min(r.place.Width(p), at[2]-at[1]-6))
	r.created.Place(p, at[2], middle, at[3]-at[2]-6)
	r.used.Place(p, at[3], middle, max(0, at[4]-at[3]-6))
	r.valid.Place(p, at[4], middle, max(0, size.Width-at[4]-keyEnd))
	r.more.Place(p, size.Width-36, (size.Height-28)/2, 28)
}

// Zones implements widgets.RowView.
func (r *keyRow) Zones() []widgets.Zone {
	key := widgets.Key(r.row.ID)
	return []widgets.Zone{r.more.Zone("more", widgets.Tip{Text: lang.L("More"), Key: lang.L("Enter")}, func() {
		r.table.list.Select(key)
		r.table.menuBelow()
	})}
}
