package captions

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/library"
	"spool/library/subtitle"
	"spool/library/subtitle/desk"
	"spool/widgets"
	"spool/widgets/look"
)

// language is one line of the list at the left.
type language struct {
	tag, name string
	status    string // one of desk's, "" for a draft only
	generated bool
	draft     bool
}

// opens reports whether there is a text to open.
func (l *language) opens() bool { return l.status == desk.Ready || l.draft }

// languagesOf are the captions of a video and what is written for it here, in
// the order Stream gives them.
func languagesOf(found []library.Caption, drafts []string) []language {
	var all []language
	for _, c := range found {
		name := c.Label
		if name == "" || name == subtitle.LanguageName(c.Language) { // Stream's own labels
			name = words.Language(c.Language)
		}
		all = append(all, language{tag: c.Language, name: name, status: c.Status, generated: c.Generated})
	}
	for _, tag := range drafts {
		if i := slices.IndexFunc(all, func(l language) bool { return l.tag == tag }); i >= 0 {
			all[i].draft = true
		} else {
			all = append(all, language{tag: tag, name: words.Language(tag), draft: true})
		}
	}
	return all
}

func anyUnderWay(all []language) bool {
	return slices.ContainsFunc(all, func(l language) bool { return l.status == desk.InProgress })
}

func (t *Tab) languageAt(tag string) int {
	return slices.IndexFunc(t.languages, func(l language) bool { return l.tag == tag })
}

// stateOf is what a line says of its language.
func (t *Tab) stateOf(l *language) (icon look.IconName, said string, tone fyne.ThemeColorName) {
	open := t.text != nil && t.text.language == l.tag
	cues := ""
	if open {
		cues = words.N(t.text.doc.Len(), "%s cue", "%s cues")
	}
	switch {
	case l.status == desk.InProgress:
		return look.IconSparkle, lang.L("Stream is listening to the audio"), look.Process
	case l.status == desk.Failed:
		return look.IconError, lang.L("Generation failed"), look.Error
	case l.status == "":
		return look.IconEdit, words.List(lang.L("Draft on this computer"), cues), look.Fg3
	case l.draft || open && t.text.edited():
		return look.IconDone, words.List(source(l), cues, lang.L("edited here")), look.Success
	case l.status == desk.Ready:
		return look.IconDone, words.List(source(l), cues), look.Success
	}
	return look.IconInfo, l.status, look.Fg3
}

func source(l *language) string {
	if l.generated {
		return lang.L("Written by Stream")
	}
	return lang.L("Uploaded")
}

// The heights of the lines.
const (
	languageHeight float32 = 57
	workingHeight  float32 = 70
	failedHeight   float32 = 130
)

// languageModel is the list at the left.
type languageModel Tab

// Groups implements widgets.Model: every language is a group, as their heights
// differ.
func (m *languageModel) Groups() []widgets.Group {
	groups := make([]widgets.Group, len(m.languages))
	for i := range m.languages {
		height := languageHeight
		switch m.languages[i].status {
		case desk.InProgress:
			height = workingHeight
		case desk.Failed:
			height = failedHeight
		}
		groups[i] = widgets.Group{Rows: 1, RowHeight: height}
	}
	return groups
}

// Key implements widgets.Model.
func (m *languageModel) Key(g, _ int) widgets.Key { return widgets.Key(m.languages[g].tag) }

// Locate implements widgets.Model.
func (m *languageModel) Locate(key widgets.Key) (g, i int, ok bool) {
	at := (*Tab)(m).languageAt(string(key))
	return at, 0, at >= 0
}

// NewRow implements widgets.Model.
func (m *languageModel) NewRow(string) widgets.RowView { return newLanguageRow((*Tab)(m)) }

// Bind implements widgets.Model.
func (m *languageModel) Bind(view widgets.RowView, g, _ int) {
	view.(*languageRow).bind(&m.languages[g])
}

// languageRow draws a language.
type languageRow struct {
	tab         *Tab
	tag         string
	status      string
	state       widgets.RowState
	name, code  *look.Text
	icon        *look.Icon
	said        *look.Text
	why         [2]*look.Text
	tape        *widgets.Tape
	drop, other *widgets.ButtonFace
}

