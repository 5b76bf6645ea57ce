package share

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"spool/app/signing"
	"spool/app/words"
	"spool/library"
	"spool/library/embed"
	"spool/library/token"
	"spool/widgets"
	"spool/widgets/look"
)

// copyAs is the sheet that copies many links of many videos in one form.
type copyAs struct {
	*Copier
	videos  []library.Video
	kinds   []*widgets.Check
	format  *widgets.Segments
	signs   *widgets.Switch
	text    *widgets.Field // of the template
	name    *widgets.Field
	saved   *widgets.Select
	own     *fyne.Container
	preview *widgets.CodeBox
	note    *look.Label
	main    *widgets.Button
	overlay *widgets.Overlay
	made    *made
	links   []embed.Links
	asked   int
}

var formatNames = []string{"List", "CSV", "Markdown", "HTML", "JSON"}

// As opens the sheet for videos.
func (c *Copier) As(of Source) {
	var videos []library.Video
	c.Do(func(ctx context.Context) (err error) {
		videos, err = of(ctx)
		return err
	}, func(err error) {
		if err != nil {
			c.Toast(widgets.Toast{Text: words.F("Nothing was copied: %s", err.Error()), Failed: true})
			return
		}
		if len(videos) > 0 {
			c.open(videos)
		}
	})
}

func (c *Copier) open(videos []library.Video) {
	s := &copyAs{Copier: c, videos: videos}
	s.build()
	s.overlay = widgets.ShowSheet(c.Window, widgets.Sheet{
		Title: lang.L("Copy as"), Detail: words.N(len(videos), "%s video", "%s videos"), First: s.kinds[0],
		Content: s.content(), Main: s.main, Width: 760, Height: 640,
		Summary: widgets.Row(0, widgets.NewButton(widgets.Outline, lang.L("Save to a file…"), s.save).WithIcon(look.IconDownload)),
	})
	s.remake()
}

func (s *copyAs) build() {
	chosen := s.Habits.Kinds
	if len(chosen) == 0 {
		chosen = []string{string(embed.Responsive)}
	}
	for _, k := range embed.Kinds {
		check := widgets.NewCheck(lang.L(k.Label()), func(bool) { s.show() })
		if slices.Contains(chosen, string(k)) {
			check.SetState(widgets.On)
		}
		s.kinds = append(s.kinds, check)
	}
	format := max(0, slices.Index(embed.Formats, embed.Format(s.Habits.Format)))
	labels := make([]string, len(formatNames))
	for i, n := range formatNames {
		labels[i] = lang.L(n)
	}
	s.format = widgets.NewTextSegments(labels, format, func(int) { s.show() })
	s.signs = widgets.NewSwitch(slices.ContainsFunc(s.videos, func(v library.Video) bool { return v.RequireSignedURLs }), func(bool) { s.remake() })
	s.text = widgets.NewTextArea("{{.Name}}: {{.HLS}}", 3).Mono()
	s.text.OnChanged = func(string) { s.show() }
	s.name = widgets.NewField(lang.L("A name for this template"))
	s.saved = widgets.NewTextSelect(nil, 0, s.useTemplate)
	s.listTemplates(0)
	s.own = widgets.Column(8,
		widgets.NewLabeled(lang.L("Your own form, once for each video"), s.text),
		widgets.Row(8, widgets.Grow(s.name), widgets.NewButton(widgets.Neutral, lang.L("Keep template"), s.keepTemplate),
			widgets.NewButton(widgets.Quiet, lang.L("Remove"), s.removeTemplate)))
	s.own.Hide()
	s.preview = widgets.NewCodeBox()
	s.note = look.NewLabel(look.Small, look.Fg3, "").Shrinking()
	s.main = widgets.NewButton(widgets.Main, lang.L("Copy"), s.copyAll).WithIcon(look.IconCopy)
}

