package download_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"spool/library/download"
)

// content is what is saved: 3 MiB that repeat nowhere.
var content = func() []byte {
	b := make([]byte, 3<<20)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}()

// server serves one file that a test may change, cut off or forbid.
type server struct {
	*httptest.Server
	mu      sync.Mutex
	file    []byte
	etag    string
	sent    atomic.Int64
	answers []func(http.ResponseWriter, *http.Request) bool // one per request; true where it is answered
}

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{file: content, etag: `"one"`}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		var answer func(http.ResponseWriter, *http.Request) bool
		if len(s.answers) > 0 {
			answer, s.answers = s.answers[0], s.answers[1:]
		}
		if s.etag != "" {
			w.Header().Set("ETag", s.etag)
		}
		s.mu.Unlock()
		if answer != nil && answer(w, r) {
			return
		}
		s.mu.Lock()
		file := s.file
		s.mu.Unlock()
		http.ServeContent(counting{w, &s.sent}, r, "", time.Time{}, bytes.NewReader(file))
	}))
	t.Cleanup(s.Close)
	return s
}

type counting struct {
	http.ResponseWriter
	n *atomic.Int64
}

func (c counting) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.n.Add(int64(n))
	return n, err
}

// cut answers as usual, but ends the connection after n bytes of body.
func (s *server) cut(n int) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		s.mu.Lock()
		file := s.file
		s.mu.Unlock()
		http.ServeContent(&cutting{ResponseWriter: counting{w, &s.sent}, left: n}, r, "", time.Time{}, bytes.NewReader(file))
		panic(http.ErrAbortHandler)
	}
}

type cutting struct {
	http.ResponseWriter
	left int
}

func (c *cutting) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b[:min(len(b), c.left)])
	if c.left -= n; c.left == 0 && err == nil {
		err = errors.New("cut")
	}
	return n, err
}

func status(code int, header ...string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, _ *http.Request) bool {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		return true
	}
}

func (s *server) job(folder string) download.Job {
	return download.Job{
		Source: "uid default", Folder: folder, Name: "film.mp4",
		Address: func(context.Context) (string, error) { return s.URL + "/secret-token/default.mp4", nil },
	}
}

// saver does not wait between attempts, and remembers how long it would have.
func saver(waits *[]time.Duration) *download.Saver {
	return download.NewSaver(download.Options{Sleep: func(ctx context.Context, d time.Duration) error {
		if waits != nil {
			*waits = append(*waits, d)
		}
		return ctx.Err()
	}})
}

