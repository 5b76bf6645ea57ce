package signing

import (
	"context"
	"encoding/csv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

const (
	issueHeight   float32 = 44
	issuesInSight         = 7
	issuesRead            = 500
	week                  = 7 * 24 * time.Hour
)

// issuedTable is the record of tokens, with search.
type issuedTable struct {
	page    *Page
	content fyne.CanvasObject
	list    *widgets.List
	room    *fyne.Container
	recent  *widgets.Chip
	byKey   *widgets.Chip
	search  *widgets.SearchField
	empty   *look.Label
	rows    []token.Issue
	videos  map[string]library.Video
	keyID   string
	asked   int
	ticks   int
}

func newIssuedTable(p *Page) *issuedTable {
	t := &issuedTable{page: p, videos: map[string]library.Video{}}
	t.list = widgets.NewList(t)
	t.list.OnSelect = t.chosen
	t.list.OnOpen = func(widgets.Key) { t.again() }
	t.list.Menu = t.menu
	t.list.Inset = 15
	t.recent = widgets.NewChip(lang.L("Last 7 days"), look.IconCalendar, func() { t.setRecent(true) })
	t.recent.OnClosed = func() { t.setRecent(false) }
	t.recent.Set(true, lang.L("Last 7 days"))
	t.byKey = widgets.NewChip(lang.L("Key"), "", t.chooseKey).WithMenu()
	t.byKey.OnClosed = func() { t.filter("") }
	t.search = widgets.NewSearchField(lang.L("Video, rule, note"), "")
	t.search.OnChanged = func(string) { t.read() }
	t.empty = look.NewLabel(look.Small, look.Fg3, "").Shrinking()
	t.room = widgets.Column(0)
	head := columnHead(issueColumns, []string{lang.L("Video"), lang.L("Access rules"), lang.L("Ends in")}, 0)
	card := widgets.NewCard(widgets.Column(0, head, widgets.NewRule(), t.room)).Inset(1)
	foot := widgets.Row(8, widgets.NewMark(look.IconLock, look.Fg3).Small(),
		widgets.Grow(look.NewLabel(look.Small, look.Fg3, lang.L("The record keeps what a token allows, not the token.")).Shrinking()),
		widgets.NewSmallButton(widgets.Link, lang.L("Export…"), t.export))
	end := widgets.Row(8, t.recent, t.byKey, widgets.Sized(150, 0, t.search))
	t.content = titled(lang.L("Issued tokens"), end, widgets.Column(6, card, foot))
	return t
}

// issueColumns are the places of the columns of the tokens.
var issueColumns = []float32{15, 289, 461}

func (t *issuedTable) setRecent(on bool) {
	t.recent.Set(on, lang.L("Last 7 days"))
	t.read()
}

// listOf lists the valid tokens of a key.
func (t *issuedTable) listOf(id string) {
	t.search.SetText("")
	t.recent.Set(false, lang.L("Last 7 days"))
	t.filter(id)
	t.page.Content.Reveal(t.content)
}

func (t *issuedTable) filter(id string) {
	t.keyID = id
	t.listKeys()
	t.read()
}

// listKeys brings the chip in step with the key.
func (t *issuedTable) listKeys() {
	label := lang.L("Key")
	if t.keyID != "" {
		label = t.keyName(t.keyID)
	}
	t.byKey.Set(t.keyID != "", label)
}

func (t *issuedTable) keyName(id string) string {
	if name := t.page.keys.labels()[id]; name != "" {
		return name
	}
	return ShortID(id)
}

func (t *issuedTable) chooseKey() {
	var items []widgets.MenuItem
	for i := range t.page.keys.rows {
		row := &t.page.keys.rows[i]
		items = append(items, widgets.MenuItem{Label: nameOf(row), Icon: look.IconKey, Checked: row.ID == t.keyID, Run: func() { t.filter(row.ID) }})
	}
	if len(items) == 0 {
		items = []widgets.MenuItem{{Label: lang.L("There is no key"), Disabled: true}}
	}
	widgets.ShowMenuBelow(t.byKey, items)
}

func (t *issuedTable) query() token.Query {
	q := token.Query{Text: strings.TrimSpace(t.search.Text()), KeyID: t.keyID, Limit: issuesRead}
	if t.recent.On() {
		q.Since = t.page.Now().Add(-week)
	}
	return q
}

// read looks through the record.
func (t *issuedTable) read() {
	p := t.page
	if p.Desk == nil {
		return
	}
	t.asked++
	asked, q := t.asked, t.query()
	var rows []token.Issue
	p.Do(func(ctx context.Context) (err error) {
		rows, err = p.Desk.Record.Find(ctx, q)
		return err
	}, func(err error) {
		if asked != t.asked {
			return
		}
		if err != nil {
			p.failed(err)
		}
		t.show(rows)
		t.readVideos()
	})
}

// readVideos reads the videos of the tokens, for their pictures.
func (t *issuedTable) readVideos() {
	p := t.page
	var missing []string
	for _, r := range t.rows {
		if _, known := t.videos[r.UID]; !known {
			missing = append(missing, r.UID)
		}
	}
	if len(missing) == 0 || p.Video == nil {
		return
	}
	found := map[string]library.Video{}
	p.Do(func(ctx context.Context) error {
		for _, uid := range missing {
			v, err := p.Video(ctx, uid)
			if err != nil {
				v = library.Video{UID: uid} // deleted since, or not synced: it has no picture
			}
			found[uid] = v
		}
		return nil
	}, func(error) {
		for uid, v := range found {
			t.videos[uid] = v
		}
		t.list.Reload()
	})
}

func (t *issuedTable) show(rows []token.Issue) {
	t.rows = rows
	switch q := t.query(); {
	case q.Text != "" || q.KeyID != "":
		t.empty.SetText(lang.L("No token matches."))
	case t.recent.On():
		t.empty.SetText(lang.L("No token was issued on this computer in the last 7 days."))
	default:
		t.empty.SetText(lang.L("No token was issued on this computer yet."))
	}
	t.room.Objects = []fyne.CanvasObject{widgets.Inset(14, 15, 14, 15, t.empty)}
	if len(rows) > 0 {
		t.room.Objects = []fyne.CanvasObject{widgets.Sized(0, issueHeight*float32(min(issuesInSight, len(rows)))+listFoot, t.list)}
	}
	t.room.Refresh()
	t.list.Reload()
	t.page.Content.Refresh()
}

// tick brings the countdowns in step with the clock: each second where seconds
// show, else each minute.
func (t *issuedTable) tick(now time.Time) {
	t.ticks++
	for i := range t.rows {
		left := t.rows[i].Expires.Sub(now)
		if left > -time.Second && (left < time.Hour || t.ticks%60 == 0) {
			t.list.Update(t.Key(0, i))
		}
	}
}

func (t *issuedTable) selected() *token.Issue {
	keys := t.list.Selected()
	if len(keys) != 1 {
		return nil
	}
	_, i, ok := t.Locate(keys[0])
	if !ok {
		return nil
	}
	return &t.rows[i]
}

func (t *issuedTable) chosen() {
	if row := t.selected(); row != nil {
		t.page.test(words.List(row.Name, lang.L("the token selected")), row.Rules, row.Expires)
	}
}

// again goes to the video's Share tab, to issue a token once more.
func (t *issuedTable) again() {
	if row := t.selected(); row != nil {
		t.page.OpenShare(row.UID)
	}
}

func (t *issuedTable) menu() []widgets.MenuItem {
	row := t.selected()
	if row == nil {
		return nil
	}
	return []widgets.MenuItem{
		{Label: lang.L("Issue again…"), Icon: look.IconRetry, Key: lang.L("Enter"), Run: t.again},
		{Label: lang.L("Copy the video’s UID"), Icon: look.IconTag, Run: func() { t.page.Copy(row.UID) }},
	}
}

// export saves the tokens that are listed as a table, without the tokens.
func (t *issuedTable) export() {
	var b strings.Builder
	w := csv.NewWriter(&b)
	rows := [][]string{{"issued", "ends", "begins", "uid", "name", "key", "by_stream", "downloadable", "rules", "note"}}
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	yes := map[bool]string{true: "yes", false: "no"}
	for _, r := range t.rows {
		var rules []string
		for _, a := range r.Rules {
			rules = append(rules, token.FormatRule(a))
		}
		rows = append(rows, []string{
			stamp(r.IssuedAt), stamp(r.Expires), stamp(r.NotBefore), r.UID, r.Name, r.KeyID, yes[r.ByAPI], yes[r.Downloadable],
			strings.Join(rules, " "), r.Note,
		})
	}
	if err := w.WriteAll(rows); err != nil {
		t.page.failed(err)
		return
	}
	t.page.Save("issued-tokens-"+t.page.Now().Format("2006-01-02-150405")+".csv", []byte(b.String()))
}

// Groups implements widgets.Model.
func (t *issuedTable) Groups() []widgets.Group {
	return []widgets.Group{{Rows: len(t.rows), RowHeight: issueHeight, Kind: "token", Lines: true}}
}

// Key implements widgets.Model.
func (t *issuedTable) Key(_, i int) widgets.Key {
	return widgets.Key(words.Count(int(t.rows[i].ID)))
}

// Locate implements widgets.Model.
func (t *issuedTable) Locate(key widgets.Key) (g, i int, ok bool) {
	for i := range t.rows {
		if t.Key(0, i) == key {
			return 0, i, true
		}
	}
	return 0, 0, false
}

// NewRow implements widgets.Model.
func (t *issuedTable) NewRow(string) widgets.RowView { return newIssueRow(t) }

// Bind implements widgets.Model.
func (t *issuedTable) Bind(view widgets.RowView, _, i int) { view.(*issueRow).bind(t.rows[i]) }

// Name implements widgets.Named.
func (t *issuedTable) Name(_, i int) string { return t.rows[i].Name }
