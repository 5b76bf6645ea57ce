package localstream

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

const sweepInterval = time.Second

// sweepOften does what the clock asks for until the server closes.
func (s *Server) sweepOften() {
	tick := time.NewTicker(sweepInterval)
	defer tick.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-tick.C:
			if err := s.Sweep(s.ctx); err != nil && s.ctx.Err() == nil {
				s.log.Error("sweep", "err", err)
			}
		}
	}
}

// Sweep does what is due by the clock now: it deletes videos whose scheduled
// deletion has come and gives back what expired uploads held. The server does
// so every second by itself; a test that moves the clock may call it.
func (s *Server) Sweep(ctx context.Context) error {
	due, err := s.store.Due(ctx, s.now())
	if err != nil {
		return err
	}
	for _, uid := range due {
		if err := s.removeVideo(ctx, uid); err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("scheduled deletion: %w", err)
		}
	}
	return s.expireUploads(ctx)
}

// recover puts right what an abrupt end left: uploads whose last byte is in are
// finished, videos without the work they wait for get it, files of videos that
// are gone are removed.
func (s *Server) recover(ctx context.Context) error {
	if err := errors.Join(s.clearStrays(ctx), s.clearSounds(ctx), s.clearPictures(ctx)); err != nil {
		return err
	}
	pending, err := s.store.InState(ctx, rules.PendingUpload)
	if err != nil {
		return err
	}
	for _, uid := range pending {
		if err := s.recoverUpload(ctx, uid); err != nil {
			return fmt.Errorf("upload of video %s: %w", uid, err)
		}
	}
	waiting, err := s.store.InState(ctx, rules.Queued, rules.InProgress)
	if err != nil {
		return err
	}
	for _, uid := range waiting {
		err := s.store.Tx(ctx, func(tx *store.Tx) error {
			if has, err := tx.HasJob(uid); has || err != nil {
				return err
			}
			return tx.AddJob(jobExamine, uid, "")
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) recoverUpload(ctx context.Context, uid string) error {
	v, err := s.store.Video(ctx, uid)
	if err != nil {
		return err
	}
	kept, err := filepath.Glob(filepath.Join(s.dirs.originals(), uid+"*"))
	if err != nil {
		return err
	}
	if len(kept) > 0 {
		return s.keepOriginal(ctx, uid, filepath.Base(kept[0]))
	}
	st, err := os.Stat(filepath.Join(s.dirs.uploads(), uid))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && st.Size() == v.UploadLength {
		return s.finishUpload(ctx, uid)
	}
	return err
}

func (s *Server) clearStrays(ctx context.Context) error {
	return s.dirs.strays(func(uid, path string) error {
		_, err := s.store.Video(ctx, uid)
		if errors.Is(err, store.ErrNotFound) {
			return os.RemoveAll(path)
		}
		return err
	})
}
