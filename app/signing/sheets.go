package signing

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// create asks for a name and has Stream make a key. Stream shows it only once,
// so it goes to the keyring at once; where that can't be used, into a file.
func (k *keyTable) create() {
	p := k.page
	if p.Desk == nil {
		return
	}
	// The keyring may ask to be unlocked, so it is tried before anything shows.
	p.Do(p.Keyring, k.askName)
}

// askName opens the sheet; locked is why the keyring can't keep the key.
func (k *keyTable) askName(locked error) {
	label := widgets.NewField(lang.L("Edit bay"))
	verb, tone := lang.L("Create key"), look.Fg2
	text := lang.L("Stream makes the key and shows it only this once. Spool puts it into the keychain of this computer at once and can export it later.")
	if locked != nil {
		verb, tone = lang.L("Create key and save it…"), look.Warning
		text = words.F("This computer’s keychain can’t be used (%s). The key signs until Spool ends, and you are asked for a folder to save it in.", locked.Error())
	}
	note := look.NewParagraph(look.Small, tone, text)
	var o *widgets.Overlay
	var main *widgets.Button
	main = widgets.NewButton(widgets.Main, verb, func() {
		main.Disable()
		k.make(strings.TrimSpace(label.Text()), locked != nil, func(err error) {
			main.Enable()
			if err == nil {
				o.Close()
				return
			}
			note.SetColor(look.Error)
			note.SetText(err.Error())
		})
	})
	o = widgets.ShowSheet(k.list, widgets.Sheet{
		Title: lang.L("Create a signing key"), First: label.Focusable(), Main: main, Width: 520,
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(14, widgets.NewLabeled(lang.L("A name of your own for it"), label), note)),
	})
}

// make makes a key; toFile saves it as well.
func (k *keyTable) make(label string, toFile bool, done func(error)) {
	p := k.page
	var kept token.Kept
	p.Do(func(ctx context.Context) (err error) {
		kept, err = p.Desk.Ring.Create(ctx, label)
		return err
	}, func(err error) {
		done(err)
		if err != nil {
			return
		}
		p.Refresh()
		if toFile || kept.NotKept != nil {
			p.Save("spool-key-"+kept.Key.ID+".pem", kept.Key.PEM())
			return
		}
		p.Toast(widgets.Toast{Text: lang.L("The key is in the keychain"), Action: lang.L("Export…"), OnAction: func() { k.export(kept.Key.ID) }})
	})
}

// importKey takes a key that was made elsewhere.
func (k *keyTable) importKey() {
	p := k.page
	if p.Desk == nil {
		return
	}
	text := widgets.NewTextArea("-----BEGIN RSA PRIVATE KEY-----", 6).Mono()
	id := widgets.NewField(lang.L("The key’s ID at Stream")).Mono()
	label := widgets.NewField(lang.L("Edit bay"))
	choose := widgets.NewSmallButton(widgets.Link, lang.L("Choose a file…"), func() {
		p.PickFile(lang.L("The signing key"), func(data []byte) { text.SetText(string(data)); text.SetError("") })
	}).WithIcon(look.IconFile)
	var o *widgets.Overlay
	var main *widgets.Button
	main = widgets.NewButton(widgets.Main, lang.L("Import key"), func() {
		text.SetError("")
		id.SetError("")
		key, err := token.ParseKey(strings.TrimSpace(id.Text()), []byte(text.Text()))
		if err != nil {
			keyProblem(err, text, id)
			return
		}
		main.Disable()
		k.take(key, strings.TrimSpace(label.Text()), func(err error) {
			main.Enable()
			if err != nil {
				text.SetError(sentence(err.Error()))
				return
			}
			o.Close()
		})
	})
	body := widgets.Column(14,
		widgets.NewLabeled(lang.L("PEM or JWK, or the base64 of it as Stream’s API hands it out"), text).WithEnd(choose),
		widgets.Stretched(12, widgets.Grow(widgets.NewLabeled(lang.L("ID, which a PEM does not say"), id)),
			widgets.Grow(widgets.NewLabeled(lang.L("A name of your own for it"), label))))
	o = widgets.ShowSheet(k.list, widgets.Sheet{
		Title: lang.L("Import a signing key"), First: text.Focusable(), Main: main, Width: 640,
		Content: widgets.Inset(16, 20, 20, 20, body),
	})
}

// keyProblem shows what is wrong at the field where it is. The text itself may
// be half a key, so it is not repeated.
func keyProblem(err error, text, id *widgets.Field) {
	if errors.Is(err, token.ErrNoKeyID) {
		id.SetError(sentence(err.Error()))
		return
	}
	text.SetError(sentence(err.Error()))
}

func (k *keyTable) take(key token.Key, label string, done func(error)) {
	p := k.page
	var kept token.Kept
	p.Do(func(ctx context.Context) (err error) {
		if kept, err = p.Desk.Ring.Import(ctx, key, label); err == nil {
			err = kept.NotKept
		}
		return err
	}, func(err error) {
		done(err)
		if err != nil {
			return
		}
		p.Refresh()
		toast := widgets.Toast{Text: words.F("Key %s is in the keychain", ShortID(key.ID))}
		if kept.NotChecked != nil {
			toast = widgets.Toast{Text: words.F("Imported, but Stream could not be asked whether the account has it: %s", kept.NotChecked.Error()), Icon: look.IconWarning, Tone: look.Warning}
		}
		p.Toast(toast)
	})
}
