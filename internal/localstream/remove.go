package localstream

import (
	"context"
	"fmt"

	"spool/internal/localstream/store"
)

// removeVideo deletes a video with its files and stops the work on it. The row
// goes first: files without a row are cleared away at the next start, a row
// without files would be a video that is not there.
func (s *Server) removeVideo(ctx context.Context, uid string) error {
	var gone *store.Video
	err := s.store.Tx(ctx, func(tx *store.Tx) (err error) {
		gone, err = tx.DeleteVideo(uid)
		return err
	})
	if err != nil {
		return err
	}
	s.work.Cancel(uid)
	s.meter.forget(uid)
	if err := s.dirs.remove(gone); err != nil {
		return fmt.Errorf("remove the files of video %s: %w", uid, err)
	}
	return nil
}
