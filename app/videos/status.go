package videos

import (
	"context"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// showStatus brings the status bar in step with the selection and with what
// goes on.
func (p *Page) showStatus() {
	icon, text := p.statusText()
	p.status.SetText(icon, text)
	n := p.list().SelectedCount()
	all := widgets.KeyHint{Key: "Ctrl A", Does: words.F("Select all %s", words.Count(p.rows.len()))}
	switch {
	case n == 0:
		p.status.SetSelection("",
			widgets.KeyHint{Key: "/", Does: lang.L("Search")},
			widgets.KeyHint{Key: "F5", Does: lang.L("Refresh")},
			widgets.KeyHint{Key: "Ctrl O", Does: lang.L("Add videos")},
			widgets.KeyHint{Key: "F1", Does: lang.L("All keys")})
	case p.Choices.Table:
		p.status.SetSelection("",
			widgets.KeyHint{Key: "F2", Does: lang.L("Rename")},
			widgets.KeyHint{Key: "X", Does: lang.L("Select")},
			widgets.KeyHint{Key: lang.L("Shift Down"), Does: lang.L("Extend")}, all)
	default:
		p.status.SetSelection("",
			widgets.KeyHint{Key: lang.L("Space"), Does: lang.L("Preview")},
			widgets.KeyHint{Key: "E", Does: lang.L("Copy embed")},
			widgets.KeyHint{Key: "L", Does: lang.L("Copy link")}, all)
	}
}

// statusText is the left end of the status bar: what is wrong with the query,
// what goes on, what is selected, or how old what is shown is.
func (p *Page) statusText() (look.IconName, string) {
	icon, text := p.syncText()
	found := ""
	if len(p.found.query.Terms) > 0 {
		found = words.F("%s of %s videos", words.Count(len(p.rows.hits)), words.Count(p.found.total))
	}
	n := p.list().SelectedCount()
	switch {
	case p.mistake != "":
		return look.IconWarning, p.mistake
	case p.doing() != "":
		return look.IconHourglass, p.doing()
	case icon != "":
		return icon, text
	case n == 0:
		return "", words.List(found, text)
	case n > 1 && !p.SideShown():
		return "", words.List(found, words.F("selection %s", p.chosenText()))
	}
	return "", words.List(words.N(n, "%s selected", "%s selected"), p.chosenText())
}

// doing is the job that runs.
func (p *Page) doing() string {
	if p.Jobs == nil {
		return ""
	}
	for _, s := range p.Jobs.States() {
		if s.Running {
			return words.F("%s: %s of %s", words.JobTitle(s.Job.Title), words.Count(s.Dealt()), words.Count(s.Job.Total))
		}
	}
	return ""
}

// chosenText is how long the selected videos play and how large they are.
func (p *Page) chosenText() string {
	if p.chosen.Videos == 0 {
		return ""
	}
	length := ""
	if p.chosen.Seconds > 0 {
		length = uploader.Timecode(time.Duration(p.chosen.Seconds * float64(time.Second)))
	}
	return words.List(length, uploader.Bytes(p.chosen.Bytes))
}

// sumSelection adds up what is selected. While it adds, at most one other sum
// waits.
func (p *Page) sumSelection(s Selection) {
	if s.Count() == 0 || p.index == nil {
		p.chosen = library.Sum{}
		return
	}
	p.sumAgain = p.summing
	if p.summing {
		return
	}
	p.summing = true
	var sum library.Sum
	p.reads.Do(func(ctx context.Context) (err error) {
		sum, err = p.index.Sum(ctx, s.Hits)
		return err
	}, func(err error) {
		p.summing = false
		if p.sumAgain {
			p.sumSelection(p.Selection())
			return
		}
		if err == nil && p.list().SelectedCount() > 0 {
			p.chosen = sum
			p.showStatus()
		}
	})
}
