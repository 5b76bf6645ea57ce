package library

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/big"
	"slices"
)

// Meta is a video's meta object. Values are kept as the JSON they came in,
// so that numbers, nested objects and unusual keys survive unchanged.
type Meta map[string]json.RawMessage

// ParseMeta reads a meta object. Anything that is not an object, which Stream
// should not send but may, gives a nil Meta and false.
func ParseMeta(raw []byte) (Meta, bool) {
	var m Meta
	if json.Unmarshal(raw, &m) != nil || m == nil {
		return nil, false
	}
	return m, true
}

// Text is the value of a top-level key for people: strings without quotes,
// everything else as compact JSON, empty when the key is missing or null.
func (m Meta) Text(key string) string { return jsonText(m[key]) }

// Keys are the top-level keys in order.
func (m Meta) Keys() []string { return slices.Sorted(maps.Keys(m)) }

// jsonText is a JSON value for people.
func jsonText(raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	if raw[0] == '"' {
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return s
		}
	}
	var compact bytes.Buffer
	if json.Compact(&compact, raw) != nil {
		return string(raw)
	}
	return compact.String()
}

// jsonEqual reports whether two JSON values mean the same: key order, blanks,
// escapes and the spelling of a number do not matter. An absent value equals
// only an absent one.
func jsonEqual(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	x, errX := decodeJSON(a)
	y, errY := decodeJSON(b)
	return errX == nil && errY == nil && sameJSON(x, y)
}

func decodeJSON(raw []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

func sameJSON(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, sameJSON)
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, sameJSON)
	case json.Number:
		b, ok := b.(json.Number)
		return ok && sameNumber(a, b)
	}
	return a == b
}

func sameNumber(a, b json.Number) bool {
	if a == b {
		return true
	}
	// A number like 1e999999999 would cost gigabytes to write out.
	if len(a) > 40 || len(b) > 40 || hugeExponent(a) || hugeExponent(b) {
		return false
	}
	x, okX := new(big.Rat).SetString(a.String())
	y, okY := new(big.Rat).SetString(b.String())
	return okX && okY && x.Cmp(y) == 0
}

func hugeExponent(n json.Number) bool {
	i := bytes.IndexAny([]byte(n), "eE")
	return i >= 0 && len(n)-i > 5
}
