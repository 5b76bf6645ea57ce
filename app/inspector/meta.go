package inspector

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

const (
	metaKeyWidth float32 = 96
	// inlineMost is the longest value that is edited in its row, hugeValue the
	// longest that is edited at all: more would keep the window from moving.
	inlineMost = 400
	hugeValue  = 64 << 10
)

// metaRows are the keys and values of meta but for the name.
type metaRows struct {
	form   *Form
	object fyne.CanvasObject
	rows   *fyne.Container
	shown  []*metaRow
	json   *widgets.Button
	adding bool
	key    *widgets.Field
	value  *widgets.Field
}

// metaRow is one key.
type metaRow struct {
	path   library.Path
	dot    *widgets.EditedDot
	back   *widgets.Button
	remove *widgets.Button
}

func metaPath(key string) library.Path { return library.Path{Field: library.FieldMeta, Key: key} }

func newMetaRows(f *Form) *metaRows {
	m := &metaRows{form: f, rows: widgets.Column(0)}
	m.json = widgets.NewSmallButton(widgets.Link, lang.L("JSON"), m.editAll)
	add := widgets.NewSmallButton(widgets.Link, lang.L("Add key"), m.add).WithIcon(look.IconPlus)
	m.object = widgets.InspectorSection(lang.L("Metadata"), widgets.Row(12, m.json, add), m.rows)
	return m
}

// keys are those of the video and those the draft adds, also those it takes away.
func (m *metaRows) keys() []string {
	d := &m.form.draft
	keys := d.video.Meta.Keys()
	for _, c := range d.changes {
		if c.Path.Field == library.FieldMeta && !slices.Contains(keys, c.Path.Key) {
			keys = append(keys, c.Path.Key)
		}
	}
	return slices.DeleteFunc(keys, func(k string) bool { return k == "name" })
}

// show makes the rows anew.
func (m *metaRows) show() {
	m.rows.Objects, m.shown = nil, nil
	if odd := m.form.draft.video.OddMeta; odd != "" {
		m.rows.Add(look.NewParagraph(look.Small, look.Fg2, words.F("Stream has %s here, which is no object of keys and values. It is left alone.", shortened(odd))).AtMost(6))
	}
	keys := m.keys()
	for _, key := range keys {
		m.rows.Add(m.row(key))
		m.rows.Add(widgets.NewRule())
	}
	if m.adding {
		m.rows.Add(m.addRow())
	} else if len(keys) == 0 && m.form.draft.video.OddMeta == "" {
		m.rows.Add(look.NewLabel(look.Small, look.Fg3, lang.L("No keys yet")))
	}
	m.rows.Refresh()
}

// sync brings the marks of the rows in step with the draft.
func (m *metaRows) sync() {
	for _, r := range m.shown {
		touched := m.form.draft.touched(r.path)
		r.dot.SetEdited(touched)
		visible(r.back, touched)
		visible(r.remove, !touched)
	}
}

func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func (m *metaRows) row(key string) fyne.CanvasObject {
	p := metaPath(key)
	r := &metaRow{path: p, dot: widgets.NewEditedDot()}
	r.back = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconUndo, widgets.Tip{Text: lang.L("As it was")}, func() {
		m.form.edit(func(d *draft) { d.revert(p) })
		m.show()
		m.sync()
	})
	r.remove = widgets.NewIconButton(widgets.Quiet, widgets.Small, look.IconClose, widgets.Tip{Text: words.F("Remove %s", key)}, func() {
		m.form.edit(func(d *draft) { d.set(p, nil) })
		m.show()
		m.sync()
	})
	m.shown = append(m.shown, r)
	label := widgets.Row(6, widgets.Grow(look.NewLabel(look.Mono, look.Fg2, key).Shrinking()), r.dot)
	return widgets.Row(0, widgets.Sized(metaKeyWidth, 0, label), widgets.Grow(m.control(p)), widgets.Row(0, r.back, r.remove))
}

// control edits a value: in place where it is short text, a number or a truth
// value, else as JSON.
func (m *metaRows) control(p library.Path) fyne.CanvasObject {
	d := &m.form.draft
	raw := d.value(p)
	switch text := library.FormatValue(p, raw); {
	case raw == nil:
		return widgets.Inset(0, 0, 0, 11, look.NewLabel(look.Body, look.Fg3, lang.L("Will be removed")).Shrinking())
	case len(raw) > hugeValue:
		return widgets.Inset(0, 0, 0, 11, look.NewLabel(look.Small, look.Fg3, words.F("%s, too large to edit here", uploader.Bytes(int64(len(raw))))).Shrinking())
	case raw[0] == '{' || raw[0] == '[' || raw[0] == 'n' || len(raw) > inlineMost || strings.ContainsAny(text, "\n\t"):
		return widgets.Row(0, widgets.NewSmallButton(widgets.Quiet, shortened(string(raw)), func() { m.editOne(p) }).WithIcon(look.IconCode), widgets.Space())
	default:
		field := widgets.NewField("").Flat()
		field.SetText(text)
		field.OnChanged = func(text string) { m.form.edit(func(d *draft) { d.setText(p, text) }) }
		return field
	}
}

// shortened is the beginning of a long value.
func shortened(text string) string {
	const most = 80
	text = strings.Join(strings.Fields(text[:min(len(text), 4*most)]), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// add opens the row for a new key.
func (m *metaRows) add() {
	if !m.finish() {
		return
	}
	m.adding = true
	m.show()
	m.sync()
	if c := fyne.CurrentApp().Driver().CanvasForObject(m.key); c != nil {
		c.Focus(m.key.Focusable())
	}
}

func (m *metaRows) addRow() fyne.CanvasObject {
	m.key, m.value = widgets.NewField(lang.L("key")).Mono(), widgets.NewField(lang.L("value"))
	submit := func(string) {
		if m.finish() {
			m.add()
		}
	}
	m.key.OnSubmitted, m.value.OnSubmitted = submit, submit
	return widgets.Inset(6, 0, 0, 0, widgets.Stretched(6, widgets.Sized(metaKeyWidth+20, 0, m.key), widgets.Grow(m.value),
		widgets.NewIconButton(widgets.Quiet, widgets.Normal, look.IconCheck, widgets.Tip{Text: lang.L("Add"), Key: lang.L("Enter")}, func() { submit("") })))
}

// finish takes the new key in, and reports whether nothing is left to correct.
func (m *metaRows) finish() bool {
	if !m.adding {
		return true
	}
	key, value := strings.TrimSpace(m.key.Text()), m.value.Text()
	switch {
	case key == "" && value == "":
		m.adding = false
	case key == "":
		m.key.SetError(lang.L("A name"))
		return false
	case key == "name":
		m.key.SetError(lang.L("Use the field above"))
		return false
	case slices.Contains(m.keys(), key) && m.form.draft.value(metaPath(key)) != nil:
		m.key.SetError(lang.L("Is there already"))
		return false
	default:
		m.adding = false
		m.form.edit(func(d *draft) {
			// The empty text is a value of a key that somebody names.
			raw, err := library.ParseValue(metaPath(key), value, nil)
			if err == nil {
				d.set(metaPath(key), raw)
			}
		})
	}
	m.show()
	m.sync()
	return true
}
