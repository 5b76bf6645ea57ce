package app

import "spool/app/video"

// videoTabs are the tabs of the video page in their order. Each comes from the
// file that wires its package.
func (s *shell) videoTabs() []video.Tab {
	share := s.shareTab
	if s.session == nil {
		share = s.demoShareTab
	}
	return []video.Tab{
		s.detailsTab(),
		s.captionsTab(),
		s.audioTab(),
		s.downloadsTab(),
		share(),
		s.clipTab(),
		s.thumbnailTab(),
	}
}