func (s *copyAs) content() fyne.CanvasObject {
	var columns [2][]fyne.CanvasObject
	for i, check := range s.kinds {
		columns[i%2] = append(columns[i%2], check)
	}
	kinds := widgets.Stretched(16, widgets.Grow(widgets.Column(4, columns[0]...)), widgets.Grow(widgets.Column(4, columns[1]...)))
	body := widgets.Column(16,
		widgets.Row(12, look.NewLabel(look.Small, look.Fg2, lang.L("Written as")), widgets.Grow(s.saved), s.format),
		kinds, s.own,
		widgets.SettingRow(lang.L("With tokens"), lang.L("Each video gets a token of its own"), s.signs),
		widgets.NewLabeled(lang.L("The first lines"), s.preview), s.note)
	return container.NewVScroll(widgets.Inset(16, 20, 16, 20, body))
}

// listTemplates fills the choice between the kinds ticked and own templates.
func (s *copyAs) listTemplates(selected int) {
	options := []widgets.Option{{Label: lang.L("The links ticked below"), Icon: look.IconList}}
	for _, t := range s.Habits.Templates {
		options = append(options, widgets.Option{Label: t.Name, Icon: look.IconCode})
	}
	options = append(options, widgets.Option{Label: lang.L("New template…"), Icon: look.IconPlus})
	s.saved.SetOptions(options, selected)
}

// template reports whether a template of one's own is used.
func (s *copyAs) template() bool { return s.saved.Selected() > 0 }

func (s *copyAs) useTemplate(i int) {
	s.own.Hide()
	if i > 0 {
		s.own.Show()
	}
	if i > 0 && i <= len(s.Habits.Templates) {
		t := s.Habits.Templates[i-1]
		s.text.SetText(t.Text)
		s.name.SetText(t.Name)
		s.format.SetSelected(max(0, slices.Index(embed.Formats, embed.Format(t.Format))))
	}
	s.show()
}

func (s *copyAs) keepTemplate() {
	name := strings.TrimSpace(s.name.Text())
	if name == "" {
		s.name.SetError(lang.L("Give it a name"))
		return
	}
	if _, err := embed.ParseTemplate(s.text.Text(), s.chosenFormat()); err != nil {
		s.text.SetError(err.Error())
		return
	}
	s.name.SetError("")
	t := Template{Name: name, Text: s.text.Text(), Format: string(s.chosenFormat())}
	list := slices.Clone(s.Habits.Templates)
	at := slices.IndexFunc(list, func(x Template) bool { return x.Name == name })
	if at < 0 {
		at, list = len(list), append(list, t)
	} else {
		list[at] = t
	}
	s.Habits.Templates = list
	s.Keep(s.Habits)
	s.listTemplates(at + 1)
	s.Toast(widgets.Toast{Text: words.F("Template “%s” kept", name)})
}

func (s *copyAs) removeTemplate() {
	at := s.saved.Selected() - 1
	if at >= 0 && at < len(s.Habits.Templates) {
		s.Habits.Templates = slices.Delete(slices.Clone(s.Habits.Templates), at, at+1)
		s.Keep(s.Habits)
	}
	s.listTemplates(0)
	s.useTemplate(0)
}

func (s *copyAs) chosenFormat() embed.Format { return embed.Formats[s.format.Selected()] }

func (s *copyAs) chosenKinds() []embed.Kind {
	var kinds []embed.Kind
	for i, check := range s.kinds {
		if check.State() == widgets.On {
			kinds = append(kinds, embed.Kinds[i])
		}
	}
	return kinds
}

// remake makes the links anew, with tokens or without.
func (s *copyAs) remake() {
	s.main.Disable()
	s.asked++
	asked := s.asked
	var toSign []library.Video
	if s.signs.On() {
		toSign = s.videos
	}
	terms := token.Terms{Expires: s.Now().Add(s.Habits.life())}
	s.explain(lang.L("Making the links…"), false)
	byStream := s.Habits.Stream
	var m *made
	var links []embed.Links
	s.Do(func(ctx context.Context) (err error) {
		if m, err = s.signFor(ctx, byStream, terms, toSign); err == nil {
			links, err = linksOf(s.videos, m)
		}
		return err
	}, func(err error) {
		if asked != s.asked || s.overlay.Closed() {
			return
		}
		s.made, s.links = m, links
		if err != nil {
			s.links = nil
			s.explain(err.Error(), true)
			return
		}
		s.show()
	})
}

