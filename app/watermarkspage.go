package app

import (
	"context"
	"errors"

	"spool/app/queue"
	"spool/app/watermarks"
)

// newWatermarksPage makes the page of watermark profiles.
func (s *shell) newWatermarksPage() *watermarks.Page {
	d := s.desks()
	return watermarks.NewPage(watermarks.Params{
		Tools: s.tools(), Profiles: d.Watermarks, Stills: s.stills(), Videos: d.Samples, Using: d.Marked,
		ShowVideos: func(query string) { s.findInLibrary(query) },
		Counted: func(n int) {
			s.profiles = n
			s.showCounts()
		},
	})
}

// profilesToChoose are the watermarks that a waiting upload can be given.
func (s *shell) profilesToChoose(ctx context.Context) ([]queue.Profile, error) {
	profiles := s.desks().Watermarks
	if profiles == nil {
		return nil, errors.New("the account’s token is not at hand: the queue says what helps")
	}
	found, err := profiles.List(ctx)
	var all []queue.Profile
	for _, w := range found {
		all = append(all, queue.Profile{UID: w.UID, Name: w.Name})
	}
	return all, err
}