func newLanguageRow(t *Tab) *languageRow {
	return &languageRow{
		tab:   t,
		name:  look.NewText(look.BodyMedium, look.Fg, ""),
		code:  look.NewText(look.Mono, look.Fg3, "").Trailing(),
		icon:  look.NewIcon("", look.IconCompact, look.Fg2),
		said:  look.NewText(look.Small, look.Fg2, ""),
		why:   [2]*look.Text{look.NewText(look.Small, look.Fg3, ""), look.NewText(look.Small, look.Fg3, "")},
		tape:  widgets.NewTape(),
		drop:  widgets.NewButtonFace(widgets.Neutral, widgets.Small, lang.L("Delete"), look.IconDelete),
		other: widgets.NewButtonFace(widgets.Neutral, widgets.Small, lang.L("Pick another language"), ""),
	}
}

func (r *languageRow) bind(l *language) {
	r.tag, r.status = l.tag, l.status
	r.name.Set(l.name)
	r.code.Set(l.tag)
	icon, said, tone := r.tab.stateOf(l)
	r.icon.Set(icon)
	r.icon.SetColor(tone)
	r.said.Set(said)
	r.said.SetColor(tone)
	r.tape.Reset(widgets.TapeState{Waiting: l.status == desk.InProgress, Tone: look.Process})
}

// Leave implements widgets.Leaver: a tape that travels repaints the window.
func (r *languageRow) Leave() { r.tape.Reset(widgets.TapeState{}) }

// Objects implements widgets.RowView.
func (r *languageRow) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.name.Object, r.code.Object, r.icon.Object, r.said.Object, r.why[0].Object, r.why[1].Object, r.tape}
	return append(append(objects, r.drop.Objects()...), r.other.Objects()...)
}

// SetState implements widgets.RowView.
func (r *languageRow) SetState(s widgets.RowState) { r.state = s }

// Repaint implements widgets.RowView.
func (r *languageRow) Repaint(p look.Paint) {
	for _, text := range []*look.Text{r.name, r.code, r.said, r.why[0], r.why[1]} {
		text.Repaint(p)
	}
	r.icon.Repaint(p)
	failed := r.status == desk.Failed
	page.Show(r.tape, r.status == desk.InProgress)
	r.tape.Refresh()
	for _, b := range []struct {
		face *widgets.ButtonFace
		id   string
	}{{r.drop, "delete"}, {r.other, "other"}} {
		over := r.state.Zone == b.id
		b.face.Show(failed)
		b.face.SetState(over, over && r.state.Pressed, false)
		b.face.Repaint(p)
	}
}

// Arrange implements widgets.RowView.
func (r *languageRow) Arrange(p look.Paint, size fyne.Size) {
	const x = 16
	end := size.Width - x
	code := r.code.Natural(p)
	r.name.Place(p, x, 9, max(0, end-x-code-8))
	r.code.Place(p, end-code, 9, code)
	r.icon.Place(p, x, 31)
	r.said.Place(p, x+20, 30, max(0, end-x-20))
	page.Place(r.tape, x, 55, end-x, widgets.TapeHeight)
	var lines []string
	if r.status == desk.Failed {
		lines = look.Wrap(p, look.Small, lang.L("Stream gives no reason. Captions can only be in the language that is spoken."), end-x, 2)
	}
	for i, why := range r.why {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		why.Set(line)
		why.Place(p, x, 50+float32(i)*look.Small.Line(), max(0, end-x))
	}
	w := r.drop.Width(p)
	r.drop.Place(p, x, 92, w)
	r.other.Place(p, x+w+6, 92, min(r.other.Width(p), max(0, end-x-w-6)))
}

// Zones implements widgets.RowView.
func (r *languageRow) Zones() []widgets.Zone {
	if r.status != desk.Failed {
		return nil
	}
	tag := r.tag
	return []widgets.Zone{
		r.drop.Zone("delete", widgets.Tip{}, func() { r.tab.delete(tag) }),
		r.other.Zone("other", widgets.Tip{}, r.tab.generateMenu),
	}
}
