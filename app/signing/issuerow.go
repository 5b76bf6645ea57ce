package signing

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

const (
	issuePicture float32 = 44
	issueText    float32 = issuePicture + 12
)

// issueRow is an issued token in the list.
type issueRow struct {
	table        *issuedTable
	issue        token.Issue
	thumb        *widgets.Thumbnail
	name, detail *look.Text
	rules        *look.Text
	clock        *widgets.Reel
	icon         *look.Icon
	ends         *look.Text
}

func newIssueRow(t *issuedTable) *issueRow {
	return &issueRow{
		table: t, thumb: widgets.NewThumbnail(), name: look.NewText(look.BodyMedium, look.Fg, ""),
		detail: look.NewText(look.Small, look.Fg3, ""), rules: look.NewText(look.Small, look.Fg2, ""),
		clock: widgets.NewReel(widgets.ReelTiny), icon: look.NewIcon("", look.IconSize, look.Fg2),
		ends: look.NewText(look.SmallMedium, look.Fg, ""),
	}
}

func (r *issueRow) bind(issue token.Issue) {
	r.issue = issue
	name := issue.Name
	if name == "" {
		name = issue.UID
	}
	r.name.Set(name)
	maker := lang.L("Stream API")
	if !issue.ByAPI {
		maker = r.table.keyName(issue.KeyID)
	}
	batch := ""
	if issue.Batch != "" {
		batch = lang.L("of a batch")
	}
	when := Clock(issue.IssuedAt, r.table.page.Now())
	if issue.Note != "" {
		when = issue.Note
	}
	r.detail.Set(words.List(maker, batch, when))
	r.rules.Set(Allows(issue.Rules, issue.Downloadable))
	r.picture()
	r.count()
}

func (r *issueRow) picture() {
	p := r.table.page
	v, known := r.table.videos[r.issue.UID]
	if !known || p.Thumbnail == nil {
		r.thumb.SetWaiting()
		return
	}
	scale := look.For(r.table.list).Scale
	id := widgets.Key(words.Count(int(r.issue.ID)))
	m, ok := p.Thumbnail(v, int(issuePicture*scale), int(issuePicture*scale*9/16), func() { r.table.list.Update(id) })
	if ok {
		r.thumb.SetImage(m)
	} else {
		r.thumb.SetWaiting()
	}
}

// count says how long the token still plays.
func (r *issueRow) count() {
	now := r.table.page.Now()
	left, whole := r.issue.Expires.Sub(now), r.issue.Expires.Sub(r.issue.IssuedAt)
	wait := r.issue.NotBefore.Sub(now)
	color := look.Fg
	r.icon.Set("")
	r.clock.Hide()
	switch {
	case left <= 0:
		r.icon.Set(look.IconClose)
		r.ends.Set(lang.L("Ended"))
		color = look.Fg3
	case !r.issue.NotBefore.IsZero() && wait > 0:
		r.icon.Set(look.IconClock)
		r.ends.Set(words.F("Starts in %s", roughly(wait)))
	default:
		tone := look.Success
		if left < 5*time.Minute {
			tone, color = look.Warning, look.Warning
		}
		r.clock.Show()
		r.clock.SetTone(tone)
		if whole > 0 {
			r.clock.Set(float64(left) / float64(whole))
		}
		r.ends.Set(Left(left, false))
	}
	r.ends.SetColor(color)
}

// Objects implements widgets.RowView.
func (r *issueRow) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.thumb, r.name.Object, r.detail.Object, r.rules.Object, r.clock, r.icon.Object, r.ends.Object}
}

// SetState implements widgets.RowView.
func (r *issueRow) SetState(widgets.RowState) {}

// Repaint implements widgets.RowView.
func (r *issueRow) Repaint(p look.Paint) {
	r.thumb.Refresh()
	r.clock.Refresh()
	for _, part := range []interface{ Repaint(look.Paint) }{r.name, r.detail, r.rules, r.icon, r.ends} {
		part.Repaint(p)
	}
}

// Arrange implements widgets.RowView.
func (r *issueRow) Arrange(p look.Paint, size fyne.Size) {
	at := columnsOf(issueColumns, size.Width)
	r.thumb.Move(fyne.NewPos(at[0], 9))
	r.thumb.Resize(fyne.NewSize(issuePicture, 25))
	text := at[0] + issueText
	room := max(0, at[1]-text-10)
	r.name.Place(p, text, 5, room)
	r.detail.Place(p, text, 23, room)
	middle := (size.Height - look.Small.Line()) / 2
	r.rules.Place(p, at[1], middle, at[2]-at[1]-10)
	r.clock.Move(fyne.NewPos(at[2], (size.Height-16)/2))
	r.clock.Resize(fyne.NewSquareSize(16))
	r.icon.Place(p, at[2], (size.Height-r.icon.Size())/2)
	r.ends.Place(p, at[2]+22, middle, max(0, size.Width-at[2]-30))
}

// Zones implements widgets.RowView.
func (r *issueRow) Zones() []widgets.Zone { return nil }
