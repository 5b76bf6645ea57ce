package localstream

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"spool/internal/localstream/envelope"
	"spool/internal/localstream/rules"
)

// maxJSON bounds a JSON body.
const maxJSON = 1 << 20

// fields is a JSON object whose values are decoded one by one, so that a key
// left out, a null and a value can be told apart. Unknown keys are never looked
// at: Stream ignores them in silence (observed in public issue threads).
type fields map[string]json.RawMessage

// readFields reads a request's JSON object. No body at all is an empty object.
func readFields(w http.ResponseWriter, r *http.Request) (fields, error) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxJSON))
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, envelope.ErrTooLarge.With("the body is larger than %d bytes", maxJSON)
		}
		return nil, envelope.ErrDecoding.With("the body could not be read")
	}
	f := fields{}
	if len(raw) == 0 {
		return f, nil
	}
	if err := json.Unmarshal(raw, &f); err != nil || f == nil {
		return nil, envelope.ErrDecoding.With("the body is not a JSON object")
	}
	return f, nil
}

// has reports whether the key is there, be it null.
func (f fields) has(key string) bool { _, ok := f[key]; return ok }

// null reports whether the key is there and null.
func (f fields) null(key string) bool { return string(f[key]) == "null" }

// given reports whether the key is there and not null.
func (f fields) given(key string) bool { return f.has(key) && !f.null(key) }

// decode puts the key's value into to, when it is given; want names the type
// for the refusal.
func (f fields) decode(key string, to any, want string) error {
	if !f.given(key) {
		return nil
	}
	if err := json.Unmarshal(f[key], to); err != nil {
		return envelope.ErrBadRequest.With("%s must be %s", key, want)
	}
	return nil
}

// decodeTime puts the key's RFC 3339 time into to, nil for null.
func (f fields) decodeTime(key string, to **time.Time) error {
	if f.null(key) {
		*to = nil
	}
	var text string
	if err := f.decode(key, &text, "a date in RFC 3339"); err != nil || !f.given(key) {
		return err
	}
	t, err := rules.ParseDate(key, text)
	if err != nil {
		return err
	}
	*to = &t
	return nil
}

// settings reads what may be asked of a new video (Cloudflare TypeScript SDK,
// direct upload, copy and clip share these names). What only some of them know
// is theirs to read.
func (f fields) settings(r *http.Request, now time.Time) (rules.Settings, error) {
	s := rules.Settings{Meta: map[string]any{}, AllowedOrigins: []string{}}
	var watermark struct {
		UID string `json:"uid"`
	}
	for _, err := range []error{
		f.decode("meta", &s.Meta, "an object"),
		f.decode("creator", &s.Creator, "text"),
		f.decode("allowedOrigins", &s.AllowedOrigins, "a list of hosts"),
		f.decode("requireSignedURLs", &s.RequireSignedURLs, "true or false"),
		f.decode("thumbnailTimestampPct", &s.ThumbnailTimestampPct, "a number"),
		f.decode("watermark", &watermark, "an object with a uid"),
		f.decodeTime("scheduledDeletion", &s.ScheduledDeletion),
	} {
		if err != nil {
			return rules.Settings{}, err
		}
	}
	s.Watermark = watermark.UID
	if s.Creator == nil {
		s.Creator = creatorHeader(r)
	}
	return s, s.Check(now)
}

// uploadSettings are settings with what a direct upload knows beside them.
func (f fields) uploadSettings(r *http.Request, now time.Time) (rules.Settings, error) {
	s, err := f.settings(r, now)
	if err != nil {
		return s, err
	}
	for _, err := range []error{
		f.decode("maxDurationSeconds", &s.MaxDurationSeconds, "an integer"),
		f.decodeTime("expiry", &s.Expiry),
	} {
		if err != nil {
			return s, err
		}
	}
	return s, s.Check(now)
}

// namedSettings are settings with the older field name beside meta, as clip and
// copy take them.
func (f fields) namedSettings(r *http.Request, now time.Time) (rules.Settings, error) {
	set, err := f.settings(r, now)
	if err != nil {
		return set, err
	}
	var name string
	if err := f.decode("name", &name, "text"); err != nil {
		return set, err
	}
	if name != "" {
		set.Meta["name"] = name
	}
	return set, nil
}

// creatorHeader returns the Upload-Creator header, nil when there is none.
func creatorHeader(r *http.Request) *string {
	if creator := r.Header.Get("Upload-Creator"); creator != "" {
		return &creator
	}
	return nil
}
