package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"spool/app/apptest"
	"spool/app/async"
	"spool/app/queue"
	"spool/app/welcome"
	"spool/internal/filepick"
	"spool/library"
	tokens "spool/library/token/desk"
	"spool/uploader"
	"spool/widgets"
	"spool/widgets/look"
)

// desk is a window over a host that only notes what it is told.
type desk struct {
	t      *testing.T
	window *Window
	host   *fakeHost
	quits  int
	posted chan func() // what waits for Fyne's goroutine, which is the test's
	toasts []widgets.Toast
	picked []string
	pick   error
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.NewPlain(look.Dark))
	d := &desk{t: t, host: &fakeHost{settings: Settings{Width: 1200, Height: 800}}, posted: make(chan func(), 1000)}
	d.window = New(a, func() { d.quits++ }, Params{
		Host: d.host, Post: func(f func()) { d.posted <- f }, Toast: func(x widgets.Toast) { d.toasts = append(d.toasts, x) }, Now: func() time.Time { return time.Unix(1_770_000_000, 0) },
		Pick: func(context.Context, filepick.Options) ([]string, error) { return d.picked, d.pick },
	})
	t.Cleanup(func() {
		if err := d.window.Stop(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// open shows an account whose queue is a fake.
func (d *desk) open() *fakeSession {
	d.t.Helper()
	s := newFakeSession("a1", "Example Studio")
	d.host.next = s
	d.window.show(s)
	return s
}

// settle returns when every command that was given has been carried out.
func (d *desk) settle() {
	d.t.Helper()
	lines := []*async.Line{d.window.pickers, d.window.adding, d.window.tokens, d.window.finds, d.window.reads, d.window.commands}
	for range 3 { // what a command's end begins, too
		left := len(lines)
		for _, l := range lines {
			l.Do(func(context.Context) error { return nil }, func(error) { left-- })
		}
		for left > 0 {
			(<-d.posted)()
		}
	}
}

// see fails the test unless the texts stand in the window.
func (d *desk) see(texts ...string) {
	d.t.Helper()
	apptest.See(d.t, d.window.Window, texts...)
}

// hear fails the test unless exactly these toasts came since the last time.
func (d *desk) hear(texts ...string) {
	d.t.Helper()
	var heard []string
	for _, toast := range d.toasts {
		heard = append(heard, toast.Text)
	}
	if !slices.Equal(heard, texts) {
		d.t.Errorf("the toasts say %q, want %q", heard, texts)
	}
	d.toasts = nil
}

// ctrl presses a key of the window with Ctrl.
func (d *desk) ctrl(key fyne.KeyName) { d.shortcut(ctrl(key)) }

func (d *desk) shortcut(s fyne.Shortcut) {
	d.t.Helper()
	for _, b := range d.window.bindings {
		if b.shortcut.ShortcutName() == s.ShortcutName() {
			d.window.press(b)
			return
		}
	}
	d.t.Fatalf("the window does not know %s", s.ShortcutName())
}

// files writes files of a content each and returns their folder.
func (d *desk) files(content map[string]string) string {
	d.t.Helper()
	dir := d.t.TempDir()
	for name, text := range content {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	return dir
}

// film is how an MP4 file begins.
const film = "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"

// fakeHost opens the session it was given.
type fakeHost struct {
	mu       sync.Mutex
	settings Settings
	kept     []Settings
	next     Session
	report   welcome.Report
	keyring  error
	fails    error
	told     []string
	accounts []AccountInfo
}

func (h *fakeHost) Account(id string) (uploader.Account, error) {
	return uploader.NewAccount("https://api.today.example.com", id)
}

func (h *fakeHost) Check(_ context.Context, a uploader.Account, token string) (welcome.Report, error) {
	h.note("check " + a.ID + " at " + a.BaseURL + " " + token)
	return h.report, h.fails
}
func (h *fakeHost) Keyring(context.Context) error { return h.keyring }
func (h *fakeHost) Accounts() []AccountInfo       { return h.accounts }
func (h *fakeHost) Open(_ context.Context, a uploader.Account) (Session, error) {
	h.note("open " + a.ID)
	return h.next, h.fails
}

func (h *fakeHost) Connect(_ context.Context, a uploader.Account, token, name string) (Session, error) {
	h.note("connect " + a.ID + " at " + a.BaseURL + " " + token + " " + name)
	return h.next, h.fails
}

func (h *fakeHost) Try(_ context.Context, progress func(string)) (Session, error) {
	progress("Starting")
	h.note("try")
	return h.next, h.fails
}

func (h *fakeHost) Settings() Settings { return h.settings }
func (h *fakeHost) Keep(s Settings) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.kept = append(h.kept, s)
	return h.fails
}
func (h *fakeHost) LogPath() string { return "/home/example/spool.log" }
func (h *fakeHost) Version() string { return "1.2.3" }

func (h *fakeHost) note(what string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.told = append(h.told, what)
}

// fakeSession has a queue in memory and no engine.
type fakeSession struct {
	info    AccountInfo
	signing *tokens.Desk

	mu     sync.Mutex
	jobs   []uploader.Job
	fails  error
	closed int
	usage  library.Usage
}

func newFakeSession(id, name string) *fakeSession {
	return &fakeSession{info: AccountInfo{Account: uploader.Account{BaseURL: "https://api.example.com/client/v4", ID: id}, Name: name}}
}

func (s *fakeSession) Info() AccountInfo             { return s.info }
func (s *fakeSession) Rescued() string               { return "" }
func (s *fakeSession) Queue() Queue                  { return fakeQueue{s: s} }
func (s *fakeSession) Store() queue.Store            { return fakeStore{s} }
func (s *fakeSession) Progress() []uploader.Progress { return nil }
func (s *fakeSession) Failed() error                 { return nil }
func (s *fakeSession) SetParallel(int)               {}
func (s *fakeSession) Videos() *library.Library      { return nil }
func (s *fakeSession) Library() Library              { return fakeLibrary{s} }
func (s *fakeSession) Desks() Desks                  { return Desks{} }
func (s *fakeSession) Frames() FrameSource           { return nil }
func (s *fakeSession) Signing() *tokens.Desk         { return s.signing }
func (s *fakeSession) KeyringWorks(context.Context) error {
	return nil
}

func (s *fakeSession) CaptionLanguages(context.Context, string) ([]string, error) { return nil, nil }

func (s *fakeSession) Still(context.Context, library.Video, time.Duration, int, int) ([]byte, error) {
	return nil, errNoLibrary
}

func (s *fakeSession) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed++
	return nil
}

func (s *fakeSession) names() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for _, j := range s.jobs {
		names = append(names, filepath.Base(j.Path))
	}
	return names
}

// fakeQueue adds; it changes nothing else.
type fakeQueue struct {
	queue.Commands
	s *fakeSession
}

func (q fakeQueue) Add(_ context.Context, _ uploader.Settings, paths ...string) ([]uploader.Added, error) {
	q.s.mu.Lock()
	defer q.s.mu.Unlock()
	if q.s.fails != nil {
		return nil, q.s.fails
	}
	var answers []uploader.Added
paths:
	for _, p := range paths {
		for _, j := range q.s.jobs {
			if j.Path == p {
				answers = append(answers, uploader.Added{Path: p, Job: j})
				continue paths
			}
		}
		j := uploader.Job{ID: int64(len(q.s.jobs) + 1), Path: p, State: uploader.Waiting, Size: 1}
		q.s.jobs = append(q.s.jobs, j)
		answers = append(answers, uploader.Added{Path: p, Job: j, New: true})
	}
	return answers, nil
}

func (q fakeQueue) AddAgain(ctx context.Context, s uploader.Settings, paths ...string) ([]uploader.Added, error) {
	return q.Add(ctx, s, paths...)
}

func (q fakeQueue) Retry(_ context.Context, ids ...int64) error {
	q.s.mu.Lock()
	defer q.s.mu.Unlock()
	for i := range q.s.jobs {
		for _, id := range ids {
			if q.s.jobs[i].ID == id {
				q.s.jobs[i].State, q.s.jobs[i].Cause = uploader.Waiting, uploader.Cause{}
			}
		}
	}
	return nil
}

type fakeStore struct{ s *fakeSession }

func (f fakeStore) Version(context.Context) (int64, error) { return 1, nil }
func (f fakeStore) Briefs(context.Context, uploader.Account) ([]uploader.Brief, error) {
	return nil, nil
}

func (f fakeStore) Jobs(context.Context, uploader.Filter) ([]uploader.Job, error) {
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	return append([]uploader.Job(nil), f.s.jobs...), nil
}

var errNoLibrary = errors.New("no library here")

type fakeLibrary struct{ s *fakeSession }

func (l fakeLibrary) Get(_ context.Context, uid string) (library.Video, error) {
	return library.Video{UID: uid, Status: library.Status{State: library.StateReady}}, nil
}

func (l fakeLibrary) Thumbnail(context.Context, library.Video, int, int) ([]byte, error) {
	return nil, errNoLibrary
}

func (l fakeLibrary) FrameURL(context.Context, library.Video, time.Duration) (string, error) {
	return "", errNoLibrary
}

func (l fakeLibrary) PlayerURL(context.Context, library.Video, time.Duration) (string, error) {
	return "", errNoLibrary
}

func (l fakeLibrary) WatchURL(context.Context, library.Video) (string, error) {
	return "", errNoLibrary
}
func (l fakeLibrary) Usage(context.Context) (library.Usage, error) { return l.s.usage, nil }

var _ fyne.Window = (*Window)(nil)
