package rules

import "encoding/json"

// UnmarshalExact decodes a JSON object into a struct with these keys. Names are
// told apart by case, as RFC 8259 and RFC 7519 have it; encoding/json would take
// EXP for exp.
func UnmarshalExact(raw []byte, to any, keys ...string) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return err
	}
	known := map[string]json.RawMessage{}
	for _, key := range keys {
		if value, ok := all[key]; ok {
			known[key] = value
		}
	}
	exact, err := json.Marshal(known)
	if err != nil {
		return err
	}
	return json.Unmarshal(exact, to)
}
