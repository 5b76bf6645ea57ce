package captions

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/page"
	"spool/app/words"
	"spool/internal/filepick"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// pickFile asks for subtitle files.
func (t *Tab) pickFile() {
	t.Pick(filepick.Options{Title: lang.L("Upload captions"), Accept: lang.L("Upload"), Many: true}, func(paths []string) { t.Drop(paths) })
}

// Drop takes subtitle files and reports whether there was one among the files.
// A single one is for the video that shows; many go where their names say.
func (t *Tab) Drop(paths []string) bool {
	files := subtitleFiles(paths)
	switch {
	case len(files) == 0 || t.video.UID == "":
		return false
	case len(files) == 1:
		t.takeFile(files[0])
	default:
		b := batch{Tools: t.Tools, captions: t.Captions, videos: t.Videos, over: t.Content, here: t.video.UID, done: func() {
			t.text, t.chosen = nil, ""
			t.Refresh()
		}}
		b.match(files)
	}
	return true
}

// subtitleFiles are those of the files that are subtitles by their names.
func subtitleFiles(paths []string) []string {
	var files []string
	for _, p := range paths {
		ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(p), "."))
		if slices.Contains(subtitle.Extensions, ext) {
			files = append(files, p)
		}
	}
	return files
}

// takeFile reads one file for the video that shows.
func (t *Tab) takeFile(path string) {
	var file subtitle.File
	uid := t.video.UID
	t.Do(func(context.Context) (err error) {
		file, err = subtitle.Open(subtitle.Source{Name: path})
		return err
	}, func(err error) {
		if err != nil {
			t.Fail(words.F("“%s” can’t be used", filepath.Base(path)), err)
			return
		}
		if t.video.UID != uid {
			return
		}
		for _, note := range file.Notes {
			t.Toast(widgets.Toast{Text: note, Icon: look.IconInfo, Tone: look.AccentFg})
		}
		pair := subtitle.Match([]string{path}, nil)[0]
		if pair.Language != "" {
			t.takeText(pair.Language, file.Document)
			return
		}
		t.askLanguage(path, file.Document)
	})
}

// takeText uploads a text that is in order, and opens one that is not as a
// draft.
func (t *Tab) takeText(tag string, doc *subtitle.Document) {
	wrong := len(subtitle.Errors(doc.Check(subtitle.Usual)))
	if wrong == 0 {
		t.send(tag, doc)
		return
	}
	uid := t.video.UID
	t.Do(func(context.Context) error { return t.Captions.KeepDraft(uid, tag, doc) }, func(err error) {
		if err != nil {
			t.Fail(lang.L("The draft was not kept"), err)
			return
		}
		t.chosen, t.text = tag, nil
		t.Refresh()
		t.Toast(widgets.Toast{
			Text: words.N(wrong, "The file has %s problem. Fix it, then upload", "The file has %s problems. Fix them, then upload"),
			Icon: look.IconWarning, Tone: look.Warning,
		})
	})
}

// askLanguage asks for the language of a file whose name does not tell it.
func (t *Tab) askLanguage(path string, doc *subtitle.Document) {
	field := widgets.NewField("en-GB").Mono()
	var o *widgets.Overlay
	use := widgets.NewButton(widgets.Main, lang.L("Use this language"), nil)
	use.OnTapped = func() {
		tag, err := subtitle.ParseLanguage(field.Text())
		if err != nil {
			field.SetError(page.Sentence(err))
			return
		}
		o.Close()
		t.takeText(tag, doc)
	}
	field.OnSubmitted = func(string) { use.OnTapped() }
	o = widgets.ShowSheet(t.Content, widgets.Sheet{
		Title: lang.L("Which language is it?"), Detail: filepath.Base(path), Width: 440, First: field.Focusable(), Main: use,
		Content: widgets.Inset(16, 20, 20, 20, widgets.NewLabeled(lang.L("Language, as de, en-GB or pt-BR"), field)),
	})
}

