package library

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds that Stream documents (Cloudflare API, Stream, "Edit video details";
// docs, "Resumable and large files").
const (
	maxCreator      = 64
	minDeletionDays = 30
	maxDeletionDays = 1096
	maxDurationCap  = 36_000
)

// CheckValue reports why Stream would refuse a value, or take it and not do
// what was meant. A nil value clears the path, which all paths allow but the
// truth value.
func CheckValue(v *Video, p Path, value json.RawMessage, now time.Time) error {
	if err := checkOdd(v, p); err != nil {
		return err
	}
	if value == nil {
		return checkClear(v, p)
	}
	switch p.Field {
	case FieldMeta:
		if !json.Valid(value) {
			return fmt.Errorf("meta.%s is not valid JSON", p.Key)
		}
	case FieldCreator:
		if n := utf8.RuneCountInString(jsonText(value)); n > maxCreator {
			return fmt.Errorf("a creator has at most %d characters, this one has %d", maxCreator, n)
		}
	case FieldAllowedOrigins:
		return checkOrigins(value)
	case FieldThumbnailPct:
		x, err := strconv.ParseFloat(string(value), 64)
		if err != nil || x < 0 || x > 1 {
			return fmt.Errorf("a thumbnail's place is between 0 and 1 (or 0%% and 100%%), not %s", value)
		}
	case FieldScheduledDeletion:
		return checkDeletion(v, value, now)
	case FieldMaxDuration:
		return checkMaxDuration(v, value)
	case FieldUploadExpiry:
		return checkExpiry(v, value, now)
	case FieldPublicDetails:
		return checkPublic(p.Key, jsonText(value))
	}
	return nil
}

// checkOdd: to set a key where meta is no object would throw away what it is.
func checkOdd(v *Video, p Path) error {
	if p.Field == FieldMeta && v.OddMeta != "" {
		return fmt.Errorf("%s can't be changed: the metadata of this video is no object with keys, and is left alone", p)
	}
	return nil
}

func checkClear(v *Video, p Path) error {
	if p.Field == FieldRequireSignedURLs {
		return fmt.Errorf("%s %w", p, errTruth)
	}
	if p.Field == FieldMaxDuration || p.Field == FieldUploadExpiry {
		return checkPending(v, p)
	}
	return nil
}

// checkPending: limits on an upload mean nothing once it is over.
func checkPending(v *Video, p Path) error {
	if v.Status.State != StatePending {
		return fmt.Errorf("%s can only be changed before the upload, this video is %s", p, v.Status.State)
	}
	return nil
}

func checkDeletion(v *Video, value json.RawMessage, now time.Time) error {
	t, err := time.Parse(time.RFC3339Nano, jsonText(value))
	if err != nil {
		return fmt.Errorf("%s is not a date", value)
	}
	created := v.Created
	if created.IsZero() {
		created = now
	}
	first, last := created.AddDate(0, 0, minDeletionDays), created.AddDate(0, 0, maxDeletionDays)
	if t.Before(first) || t.After(last) {
		return fmt.Errorf("a deletion date lies %d to %d days after the upload: for this video from %s to %s",
			minDeletionDays, maxDeletionDays, first.Format(time.DateOnly), last.Format(time.DateOnly))
	}
	if t.Before(now) {
		return fmt.Errorf("%s has passed; delete the video instead", t.Format(time.DateOnly))
	}
	return nil
}

func checkMaxDuration(v *Video, value json.RawMessage) error {
	n, err := strconv.Atoi(string(value))
	if err != nil || n < 1 || n > maxDurationCap {
		return fmt.Errorf("a length limit is 1 to %d seconds, not %s", maxDurationCap, value)
	}
	return checkPending(v, Path{Field: FieldMaxDuration})
}

func checkExpiry(v *Video, value json.RawMessage, now time.Time) error {
	t, err := time.Parse(time.RFC3339Nano, jsonText(value))
	if err != nil || t.Before(now) {
		return fmt.Errorf("an upload's expiry is a date ahead, not %s", jsonText(value))
	}
	return checkPending(v, Path{Field: FieldUploadExpiry})
}

func checkPublic(key, text string) error {
	if key == "title" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || key == "logo") {
		return fmt.Errorf("publicDetails.%s must be a full https address, not %q", key, text)
	}
	return nil
}

func checkOrigins(value json.RawMessage) error {
	var list []string
	if err := json.Unmarshal(value, &list); err != nil {
		return fmt.Errorf("allowed origins are a list of hosts, not %s", value)
	}
	for i, o := range list {
		if err := CheckOrigin(o); err != nil {
			return err
		}
		if slices.Contains(list[:i], o) {
			return fmt.Errorf("%s is in the list twice", o)
		}
	}
	return nil
}

// CheckOrigin reports why an allowed origin would never match a page
// (Cloudflare docs, Stream, "Secure your Stream").
func CheckOrigin(origin string) error {
	if _, after, ok := strings.Cut(origin, "://"); ok {
		return fmt.Errorf("%s has a scheme, which never matches; write %s", origin, strings.TrimRight(after, "/"))
	}
	host, path, ok := strings.Cut(origin, "/")
	if ok {
		return fmt.Errorf("%s has the path /%s, which never matches; write %s", origin, path, host)
	}
	name, port, hasPort := strings.Cut(host, ":")
	if n, err := strconv.Atoi(port); hasPort && (err != nil || n < 1 || n > 65535) {
		return fmt.Errorf("%s has no valid port", origin)
	}
	bare := strings.TrimPrefix(name, "*.")
	if strings.Contains(bare, "*") {
		return fmt.Errorf("in %s the star must be the first part, as in *.example.com", origin)
	}
	if strings.HasPrefix(name, "*.") && !strings.Contains(bare, ".") {
		return fmt.Errorf("%s would cover a whole top-level domain", origin)
	}
	if !hostName(bare) {
		return fmt.Errorf("%q is not a host like example.com", origin)
	}
	return nil
}

func hostName(s string) bool {
	if s == "" || len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		bad := func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
		}
		if strings.ContainsFunc(label, bad) {
			return false
		}
	}
	return true
}
