package app

import (
	"context"
	"iter"

	"fyne.io/fyne/v2"

	"spool/app/bulk"
	"spool/app/demo"
	"spool/app/videos"
	"spool/app/words"
	"spool/library"
	"spool/widgets/look"
)

// newBulkPage makes the page that edits many videos.
func (s *shell) newBulkPage() *bulk.Page {
	p := bulk.Params{
		Jobs: s.edit.jobs, Drafted: func(uid string) bool { return len(s.edit.drafts.Of(uid)) > 0 },
		Pictures: demo.Pictures{}, Post: s.w.Post, Toast: s.w.Toast, Back: func() { s.open(s.videoFrom) }, Now: s.w.Now,
	}
	if l := s.videosEngine(); l != nil {
		p.MetaKeys = l.Index().MetaKeys
	}
	if s.session != nil {
		p.Pictures = videoPictures{s}
	}
	page := bulk.NewPage(p)
	s.edit.jobs.OnChange = s.jobsChanged
	return page
}

// jobsChanged shows how the jobs stand now.
func (s *shell) jobsChanged() {
	s.edit.bulk.JobsChanged()
	s.edit.health.JobsChanged()
}

// addBulk lets the library edit what is selected.
func (s *shell) addBulk() {
	s.library.Add(videos.Command{
		Label: "Edit in bulk…", Group: videos.GroupChange, Icon: look.IconEdit, Press: videos.Press{Key: fyne.KeyB},
		Run: func(sel videos.Selection, _ fyne.CanvasObject) { s.openBulk(bulkSource(sel)) },
	})
	s.library.Add(videos.Command{
		Label: "Allowed origins…", Bar: "Allowed origins", Group: videos.GroupChange, Icon: look.IconGlobe,
		Run: func(sel videos.Selection, from fyne.CanvasObject) { s.edit.bulk.Origins(from, bulkSource(sel)) },
	})
	for _, c := range []struct {
		bar  string
		icon look.IconName
		op   library.Operation
	}{
		{"Signed URLs", look.IconLock, library.Operation{Verb: library.VerbSet, Path: library.Path{Field: library.FieldRequireSignedURLs}, Text: "true"}},
		{"Metadata", look.IconTag, library.Operation{Verb: library.VerbSet, Path: library.Path{Field: library.FieldMeta}}},
		{"Creator", look.IconPerson, library.Operation{Verb: library.VerbSet, Path: library.Path{Field: library.FieldCreator}}},
		{"Deletion date", look.IconCalendar, library.Operation{Verb: library.VerbSet, Path: library.Path{Field: library.FieldScheduledDeletion}}},
	} {
		s.library.Add(videos.Command{
			Label: c.bar + "…", Bar: c.bar, Group: videos.GroupChange, Icon: c.icon,
			Run: func(sel videos.Selection, _ fyne.CanvasObject) { s.openBulk(bulkSource(sel), c.op) },
		})
	}
}

// bulkSource is a selection as what is edited.
func bulkSource(sel videos.Selection) bulk.Source {
	label := words.N(sel.Count(), "%s selected", "%s selected")
	if sel.All {
		if query := sel.Query.String(); query != "" {
			label = query
		}
	}
	return bulk.Source{Label: label, Count: sel.Count(), Videos: sel.Videos}
}

// hitsSource is numbers of the index as what is edited.
func hitsSource(index library.Index, hits library.Hits, label string) bulk.Source {
	return bulk.Source{Label: label, Count: len(hits), Videos: func(ctx context.Context) iter.Seq2[library.Video, error] {
		return videosOf(ctx, index, hits)
	}}
}

// videosOf reads videos of the index in steps; those that are gone meanwhile are
// left out.
func videosOf(ctx context.Context, index library.Index, hits library.Hits) iter.Seq2[library.Video, error] {
	const step = 500
	return func(yield func(library.Video, error) bool) {
		for len(hits) > 0 {
			n := min(step, len(hits))
			list, err := index.Videos(ctx, hits[:n])
			if err != nil {
				yield(library.Video{}, err)
				return
			}
			for _, v := range list {
				if v.UID != "" && !yield(v, nil) {
					return
				}
			}
			hits = hits[n:]
		}
	}
}

// openBulk opens the edit of many videos; Back leads to the page that shows now.
func (s *shell) openBulk(src bulk.Source, operations ...library.Operation) {
	s.leaveVideo(func() {
		if s.page != pageBulk && s.page != pageVideo {
			s.videoFrom = s.page
		}
		s.edit.bulk.Open(src, operations)
		s.open(pageBulk)
		if first := s.edit.bulk.First(); first != nil {
			s.w.Canvas().Focus(first)
		}
	})
}

// bulkShortcut is Ctrl Enter on the page, its main button, and Alt Up and Alt
// Down, which move the operation that the keyboard is in.
func (s *shell) bulkShortcut(pressed fyne.Shortcut) bool {
	switch pressed.ShortcutName() {
	case ctrl(fyne.KeyReturn).ShortcutName():
		s.edit.bulk.Begin()
	case alt(fyne.KeyUp).ShortcutName():
		s.edit.bulk.MoveInHand(-1)
	case alt(fyne.KeyDown).ShortcutName():
		s.edit.bulk.MoveInHand(1)
	default:
		return false
	}
	return true
}
