package app

import (
	"context"
	"encoding/json"
	"iter"
	"time"

	"spool/app/bulk"
	"spool/app/demo"
	"spool/app/jobs"
	"spool/app/videos"
	"spool/library"
)

// showBulkScene renames the takes of a project while a job runs.
func (s *shell) showBulkScene() error {
	s.open(pageLibrary)
	meta := func(key string) library.Path { return library.Path{Field: library.FieldMeta, Key: key} }
	for _, v := range demo.Edited() {
		s.edit.drafts.Add(v, library.Change{Path: meta("name"), Before: v.Meta["name"], After: json.RawMessage(`"Harbour mouth"`)})
	}
	s.edit.jobs.Demonstrate(jobs.State{
		Job:  library.Job{Kind: library.JobEdit, Title: "Require signed URLs", Total: 148, Waiting: 52, Done: 94, Failed: 2},
		Left: 26 * time.Second, Running: true,
	})
	takes := demo.Takes()
	s.openBulk(bulk.Source{
		Label: "creator:crew-north meta.project:coastline uploaded:2026", Count: len(takes),
		Videos: func(context.Context) iter.Seq2[library.Video, error] {
			return func(yield func(library.Video, error) bool) {
				for _, v := range takes {
					if !yield(v, nil) {
						return
					}
				}
			}
		},
	},
		library.Operation{Verb: library.VerbReplace, Path: meta("name"), Find: "^Coast take ([0-9]+), raw$", Text: "{meta.project}, {created}, take $1", Regexp: true},
		library.Operation{Verb: library.VerbAdd, Path: library.Path{Field: library.FieldAllowedOrigins}, Text: "example.com,*.example.com"},
		library.Operation{Verb: library.VerbSet, Path: meta("season"), Text: "2026"},
		library.Operation{Verb: library.VerbClear, Path: meta("old_ref")})
	s.w.Canvas().Unfocus()
	return nil
}

// showHealthScene opens the finding of the uploads that never came, after two
// repairs.
func (s *shell) showHealthScene() error {
	if s.w.demo == nil {
		return errDemo
	}
	err := s.addDone([]done{
		{library.Job{Kind: library.JobEdit, Title: "Name: Set to"}, 9, 22 * time.Hour},
		{library.Job{Kind: library.JobEdit, Title: "Allowed origins: Add"}, 14, 5 * time.Hour},
	})
	if err != nil {
		return err
	}
	s.edit.health.Unfold(library.FindingStuck)
	s.open(pageHealth)
	return nil
}

// done is a job of a picture: of how many videos, and how long ago.
type done struct {
	job library.Job
	n   int
	age time.Duration
}

// addDone puts jobs into the journal that have ended.
func (s *shell) addDone(list []done) error {
	change := []library.Change{{Path: library.Path{Field: library.FieldMeta, Key: "name"}, Before: json.RawMessage(`"old"`), After: json.RawMessage(`"new"`)}}
	all := demo.Videos()
	for _, made := range list {
		job, at := made.job, s.w.Now().Add(-made.age)
		job.State, job.Created, job.Ended = library.JobDone, at, at
		_, err := s.w.demo.Journal().Add(context.Background(), job, func(yield func(library.Item, error) bool) {
			for _, v := range all[:made.n] {
				if !yield(library.Item{UID: v.UID, Name: v.Name(), State: library.ItemDone, At: at, Changes: change}, nil) {
					return
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// showJournalScene opens the journal over a few changes.
func (s *shell) showJournalScene() error {
	if s.w.demo == nil {
		return errDemo
	}
	err := s.addDone([]done{
		{library.Job{Kind: library.JobDelete, Title: "Delete"}, 1, 26 * time.Hour},
		{library.Job{Kind: library.JobEdit, Title: "Creator: Set to", Source: "command line"}, 14, 3 * time.Hour},
		{library.Job{Kind: library.JobUndo, Title: "Undo: Creator: Set to", Source: "command line", Undoes: 2}, 14, 2 * time.Hour},
		{library.Job{Kind: library.JobEdit, Title: "Name: Find and replace"}, 20, time.Hour},
		{library.Job{Kind: library.JobEdit, Title: "Allowed origins: Add"}, 6, 2 * time.Minute},
	})
	if err != nil {
		return err
	}
	shown := false
	s.library.Watch(func(chosen videos.Selection) {
		if !shown && chosen.Count() > 0 {
			shown = true
			s.showJournal()
		}
	})
	s.open(pageLibrary)
	return s.showLibrary(chosenThree)
}
