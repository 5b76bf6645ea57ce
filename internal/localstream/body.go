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

// mostMeta is how much meta may take before it is decoded: no character takes more
// than six in JSON, and what is decoded takes many times the room.
const mostMeta = 6 * rules.MaxRoom

// decodeMeta puts meta into to, in place of what is there.
func (f fields) decodeMeta(to *map[string]any) error {
	if !f.given("meta") {
		return nil
	}
	if len(f["meta"]) > mostMeta {
		return envelope.ErrBadRequest.With("meta takes %d bytes, at most %d are kept", len(f["meta"]), rules.MaxRoom)
	}
	*to = map[string]any{} // decoding into a map would merge
	return f.decode("meta", to, "an object")
}

// decodeHosts puts the key's list of texts into to.
func (f fields) decodeHosts(key string, to *[]string) error {
	if !f.given(key) {
		return nil
	}
	var hosts []*string // a null in it would be taken for an empty text
	if err := f.decode(key, &hosts, "a list of hosts"); err != nil {
		return err
	}
	*to = make([]string, len(hosts))
	for i, host := range hosts {
		if host == nil {
			return envelope.ErrBadRequest.With("%s must be a list of hosts", key)
		}
		(*to)[i] = *host
	}
	return nil
}

// decodeWatermark puts the uid of the watermark's profile into to.
func (f fields) decodeWatermark(to *string) error {
	profile := fields{}
	if err := f.decode("watermark", &profile, "an object with a uid"); err != nil || !f.given("watermark") {
		return err
	}
	if err := profile.decode("uid", to, "text"); err != nil {
		return err
	}
	if *to == "" {
		return envelope.ErrBadRequest.With("watermark must be an object with a uid")
	}
	return nil
}

// settings reads what may be asked of a new video (Cloudflare TypeScript SDK,
// direct upload, copy and clip share these names). What only some of them know
// is theirs to read.
func (f fields) settings(r *http.Request, now time.Time) (rules.Settings, error) {
	s := rules.Settings{Meta: map[string]any{}, AllowedOrigins: []string{}}
	for _, err := range []error{
		f.decodeMeta(&s.Meta),
		f.decode("creator", &s.Creator, "text"),
		f.decodeHosts("allowedOrigins", &s.AllowedOrigins),
		f.decode("requireSignedURLs", &s.RequireSignedURLs, "true or false"),
		f.decode("thumbnailTimestampPct", &s.ThumbnailTimestampPct, "a number"),
		f.decodeWatermark(&s.Watermark),
		f.decodeTime("scheduledDeletion", &s.ScheduledDeletion),
	} {
		if err != nil {
			return rules.Settings{}, err
		}
	}
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
	return set, rules.CheckRoom("meta", set.Meta)
}

// creatorHeader returns the Upload-Creator header, nil when there is none.
func creatorHeader(r *http.Request) *string {
	if creator := r.Header.Get("Upload-Creator"); creator != "" {
		return &creator
	}
	return nil
}
