package watermarks

import (
	"context"
	"errors"
	"image"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/internal/filepick"
	"spool/library"
	"spool/library/frame"
	"spool/library/watermark"
	"spool/widgets"
	"spool/widgets/look"
)

// begin begins a new profile.
func (p *Page) begin() {
	if p.Profiles == nil {
		p.Fail(lang.L("There can be no profile"), errNoToken)
		return
	}
	p.start(&draft{Watermark: watermark.Usual})
}

// errNoToken is for an account that nothing can be asked of.
var errNoToken = errors.New("the account’s token is not at hand: the queue says what helps")

// change begins a profile that takes another's place.
func (p *Page) change(uid string) {
	i := p.at(uid)
	if i < 0 {
		return
	}
	d := &draft{Watermark: p.profiles[i], old: uid, mark: p.marks[uid], source: p.profiles[i].DownloadedFrom}
	if d.mark != nil {
		d.source = "" // the picture kept here
	}
	p.start(d)
}

func (p *Page) start(d *draft) {
	p.draft, p.shown = d, draftKey
	p.List.Reload()
	p.List.Select(draftKey)
	p.selected()
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.Content); c != nil {
		c.Focus(p.form.name.Focusable())
	}
}

// discard throws the draft away.
func (p *Page) discard() {
	old := p.draft
	p.draft, p.shown = nil, ""
	if len(p.profiles) > 0 {
		p.shown = p.profiles[0].UID
	}
	p.List.Reload()
	if p.shown != "" {
		p.List.Select(widgets.Key(p.shown))
	}
	p.selected()
	p.Toast(widgets.Toast{Text: lang.L("Draft discarded"), Undo: func() { p.start(old) }})
}

// Drop takes a PNG for the draft and reports whether there was one among the
// files.
func (p *Page) Drop(paths []string) bool {
	i := slices.IndexFunc(paths, func(path string) bool {
		switch strings.ToLower(filepath.Ext(path)) {
		case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff":
			return true
		}
		return false
	})
	if i < 0 {
		return false
	}
	if p.draft == nil {
		p.begin()
	}
	if p.draft != nil {
		p.useFile(paths[i])
	}
	return true
}

func (p *Page) pickFile() {
	p.Pick(filepick.Options{Title: lang.L("Choose a PNG"), Accept: lang.L("Choose")}, func(paths []string) { p.useFile(paths[0]) })
}

// useFile reads a picture for the draft. One that Stream would refuse is
// refused here, and the draft keeps what it had.
func (p *Page) useFile(path string) {
	var data []byte
	var img image.Image
	var notes []string
	p.Do(func(context.Context) (err error) {
		if data, err = watermark.Read(path); err == nil {
			img, notes, err = frame.ReadMark(data)
		}
		return err
	}, func(err error) {
		if err != nil {
			p.Fail(words.F("“%s” can’t be a watermark", filepath.Base(path)), err)
			return
		}
		if p.draft == nil {
			return
		}
		p.draft.source, p.draft.data, p.draft.mark, p.draft.notes = path, data, img, notes
		if p.draft.Name == "" {
			p.draft.Name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		}
		p.selected()
		p.List.Reload()
	})
}

// create makes the draft a profile at Stream.
func (p *Page) create() {
	d := p.draft
	if d == nil || d.source == "" && d.old == "" {
		return
	}
	var made library.Watermark
	p.form.busy(true)
	p.Do(func(ctx context.Context) (err error) {
		if d.old != "" {
			made, _, err = p.Profiles.Replace(ctx, d.old, d.Watermark, d.source)
		} else {
			made, _, err = p.Profiles.Create(ctx, d.Watermark, d.source)
		}
		return err
	}, func(err error) {
		p.form.busy(false)
		if err != nil && made.UID == "" {
			p.Fail(lang.L("The profile was not created"), err)
			return
		}
		p.Fail(lang.L("The old profile is still there"), err)
		p.Toast(widgets.Toast{Text: words.F("“%s” is on Stream", d.Name)})
		p.draft, p.shown = nil, made.UID
		p.Refresh()
	})
}

// remove asks, with what follows, and deletes a profile.
func (p *Page) remove(uid string) {
	i := p.at(uid)
	if i < 0 {
		return
	}
	w := p.profiles[i]
	text := lang.L("It can’t be taken back. Waiting uploads that name it will fail.")
	if n := len(p.using); p.usingOf == uid && n > 0 {
		text = words.N(n, "%s video carries it and keeps it. New ones can’t have it. It can’t be taken back.", "%s videos carry it and keep it. New ones can’t have it. It can’t be taken back.")
	}
	widgets.ShowDialog(p.Content, widgets.Dialog{
		Title: words.F("Delete the profile “%s”?", nameOf(&w)), Text: text, Confirm: lang.L("Delete profile"), Danger: true,
		OnConfirm: func() {
			p.Do(func(ctx context.Context) error { return p.Profiles.Delete(ctx, uid) }, func(err error) {
				p.Fail(lang.L("The profile was not deleted"), err)
				if err == nil {
					p.Toast(widgets.Toast{Text: words.F("“%s” deleted", nameOf(&w))})
				}
				p.Refresh()
			})
		},
	})
}

func nameOf(w *library.Watermark) string {
	if w.Name == "" {
		return lang.L("Without a name")
	}
	return w.Name
}

func (p *Page) key(ev *fyne.KeyEvent) bool {
	k := string(p.List.Current())
	switch ev.Name {
	case fyne.KeyDelete:
		if k == draftKey {
			p.discard()
		} else {
			p.remove(k)
		}
	case fyne.KeyF2:
		p.change(k)
	case fyne.KeyF5:
		p.Refresh()
	default:
		return false
	}
	return true
}

func (p *Page) menu() []widgets.MenuItem {
	uid := string(p.List.Current())
	if p.at(uid) < 0 {
		return nil
	}
	return []widgets.MenuItem{
		{Label: lang.L("Change…"), Icon: look.IconEdit, Key: "F2", Run: func() { p.change(uid) }},
		{Label: lang.L("Show its videos"), Icon: look.IconLibrary, Run: func() { p.ShowVideos(watermark.Use(uid)) }, Disabled: p.ShowVideos == nil},
		{Label: lang.L("Copy UID"), Icon: look.IconTag, Run: func() { p.Copy(uid) }},
		{Separator: true},
		{Label: lang.L("Delete…"), Icon: look.IconDelete, Key: "Del", Danger: true, Run: func() { p.remove(uid) }},
	}
}
