package signing

import (
	"context"
	"encoding/base64"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"spool/app/apptest"
	"spool/internal/localstream"
	"spool/internal/secret"
	"spool/library"
	"spool/library/stream"
	"spool/library/token"
	"spool/library/token/desk"
	"spool/library/token/issued"
	"spool/widgets"
)

// vault keeps keys in memory.
type vault struct {
	keys  map[string]string
	fails error
}

func (v *vault) Save(_ context.Context, id, private string) error {
	if v.fails == nil {
		v.keys[id] = private
	}
	return v.fails
}
func (v *vault) Remove(_ context.Context, id string) error { delete(v.keys, id); return nil }
func (v *vault) Load(_ context.Context, id string) (string, error) {
	if private, ok := v.keys[id]; ok {
		return private, nil
	}
	return "", secret.ErrNone
}

// stage is the page in a window, over the local Stream.
type stage struct {
	t      *testing.T
	window fyne.Window
	page   *Page
	vault  *vault
	client *stream.Client
	now    time.Time
	toasts []widgets.Toast
	saved  map[string]string
	picked string
	shared string
}

func newStage(t *testing.T) *stage {
	t.Helper()
	server, err := localstream.Open(context.Background(), localstream.Options{Dir: t.TempDir(), RateLimit: -1, Seed: 3, SkipEncoding: true})
	must(t, err)
	t.Cleanup(func() { must(t, server.Close()) })
	s := &stage{t: t, now: time.Now().Truncate(time.Second), saved: map[string]string{}, vault: &vault{keys: map[string]string{}}}
	s.client, err = stream.New(stream.Config{BaseURL: server.BaseURL(), AccountID: server.AccountID(), Token: server.Token()})
	must(t, err)
	record, _, err := issued.Open(t.Context(), filepath.Join(t.TempDir(), "tokens.db"), "test")
	must(t, err)
	t.Cleanup(func() { must(t, record.Close()) })
	clock := func() time.Time { return s.now }
	s.window = apptest.Window(t)
	s.page = NewPage(Params{
		Desk:    desk.New(desk.Params{Stream: s.client, Vault: s.vault, Record: record, Now: clock}),
		Keyring: func(context.Context) error { return s.vault.fails }, Video: s.client.Get,
		Do: apptest.Inline, Toast: func(x widgets.Toast) { s.toasts = append(s.toasts, x) }, Copy: func(string) {},
		Save:      func(name string, data []byte) { s.saved[name] = string(data) },
		PickFile:  func(_ string, chosen func([]byte)) { chosen([]byte(s.picked)) },
		After:     func(time.Duration, func()) func() { return func() {} },
		OpenShare: func(uid string) { s.shared = uid }, Now: clock,
	})
	s.window.SetContent(s.page.Content)
	s.window.Resize(fyne.NewSize(1052, 1600))
	s.page.Refresh()
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// create makes a key by the page and returns its id.
func (s *stage) create(label string) string {
	s.t.Helper()
	apptest.Click(s.t, s.window, "Create key")
	apptest.Type(s.window, label)
	button := "Create key"
	if s.vault.fails != nil {
		button = "Create key and save it…"
	}
	apptest.Click(s.t, s.window, button)
	rows, err := s.page.Desk.Ring.List(s.t.Context())
	must(s.t, err)
	for _, r := range rows {
		if r.Label == label {
			return r.ID
		}
	}
	return ""
}

// issue makes and records a token for the first video.
func (s *stage) issue(key string, t token.Terms) (signed string, v library.Video) {
	s.t.Helper()
	page, err := s.client.List(s.t.Context(), library.Listing{Limit: 1})
	must(s.t, err)
	k, err := s.page.Desk.Ring.Key(s.t.Context(), key)
	must(s.t, err)
	m, err := s.page.Desk.ByKey(s.t.Context(), k, t)
	must(s.t, err)
	tokens, err := m.Sign(s.t.Context(), page.Videos, s.now)
	must(s.t, err)
	must(s.t, m.Remember(s.t.Context(), page.Videos, tokens, "for the review", false))
	s.page.Refresh()
	return tokens[0], page.Videos[0]
}

func TestAKeyIsMadeExportedAndDeleted(t *testing.T) {
	s := newStage(t)
	apptest.See(t, s.window, "No key on this computer", "No token was issued on this computer in the last 7 days.")
	id := s.create("Edit bay")
	if id == "" || s.vault.keys[id] == "" {
		t.Fatal("the key is not in the keyring")
	}
	apptest.See(t, s.window, "Edit bay", "On this computer", "1 of at most 1,000")
	s.toasts[len(s.toasts)-1].OnAction()
	pem := s.saved["spool-key-"+id+".pem"]
	if _, err := token.ParseKey(id, []byte(pem)); err != nil {
		t.Errorf("exported is no key: %v", err)
	}
	s.issue(id, token.Terms{Expires: s.now.Add(time.Hour)})
	s.page.keys.list.Select(widgets.Key(id))
	s.page.keys.chosen()
	apptest.See(t, s.window, "Deleting Edit bay ends 1 valid token of 1 video", "also those made elsewhere with it")
	apptest.Click(t, s.window, "Delete key…")
	apptest.See(t, s.window, "Delete the key Edit bay?", "This can’t be undone.")
	apptest.Click(t, s.window, "Delete key")
	if keys, err := s.client.Keys(t.Context()); err != nil || len(keys) != 0 {
		t.Errorf("Stream has %d keys: %v", len(keys), err)
	}
	if len(s.vault.keys) != 0 {
		t.Error("the keyring still has it")
	}
}

func TestWithoutAKeyringAKeyIsSavedIntoAFile(t *testing.T) {
	s := newStage(t)
	s.vault.fails = errors.New("it is locked")
	id := s.create("Edit bay")
	if pem := s.saved["spool-key-"+id+".pem"]; !strings.Contains(pem, "PRIVATE KEY") {
		t.Errorf("saved are %d files", len(s.saved))
	}
}

func TestImportsThatAreWrongAreRefusedAndKeepTheText(t *testing.T) {
	s := newStage(t)
	id := s.create("Edit bay")
	key, err := s.page.Desk.Ring.Key(t.Context(), id)
	must(t, err)
	must(t, s.page.Desk.Ring.Forget(t.Context(), id))
	s.page.Refresh()
	apptest.See(t, s.window, "On Stream only")
	apptest.Click(t, s.window, "Import…")
	s.picked = string(key.PEM()[:300])
	apptest.Click(t, s.window, "Choose a file…")
	apptest.Click(t, s.window, "Import key")
	apptest.See(t, s.window, "cut off")
	s.picked = string(key.PEM())
	apptest.Click(t, s.window, "Choose a file…")
	apptest.Click(t, s.window, "Import key")
	apptest.See(t, s.window, "id is missing")
	apptest.TabTo(t, s.window, func(f fyne.Focusable) bool {
		e, is := f.(interface{ AcceptsTab() bool })
		return is && !e.AcceptsTab()
	})
	apptest.Type(s.window, id)
	apptest.Click(t, s.window, "Import key")
	if s.vault.keys[id] == "" {
		t.Errorf("the key is not here: %q", apptest.Texts(s.window))
	}
	apptest.See(t, s.window, "On this computer")
}

func TestAKeyOfAnotherAccountIsRefused(t *testing.T) {
	s, other := newStage(t), newStage(t)
	id := other.create("Theirs")
	key, err := other.page.Desk.Ring.Key(t.Context(), id)
	must(t, err)
	s.page.keys.take(key, "", func(err error) {
		if !errors.Is(err, token.ErrForeignKey) {
			t.Errorf("the key of another account is answered %v", err)
		}
	})
}

func TestIssuedTokensAreFoundTestedAndListedByKey(t *testing.T) {
	s := newStage(t)
	id := s.create("Edit bay")
	rule := library.AccessRule{Type: token.RuleCountry, Action: token.Allow, Country: []string{"IS"}}
	nobody := library.AccessRule{Type: token.RuleAny, Action: token.Block}
	_, v := s.issue(id, token.Terms{Expires: s.now.Add(2 * time.Hour), Rules: []library.AccessRule{rule, nobody}})
	s.issue(id, token.Terms{Expires: s.now.Add(3 * time.Minute), Downloadable: true})
	apptest.See(t, s.window, v.Name(), "IS, others no", "Anyone, with download", "3 min 00 s", "for the review")
	s.page.issued.search.SetText("iceland")
	s.page.issued.read()
	if len(s.page.issued.rows) != 1 {
		t.Fatalf("found are %d tokens", len(s.page.issued.rows))
	}
	s.page.issued.list.Select(s.page.issued.Key(0, 0))
	s.page.issued.chosen()
	s.page.tester.Ask("198.51.100.24", "DE")
	apptest.See(t, s.window, "Doesn’t play", "Rule 2 decides: anyone is blocked.")
	s.page.issued.again()
	if s.shared != v.UID {
		t.Errorf("issued again is %q", s.shared)
	}
	s.page.issued.export()
	for name, text := range s.saved {
		if strings.HasSuffix(name, ".csv") && (!strings.Contains(text, v.UID) || strings.Contains(text, "eyJ")) {
			t.Errorf("exported is %q", text)
		}
	}
	s.now = s.now.Add(10 * time.Minute)
	s.page.issued.listOf(id)
	apptest.See(t, s.window, "Ended")
}

func TestDecodingSaysWhyATokenWontPlay(t *testing.T) {
	s := newStage(t)
	id := s.create("Edit bay")
	signed, v := s.issue(id, token.Terms{Expires: s.now.Add(time.Hour)})
	paste := func(text string) {
		s.page.decode.field.SetText(text)
		s.page.decode.read()
	}
	paste("https://customer-x.example.com/" + signed + "/watch")
	apptest.See(t, s.window, "Plays for 1 h 00 min more", "Good, RS256, Edit bay", v.Name(), "Issued here")
	s.now = s.now.Add(74 * time.Minute)
	s.page.tick()
	apptest.See(t, s.window, "Won’t play: it ended 14 min ago", "Everything else about it is right")
	apptest.Click(t, s.window, "Issue again…")
	if s.shared != v.UID {
		t.Errorf("issued again is %q", s.shared)
	}
	paste(signed[:len(signed)-20] + "AAAAAAAAAAAAAAAAAAAA")
	apptest.See(t, s.window, "the signature is wrong")
	paste(signed[:strings.LastIndex(signed, ".")])
	apptest.See(t, s.window, "The token is cut off")
	paste("eyJhbGciOiJSUzI1NiJ9." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"u","accessRules":"DE"}`)) + ".c2ln")
	apptest.See(t, s.window, "Its access rules can’t be read.", "Doesn’t play")
	paste("no token at all")
	apptest.See(t, s.window, "There is no signed token in this text")
	if s.page.decode.field.Text() != "no token at all" {
		t.Error("what was pasted is gone")
	}
	must(t, s.page.Desk.Ring.Delete(t.Context(), id))
	paste(signed)
	apptest.Click(t, s.window, "Ask Stream as well")
	apptest.See(t, s.window, "Won’t play")
}