// files are all files below a folder.
func files(t *testing.T, folder string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(folder, path)
			all = append(all, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func expectWhole(t *testing.T, folder, name string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s has %d bytes and is not what was served (%d)", name, len(got), len(want))
	}
}

func TestAFileIsSavedWholeAndNothingElseIsLeft(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	var last atomic.Int64
	job := s.job(folder)
	job.Name = "crew/film.mp4"
	job.OnProgress = func(done, all int64) {
		if all != int64(len(content)) {
			t.Errorf("progress of %d", all)
		}
		last.Store(done)
	}
	saved, err := saver(nil).Save(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	if want := (download.Saved{Name: "crew/film.mp4", Size: int64(len(content)), Verified: true}); saved != want {
		t.Errorf("got %+v, want %+v", saved, want)
	}
	if last.Load() != int64(len(content)) {
		t.Errorf("the last progress was %d", last.Load())
	}
	expectWhole(t, folder, "crew/film.mp4", content)
	if entries := files(t, folder); len(entries) != 1 {
		t.Errorf("the folder holds %q", entries)
	}
	if _, err := os.Stat(filepath.Join(folder, ".spool")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the hidden folder stays: %v", err)
	}
}

func TestWhatTheNetworkDoes(t *testing.T) {
	other := append([]byte("another file, "), content[:2<<20]...)
	change := func(s *server, file []byte, etag string) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, _ *http.Request) bool {
			s.mu.Lock()
			s.file, s.etag = file, etag
			s.mu.Unlock()
			w.Header().Set("ETag", etag)
			return false
		}
	}
	whole := int64(len(content))
	for _, tt := range []struct {
		name    string
		answers func(*server) []func(http.ResponseWriter, *http.Request) bool
		file    []byte
		err     error
		sent    int64 // 0: not looked at
	}{
		{"breaks off twice", func(s *server) []func(http.ResponseWriter, *http.Request) bool {
			return []func(http.ResponseWriter, *http.Request) bool{s.cut(1 << 20), s.cut(1 << 20)}
		}, content, nil, whole},
		{"breaks off again and again, each time further", func(s *server) []func(http.ResponseWriter, *http.Request) bool {
			var all []func(http.ResponseWriter, *http.Request) bool
			for range 20 {
				all = append(all, s.cut(100_000))
			}
			return all
		}, content, nil, whole},
		{"never gets anywhere", func(s *server) []func(http.ResponseWriter, *http.Request) bool {
			var all []func(http.ResponseWriter, *http.Request) bool
			for range 20 {
				all = append(all, s.cut(0))
			}
			return all
		}, nil, download.ErrIncomplete, 0},
		{"changes in between", func(s *server) []func(http.ResponseWriter, *http.Request) bool {
			return []func(http.ResponseWriter, *http.Request) bool{s.cut(1 << 20), change(s, other, `"two"`)}
		}, other, nil, 0},
		{"changes its length, without an ETag", func(s *server) []func(http.ResponseWriter, *http.Request) bool {
			s.etag = ""
			return []func(http.ResponseWriter, *http.Request) bool{s.cut(1 << 20), change(s, other, "")}
		}, other, nil, 0},
		{"becomes shorter than what has arrived", func(s *server) []func(http.ResponseWriter, *http.Request) bool {
			s.etag = ""
			return []func(http.ResponseWriter, *http.Request) bool{s.cut(1 << 20), change(s, other[:1000], "")}
		}, other[:1000], nil, 0},
		{"changes every time", func(s *server) []func(http.ResponseWriter, *http.Request) bool {
			var all []func(http.ResponseWriter, *http.Request) bool
			for i := range 10 {
				tag := change(s, content, fmt.Sprintf(`"%d"`, i))
				all = append(all, func(w http.ResponseWriter, r *http.Request) bool { tag(w, r); return s.cut(1<<20)(w, r) })
			}
			return all
		}, nil, download.ErrChanging, 0},
		{"knows no ranges", func(s *server) []func(http.ResponseWriter, *http.Request) bool {
			drop := func(_ http.ResponseWriter, r *http.Request) bool { r.Header.Del("Range"); return false }
			return []func(http.ResponseWriter, *http.Request) bool{s.cut(1 << 20), drop}
		}, content, nil, whole + 1<<20},
		{"is busy", func(*server) []func(http.ResponseWriter, *http.Request) bool {
			return []func(http.ResponseWriter, *http.Request) bool{status(503), status(429, "Retry-After", "7"), status(500)}
		}, content, nil, whole},
		{"lets the token run out", func(s *server) []func(http.ResponseWriter, *http.Request) bool {
			return []func(http.ResponseWriter, *http.Request) bool{s.cut(1 << 20), status(403)}
		}, content, nil, whole},
		{"forbids it", func(*server) []func(http.ResponseWriter, *http.Request) bool {
			return []func(http.ResponseWriter, *http.Request) bool{status(403), status(401)}
		}, nil, download.ErrForbidden, 0},
		{"has no such file", func(*server) []func(http.ResponseWriter, *http.Request) bool {
			return []func(http.ResponseWriter, *http.Request) bool{status(404)}
		}, nil, download.ErrGone, 0},
	} {
		s, folder := newServer(t), t.TempDir()
		s.answers = tt.answers(s)
		saved, err := saver(nil).Save(t.Context(), s.job(folder))
		if !errors.Is(err, tt.err) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.err)
			continue
		}
		if err != nil {
			if strings.Contains(err.Error(), "secret-token") {
				t.Errorf("%s: the error tells the address: %v", tt.name, err)
			}
			if _, err := os.Stat(filepath.Join(folder, "film.mp4")); err == nil {
				t.Errorf("%s: there is a file", tt.name)
			}
			continue
		}
		if !saved.Verified {
			t.Errorf("%s: the length is not verified", tt.name)
		}
		expectWhole(t, folder, "film.mp4", tt.file)
		// What was under way when the connection ended counts as sent.
		if got := s.sent.Load(); tt.sent > 0 && (got < tt.sent || got > tt.sent+tt.sent/10) {
			t.Errorf("%s: %d bytes were sent, want %d", tt.name, got, tt.sent)
		}
	}
}

