package captions

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/internal/filepick"
	"spool/library/subtitle"
	"spool/library/subtitle/desk"
	"spool/widgets"
	"spool/widgets/look"
)

// languageChosen opens the language that was selected.
func (t *Tab) languageChosen() {
	tag := string(t.list.Current())
	if tag == "" || tag == t.chosen && t.text != nil {
		return
	}
	t.open(tag)
}

// languageMenu is the context menu of a language.
func (t *Tab) languageMenu() []widgets.MenuItem {
	i := t.languageAt(string(t.list.Current()))
	if i < 0 {
		return nil
	}
	l := t.languages[i]
	away := lang.L("There is no text yet")
	return []widgets.MenuItem{
		{Label: lang.L("Open"), Icon: look.IconEdit, Key: "Enter", Run: func() { t.open(l.tag) }, Disabled: !l.opens(), Reason: away},
		{Label: lang.L("Save as .vtt…"), Icon: look.IconDownload, Run: func() { t.download(l.tag) }, Disabled: !l.opens(), Reason: away},
		{
			Label: lang.L("Generate again"), Icon: look.IconSparkle, Run: func() { t.generateIn(l.tag) },
			Disabled: !subtitle.CanGenerate(l.tag) || l.status == desk.InProgress, Reason: lang.L("Stream can’t write this language now"),
		},
		{Separator: true},
		{Label: lang.L("Delete"), Icon: look.IconDelete, Key: "Del", Danger: true, Run: func() { t.delete(l.tag) }},
	}
}

func (t *Tab) languageKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyDelete:
		t.delete(string(t.list.Current()))
	case fyne.KeyF5:
		t.Refresh()
	default:
		return t.Key(ev)
	}
	return true
}

// generateMenu offers the languages Stream writes.
func (t *Tab) generateMenu() {
	var items []widgets.MenuItem
	for _, tag := range subtitle.Spoken {
		item := widgets.MenuItem{Label: words.Language(tag), Key: tag, Run: func() { t.generateIn(tag) }}
		if i := t.languageAt(tag); i >= 0 && t.languages[i].status == desk.InProgress {
			item.Disabled, item.Reason = true, lang.L("Stream is writing it already")
		}
		items = append(items, item)
	}
	widgets.ShowMenuBelow(t.generate, items)
}

// generateIn has Stream write captions. One that is there has to go first,
// which is asked.
func (t *Tab) generateIn(tag string) {
	i := t.languageAt(tag)
	if i < 0 || t.languages[i].status != desk.Ready {
		t.generateNow(tag, false)
		return
	}
	name := t.languages[i].name
	widgets.ShowDialog(t.Content, widgets.Dialog{
		Title: words.F("Replace the captions in %s?", name), Confirm: lang.L("Delete and generate"), Danger: true,
		Text:      lang.L("Stream writes a language only once the captions there are deleted. Their text is kept on this computer."),
		OnConfirm: func() { t.generateNow(tag, true) },
	})
}

func (t *Tab) generateNow(tag string, replace bool) {
	uid := t.video.UID
	t.Do(func(ctx context.Context) error {
		_, err := t.Captions.Generate(ctx, uid, tag, replace)
		return err
	}, func(err error) {
		t.Fail(lang.L("Captions can’t be generated"), err)
		if t.text != nil && t.text.language == tag && err == nil {
			t.text, t.chosen = nil, ""
		}
		t.Refresh()
	})
}

// delete deletes the captions in a language; their text is kept for Undo.
func (t *Tab) delete(tag string) {
	i := t.languageAt(tag)
	if i < 0 {
		return
	}
	l, uid := t.languages[i], t.video.UID
	t.Do(func(ctx context.Context) error {
		if l.status != "" {
			if err := t.Captions.Delete(ctx, uid, tag); err != nil {
				return err
			}
		}
		return t.Captions.DropDraft(uid, tag)
	}, func(err error) {
		if err != nil {
			t.Fail(lang.L("The captions were not deleted"), err)
			return
		}
		toast := widgets.Toast{Text: words.F("Captions in %s deleted", l.name)}
		if l.status == desk.Ready {
			toast.Undo = func() { t.restore(uid, tag) }
			t.deleted = toast.Undo
		}
		t.Toast(toast)
		if t.text != nil && t.text.language == tag {
			t.text, t.chosen = nil, ""
		}
		t.Refresh()
	})
}

