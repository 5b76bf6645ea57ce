package inspector

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
	"spool/widgets/look"
)

// editOne edits the value of a key as JSON.
func (m *metaRows) editOne(p library.Path) {
	m.editJSON(words.F("%s as JSON", p.Key), m.form.draft.value(p), func(raw []byte) error {
		if err := checkJSON(raw); err != nil {
			return err
		}
		m.form.edit(func(d *draft) { d.set(p, raw) })
		return nil
	})
}

// editAll edits the whole object.
func (m *metaRows) editAll() {
	if !m.finish() {
		return
	}
	meta := library.Meta{}
	for _, key := range append(m.keys(), "name") {
		if raw := m.form.draft.value(metaPath(key)); raw != nil {
			meta[key] = raw
		}
	}
	whole, err := json.Marshal(meta)
	if err != nil || len(whole) > hugeValue {
		m.form.Toast(widgets.Toast{Text: lang.L("The metadata is too large to edit here"), Icon: look.IconInfo, Tone: look.AccentFg})
		return
	}
	m.editJSON(lang.L("Metadata as JSON"), whole, func(raw []byte) error {
		if err := checkJSON(raw); err != nil {
			return err
		}
		fresh, ok := library.ParseMeta(raw)
		if !ok {
			return errors.New(lang.L("metadata is an object of keys and values: {…}"))
		}
		m.form.edit(func(d *draft) {
			for key := range meta {
				if _, stays := fresh[key]; !stays {
					d.set(metaPath(key), nil)
				}
			}
			for _, key := range fresh.Keys() {
				d.set(metaPath(key), fresh[key])
			}
		})
		return nil
	})
}

// editJSON opens a sheet with JSON; take gets what was written, or says what is
// wrong with it.
func (m *metaRows) editJSON(title string, raw []byte, take func([]byte) error) {
	var pretty bytes.Buffer
	if json.Indent(&pretty, raw, "", "  ") != nil {
		pretty.Reset()
		pretty.Write(raw)
	}
	area := widgets.NewTextArea("", 16).Mono()
	area.SetText(pretty.String())
	problem := look.NewParagraph(look.Small, look.Error, "").AtMost(2)
	area.OnChanged = func(text string) { problem.SetText(sentence(checkJSON([]byte(text)))) }
	var o *widgets.Overlay
	done := widgets.NewButton(widgets.Main, lang.L("Apply"), func() {
		if err := take([]byte(area.Text())); err != nil {
			problem.SetText(sentence(err))
			return
		}
		o.Close()
		m.form.show()
	})
	done.SetTip(lang.L("It becomes part of the draft"), "Ctrl Enter")
	o = widgets.ShowSheet(m.rows, widgets.Sheet{
		Title: title, Content: widgets.Inset(16, 20, 16, 20, area), Summary: problem,
		First: area.Focusable(), Main: done, Width: 640,
	})
}

// checkJSON says where JSON is wrong.
func checkJSON(raw []byte) error {
	var value any
	err := json.Unmarshal(raw, &value)
	var wrong *json.SyntaxError
	if !errors.As(err, &wrong) {
		return err
	}
	at := min(int(wrong.Offset), len(raw))
	line := bytes.Count(raw[:at], []byte("\n")) + 1
	return fmt.Errorf(lang.L("line %d: %s"), line, wrong.Error())
}
