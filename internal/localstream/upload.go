package localstream

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// resumeUpload is HEAD and PATCH of an upload made with a token.
func (s *Server) resumeUpload(w http.ResponseWriter, r *http.Request) error {
	return s.transfer(w, r, store.Tus)
}

// resumeOneTime is HEAD and PATCH of a one-time URL, which needs no token. One
// sent along has leaked; it is let through, because Stream ignores it, but
// counted.
func (s *Server) resumeOneTime(w http.ResponseWriter, r *http.Request) error {
	if credentials(r) != "" {
		s.meter.leaked.Add(1)
	}
	allowPages(w, r) // for refusals of ours; tusd says the same again
	return s.transfer(w, r, store.DirectTus)
}

// transfer holds a request against Stream's own rules and hands it to tusd.
func (s *Server) transfer(w http.ResponseWriter, r *http.Request, way store.Way) error {
	w.Header().Set("Tus-Resumable", tusVersion)
	// Before the time is looked at, so that who is let in is spared.
	defer s.transfers.enter(r.PathValue("uid"))()
	v, err := s.video(r)
	if err != nil {
		return err
	}
	if v.UploadWay != way {
		return envelope.ErrNotFound
	}
	if v.Uploaded == nil && s.overdue(v) {
		return s.expired()
	}
	serve := s.tus.HeadFile
	if r.Method == http.MethodPatch {
		if err := checkPatch(r, v); err != nil {
			return err
		}
		r.Body = s.meter.count(v.UID, r.Body)
		serve = s.tus.PatchFile
	}
	r.URL.Path = "/" + v.UID // tusd reads the id from the path
	s.tus.Middleware(http.HandlerFunc(serve)).ServeHTTP(w, r)
	return nil
}

// overdue reports whether the time of a video's upload URL is over. An edit can
// take the end away.
func (s *Server) overdue(v *store.Video) bool {
	return v.UploadExpiry != nil && !s.now().Before(*v.UploadExpiry)
}

// expired is the answer of an upload URL whose time is over.
func (s *Server) expired() error {
	if s.opts.Quirks.is(QuirkExpiredUpload, "404") {
		return envelope.ErrNotFound.With("the upload URL has expired")
	}
	return envelope.ErrGone.With("the upload URL has expired")
}

// checkPatch is the chunk rule, before tusd sees the request. An offset that is
// missing, or not the upload's, is left for tusd to refuse.
func checkPatch(r *http.Request, v *store.Video) error {
	offset, err := strconv.ParseInt(r.Header.Get("Upload-Offset"), 10, 64)
	if err != nil || offset < 0 || v.Uploaded != nil {
		return nil
	}
	return rules.CheckChunk(r.ContentLength, offset, v.UploadLength)
}

// tusOptions tells a client what of tus there is. One-time URLs are used from
// pages of any origin, uploads with a token are not.
func (s *Server) tusOptions(w http.ResponseWriter, r *http.Request) error {
	h := w.Header()
	if r.PathValue("uid") != "" {
		allowPages(w, r)
	}
	h.Set("Tus-Resumable", tusVersion)
	h.Set("Tus-Version", tusVersion)
	h.Set("Tus-Extension", "creation")
	h.Set("Tus-Max-Size", strconv.FormatInt(rules.MaxUploadBytes, 10))
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// finishUpload moves a complete upload among the originals and queues its
// examination. It may be called again when an earlier call was cut short.
func (s *Server) finishUpload(ctx context.Context, uid string) error {
	v, err := s.store.Video(ctx, uid)
	if err != nil {
		return err
	}
	name := originalName(v)
	if err := os.Rename(filepath.Join(s.dirs.uploads(), uid), filepath.Join(s.dirs.originals(), name)); err != nil {
		return fmt.Errorf("keep the original of video %s: %w", uid, err)
	}
	return s.keepOriginal(ctx, uid, name)
}

// keepOriginal records that the file name among the originals is the upload of
// the video, and queues its examination.
func (s *Server) keepOriginal(ctx context.Context, uid, name string) error {
	path := filepath.Join(s.dirs.originals(), name)
	st, err := os.Stat(path)
	if err != nil {
		return err
	}
	err = s.store.Tx(ctx, func(tx *store.Tx) error {
		_, err := tx.Update(uid, s.now(), func(v *store.Video) error {
			now := s.now().UTC()
			v.Original, v.Size, v.Uploaded, v.State = name, st.Size(), &now, rules.Queued
			return nil
		})
		if err != nil {
			return err
		}
		return tx.AddJob(jobExamine, uid, "")
	})
	if errors.Is(err, store.ErrNotFound) {
		return errors.Join(err, removeFile(path)) // deleted while its last bytes came in
	}
	if err != nil {
		return err
	}
	s.work.Wake()
	return removeFile(filepath.Join(s.dirs.uploads(), uid+".info"))
}

// expireUploads gives back what pending videos hold whose upload URL has died
// (Cloudflare docs, Stream, pricing). The videos themselves stay.
func (s *Server) expireUploads(ctx context.Context) error {
	expired, err := s.store.Expired(ctx, s.now())
	if err != nil {
		return err
	}
	for _, uid := range expired {
		if err := s.expireUpload(ctx, uid); err != nil && !errors.Is(err, errStillWanted) && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	return nil
}

// errStillWanted reports an upload that lives on, or has come to its end.
var errStillWanted = errors.New("the upload is still wanted")

// expireUpload gives back what one upload holds, unless bytes are coming in for
// it: those that were let in before the end may be its last.
func (s *Server) expireUpload(ctx context.Context, uid string) error {
	if s.transfers.has(uid) {
		return errStillWanted
	}
	return s.change(ctx, uid, func(_ *store.Tx, v *store.Video) error {
		if v.State != rules.PendingUpload || !s.overdue(v) {
			return errStillWanted
		}
		v.Charged, v.UploadLength = 0, -1
		return s.dirs.removeUpload(uid)
	})
}

// transfers are the uploads that requests are busy with; the zero value has
// none. Its methods may be called from any goroutine.
type transfers struct {
	mu   sync.Mutex
	busy map[string]int
}

// enter counts a request until leave is called.
func (t *transfers) enter(uid string) (leave func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.busy == nil {
		t.busy = map[string]int{}
	}
	t.busy[uid]++
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.busy[uid]--; t.busy[uid] == 0 {
			delete(t.busy, uid)
		}
	}
}

func (t *transfers) has(uid string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.busy[uid] > 0
}
