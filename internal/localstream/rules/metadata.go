package rules

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"spool/internal/localstream/envelope"
)

// ParseMetadata reads an Upload-Metadata header (tus 1.0.0, creation; Cloudflare
// docs, Stream, resumable uploads). Known keys are matched whatever their case,
// others become entries of Meta with their case kept. The values are not yet
// held against their bounds: see Settings.Check.
func ParseMetadata(header string) (Settings, error) {
	s := Settings{Meta: map[string]any{}}
	if strings.TrimSpace(header) == "" {
		return s, nil
	}
	seen := map[string]bool{}
	for _, entry := range strings.Split(header, ",") {
		key, value, err := decodeEntry(entry)
		if err != nil {
			return Settings{}, err
		}
		if seen[strings.ToLower(key)] {
			return Settings{}, envelope.ErrBadRequest.With("Upload-Metadata has the key %q twice", key)
		}
		seen[strings.ToLower(key)] = true
		if err := s.setMetadata(key, value); err != nil {
			return Settings{}, err
		}
	}
	return s, nil
}

func decodeEntry(entry string) (key, value string, err error) {
	// The API description's own sample has a space after the comma, so
	// surrounding space is let through.
	entry = strings.TrimLeft(entry, " ")
	key, coded, _ := strings.Cut(entry, " ")
	if key == "" {
		return "", "", envelope.ErrBadRequest.With("Upload-Metadata has an empty key")
	}
	for _, c := range []byte(key) {
		if c <= ' ' || c >= 0x7f {
			return "", "", envelope.ErrBadRequest.With("Upload-Metadata has a key that is not plain ASCII")
		}
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(strings.TrimRight(coded, " "))
	if err != nil {
		return "", "", envelope.ErrBadRequest.With("Upload-Metadata value of %q is not base64", key)
	}
	if !utf8.Valid(raw) {
		return "", "", envelope.ErrBadRequest.With("Upload-Metadata value of %q is not UTF-8", key)
	}
	return key, string(raw), nil
}

func (s *Settings) setMetadata(key, value string) error {
	bad := func(want string) error {
		return envelope.ErrBadRequest.With("Upload-Metadata value of %q must be %s", key, want)
	}
	switch strings.ToLower(key) {
	case "name":
		s.Meta["name"] = value
	case "requiresignedurls":
		// Presence alone sets it (Cloudflare docs, Stream, resumable uploads).
		s.RequireSignedURLs = true
	case "allowedorigins":
		s.AllowedOrigins = splitList(value)
	case "thumbnailtimestamppct":
		pct, err := ParseNumber(value)
		if err != nil {
			return bad("a number from 0 to 1")
		}
		s.ThumbnailTimestampPct = pct
	case "watermark":
		s.Watermark = value
	case "scheduleddeletion":
		return parseInto(&s.ScheduledDeletion, key, value)
	case "maxdurationseconds":
		n, err := strconv.Atoi(value)
		if err != nil || strings.HasPrefix(value, "+") {
			return bad("an integer")
		}
		s.MaxDurationSeconds = &n
	case "expiry":
		return parseInto(&s.Expiry, key, value)
	default:
		s.Meta[key] = value
	}
	return nil
}

func parseInto(to **time.Time, key, value string) error {
	t, err := ParseDate("Upload-Metadata value of "+key, value)
	if err != nil {
		return err
	}
	*to = &t
	return nil
}

// splitList splits a comma list, trims its items and drops empty ones.
func splitList(value string) []string {
	items := []string{}
	for _, item := range strings.Split(value, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
