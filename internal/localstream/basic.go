package localstream

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path/filepath"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
	"spool/internal/media"
)

// isForm reports whether the body is a multipart form.
func isForm(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "multipart/form-data"
}

// createBasic takes the whole file in one form (Cloudflare docs, Stream, upload
// video file). What is no video is refused at once, with 10059.
func (s *Server) createBasic(w http.ResponseWriter, r *http.Request) error {
	v := newVideo(rules.Settings{Meta: map[string]any{}}, s.now(), store.Basic)
	if err := s.receive(r, v); err != nil {
		return err
	}
	// A basic upload reserves nothing: what it takes is known once it is
	// examined.
	err := s.expireUploads(r.Context())
	if err == nil {
		err = s.store.Tx(r.Context(), func(tx *store.Tx) error {
			if err := s.reserve(tx, v, 0); err != nil {
				return err
			}
			return tx.Save(v)
		})
	}
	if err != nil {
		return errors.Join(err, removeFile(s.dirs.original(v)))
	}
	return s.received(w, r, v)
}

// received records a file that came in and answers with its video.
func (s *Server) received(w http.ResponseWriter, r *http.Request, v *store.Video) error {
	if err := s.keepOriginal(r.Context(), v.UID, v.Original); err != nil {
		return err
	}
	v, err := s.store.Video(r.Context(), v.UID)
	if err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, s.answerOf(r, v))
}

// receive stores the form's file among the originals and sets v.Original.
func (s *Server) receive(r *http.Request, v *store.Video) error {
	// A form is a little more than its file.
	if r.ContentLength > rules.MaxBasicBytes+maxJSON {
		return envelope.ErrTooLarge.With("the file must be smaller than %d bytes", rules.MaxBasicBytes)
	}
	_, part, err := fileForm(r)
	if err != nil {
		return err
	}
	temp := filepath.Join(s.dirs.uploads(), v.UID+".form")
	if _, err := save(part, temp, rules.MaxBasicBytes); err != nil {
		return err
	}
	if err := s.checkReceived(temp); err != nil {
		return errors.Join(err, removeFile(temp))
	}
	v.Original = v.UID + plainExtension(part.FileName())
	if err := os.Rename(temp, s.dirs.original(v)); err != nil {
		return errors.Join(fmt.Errorf("keep the original of video %s: %w", v.UID, err), removeFile(temp))
	}
	return nil
}

func (s *Server) checkReceived(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	head := make([]byte, 4096)
	n, err := io.ReadFull(file, head)
	if cerr := file.Close(); cerr != nil {
		return cerr
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	if !media.LooksLikeVideo(head[:n]) {
		return envelope.ErrNotVideo
	}
	return nil
}

type directAnswer struct {
	UploadURL         string          `json:"uploadURL"`
	UID               string          `json:"uid"`
	Watermark         json.RawMessage `json:"watermark"`
	ScheduledDeletion *stamp          `json:"scheduledDeletion,omitempty"`
	Creator           *string         `json:"creator,omitempty"`
}

// createDirect reserves a video and hands out the one-time URL its bytes may be
// sent to (Cloudflare docs, Stream, direct creator uploads).
func (s *Server) createDirect(w http.ResponseWriter, r *http.Request) error {
	f, err := readFields(w, r)
	if err != nil {
		return err
	}
	if !f.given("maxDurationSeconds") {
		return envelope.ErrBadRequest.With("required field maxDurationSeconds is missing")
	}
	now := s.now()
	set, err := f.uploadSettings(r, now)
	if err != nil {
		return err
	}
	if err := s.checkLongest(set.MaxDurationSeconds); err != nil {
		return err
	}
	if err := rules.CheckExpiry(set.Expiry, now, s.opts.Quirks.is(QuirkExpiryRange, "any")); err != nil {
		return err
	}
	v := s.pendingVideo(set, now, store.DirectBasic)
	if err := s.savePending(r, v, set); err != nil {
		return err
	}
	return envelope.Write(w, http.StatusOK, directAnswer{
		UploadURL: origin(r) + "/upload/" + v.UID, UID: v.UID, Watermark: v.Watermark,
		ScheduledDeletion: stampOf(v.ScheduledDeletion), Creator: v.Creator,
	})
}

// uploadDirect takes the one form a one-time URL is good for. No token is
// needed; a refused file leaves the URL as it was.
func (s *Server) uploadDirect(w http.ResponseWriter, r *http.Request) error {
	if credentials(r) != "" {
		s.meter.leaked.Add(1)
	}
	allowBrowsers(w)
	uid := r.PathValue("uid")
	defer s.transfers.enter(uid)() // before the time is looked at
	// Before the video is looked at: who comes after this finds it used.
	if _, busy := s.receiving.LoadOrStore(uid, true); busy {
		return envelope.ErrAlreadyUploaded.With("this upload URL is in use")
	}
	defer s.receiving.Delete(uid)
	v, err := s.video(r)
	if err != nil {
		return err
	}
	switch {
	case v.UploadWay != store.DirectBasic:
		return envelope.ErrNotFound
	case v.Uploaded != nil:
		return envelope.ErrAlreadyUploaded.With("this upload URL has been used")
	case s.overdue(v):
		return s.expired()
	}
	if err := s.receive(r, v); err != nil {
		return err
	}
	err = s.keepOriginal(r.Context(), v.UID, v.Original)
	if errors.Is(err, fs.ErrNotExist) {
		return envelope.ErrNotFound // deleted in the meantime
	}
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusOK)
	return nil
}

// directOptions answers a browser that asks before it sends a form.
func (s *Server) directOptions(w http.ResponseWriter, _ *http.Request) error {
	allowBrowsers(w)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// allowBrowsers lets pages of any origin use a one-time URL.
func allowBrowsers(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Methods", "POST, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "*")
}
