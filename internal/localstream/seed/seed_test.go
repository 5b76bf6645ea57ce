package seed_test

import (
	"path/filepath"
	"testing"
	"time"

	"spool/internal/localstream/rules"
	"spool/internal/localstream/seed"
	"spool/internal/localstream/store"
)

func open(t *testing.T) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "stream.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return st
}

func list(t *testing.T, st *store.Store) []*store.Video {
	t.Helper()
	videos, err := st.List(t.Context(), rules.List{}, nil, rules.MaxListLimit)
	if err != nil {
		t.Fatal(err)
	}
	return videos
}

func TestTheSameNumberGivesTheSameLibrary(t *testing.T) {
	now := time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)
	a, b := open(t), open(t)
	for _, step := range []struct {
		st    *store.Store
		count int
		at    time.Time
	}{
		{a, 300, now},
		{b, 100, now},
		{b, 300, now.Add(time.Hour)},
		{b, 50, now},
	} {
		if err := seed.Videos(t.Context(), step.st, step.count, step.at); err != nil {
			t.Fatal(err)
		}
	}
	one, two := list(t, a), list(t, b)
	if len(one) != 300 || len(two) != 300 {
		t.Fatalf("%d and %d videos, want 300", len(one), len(two))
	}
	for i := range one {
		if one[i].UID != two[i].UID || !one[i].Created.Equal(two[i].Created) || one[i].Name() != two[i].Name() {
			t.Fatalf("video %d differs: %v, %v", i, one[i], two[i])
		}
	}
}

func TestASeededLibraryHasEverything(t *testing.T) {
	st := open(t)
	now := time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)
	if err := seed.Videos(t.Context(), st, 1000, now); err != nil {
		t.Fatal(err)
	}
	states, creators, created := map[rules.State]int{}, map[string]int{}, map[time.Time]bool{}
	var signed, origins, marked, captioned int
	for _, v := range list(t, st) {
		states[v.State]++
		if v.Creator != nil {
			creators[*v.Creator]++
		}
		if v.RequireSignedURLs {
			signed++
		}
		if len(v.AllowedOrigins) > 0 {
			origins++
		}
		if v.Watermark != nil {
			marked++
		}
		captions, err := st.Captions(t.Context(), v.UID)
		if err != nil {
			t.Fatal(err)
		}
		captioned += min(1, len(captions))
		if v.Modified.After(now) || created[v.Created] || v.UID == "" || v.Name() == "" {
			t.Errorf("video %s: created %v, modified %v, name %q", v.UID, v.Created, v.Modified, v.Name())
		}
		created[v.Created] = true
	}
	if len(states) != 6 || len(creators) < 8 || signed == 0 || origins == 0 || marked == 0 || captioned == 0 {
		t.Errorf("states %v, creators %v, signed %d, with origins %d, marked %d, captioned %d",
			states, creators, signed, origins, marked, captioned)
	}
}
