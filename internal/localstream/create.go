package localstream

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	tusd "github.com/tus/tusd/v2/pkg/handler"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// createVideo is POST /stream, which two protocols share: TUS, told by its
// header, and the basic upload of a form.
func (s *Server) createVideo(w http.ResponseWriter, r *http.Request) error {
	if r.Header.Get("Tus-Resumable") != "" {
		return s.createTus(w, r)
	}
	if isForm(r) {
		return s.createBasic(w, r)
	}
	return envelope.ErrBadRequest.With("Tus-Resumable or a multipart form with the field file is required")
}

const tusVersion = "1.0.0"

// createTus makes a video that waits for its bytes (Cloudflare API reference,
// initiate video uploads using TUS).
func (s *Server) createTus(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Tus-Resumable", tusVersion)
	length, err := s.tusLength(w, r)
	if err != nil {
		return err
	}
	set, err := rules.ParseMetadata(r.Header.Get("Upload-Metadata"))
	if err != nil {
		return err
	}
	set.Creator = creatorHeader(r)
	now := s.now()
	if err := set.Check(now); err != nil {
		return err
	}
	if err := s.checkLongest(set.MaxDurationSeconds); err != nil {
		return err
	}
	if err := rules.CheckExpiry(set.Expiry, now, s.opts.Quirks.is(QuirkExpiryRange, "any")); err != nil {
		return err
	}
	// Only the query counts; in a body it is ignored (observed in public code).
	way := store.Tus
	if r.URL.Query().Get("direct_user") == "true" {
		way = store.DirectTus
	}
	v := s.pendingVideo(set, now, way)
	v.UploadLength = length
	if err := s.savePending(r, v, set); err != nil {
		return err
	}
	if _, err := s.tusStore.NewUpload(r.Context(), tusd.FileInfo{ID: v.UID, Size: length}); err != nil {
		return fmt.Errorf("prepare the upload of video %s: %w", v.UID, err)
	}
	if length == 0 {
		if err := s.finishUpload(r.Context(), v.UID); err != nil {
			return err
		}
	}
	w.Header().Set("Location", s.uploadURL(r, v))
	w.Header().Set("Stream-Media-Id", v.UID)
	w.WriteHeader(http.StatusCreated)
	return nil
}

// tusLength checks what the protocol asks of a creation and returns the length
// promised. Stream is only known to have the extension creation, so anything
// that belongs to another is refused rather than ignored.
func (s *Server) tusLength(w http.ResponseWriter, r *http.Request) (int64, error) {
	switch {
	case r.Header.Get("Tus-Resumable") != tusVersion:
		w.Header().Set("Tus-Version", tusVersion)
		return 0, envelope.ErrTusVersion.With("Tus-Resumable must be %s", tusVersion)
	case r.Header.Get("Upload-Defer-Length") != "":
		return 0, envelope.ErrBadRequest.With("Upload-Defer-Length is not supported")
	case r.Header.Get("Upload-Concat") != "":
		return 0, envelope.ErrBadRequest.With("Upload-Concat is not supported")
	case r.ContentLength != 0:
		return 0, envelope.ErrBadRequest.With("the body of a creation must be empty")
	}
	length, err := strconv.ParseInt(r.Header.Get("Upload-Length"), 10, 64)
	if err != nil || length < 0 {
		return 0, envelope.ErrBadRequest.With("Upload-Length must be a number of bytes")
	}
	if length > rules.MaxUploadBytes {
		return 0, s.overLimit(envelope.ErrTooLarge.With("Upload-Length must be at most %d", int64(rules.MaxUploadBytes)))
	}
	return length, nil
}

// checkLongest refuses a maxDurationSeconds over what the quirk allows.
func (s *Server) checkLongest(seconds *int) error {
	const shorter = 21_600
	if seconds != nil && *seconds > shorter && s.opts.Quirks.is(QuirkMaxDuration, "21600") {
		return envelope.ErrBadRequest.With("maxDurationSeconds must be at most %d", shorter)
	}
	return nil
}

// pendingVideo is a video made by settings, waiting for its bytes.
func (s *Server) pendingVideo(set rules.Settings, now time.Time, way store.Way) *store.Video {
	expiry := now.Add(rules.TusLifetime)
	if way != store.Tus {
		expiry = now.Add(s.directLifetime())
	}
	if set.Expiry != nil {
		expiry = *set.Expiry
	}
	v := newVideo(set, now, way)
	v.UploadExpiry = &expiry
	return v
}

// directLifetime is how long a one-time URL lives when no expiry is given.
func (s *Server) directLifetime() time.Duration {
	if s.opts.Quirks.is(QuirkDirectExpiry, "24h") {
		return 24 * time.Hour
	}
	return 30 * time.Minute
}

// newVideo is a video with the settings asked for. Its watermark is set by
// savePending, which looks it up.
func newVideo(set rules.Settings, now time.Time, way store.Way) *store.Video {
	v := store.NewVideo(newUID(), now, way)
	v.Meta = set.Meta
	v.Creator = set.Creator
	if set.AllowedOrigins != nil {
		v.AllowedOrigins = set.AllowedOrigins
	}
	v.RequireSignedURLs = set.RequireSignedURLs
	v.ThumbnailTimestampPct = set.ThumbnailTimestampPct
	v.MaxDurationSeconds = set.MaxDurationSeconds
	v.ScheduledDeletion = set.ScheduledDeletion
	return v
}

// savePending saves a new video with the minutes it reserves: what its
// maxDurationSeconds says, 14,400 s for a one-time TUS upload that says nothing
// (observed in public code), none otherwise.
func (s *Server) savePending(r *http.Request, v *store.Video, set rules.Settings) error {
	if v.UploadWay == store.DirectTus && v.MaxDurationSeconds == nil {
		reserved := rules.DirectReserve
		v.MaxDurationSeconds = &reserved
	}
	var seconds float64
	if v.MaxDurationSeconds != nil {
		seconds = float64(*v.MaxDurationSeconds)
	}
	if err := s.expireUploads(r.Context()); err != nil {
		return err
	}
	return s.store.Tx(r.Context(), func(tx *store.Tx) error {
		if err := setWatermark(tx, v, set.Watermark); err != nil {
			return err
		}
		if err := s.reserve(tx, v, seconds); err != nil {
			return err
		}
		return tx.Save(v)
	})
}

// uploadURL is where a TUS upload goes: never the path it was created at, and
// with a query that has to be kept (observed in public code).
func (s *Server) uploadURL(r *http.Request, v *store.Video) string {
	if v.UploadWay == store.DirectTus {
		return origin(r) + "/tus/" + v.UID + "?tusv2=true"
	}
	return origin(r) + apiPrefix + "/accounts/" + s.id.account + "/media/" + v.UID + "?tusv2=true"
}