func (s *copyAs) explain(text string, wrong bool) {
	color := look.Fg3
	if wrong {
		color = look.Error
	}
	s.note.SetColor(color)
	s.note.SetText(text)
}

// write is the text as it stands.
func (s *copyAs) write(links []embed.Links) (string, error) {
	if !s.template() {
		kinds := s.chosenKinds()
		if len(kinds) == 0 {
			return "", fmt.Errorf("%s", lang.L("Tick at least one link"))
		}
		data, err := embed.Write(s.chosenFormat(), links, kinds)
		return string(data), err
	}
	tmpl, err := embed.ParseTemplate(s.text.Text(), s.chosenFormat())
	if err != nil {
		return "", err
	}
	data, err := tmpl.Write(links)
	return string(data), err
}

// show brings the sheet in step with what is chosen.
func (s *copyAs) show() {
	for _, check := range s.kinds {
		if s.template() {
			check.Disable()
		} else {
			check.Enable()
		}
	}
	if s.links == nil {
		return
	}
	text, err := s.write(s.links[:min(2, len(s.links))])
	s.text.SetError("")
	if err != nil {
		s.main.Disable()
		s.explain(err.Error(), true)
		s.preview.Set(nil, nil)
		return
	}
	for _, t := range s.tokens() {
		text = strings.ReplaceAll(text, t, signing.Short(t))
	}
	const most = 700
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	s.preview.Set([]widgets.CodeRun{{Text: strings.TrimRight(text, "\n"), Color: look.Fg2}}, nil)
	note := ""
	if s.made != nil {
		note = words.F("The tokens play until %s.", signing.Clock(s.made.maker.Terms().Expires, s.Now()))
	}
	if left := len(s.videos) - len(s.links); left > 0 {
		note = strings.TrimSpace(note + " " + words.N(left, "%s video has no address yet and is left out.", "%s videos have no address yet and are left out."))
	}
	s.explain(note, false)
	s.main.Enable()
}

func (s *copyAs) tokens() []string {
	if s.made == nil {
		return nil
	}
	return s.made.tokens
}

// finish writes everything and records the tokens, then hands the text over.
func (s *copyAs) finish(deliver func(text string)) {
	text, err := s.write(s.links)
	if err != nil {
		s.explain(err.Error(), true)
		return
	}
	m := s.made
	s.Do(func(ctx context.Context) error { return m.remember(ctx, "") }, func(err error) {
		if err != nil {
			s.explain(err.Error(), true)
			return
		}
		s.Habits.Format, s.Habits.Kinds = string(s.chosenFormat()), nil
		for _, k := range s.chosenKinds() {
			s.Habits.Kinds = append(s.Habits.Kinds, string(k))
		}
		s.Keep(s.Habits)
		s.overlay.Close()
		deliver(text)
	})
}

func (s *copyAs) copyAll() {
	s.finish(func(text string) {
		s.put(text, s.made != nil)
		s.Toast(widgets.Toast{Text: words.N(len(s.links), "Copied for %s video", "Copied for %s videos")})
	})
}

var endings = map[embed.Format]string{embed.CSV: ".csv", embed.Markdown: ".md", embed.HTML: ".html", embed.JSON: ".json"}

func (s *copyAs) save() {
	if s.links == nil || s.main.Disabled() {
		return
	}
	ending := endings[s.chosenFormat()]
	if ending == "" {
		ending = ".txt"
	}
	s.finish(func(text string) {
		s.Save("links-"+s.Now().Format("2006-01-02-150405")+ending, []byte(text))
	})
}
