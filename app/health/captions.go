package health

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/library/subtitle"
	"spool/widgets"
	"spool/widgets/look"
)

// generate asks in which language, and has Stream write captions.
func (p *Page) generate(f *library.Finding) {
	names := make([]string, len(subtitle.Spoken))
	for i, tag := range subtitle.Spoken {
		names[i] = words.Capitalized(words.Language(tag))
	}
	language := widgets.NewTextSelect(names, p.spoken(), nil)
	hits := f.Hits
	var o *widgets.Overlay
	main := widgets.NewButton(widgets.Main, words.N(len(hits), "Generate %s caption", "Generate %s captions"), func() {
		o.Close()
		i := language.Selected()
		p.language = subtitle.Spoken[i]
		p.begin(library.FindingCaptions, library.Request{
			Kind: library.JobCaptions, Title: words.F("Write captions in %s", names[i]),
			Items: p.items(hits, library.WriteCaption(p.language)),
		}, words.F("Captions in %s are written", names[i]))
	})
	para := func(text string) *look.Paragraph { return look.NewParagraph(look.Small, look.Fg2, text) }
	o = widgets.ShowSheet(p.Content, widgets.Sheet{
		Title: words.N(len(hits), "Captions for %s video", "Captions for %s videos"), Width: 480, First: language, Main: main,
		Content: widgets.Inset(16, 20, 20, 20, widgets.Column(14,
			widgets.NewLabeled(lang.L("Language that is spoken"), language),
			para(lang.L("Stream writes them from the speech, in the language you choose. Where another one is spoken the text makes no sense, and Stream does not notice.")),
			para(lang.L("It refuses videos without sound and very long ones. They are left as they are, each with its reason.")),
			para(lang.L("Stream writes four at a time. You can pause, and it goes on after a restart.")))),
	})
}

// spoken is the language that is offered: the last one chosen, else that of the
// system where Stream can write it, else English.
func (p *Page) spoken() int {
	system, _, _ := strings.Cut(lang.SystemLocale().LanguageString(), "-")
	for _, tag := range []string{p.language, system, "en"} {
		if i := slices.Index(subtitle.Spoken, tag); i >= 0 {
			return i
		}
	}
	return 0
}
