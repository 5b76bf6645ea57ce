package library_test

import (
	"encoding/json"
	"slices"
	"testing"

	"spool/library"
)

func TestCompletion(t *testing.T) {
	h := newHouse(t, 0)
	put := func(uid, creator, project string) {
		_, err := h.index.Put(h.ctx, library.Batch{Videos: []library.Video{{
			UID: uid, Creator: creator, Status: library.Status{State: library.StateReady},
			Meta: library.Meta{"project": json.RawMessage(project), "odd key": json.RawMessage(`1`)},
		}}})
		h.must(err)
	}
	put("a", "crew-north", `"coastline"`)
	put("b", "crew-north", `"the coast"`)
	put("c", "studio", `"coastline"`)
	tests := []struct {
		text string
		from int
		want []string
	}{
		{"cre", 0, []string{"creator:", "created:"}},
		{"harbour -si", 8, []string{"-signed:", "-size:"}},
		{"signed:", 0, []string{"signed:yes", "signed:no"}},
		{"creator:", 0, []string{"creator:crew-north", "creator:studio", "creator:none"}},
		{"creator:crew-north,s", 0, []string{"creator:crew-north,studio"}},
		{"meta.", 0, []string{`meta."odd key":`, "meta.project:"}},
		{"meta.project:", 0, []string{"meta.project:coastline", `meta.project:"the coast"`}},
		{"status:r", 0, []string{"status:ready"}},
		{"duration>", 0, nil},
		{"harbour ", 8, nil},
	}
	for _, test := range tests {
		from, list, err := h.Complete(h.ctx, test.text, len(test.text), 10)
		h.must(err)
		var got []string
		for _, c := range list {
			got = append(got, c.Text)
		}
		if test.text == "harbour " && len(got) > 5 {
			got = nil // every key
		}
		if from != test.from || !slices.Equal(got, test.want) {
			t.Errorf("%q: from %d %q, want from %d %q", test.text, from, got, test.from, test.want)
		}
	}
}
