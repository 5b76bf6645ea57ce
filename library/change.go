package library

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Change is one touched place with the value it replaces. Nil is no value.
type Change struct {
	Path   Path
	Before json.RawMessage
	After  json.RawMessage
}

// changeJSON is a Change in the journal and in a command's output. No value is
// left out; null is a value, which meta may have.
type changeJSON struct {
	Path   string          `json:"path"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

// MarshalJSON writes the path as text.
func (c Change) MarshalJSON() ([]byte, error) {
	return json.Marshal(changeJSON{c.Path.String(), c.Before, c.After})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Change) UnmarshalJSON(data []byte) error {
	var j changeJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	field, key, _ := strings.Cut(j.Path, ".")
	*c = Change{Path{Field(field), key}, j.Before, j.After}
	return nil
}

// Diff is what makes before into after.
func Diff(before, after *Video) []Change {
	paths := before.paths()
	for _, p := range after.paths() {
		if !slices.Contains(paths, p) {
			paths = append(paths, p)
		}
	}
	var list []Change
	for _, p := range paths {
		old, fresh := before.Value(p), after.Value(p)
		if !jsonEqual(old, fresh) {
			list = append(list, Change{p, old, fresh})
		}
	}
	return list
}

// Inverse takes the changes back.
func Inverse(changes []Change) []Change {
	list := make([]Change, len(changes))
	for i, c := range changes {
		list[i] = Change{c.Path, c.After, c.Before}
	}
	return list
}

// Standing is how a video relates to changes that were planned for it.
type Standing int

// The standings.
const (
	// Ready: every place still has the value that is to be replaced.
	Ready Standing = iota
	// Applied: every place has the new value already.
	Applied
	// Conflicting: a place was changed to something else meanwhile.
	Conflicting
)

// Stand compares changes with the video as it is now. conflicts are the
// changes whose place has neither value.
func Stand(v *Video, changes []Change) (s Standing, conflicts []Change) {
	applied := 0
	for _, c := range changes {
		switch now := v.Value(c.Path); {
		case jsonEqual(now, c.After):
			applied++
		case !jsonEqual(now, c.Before):
			conflicts = append(conflicts, Change{c.Path, now, c.After})
		}
	}
	switch {
	case len(conflicts) > 0:
		return Conflicting, conflicts
	case applied == len(changes):
		return Applied, nil
	}
	return Ready, nil
}

// PatchFor is the call that makes the changes to the video as it is now: only
// touched fields, meta and publicDetails merged with what is there.
func PatchFor(v *Video, changes []Change) Patch {
	patch := Patch{}
	meta, public := maps.Clone(v.Meta), map[string]json.RawMessage{}
	for _, key := range publicKeys {
		if value := v.Value(Path{FieldPublicDetails, key}); value != nil {
			public[key] = value
		}
	}
	for _, c := range changes {
		switch c.Path.Field {
		case FieldMeta:
			if meta == nil {
				meta = Meta{}
			}
			setOrDelete(meta, c.Path.Key, c.After)
			patch[FieldMeta] = mustJSON(meta)
		case FieldPublicDetails:
			// Stream may merge or replace: a cleared key is sent as empty, which
			// clears it either way.
			public[c.Path.Key] = c.After
			if c.After == nil {
				public[c.Path.Key] = json.RawMessage(`""`)
			}
			patch[FieldPublicDetails] = mustJSON(public)
		default:
			patch[c.Path.Field] = c.After
			if c.After == nil {
				patch[c.Path.Field] = json.RawMessage("null")
			}
		}
	}
	return patch
}

func setOrDelete(m map[string]json.RawMessage, key string, value json.RawMessage) {
	if value == nil {
		delete(m, key)
		return
	}
	m[key] = value
}

// String is a change for a line of text.
func (c Change) String() string {
	return fmt.Sprintf("%s: %s -> %s", c.Path, orNone(c.Before), orNone(c.After))
}

func orNone(value json.RawMessage) string {
	if value == nil {
		return "(none)"
	}
	return string(value)
}
