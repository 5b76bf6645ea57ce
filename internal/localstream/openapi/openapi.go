// Package openapi holds the description of everything the local Stream answers.
// It is written by hand from the public documentation, not made from the code,
// so that the one can be held against the other.
package openapi

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed *.yaml
var parts embed.FS

// JSON returns the description as one OpenAPI 3 document. The caller must not
// change it.
func JSON() ([]byte, error) { return document() }

var document = sync.OnceValues(func() ([]byte, error) {
	names, err := fs.Glob(parts, "*.yaml")
	if err != nil {
		return nil, err
	}
	whole := map[string]any{}
	for _, name := range names {
		raw, err := parts.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var part map[string]any
		if err := yaml.Unmarshal(raw, &part); err != nil {
			return nil, fmt.Errorf("description in %s: %w", name, err)
		}
		if err := merge(whole, part); err != nil {
			return nil, fmt.Errorf("description in %s: %w", name, err)
		}
	}
	return json.Marshal(whole)
})

// merge puts a part into the whole; only maps may be in both.
func merge(whole, part map[string]any) error {
	for key, value := range part {
		have, there := whole[key]
		if !there {
			whole[key] = value
			continue
		}
		a, ok := have.(map[string]any)
		b, also := value.(map[string]any)
		if !ok || !also {
			return fmt.Errorf("%s is there twice", key)
		}
		if err := merge(a, b); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}
