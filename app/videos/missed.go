package videos

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/widgets"
	"spool/widgets/look"
)

// unmatched reports whether there are videos, and none that is asked for.
func (p *Page) unmatched() bool {
	return p.loaded && p.rows.len() == 0 && p.found.total > 0
}

// missedState says that no video is what is asked for, and what to do.
func (p *Page) missedState() *widgets.EmptyState {
	if p.found.query.String() == "captions:none" {
		return widgets.NewEmptyState(look.IconCaptions, lang.L("Every video has captions"), lang.L("New uploads without captions show up here."))
	}
	typed := strings.TrimSpace(p.field.Text())
	title := lang.L("No video matches the filters")
	searched := words.N(p.found.total, "%s video searched by name, UID and metadata.", "%s videos searched by name, UID and metadata.")
	if typed != "" {
		title = words.F("No match for “%s”", typed)
	}
	var buttons []fyne.CanvasObject
	if n := len(p.on); n > 0 {
		searched += " " + words.N(n, "%s filter is on.", "%s filters are on.")
		buttons = append(buttons, widgets.NewSmallButton(widgets.Neutral, lang.L("Clear filters"), func() {
			p.on = nil
			p.asked()
		}))
	}
	if typed != "" {
		buttons = append(buttons, widgets.NewSmallButton(widgets.Neutral, lang.L("Clear search"), func() {
			p.field.SetText("")
			p.asked()
		}))
	}
	return widgets.NewEmptyState(look.IconSearch, title, searched, buttons...)
}

// submit turns what is typed into chips, as far as chips can show it, and goes
// on to the videos.
func (p *Page) submit() {
	if p.mistake != "" {
		return
	}
	if err := p.Find(p.text()); err == nil {
		p.focus()
	}
}
