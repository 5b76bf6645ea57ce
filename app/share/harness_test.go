package share

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
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
type vault map[string]string

func (v vault) Save(_ context.Context, id, private string) error { v[id] = private; return nil }
func (v vault) Remove(_ context.Context, id string) error        { delete(v, id); return nil }
func (v vault) Load(_ context.Context, id string) (string, error) {
	if private, ok := v[id]; ok {
		return private, nil
	}
	return "", secret.ErrNone
}

// stage is sharing in a window, over the local Stream.
type stage struct {
	t      testing.TB
	client *stream.Client
	desk   *desk.Desk
	window fyne.Window
	params Params
	now    time.Time
	copied string // without a token
	secret string
	toasts []widgets.Toast
	saved  map[string]string
	pages  []string
	timers []timer
	habits Habits
}

type timer struct {
	after time.Duration
	run   func()
}

func newStage(t testing.TB) *stage {
	t.Helper()
	server, err := localstream.Open(context.Background(), localstream.Options{Dir: t.TempDir(), RateLimit: -1, Seed: 4, SkipEncoding: true})
	must(t, err)
	t.Cleanup(func() { must(t, server.Close()) })
	s := &stage{t: t, now: time.Now().Truncate(time.Second), saved: map[string]string{}}
	s.client, err = stream.New(stream.Config{BaseURL: server.BaseURL(), AccountID: server.AccountID(), Token: server.Token()})
	must(t, err)
	record, _, err := issued.Open(t.Context(), filepath.Join(t.TempDir(), "tokens.db"), "test")
	must(t, err)
	t.Cleanup(func() { must(t, record.Close()) })
	s.desk = desk.New(desk.Params{Stream: s.client, Vault: vault{}, Record: record, Now: func() time.Time { return s.now }})
	s.window = apptest.Window(t)
	s.params = Params{
		Desk: s.desk, Do: apptest.Inline, Toast: func(x widgets.Toast) { s.toasts = append(s.toasts, x) },
		Copy: func(x string) { s.copied = x }, CopySecret: func(x string) { s.secret = x },
		Save:    func(name string, data []byte) { s.saved[filepath.Ext(name)] = string(data) },
		Preview: func(page []byte) { s.pages = append(s.pages, string(page)) },
		After: func(d time.Duration, run func()) func() {
			s.timers = append(s.timers, timer{d, run})
			return func() {}
		},
		Change: func(ctx context.Context, v library.Video, patch library.Patch) (library.Video, error) {
			return s.client.Edit(ctx, v.UID, patch)
		},
		Captions: func(context.Context, string) ([]string, error) { return []string{"de", "en"}, nil },
		Keep:     func(h Habits) { s.habits = h },
		Now:      func() time.Time { return s.now },
	}
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// key makes a signing key on this computer.
func (s *stage) key() token.Key {
	s.t.Helper()
	kept, err := s.desk.Ring.Create(s.t.Context(), "Edit bay")
	must(s.t, err)
	return kept.Key
}

// video is a video at Stream with these settings.
func (s *stage) video(patch library.Patch) library.Video {
	s.t.Helper()
	page, err := s.client.List(s.t.Context(), library.Listing{Limit: 20})
	must(s.t, err)
	at := slices.IndexFunc(page.Videos, func(v library.Video) bool { return v.Ready })
	if at < 0 {
		s.t.Fatal("no video is ready")
	}
	clean := library.Patch{
		library.FieldRequireSignedURLs: json.RawMessage("false"), library.FieldAllowedOrigins: json.RawMessage("[]"),
	}
	for field, value := range patch {
		clean[field] = value
	}
	v, err := s.client.Edit(s.t.Context(), page.Videos[at].UID, clean)
	must(s.t, err)
	return v
}

// signedOnly plays with a token only.
func (s *stage) signedOnly() library.Video {
	return s.video(library.Patch{library.FieldRequireSignedURLs: json.RawMessage("true")})
}

// issues are the tokens on record.
func (s *stage) issues() []token.Issue {
	s.t.Helper()
	list, err := s.desk.Record.Find(s.t.Context(), token.Query{})
	must(s.t, err)
	return list
}

// page shows a video's Share tab.
func (s *stage) page(v library.Video) *Page {
	s.t.Helper()
	p := NewPage(s.params)
	p.Show(v)
	s.window.SetContent(p.Content)
	s.window.Resize(fyne.NewSize(1224, 3000)) // all of it in sight
	return p
}

// copier copies over the window.
func (s *stage) copier() *Copier {
	s.window.Resize(fyne.NewSize(1224, 900))
	return &Copier{Params: s.params, Window: s.window.Content()}
}

// press is a key of the library.
func (s *stage) press(key fyne.KeyName, shift bool, videos ...library.Video) {
	s.t.Helper()
	for _, c := range s.copier().Commands() {
		if c.Key == key && c.Shift == shift {
			c.Run(These(videos...))
			return
		}
	}
	s.t.Fatalf("no command has the key %s", key)
}

// decoded reads the token in a text and fails the test unless its signature is
// good.
func (s *stage) decoded(text string) token.Decoded {
	s.t.Helper()
	public, err := s.desk.Ring.Public(s.t.Context())
	must(s.t, err)
	d, err := token.Decode(text, public)
	must(s.t, err)
	if d.Signature != token.SignatureGood {
		s.t.Errorf("the signature is %s", d.Signature)
	}
	return d
}

// toast is what was said last.
func (s *stage) toast() string {
	if len(s.toasts) == 0 {
		return ""
	}
	return s.toasts[len(s.toasts)-1].Text
}

// hears fails the test unless the last toast holds a text.
func (s *stage) hears(text string) {
	s.t.Helper()
	if !strings.Contains(s.toast(), text) {
		s.t.Errorf("it says %q, want %q in it", s.toast(), text)
	}
}

// runTimers runs what was to happen after a time.
func (s *stage) runTimers(after time.Duration) {
	due := s.timers
	s.timers = nil
	for _, x := range due {
		if x.after == after {
			x.run()
		} else {
			s.timers = append(s.timers, x)
		}
	}
}
