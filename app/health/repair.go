package health

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"spool/app/words"
	"spool/library"
	"spool/widgets"
)

var namePath = library.Path{Field: library.FieldMeta, Key: "name"}

// remedy is the button of a finding: what it says and does.
func (p *Page) remedy(f *library.Finding) (string, func()) {
	n := words.Count(len(f.Hits))
	switch f.Kind {
	case library.FindingErrors:
		return words.F("Show %s", n), func() { p.Find("status:error") }
	case library.FindingStuck:
		return words.F("Free %s min…", words.Count(int(f.Minutes+.5))), func() { p.free(f) }
	case library.FindingPublic:
		return lang.L("Add origins…"), func() {
			p.Bulk(f.Hits, f.Title, library.Operation{Verb: library.VerbAdd, Path: library.Path{Field: library.FieldAllowedOrigins}})
		}
	case library.FindingUnsigned:
		return lang.L("Require signing"), func() {
			p.apply(f, lang.L("Require signed URLs"), "%s video is signed now", "%s videos are signed now")
		}
	case library.FindingDeletion:
		return words.F("Keep all %s", n), func() { p.apply(f, lang.L("Take the deletion date away"), "%s video stays", "%s videos stay") }
	case library.FindingCaptions:
		return words.F("Show %s", n), func() { p.Find("captions:none status:ready") }
	case library.FindingNames:
		return words.F("Rename %s…", n), func() {
			p.Bulk(f.Hits, f.Title, library.Operation{Verb: library.VerbSet, Path: namePath, Text: "{creator} {created} {n:003}"})
		}
	default:
		return lang.L("Compare"), func() { p.unfold(f.Kind) }
	}
}

// apply carries out the repair of a finding at once; the toast takes it back.
func (p *Page) apply(f *library.Finding, title, one, many string) {
	program, err := library.Compile(f.Repair, p.Now())
	if err != nil {
		p.Toast(widgets.Toast{Text: err.Error(), Failed: true})
		return
	}
	hits := f.Hits
	p.Jobs.Begin(library.Request{Kind: library.JobEdit, Title: title, Items: func(yield func(library.Item, error) bool) {
		for r, err := range library.Preview(p.videos(context.Background(), hits), program) {
			if err != nil {
				yield(library.Item{}, err)
				return
			}
			if r.Err == nil && len(r.Changes) > 0 && !yield(r.Item(), nil) {
				return
			}
		}
	}}, words.N(len(hits), one, many), nil)
}

// free deletes uploads that never came, which hold minutes.
func (p *Page) free(f *library.Finding) {
	hits := f.Hits
	widgets.ShowDialog(p.Content, widgets.Dialog{
		Title:   words.N(len(hits), "Delete %s upload that never came?", "Delete %s uploads that never came?"),
		Text:    words.F("Their links have ended and nothing arrived. It frees %s minutes and can’t be undone.", words.Count(int(f.Minutes+.5))),
		Confirm: words.N(len(hits), "Delete %s upload", "Delete %s uploads"), Danger: true,
		OnConfirm: func() {
			p.Jobs.Begin(library.Request{Kind: library.JobDelete, Title: lang.L("Delete uploads that never came"), Items: func(yield func(library.Item, error) bool) {
				for v, err := range p.videos(context.Background(), hits) {
					if !yield(library.Item{UID: v.UID, Name: v.Name()}, err) || err != nil {
						return
					}
				}
			}}, words.N(len(hits), "%s upload deleted", "%s uploads deleted"), nil)
		},
	})
}

// videos reads videos of the index in steps.
func (p *Page) videos(ctx context.Context, hits library.Hits) func(yield func(library.Video, error) bool) {
	const step = 500
	return func(yield func(library.Video, error) bool) {
		for rest := hits; len(rest) > 0; {
			n := min(step, len(rest))
			list, err := p.Library.Index().Videos(ctx, rest[:n])
			if err != nil {
				yield(library.Video{}, err)
				return
			}
			for _, v := range list {
				if v.UID != "" && !yield(v, nil) {
					return
				}
			}
			rest = rest[n:]
		}
	}
}
