package uploader

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Settings are what Stream is told when the video is created, each exactly
// once. The zero value sets nothing.
type Settings struct {
	// Name becomes meta.name; the file's name without extension where empty.
	Name string `json:"name,omitempty"`
	// Meta are further keys of the video's meta.
	Meta map[string]string `json:"meta,omitempty"`
	// AllowedOrigins are hosts without scheme; none means anywhere.
	AllowedOrigins []string `json:"allowedOrigins,omitempty"`
	// RequireSignedURLs makes the video play only with a signed token.
	RequireSignedURLs bool `json:"requireSignedURLs,omitempty"`
	// ThumbnailTimestampPct is 0..1 of the duration; nil leaves Stream's 0.
	ThumbnailTimestampPct *float64 `json:"thumbnailTimestampPct,omitempty"`
	// Watermark is the uid of a watermark profile.
	Watermark string `json:"watermark,omitempty"`
	// Creator is at most 64 characters.
	Creator string `json:"creator,omitempty"`
	// ScheduledDeletion lies 30 to 1096 days ahead; zero means never.
	ScheduledDeletion time.Time `json:"scheduledDeletion,omitzero"`
	// MaxDurationSeconds is 1..36000; zero sends none.
	MaxDurationSeconds int `json:"maxDurationSeconds,omitempty"`
}

// MarkKey is the meta key under which a job's mark travels to Stream.
const MarkKey = "spool-mark"

// Bounds of the creation settings (Cloudflare API reference, Stream; docs,
// resumable uploads).
const (
	maxCreatorLength   = 64
	maxDurationSeconds = 36000
	minDeletionDays    = 30
	maxDeletionDays    = 1096
)

// creationKeys are the Upload-Metadata keys with a meaning of their own at
// Stream; no meta key may be called like one, whatever its case.
var creationKeys = []string{
	"name", "requiresignedurls", "allowedorigins", "thumbnailtimestamppct",
	"watermark", "scheduleddeletion", "maxdurationseconds", "expiry", MarkKey,
}

// Check reports the first setting Stream would refuse, in a sentence.
func (s Settings) Check(now time.Time) error {
	if utf8.RuneCountInString(s.Creator) > maxCreatorLength {
		return fmt.Errorf("the creator has %d characters, Stream takes at most %d", utf8.RuneCountInString(s.Creator), maxCreatorLength)
	}
	if strings.ContainsFunc(s.Creator, func(r rune) bool { return r < 0x20 || r > 0x7e }) {
		return fmt.Errorf("the creator %q holds characters that fit no HTTP header: use plain ASCII", s.Creator)
	}
	if p := s.ThumbnailTimestampPct; p != nil && (*p < 0 || *p > 1 || *p != *p) {
		return fmt.Errorf("the thumbnail position %v is outside 0 to 1", *p)
	}
	if s.MaxDurationSeconds < 0 || s.MaxDurationSeconds > maxDurationSeconds {
		return fmt.Errorf("the longest duration %d s is outside 1 to %d", s.MaxDurationSeconds, maxDurationSeconds)
	}
	if d := s.ScheduledDeletion; !d.IsZero() {
		if d.Before(now.AddDate(0, 0, minDeletionDays)) || d.After(now.AddDate(0, 0, maxDeletionDays)) {
			return fmt.Errorf("the deletion date %s is not %d to %d days ahead", d.Format(time.DateOnly), minDeletionDays, maxDeletionDays)
		}
	}
	for _, o := range s.AllowedOrigins {
		if err := checkOrigin(o); err != nil {
			return err
		}
	}
	return checkMeta(s.Meta)
}

// equal compares what Stream would be told.
func (s Settings) equal(other Settings) bool {
	a, errA := json.Marshal(s)
	b, errB := json.Marshal(other)
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// checkMeta also refuses keys that differ in case only, as Stream does not tell
// them apart.
func checkMeta(meta map[string]string) error {
	seen := make(map[string]string, len(meta))
	for _, k := range slices.Sorted(maps.Keys(meta)) {
		if err := checkMetaKey(k); err != nil {
			return err
		}
		if !utf8.ValidString(meta[k]) {
			return fmt.Errorf("the value of the meta key %q is not UTF-8", k)
		}
		if other, twice := seen[strings.ToLower(k)]; twice {
			return fmt.Errorf("the meta keys %q and %q differ in case only: Stream keeps one of them", other, k)
		}
		seen[strings.ToLower(k)] = k
	}
	return nil
}

func checkOrigin(o string) error {
	switch {
	case o == "":
		return fmt.Errorf("an allowed origin is empty")
	case strings.Contains(o, "://"):
		return fmt.Errorf("the allowed origin %q has a scheme: write only the host, such as example.com", o)
	case strings.ContainsAny(o, "/?#, \t\n"):
		return fmt.Errorf("the allowed origin %q is more than a host: write for example example.com or *.example.com", o)
	}
	return nil
}

func checkMetaKey(k string) error {
	if k == "" || strings.ContainsFunc(k, func(r rune) bool { return r <= 0x20 || r > 0x7e || r == ',' }) {
		return fmt.Errorf("the meta key %q cannot be sent at upload: use plain characters without blanks or commas", k)
	}
	for _, taken := range creationKeys {
		if strings.EqualFold(k, taken) {
			return fmt.Errorf("the meta key %q has a meaning of its own at Stream: use the setting of that name", k)
		}
	}
	return nil
}