// batch uploads subtitle files to the videos that they are named after.
type batch struct {
	page.Tools
	captions Captions
	// videos are those that files may belong to, by name.
	videos func(ctx context.Context) ([]subtitle.Named, error)
	over   fyne.CanvasObject
	// here is the video for files that name none, "" for no such.
	here string
	done func()
}

// match finds the videos that files belong to, and asks before it uploads.
func (b *batch) match(paths []string) {
	var pairs []pair
	b.Do(func(ctx context.Context) error {
		videos, err := b.videos(ctx)
		if err != nil {
			return err
		}
		names := map[string]string{}
		for _, v := range videos {
			names[v.UID] = v.Name
		}
		for _, p := range subtitle.Match(paths, videos) {
			pairs = append(pairs, readPair(p, names))
		}
		return ctx.Err()
	}, func(err error) {
		if err != nil {
			b.Fail(lang.L("The files can’t be matched"), err)
			return
		}
		b.matchSheet(pairs)
	})
}

// pair is a file of many and where it goes.
type pair struct {
	path, uid, video, language string
	doc                        *subtitle.Document
	trouble                    string // why it does not go
	noVideo                    bool
}

func readPair(p subtitle.Pairing, names map[string]string) pair {
	r := pair{path: p.Path, language: p.Language}
	switch len(p.UIDs) {
	case 0:
		r.noVideo = true
	case 1:
		r.uid, r.video = p.UIDs[0], names[p.UIDs[0]]
	default:
		r.trouble = words.N(len(p.UIDs), "%s video has this name", "%s videos have this name")
	}
	file, err := subtitle.Open(subtitle.Source{Name: p.Path})
	if err != nil {
		r.trouble = page.FirstLine(err)
		return r
	}
	r.doc = file.Document
	if wrong := subtitle.Errors(r.doc.Check(subtitle.Usual)); len(wrong) > 0 && r.trouble == "" {
		r.trouble = words.List(words.N(len(wrong), "%s problem", "%s problems"), wrong[0].Title())
	}
	return r
}

// goes says why a pair does not go to Stream, "" where it does.
func (r *pair) goes(language string, here bool) string {
	switch {
	case r.trouble != "":
		return r.trouble
	case r.noVideo && !here:
		return lang.L("No video has this name")
	case r.language == "" && language == "":
		return lang.L("Its name tells no language")
	}
	return ""
}

// matchSheet shows what would go where.
func (b *batch) matchSheet(pairs []pair) {
	language := widgets.NewField("en").Mono()
	here := widgets.NewCheck(lang.L("Files that name no video are for this one"), nil)
	main := widgets.NewButton(widgets.Main, lang.L("Upload"), nil)
	said := look.NewLabel(look.Small, look.Fg2, "").Shrinking()
	page.Show(here, b.here != "")
	model := &pairModel{pairs: pairs}
	list := widgets.NewList(model)
	follow := func() {
		tag, err := subtitle.ParseLanguage(language.Text())
		language.SetError("")
		if err != nil && language.Text() != "" {
			language.SetError(page.Sentence(err))
		}
		model.language, model.here = tag, here.State() == widgets.On
		n := len(model.going())
		said.SetText(words.N(n, "%s file goes to Stream", "%s files go to Stream"))
		enable(main, n > 0)
		list.Reload()
	}
	language.OnChanged = func(string) { follow() }
	here.OnChanged = func(bool) { follow() }
	var o *widgets.Overlay
	main.OnTapped = func() {
		going := model.going()
		o.Close()
		b.sendAll(going, model.language)
	}
	follow()
	o = widgets.ShowSheet(b.over, widgets.Sheet{
		Title: words.N(len(pairs), "%s subtitle file", "%s subtitle files"), Width: 820, Height: 560,
		First: list, Main: main, Summary: said,
		Content: widgets.Column(0,
			widgets.Inset(14, 20, 14, 20, widgets.Row(20,
				widgets.Sized(260, 0, widgets.NewLabeled(lang.L("Language where the name tells none"), language)), here, widgets.Space())),
			widgets.NewRule(), widgets.Grow(list)),
	})
}

