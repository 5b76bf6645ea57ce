package library

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Field is a field of a video that can be edited, by the name Stream gives it
// (Cloudflare API, Stream, "Edit video details").
type Field string

// Every field of the edit call.
const (
	FieldMeta              Field = "meta"
	FieldCreator           Field = "creator"
	FieldAllowedOrigins    Field = "allowedOrigins"
	FieldRequireSignedURLs Field = "requireSignedURLs"
	FieldThumbnailPct      Field = "thumbnailTimestampPct"
	FieldScheduledDeletion Field = "scheduledDeletion"
	FieldMaxDuration       Field = "maxDurationSeconds"
	FieldUploadExpiry      Field = "uploadExpiry"
	FieldPublicDetails     Field = "publicDetails"
)

// Fields are all editable fields in the order people see them.
var Fields = []Field{
	FieldMeta, FieldCreator, FieldAllowedOrigins, FieldRequireSignedURLs, FieldThumbnailPct,
	FieldScheduledDeletion, FieldMaxDuration, FieldUploadExpiry, FieldPublicDetails,
}

// publicKeys are the keys of publicDetails.
var publicKeys = []string{"title", "share_link", "channel_link", "logo"}

// Path is a place in a video that can be changed by itself: a field, or a key
// of meta or publicDetails, where only the key is compared and merged.
type Path struct {
	Field Field
	// Key is a top-level key of meta, or a key of publicDetails.
	Key string
}

// String is the path as ParsePath reads it: creator, meta.project.
func (p Path) String() string {
	switch p.Field {
	case FieldMeta, FieldPublicDetails, FieldCaptions:
		return string(p.Field) + "." + p.Key
	}
	return string(p.Field)
}

// shortNames are the words people may use for paths.
var shortNames = map[string]Path{
	"name":           {FieldMeta, "name"},
	"origins":        {Field: FieldAllowedOrigins},
	"signed":         {Field: FieldRequireSignedURLs},
	"require-signed": {Field: FieldRequireSignedURLs},
	"thumbnail":      {Field: FieldThumbnailPct},
	"delete-on":      {Field: FieldScheduledDeletion},
	"deletion":       {Field: FieldScheduledDeletion},
	"max-duration":   {Field: FieldMaxDuration},
	"upload-expiry":  {Field: FieldUploadExpiry},
}

// ParsePath reads a path as people write it: Stream's names and the short
// ones of the command line. All behind meta. is one key, dots included; there
// may be nothing behind it, as JSON has a key without a letter.
func ParsePath(s string) (Path, error) {
	if p, ok := shortNames[s]; ok {
		return p, nil
	}
	field, key, dotted := strings.Cut(s, ".")
	switch f := Field(field); {
	case f == FieldMeta && dotted:
		return Path{f, key}, nil
	case f == FieldPublicDetails && slices.Contains(publicKeys, key):
		return Path{f, key}, nil
	case f == FieldPublicDetails && dotted:
		return Path{}, fmt.Errorf("publicDetails has no %q, only %s", key, strings.Join(publicKeys, ", "))
	case !dotted && f != FieldMeta && f != FieldPublicDetails && slices.Contains(Fields, f):
		return Path{Field: f}, nil
	}
	return Path{}, fmt.Errorf("%q can't be edited; what can is name, meta.KEY, creator, allowedOrigins, requireSignedURLs, "+
		"thumbnailTimestampPct, scheduledDeletion, maxDurationSeconds, uploadExpiry and publicDetails.KEY", s)
}

// Value is what stands at a path, nil when nothing does. Fields that always
// have a value give Stream's default.
func (v *Video) Value(p Path) json.RawMessage {
	switch p.Field {
	case FieldMeta:
		return v.Meta[p.Key]
	case FieldCreator:
		return textValue(v.Creator)
	case FieldAllowedOrigins:
		return listValue(v.AllowedOrigins)
	case FieldRequireSignedURLs:
		return strconv.AppendBool(nil, v.RequireSignedURLs)
	case FieldThumbnailPct:
		return strconv.AppendFloat(nil, v.ThumbnailPct, 'f', -1, 64)
	case FieldScheduledDeletion:
		return timeValue(v.ScheduledDeletion)
	case FieldMaxDuration:
		if v.MaxDurationSeconds == 0 {
			return nil
		}
		return strconv.AppendInt(nil, int64(v.MaxDurationSeconds), 10)
	case FieldUploadExpiry:
		return timeValue(v.UploadExpiry)
	}
	return textValue(*v.PublicDetails.key(p.Key))
}

// setValue puts a value at a path of a video that shares nothing with another
// one, see clone. The value fits the path, as those of ParseValue do.
func (v *Video) setValue(p Path, value json.RawMessage) {
	switch p.Field {
	case FieldMeta:
		setOrDelete(v.Meta, p.Key, value)
	case FieldCreator:
		v.Creator = jsonText(value)
	case FieldAllowedOrigins:
		v.AllowedOrigins = parseList(value)
	case FieldRequireSignedURLs:
		v.RequireSignedURLs = string(value) == "true"
	case FieldThumbnailPct:
		v.ThumbnailPct, _ = strconv.ParseFloat(string(value), 64)
	case FieldScheduledDeletion:
		v.ScheduledDeletion, _ = time.Parse(time.RFC3339Nano, jsonText(value))
	case FieldMaxDuration:
		v.MaxDurationSeconds, _ = strconv.Atoi(string(value))
	case FieldUploadExpiry:
		v.UploadExpiry, _ = time.Parse(time.RFC3339Nano, jsonText(value))
	case FieldPublicDetails:
		*v.PublicDetails.key(p.Key) = jsonText(value)
	}
}

