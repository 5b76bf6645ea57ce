package health

import (
	"context"
	"iter"

	"fyne.io/fyne/v2/lang"

	"spool/app/jobs"
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
		return lang.L("Replace files…"), func() { p.replace(f) }
	case library.FindingStuck:
		return words.F("Free %s min…", minutes(f.Minutes)), func() { p.free(f.Hits) }
	case library.FindingPublic:
		return lang.L("Add origins…"), func() {
			p.Bulk(f.Hits, title(f.Kind), library.Operation{Verb: library.VerbAdd, Path: library.Path{Field: library.FieldAllowedOrigins}})
		}
	case library.FindingUnsigned:
		return lang.L("Require signing"), func() {
			p.apply(f, lang.L("Require signed URLs"), "%s video is signed now", "%s videos are signed now")
		}
	case library.FindingDeletion:
		return words.F("Keep all %s", n), func() { p.apply(f, lang.L("Take the deletion date away"), "%s video stays", "%s videos stay") }
	case library.FindingCaptions:
		return words.F("Generate %s…", n), func() { p.generate(f) }
	case library.FindingNames:
		return words.F("Rename %s…", n), func() {
			p.Bulk(f.Hits, title(f.Kind), library.Operation{Verb: library.VerbSet, Path: namePath, Text: "{creator} {created} {n:003}"})
		}
	}
	if p.open == f.Kind {
		copies := p.copies(f)
		return words.N(len(copies), "Delete %s copy…", "Delete %s copies…"), func() { p.Delete(p.copies(f)) }
	}
	return words.N(len(f.Groups), "Compare %s pair", "Compare %s pairs"), func() {
		p.unfold(f.Kind)
		p.focus(stop{kind: f.Kind})
	}
}

// begin carries out the repair of a finding, which shows how it goes meanwhile.
func (p *Page) begin(k library.FindingKind, r library.Request, said string) {
	p.Jobs.Begin(r, said, func(job library.Job, err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: words.Capital(err), Failed: true})
			return
		}
		p.mending[k] = job.ID
		p.show()
	})
}

// repairing is the job that repairs a finding, as long as there is something to
// be seen of it: it is at work, rests, or left videos as they were.
func (p *Page) repairing(k library.FindingKind) *jobs.State {
	s := p.Jobs.State(p.mending[k])
	if s == nil && k == library.FindingCaptions {
		s = p.writing()
	}
	if s == nil || !s.Running && !s.Queued && !s.Rests() && s.Job.Failed+s.Job.Conflicts == 0 {
		return nil
	}
	return s
}

// writing is a job of captions that was begun elsewhere or before a restart.
func (p *Page) writing() *jobs.State {
	for _, s := range p.Jobs.States() {
		if s.Job.Kind == library.JobCaptions && (s.Running || s.Queued || s.Rests()) {
			return s
		}
	}
	return nil
}

// JobsChanged brings the page in step with the jobs.
func (p *Page) JobsChanged() {
	if p.report == nil {
		return
	}
	for _, r := range p.rows {
		s := p.repairing(r.finding.Kind)
		if (s != nil) != (r.card != nil) || s != nil && (s.Running || s.Queued) != r.working {
			p.show()
			return
		}
		if s != nil {
			r.card.Show(s)
		}
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
	p.begin(f.Kind, library.Request{Kind: library.JobEdit, Title: title, Items: func(yield func(library.Item, error) bool) {
		for r, err := range library.Preview(p.videos(context.Background(), hits), program) {
			if err != nil {
				yield(library.Item{}, err)
				return
			}
			if r.Err == nil && len(r.Changes) > 0 && !yield(r.Item(), nil) {
				return
			}
		}
	}}, words.N(len(hits), one, many))
}

// remove asks before it deletes videos that are of no use.
func (p *Page) remove(k library.FindingKind, hits library.Hits) {
	if k == library.FindingStuck {
		p.free(hits)
		return
	}
	p.Delete(hits)
}

// free deletes uploads that never came, which hold minutes.
func (p *Page) free(hits library.Hits) {
	var held float64
	p.Do(func(ctx context.Context) error {
		for v, err := range p.videos(ctx, hits) {
			if err != nil {
				return err
			}
			held += float64(v.MaxDurationSeconds) / 60
		}
		return nil
	}, func(err error) {
		if err != nil {
			p.Toast(widgets.Toast{Text: words.Capital(err), Failed: true})
			return
		}
		p.askFree(hits, held)
	})
}

func (p *Page) askFree(hits library.Hits, held float64) {
	widgets.ShowDialog(p.Content, widgets.Dialog{
		Title:   words.N(len(hits), "Delete %s upload that never came?", "Delete %s uploads that never came?"),
		Text:    words.F("Their links have ended and nothing arrived. It frees %s minutes and can’t be undone.", minutes(held)),
		Confirm: words.N(len(hits), "Delete %s upload", "Delete %s uploads"), Danger: true,
		OnConfirm: func() {
			p.begin(library.FindingStuck, library.Request{
				Kind: library.JobDelete, Title: lang.L("Delete uploads that never came"), Items: p.items(hits),
			}, words.N(len(hits), "%s upload deleted", "%s uploads deleted"))
		},
	})
}

// items are videos of the index as items of a job, with these changes each.
func (p *Page) items(hits library.Hits, changes ...library.Change) iter.Seq2[library.Item, error] {
	return library.ItemsOf(p.videos(context.Background(), hits), changes...)
}

// videos reads videos of the index in steps.
func (p *Page) videos(ctx context.Context, hits library.Hits) iter.Seq2[library.Video, error] {
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