func TestASaveThatEndedGoesOn(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	s.answers = []func(http.ResponseWriter, *http.Request) bool{s.cut(1 << 20)}
	ctx, cancel := context.WithCancel(t.Context())
	job := s.job(folder)
	job.OnWait = func(error, time.Duration) { cancel() }
	if _, err := saver(nil).Save(ctx, job); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	waiting, err := download.FindUnfinished(folder)
	if err != nil || len(waiting) != 1 || waiting[0].Source != "uid default" || waiting[0].Name != "film.mp4" ||
		waiting[0].Size == 0 || waiting[0].Size > 1<<20 || waiting[0].Length != int64(len(content)) {
		t.Fatalf("waiting: %+v, %v", waiting, err)
	}
	for _, file := range files(t, folder) {
		data, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte("secret-token")) {
			t.Errorf("%s holds the address", file)
		}
	}
	saved, err := saver(nil).Save(t.Context(), s.job(folder))
	if err != nil || saved.Resumed != waiting[0].Size {
		t.Fatalf("got %+v, %v", saved, err)
	}
	expectWhole(t, folder, "film.mp4", content)
	if got := s.sent.Load(); got > int64(len(content))*11/10 {
		t.Errorf("%d bytes were sent for a file of %d", got, len(content))
	}
	if waiting, err := download.FindUnfinished(folder); err != nil || waiting != nil {
		t.Errorf("still waiting: %+v, %v", waiting, err)
	}
}

func TestFilesThatAreThereStayUnlessToldOtherwise(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	old := []byte("mine")
	if err := os.WriteFile(filepath.Join(folder, "film.mp4"), old, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"film (2).mp4", "film (3).mp4"} {
		saved, err := saver(nil).Save(t.Context(), s.job(folder))
		if err != nil || saved.Name != want {
			t.Errorf("got %+v, %v; want %s", saved, err, want)
		}
		expectWhole(t, folder, want, content)
	}
	job := s.job(folder)
	job.Existing = download.Skip
	if saved, err := saver(nil).Save(t.Context(), job); err != nil || !saved.Skipped {
		t.Errorf("skipped: %+v, %v", saved, err)
	}
	expectWhole(t, folder, "film.mp4", old)
	job.Existing = download.Replace
	if saved, err := saver(nil).Save(t.Context(), job); err != nil || saved.Name != "film.mp4" {
		t.Errorf("replaced: %+v, %v", saved, err)
	}
	expectWhole(t, folder, "film.mp4", content)
}

func TestNothingIsSavedOutsideOfTheFolder(t *testing.T) {
	s, base := newServer(t), t.TempDir()
	folder, outside := filepath.Join(base, "in"), filepath.Join(base, "out")
	for _, dir := range []string{folder, outside} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(outside, filepath.Join(folder, "link")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../out/x.mp4", "link/x.mp4", outside + "/x.mp4", "..", ""} {
		job := s.job(folder)
		job.Name = name
		if saved, err := saver(nil).Save(t.Context(), job); err == nil {
			t.Errorf("%q is saved as %+v", name, saved)
		}
	}
	if got := files(t, outside); got != nil {
		t.Errorf("outside there is %q", got)
	}
	job := s.job(filepath.Join(base, "nowhere"))
	if _, err := saver(nil).Save(t.Context(), job); err == nil {
		t.Error("a folder that does not exist is used")
	}
}

func TestTheSameThingIsNotSavedTwiceAtOnce(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	inside, release := make(chan struct{}), make(chan struct{})
	s.answers = []func(http.ResponseWriter, *http.Request) bool{func(http.ResponseWriter, *http.Request) bool {
		close(inside)
		<-release
		return false
	}}
	ended := make(chan error)
	go func() {
		_, err := saver(nil).Save(t.Context(), s.job(folder))
		ended <- err
	}()
	<-inside
	if _, err := saver(nil).Save(t.Context(), s.job(folder)); !errors.Is(err, download.ErrBusy) {
		t.Errorf("a second save: %v", err)
	}
	close(release)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	expectWhole(t, folder, "film.mp4", content)
}

func TestWaitsGrowAndFollowTheServer(t *testing.T) {
	s, folder := newServer(t), t.TempDir()
	for range 4 {
		s.answers = append(s.answers, status(500))
	}
	s.answers = append(s.answers, status(429, "Retry-After", "7"))
	var waits []time.Duration
	if _, err := saver(&waits).Save(t.Context(), s.job(folder)); err != nil {
		t.Fatal(err)
	}
	if len(waits) != 5 || waits[4] != 7*time.Second {
		t.Fatalf("waited %v", waits)
	}
	for i, base := range []time.Duration{500, 1000, 2000, 4000} {
		if w := waits[i]; w < base*3/4*time.Millisecond || w > base*5/4*time.Millisecond {
			t.Errorf("wait %d was %v, want about %v", i+1, w, base*time.Millisecond)
		}
	}
}
