package app

import (
	"spool/app/watermarks"
)

// newWatermarksPage makes the page of watermark profiles.
func (s *shell) newWatermarksPage() *watermarks.Page {
	d := s.desks()
	return watermarks.NewPage(watermarks.Params{
		Tools: s.tools(), Profiles: d.Watermarks, Stills: s.stills(), Videos: d.Samples, Using: d.Marked,
		Counted: func(n int) {
			s.profiles = n
			s.showCounts()
		},
	})
}