// restore puts up what was deleted or replaced.
func (t *Tab) restore(uid, tag string) {
	t.deleted = nil
	t.Do(func(ctx context.Context) error {
		_, err := t.Captions.Restore(ctx, uid, tag)
		return err
	}, func(err error) {
		t.Fail(lang.L("The captions were not restored"), err)
		if t.video.UID == uid && err == nil {
			t.text, t.chosen = nil, tag
			t.Refresh()
		}
	})
}

// uploadText puts the text that is open up at Stream.
func (t *Tab) uploadText() {
	x := t.text
	switch {
	case x == nil:
	case x.errors() > 0:
		t.nextProblem(1)
	case x.edited():
		t.send(x.language, x.doc)
	}
}

// send uploads a text as the captions in a language.
func (t *Tab) send(tag string, doc *subtitle.Document) {
	uid := t.video.UID
	replaces := false
	if i := t.languageAt(tag); i >= 0 {
		replaces = t.languages[i].status == desk.Ready
	}
	t.Do(func(ctx context.Context) error {
		if _, err := t.Captions.Upload(ctx, uid, tag, doc); err != nil {
			return err
		}
		return t.Captions.DropDraft(uid, tag)
	}, func(err error) {
		if err != nil {
			t.Fail(lang.L("The captions were not uploaded; the draft is kept here"), err)
			return
		}
		toast := widgets.Toast{Text: words.F("Captions in %s are on Stream", words.Language(tag))}
		if replaces {
			toast.Undo = func() { t.restore(uid, tag) }
		}
		t.Toast(toast)
		if t.video.UID != uid {
			return
		}
		if t.text != nil && t.text.language == tag {
			// What was edited while it went up stays a draft.
			t.text.stored, t.text.counted = doc, nil
			t.changed()
		} else {
			t.chosen, t.text = tag, nil
		}
		t.Refresh()
	})
}

// revert goes back to what is at Stream.
func (t *Tab) revert() {
	x := t.text
	if x.stored == nil {
		t.delete(x.language)
		return
	}
	if t.edit(x.stored, nil) {
		t.Toast(widgets.Toast{Text: lang.L("Back to what is on Stream"), Undo: func() { t.Undo() }})
	}
}

// saveAs saves the text that is open into a folder.
func (t *Tab) saveAs() { t.save(t.text.language, t.text.doc) }

// download saves the captions in a language, as they are open or at Stream.
func (t *Tab) download(tag string) {
	if t.text != nil && t.text.language == tag {
		t.saveAs()
		return
	}
	uid := t.video.UID
	var doc *subtitle.Document
	t.Do(func(ctx context.Context) (err error) {
		doc, err = t.Captions.Text(ctx, uid, tag)
		return err
	}, func(err error) {
		if err != nil {
			t.Fail(lang.L("The captions can’t be read"), err)
			return
		}
		t.save(tag, doc)
	})
}

func (t *Tab) save(tag string, doc *subtitle.Document) {
	name := t.video.Name()
	if name == "" {
		name = t.video.UID
	}
	t.Pick(filepick.Options{Title: lang.L("Save captions in"), Accept: lang.L("Save here"), Folder: true}, func(paths []string) {
		var path string
		t.Do(func(context.Context) (err error) {
			path, err = writeNew(paths[0], fileName(name)+"."+tag, doc.Bytes())
			return err
		}, func(err error) {
			if err != nil {
				t.Fail(lang.L("The captions were not saved"), err)
				return
			}
			t.Toast(widgets.Toast{Text: words.F("Saved as %s", filepath.Base(path))})
		})
	})
}

// fileName is a name without what no file may be called.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
}

// writeNew writes a .vtt file whose name is not taken: a number makes it new.
func writeNew(folder, name string, data []byte) (string, error) {
	for n := 1; ; n++ {
		path := filepath.Join(folder, name+".vtt")
		if n > 1 {
			path = filepath.Join(folder, fmt.Sprintf("%s (%d).vtt", name, n))
		}
		file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if os.IsExist(err) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = file.Write(data)
		if cerr := file.Close(); err == nil {
			err = cerr
		}
		return path, err
	}
}