// sendAll uploads files one after the other and tells how many arrived.
func (b *batch) sendAll(going []pair, language string) {
	var failed error
	done := 0
	b.Do(func(ctx context.Context) error {
		for _, r := range going {
			if r.uid == "" {
				r.uid = b.here
			}
			if r.language == "" {
				r.language = language
			}
			if _, err := b.captions.Upload(ctx, r.uid, r.language, r.doc); err != nil {
				failed = errors.Join(failed, err)
				if ctx.Err() != nil {
					return ctx.Err()
				}
				continue
			}
			done++
		}
		return nil
	}, func(error) {
		b.Toast(widgets.Toast{Text: words.N(done, "%s file is on Stream", "%s files are on Stream")})
		b.Fail(words.N(len(going)-done, "%s file was not uploaded", "%s files were not uploaded"), failed)
		b.done()
	})
}

// pairModel lists files and where they go.
type pairModel struct {
	pairs    []pair
	language string
	here     bool
}

func (m *pairModel) going() []pair {
	var going []pair
	for _, r := range m.pairs {
		if r.goes(m.language, m.here) == "" {
			going = append(going, r)
		}
	}
	return going
}

// Groups implements widgets.Model.
func (m *pairModel) Groups() []widgets.Group {
	return []widgets.Group{{Rows: len(m.pairs), RowHeight: look.WaitingRow, Lines: true}}
}

// Key implements widgets.Model.
func (m *pairModel) Key(_, i int) widgets.Key { return cueKey(i) }

// Locate implements widgets.Model.
func (m *pairModel) Locate(key widgets.Key) (g, i int, ok bool) {
	i = cueOf(key)
	return 0, i, i >= 0 && i < len(m.pairs)
}

// NewRow implements widgets.Model.
func (m *pairModel) NewRow(string) widgets.RowView {
	return &pairRow{
		icon: look.NewIcon("", look.IconCompact, look.Success), file: look.NewText(look.BodyMedium, look.Fg, ""),
		to: look.NewText(look.Small, look.Fg2, ""), language: look.NewText(look.Mono, look.Fg2, ""),
	}
}

// Bind implements widgets.Model.
func (m *pairModel) Bind(view widgets.RowView, _, i int) {
	r, p := view.(*pairRow), m.pairs[i]
	r.file.Set(filepath.Base(p.path))
	tag := p.language
	if tag == "" {
		tag = m.language
	}
	r.language.Set(tag)
	if why := p.goes(m.language, m.here); why != "" {
		r.icon.Set(look.IconWarning)
		r.icon.SetColor(look.Warning)
		r.to.Set(words.List(lang.L("Left out"), why))
		return
	}
	r.icon.Set(look.IconDone)
	r.icon.SetColor(look.Success)
	to := p.video
	if p.noVideo {
		to = lang.L("This video")
	}
	r.to.Set(to)
}

// pairRow draws a file.
type pairRow struct {
	icon               *look.Icon
	file, to, language *look.Text
}

// Objects implements widgets.RowView.
func (r *pairRow) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.icon.Object, r.file.Object, r.to.Object, r.language.Object}
}

// SetState implements widgets.RowView.
func (r *pairRow) SetState(widgets.RowState) {}

// Repaint implements widgets.RowView.
func (r *pairRow) Repaint(p look.Paint) {
	r.icon.Repaint(p)
	for _, text := range []*look.Text{r.file, r.to, r.language} {
		text.Repaint(p)
	}
}

// Arrange implements widgets.RowView.
func (r *pairRow) Arrange(p look.Paint, size fyne.Size) {
	y := (size.Height - look.Body.Line()) / 2
	half := (size.Width - 48 - 20 - 90) / 2
	r.icon.Place(p, 20, (size.Height-r.icon.Size())/2)
	r.file.Place(p, 48, y, max(0, half-12))
	r.to.Place(p, 48+half, y+1, max(0, half-12))
	r.language.Place(p, size.Width-20-80, y, 80)
}

// Zones implements widgets.RowView.
func (r *pairRow) Zones() []widgets.Zone { return nil }
