package issued_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"spool/library"
	"spool/library/token"
	"spool/library/token/issued"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, path, account string) *issued.Store {
	t.Helper()
	s, _, err := issued.Open(t.Context(), path, account)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestADamagedRecordIsRescued(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("damaged!"), 1024), 0o600); err != nil {
		t.Fatal(err)
	}
	s, rescued, err := issued.Open(t.Context(), path, "acc")
	if err != nil || !strings.Contains(rescued, "tokens.db was damaged") {
		t.Fatalf("%q, %v", rescued, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestTheRecordIsSearchedAndHoldsNoTokens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens.db")
	s := open(t, path, "acc")
	harbour := token.Issue{
		KeyID: "edit", UID: "uid1", Name: "Harbour at Dawn", Note: "for the client review", IssuedAt: noon.Add(-time.Minute),
		Terms: token.Terms{
			Expires: noon.Add(time.Hour), NotBefore: noon, Downloadable: true,
			Rules: []library.AccessRule{{Type: token.RuleCountry, Action: token.Allow, Country: []string{"IS", "NO"}}},
		},
	}
	dunes := token.Issue{
		Batch: "b1", KeyID: "batch", ByAPI: true, UID: "uid2", Name: "Dünen 100%", IssuedAt: noon.Add(-48 * time.Hour),
		Terms: token.Terms{Expires: noon.Add(-24 * time.Hour)}, Token: "kept-on-demand",
	}
	if err := s.Add(t.Context(), []token.Issue{harbour, dunes}, []string{"eyJ.secret.one", "kept-on-demand"}); err != nil {
		t.Fatal(err)
	}
	harbour.ID, dunes.ID = 1, 2
	for name, tt := range map[string]struct {
		query token.Query
		want  []token.Issue
	}{
		"everything":       {token.Query{}, []token.Issue{harbour, dunes}},
		"name":             {token.Query{Text: "HARBOUR dawn"}, []token.Issue{harbour}},
		"umlaut, percent":  {token.Query{Text: "düNEN 100%"}, []token.Issue{dunes}},
		"note":             {token.Query{Text: "client"}, []token.Issue{harbour}},
		"country by name":  {token.Query{Text: "norway"}, []token.Issue{harbour}},
		"rule as typed":    {token.Query{Text: "allow:country:is"}, []token.Issue{harbour}},
		"nothing":          {token.Query{Text: "harbour dünen"}, nil},
		"a wildcard":       {token.Query{Text: "h%dawn"}, nil},
		"key":              {token.Query{KeyID: "batch"}, []token.Issue{dunes}},
		"video":            {token.Query{UID: "uid1"}, []token.Issue{harbour}},
		"of the last day":  {token.Query{Since: noon.Add(-24 * time.Hour)}, []token.Issue{harbour}},
		"alive":            {token.Query{ValidAt: noon}, []token.Issue{harbour}},
		"the newest":       {token.Query{Limit: 1}, []token.Issue{harbour}},
		"valid till later": {token.Query{ValidAt: noon.Add(time.Hour)}, nil},
	} {
		got, err := s.Find(t.Context(), tt.query)
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %+v, %v; want %+v", name, got, err, tt.want)
		}
	}
	if got, found, err := s.ByToken(t.Context(), "eyJ.secret.one"); err != nil || !found || !reflect.DeepEqual(got, harbour) {
		t.Errorf("by its token: %+v, %v, %v", got, found, err)
	}
	if _, found, err := s.ByToken(t.Context(), "eyJ.secret.two"); err != nil || found {
		t.Errorf("by an unknown token: %v, %v", found, err)
	}
	if other, err := open(t, path, "another").Find(t.Context(), token.Query{}); err != nil || len(other) > 0 {
		t.Errorf("another account sees %v, %v", other, err)
	}
	for _, file := range []string{path, path + "-wal"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte("secret.one")) {
			t.Errorf("%s holds a token nobody asked to keep", filepath.Base(file))
		}
	}
}
