package rules

import (
	"encoding/json"
	"math"
	"time"
	"unicode/utf8"

	"spool/internal/localstream/envelope"
)

// Settings is what a caller may ask of a video at its creation, whichever way
// it is created: TUS, direct upload, copy or clip.
type Settings struct {
	Meta                  map[string]any
	Creator               *string
	AllowedOrigins        []string
	RequireSignedURLs     bool
	ThumbnailTimestampPct float64
	// Watermark is the uid of a profile; empty for none.
	Watermark         string
	ScheduledDeletion *time.Time
	// MaxDurationSeconds is nil when the caller gave none.
	MaxDurationSeconds *int
	// Expiry is when the upload URL dies; nil for the default.
	Expiry *time.Time
}

// Check holds the settings against the documented bounds, as of now. Whether
// the watermark exists is for the caller to find out.
func (s Settings) Check(now time.Time) error {
	if err := CheckCreator(s.Creator); err != nil {
		return err
	}
	if err := CheckThumbnailPct(s.ThumbnailTimestampPct); err != nil {
		return err
	}
	if s.MaxDurationSeconds != nil {
		if err := CheckMaxDuration(*s.MaxDurationSeconds); err != nil {
			return err
		}
	}
	if err := CheckScheduledDeletion(s.ScheduledDeletion, now); err != nil {
		return err
	}
	if err := CheckRoom("meta", s.Meta); err != nil {
		return err
	}
	if err := CheckRoom("allowedOrigins", s.AllowedOrigins); err != nil {
		return err
	}
	if s.Watermark != "" && !IsUID(s.Watermark) {
		return envelope.ErrBadRequest.With("watermark must be the uid of a watermark profile")
	}
	return nil
}

// CheckExpiry holds the end of an upload URL's life against the bounds of the
// older documentation page, 2 minutes to 6 hours ahead; the newer page names
// none, then wide is true and any time ahead will do.
func CheckExpiry(expiry *time.Time, now time.Time, wide bool) error {
	if expiry == nil {
		return nil
	}
	ahead := expiry.Sub(now)
	if wide && ahead > 0 {
		return nil
	}
	if ahead < 2*time.Minute || ahead > 6*time.Hour {
		return envelope.ErrBadRequest.With("expiry must be between 2 minutes and 6 hours from now")
	}
	return nil
}

// CheckRoom refuses a value that takes more than MaxRoom bytes as JSON.
func CheckRoom(field string, value any) error {
	raw, err := json.Marshal(value)
	if err == nil && len(raw) > MaxRoom {
		err = envelope.ErrBadRequest.With("%s takes %d bytes, at most %d are kept", field, len(raw), MaxRoom)
	}
	return err
}

// CheckCreator refuses a creator of more than 64 characters (Cloudflare API
// reference, Stream). Nil is no creator.
func CheckCreator(creator *string) error {
	if creator == nil {
		return nil
	}
	if !utf8.ValidString(*creator) {
		return envelope.ErrBadRequest.With("creator must be UTF-8")
	}
	if utf8.RuneCountInString(*creator) > MaxCreatorLen {
		return envelope.ErrBadRequest.With("creator must have at most %d characters", MaxCreatorLen)
	}
	return nil
}

// CheckThumbnailPct refuses a value outside 0..1 (Cloudflare API reference, Stream).
func CheckThumbnailPct(pct float64) error {
	if math.IsNaN(pct) || pct < 0 || pct > 1 {
		return envelope.ErrBadRequest.With("thumbnailTimestampPct must be between 0 and 1")
	}
	return nil
}

// CheckMaxDuration refuses a value outside 1..36000 seconds (Cloudflare API
// reference, Stream; older pages say 21600).
func CheckMaxDuration(seconds int) error {
	if seconds < minMaxDuration || seconds > maxMaxDuration {
		return envelope.ErrBadRequest.With("maxDurationSeconds must be between %d and %d", minMaxDuration, maxMaxDuration)
	}
	return nil
}

// CheckScheduledDeletion refuses a time less than 30 or more than 1096 days
// after created (Cloudflare docs, Stream, resumable uploads). Nil is none.
func CheckScheduledDeletion(at *time.Time, created time.Time) error {
	if at == nil {
		return nil
	}
	if at.Before(created.Add(minDeletionDelay)) || at.After(created.Add(maxDeletionDelay)) {
		return envelope.ErrBadRequest.With("scheduledDeletion must be between 30 and 1096 days after the upload")
	}
	return nil
}

// CheckChunk is Stream's rule for the length of a PATCH at an offset of an
// upload of size bytes (Cloudflare docs, Stream, resumable uploads): at most
// 200 MiB; at least 5 MiB and a multiple of 256 KiB unless it is the last.
func CheckChunk(length, offset, size int64) error {
	switch last := offset+length >= size; {
	case length < 0:
		return envelope.ErrBadRequest.With("Content-Length is missing")
	case length > MaxChunk:
		return envelope.ErrBadRequest.With("chunk of %d bytes is larger than %d", length, MaxChunk)
	case last:
		return nil
	case length < MinChunk:
		return envelope.ErrBadRequest.With("chunk of %d bytes is smaller than %d", length, MinChunk)
	case length%ChunkMultiple != 0:
		return envelope.ErrBadRequest.With("chunk of %d bytes is not a multiple of %d", length, ChunkMultiple)
	}
	return nil
}