// key is the place of a key of publicDetails.
func (d *PublicDetails) key(key string) *string {
	switch key {
	case "title":
		return &d.Title
	case "share_link":
		return &d.ShareLink
	case "channel_link":
		return &d.ChannelLink
	}
	return &d.Logo
}

// clone is a copy that setValue may change.
func (v *Video) clone() *Video {
	c := *v
	c.Meta = maps.Clone(v.Meta)
	if c.Meta == nil {
		c.Meta = Meta{}
	}
	c.AllowedOrigins = slices.Clone(v.AllowedOrigins)
	return &c
}

func parseList(value json.RawMessage) []string {
	var list []string
	if json.Unmarshal(value, &list) != nil {
		return nil
	}
	return list
}

// paths are all places of the video that may hold something: every field, and
// the keys it has.
func (v *Video) paths() []Path {
	var list []Path
	for _, f := range Fields {
		switch f {
		case FieldMeta:
			for _, k := range v.Meta.Keys() {
				list = append(list, Path{f, k})
			}
		case FieldPublicDetails:
			for _, k := range publicKeys {
				list = append(list, Path{f, k})
			}
		default:
			list = append(list, Path{Field: f})
		}
	}
	return list
}

func textValue(s string) json.RawMessage {
	if s == "" {
		return nil
	}
	return mustJSON(s)
}

func listValue(list []string) json.RawMessage {
	if list == nil {
		list = []string{}
	}
	return mustJSON(list)
}

func timeValue(t time.Time) json.RawMessage {
	if t.IsZero() {
		return nil
	}
	return mustJSON(t.UTC().Format(time.RFC3339Nano))
}

// mustJSON is for strings and lists of them, which cannot fail.
func mustJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// ParseValue reads what a person writes for a path; empty text is no value.
// In meta, text is a string, unless it replaces a number, a truth value, a list
// or an object and is one itself.
func ParseValue(p Path, text string, old json.RawMessage) (json.RawMessage, error) {
	switch p.Field {
	case FieldMeta:
		value, kind := strings.TrimSpace(text), kindOf(string(old))
		if kind != "" && kindOf(value) == kind && json.Valid([]byte(value)) {
			return json.RawMessage(value), nil
		}
		return mustJSON(text), nil
	case FieldAllowedOrigins:
		return listValue(splitOrigins(text)), nil
	case FieldRequireSignedURLs:
		yes, err := parseYesNo(text)
		return strconv.AppendBool(nil, yes), err
	case FieldThumbnailPct:
		return parsePercent(text)
	case FieldScheduledDeletion, FieldUploadExpiry:
		return parseMoment(text)
	case FieldMaxDuration:
		if text == "" || text == "none" {
			return nil, nil
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("%q is not a number of seconds, 1 to %d", text, maxDurationCap)
		}
		return strconv.AppendInt(nil, int64(n), 10), nil
	}
	return textValue(text), nil
}

// kindOf tells the kinds of JSON values apart that are not text; all else is of
// the kind "".
func kindOf(value string) string {
	switch {
	case value == "":
		return ""
	case strings.ContainsRune("-0123456789", rune(value[0])):
		return "number"
	case value == "true", value == "false":
		return "truth"
	case value[0] == '[', value[0] == '{':
		return value[:1]
	}
	return ""
}

// cleared is what stands at a path when its value is taken away, nil for
// nothing.
func cleared(p Path) (json.RawMessage, error) {
	switch p.Field {
	case FieldAllowedOrigins:
		return listValue(nil), nil
	case FieldRequireSignedURLs:
		return nil, errTruth
	}
	return nil, nil
}

var errTruth = errors.New("is yes or no: it can only be set")

func splitOrigins(text string) []string {
	var list []string
	for _, o := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' || r == '\r' }) {
		if !slices.Contains(list, o) {
			list = append(list, o)
		}
	}
	return list
}

// parsePercent reads 0.25 or 25%.
func parsePercent(text string) (json.RawMessage, error) {
	number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	// Spreadsheets of many countries write a comma.
	number = strings.Replace(number, ",", ".", 1)
	x, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return nil, fmt.Errorf("%q is not a place between 0 and 1", text)
	}
	if percent {
		x /= 100
	}
	return mustJSONNumber(x)
}

func mustJSONNumber(x float64) (json.RawMessage, error) {
	b, err := json.Marshal(x)
	if err != nil {
		return nil, fmt.Errorf("%g is not a number that can be sent", x)
	}
	return b, nil
}

// parseMoment reads a day (its beginning in UTC) or a moment; never and none
// take the date away.
func parseMoment(text string) (json.RawMessage, error) {
	switch text {
	case "", "never", "none":
		return nil, nil
	}
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly, "2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, text); err == nil {
			return timeValue(t), nil
		}
	}
	return nil, fmt.Errorf("%q is not a date like 2026-12-31, or never", text)
}

// FormatValue is a value as ParseValue reads it back.
func FormatValue(p Path, value json.RawMessage) string {
	if p.Field == FieldAllowedOrigins {
		return strings.Join(parseList(value), ",")
	}
	return jsonText(value)
}
