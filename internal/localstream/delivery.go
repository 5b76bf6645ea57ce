package localstream

import (
	"net/http"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// viewed returns the video a delivery path names, once the viewer may see it.
// Every handler of delivery gets its video here and nowhere else.
func (s *Server) viewed(r *http.Request) (*store.Video, error) {
	id := r.PathValue("id")
	if !rules.IsUID(id) {
		return nil, envelope.ErrNotFound
	}
	v, err := s.store.Video(r.Context(), id)
	if err != nil {
		return nil, err
	}
	if v.RequireSignedURLs {
		return nil, envelope.ErrSignedOnly
	}
	return v, nil
}
