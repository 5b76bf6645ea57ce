package queue

import (
	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/uploader"
	"spool/widgets"
)

// selected brings the status bar in step with the selection.
func (p *Page) selected() {
	ids := p.selection(every)
	if len(ids) == 0 {
		p.status.SetSelection("",
			widgets.KeyHint{Key: "Ctrl O", Does: lang.L("Add videos")},
			widgets.KeyHint{Key: "Ctrl V", Does: lang.L("Paste files")},
			widgets.KeyHint{Key: "F1", Does: lang.L("All keys")})
		return
	}
	var rest int64
	for _, id := range ids {
		if b, ok := p.now.Outline.brief(id); ok && !linked(b) {
			rest += b.Size - p.now.sent(b)
		}
	}
	note := words.N(len(ids), "%s selected", "%s selected")
	if rest > 0 {
		note = words.List(note, words.F("%s to go", uploader.Bytes(rest)))
	}
	p.status.SetSelection(note, p.hints()...)
}

// hints are the keys that matter for the selection.
func (p *Page) hints() []widgets.KeyHint {
	remove := widgets.KeyHint{Key: "Del", Does: lang.L("Remove")}
	sooner := widgets.KeyHint{Key: "Alt Up", Does: lang.L("Sooner")}
	switch {
	case len(p.selection(pausable)) > 0:
		return []widgets.KeyHint{{Key: "Space", Does: lang.L("Pause")}, sooner, remove}
	case len(p.selection(resumable)) > 0:
		return []widgets.KeyHint{{Key: "Space", Does: lang.L("Resume")}, sooner, remove}
	case len(p.selection(inState(uploader.Attention))) > 0:
		return []widgets.KeyHint{{Key: "R", Does: lang.L("Retry")}, remove}
	}
	return []widgets.KeyHint{{Key: "Enter", Does: lang.L("Open")}, {Key: "L", Does: lang.L("Copy link")}, remove}
}
