package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"spool/internal/faultproxy"
	"spool/internal/localstream"
	"spool/uploader"
	"spool/uploader/jobstore"
)

// TestMain lets the test binary be the program itself, for tests that kill it.
func TestMain(m *testing.M) {
	if os.Getenv("SPOOL_TEST_AS_PROGRAM") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// stage is a local Stream behind a proxy, and a home of its own.
type stage struct {
	t      *testing.T
	stream *localstream.Server
	proxy  *faultproxy.Proxy
	home   string
	dir    string // for videos
}

func newStage(t *testing.T) *stage {
	t.Helper()
	return newStageOf(t, localstream.Options{SkipEncoding: true, RateLimit: -1})
}

// newStageOf is newStage with another kind of local Stream.
func newStageOf(t *testing.T, o localstream.Options) *stage {
	t.Helper()
	o.Dir = t.TempDir()
	server, err := localstream.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ok(t, server.Close()) })
	proxy, err := faultproxy.Start(server.Origin(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ok(t, proxy.Close()) })
	s := &stage{t: t, stream: server, proxy: proxy, home: t.TempDir(), dir: t.TempDir()}
	s.use(server.AccountID(), server.Token())
	return s
}

// use sets the environment that spool reads.
func (s *stage) use(account, token string) {
	s.t.Setenv("SPOOL_HOME", s.home)
	s.t.Setenv("CLOUDFLARE_ACCOUNT_ID", account)
	s.t.Setenv("CLOUDFLARE_API_TOKEN", token)
	s.t.Setenv("CLOUDFLARE_BASE_URL", s.proxy.URL+"/client/v4")
}

// result is what a command did.
type result struct {
	code     int
	out, err string
}

// spool runs a command in this process.
func (s *stage) spool(args ...string) result {
	s.t.Helper()
	return spoolWith(s.t.Context(), nil, args...)
}

func spoolWith(ctx context.Context, in io.Reader, args ...string) result {
	var out, err bytes.Buffer
	code := run(ctx, args, streams{In: in, Out: &out, Err: &err})
	return result{code, out.String(), err.String()}
}

// want fails the test unless the command ended with the code.
func (r result) want(t *testing.T, code int) result {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit code %d, want %d\nout: %s\nerr: %s", r.code, code, r.out, r.err)
	}
	return r
}

// lines decodes the output of --json.
func (r result) lines(t *testing.T) []map[string]any {
	t.Helper()
	var all []map[string]any
	for scanner := bufio.NewScanner(strings.NewReader(r.out)); scanner.Scan(); {
		var m map[string]any
		if err := json.Unmarshal(scanner.Bytes(), &m); err != nil {
			t.Fatalf("%q is no JSON object: %v", scanner.Text(), err)
		}
		all = append(all, m)
	}
	return all
}

// program is spool as a process of its own.
func (s *stage) program(args ...string) *exec.Cmd {
	self, err := os.Executable()
	ok(s.t, err)
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), "SPOOL_TEST_AS_PROGRAM=1")
	return cmd
}

var (
	sampleOnce sync.Once
	sampleData []byte
	sampleErr  error
)

// sample is a real video of one second, made by ffmpeg once.
func sample(t *testing.T) []byte {
	t.Helper()
	sampleOnce.Do(func() {
		dir, err := os.MkdirTemp("", "spool-sample")
		if err != nil {
			sampleErr = err
			return
		}
		defer os.RemoveAll(dir)
		path := filepath.Join(dir, "s.mp4")
		out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "mandelbrot=size=160x90:rate=10",
			"-t", "1", "-pix_fmt", "yuv420p", "-movflags", "+faststart", path).CombinedOutput()
		if err != nil {
			sampleErr = fmt.Errorf("%w: %s", err, out)
			return
		}
		sampleData, sampleErr = os.ReadFile(path)
	})
	ok(t, sampleErr)
	return sampleData
}

// video writes a real video of about size bytes: bytes behind an MP4's last
// box are a free box, which players pass over. seed tells videos apart.
func (s *stage) video(name string, size int, seed byte) string {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	data := bytes.Clone(sample(s.t))
	if pad := size - len(data); pad >= 8 {
		box := make([]byte, pad)
		box[0], box[1], box[2], box[3] = byte(pad>>24), byte(pad>>16), byte(pad>>8), byte(pad)
		copy(box[4:], "free")
		x := uint32(seed) + 1
		for i := 8; i < pad; i++ {
			x = x*1664525 + 1013904223
			box[i] = byte(x >> 24)
		}
		data = append(data, box...)
	}
	ok(s.t, os.MkdirAll(filepath.Dir(path), 0o700))
	ok(s.t, os.WriteFile(path, data, 0o600))
	return path
}

// jobs reads the queue's database.
func (s *stage) jobs() []uploader.Job {
	s.t.Helper()
	store, _, err := jobstore.Open(s.t.Context(), filepath.Join(s.home, "queue.db"))
	ok(s.t, err)
	jobs, err := store.Jobs(s.t.Context(), uploader.Filter{})
	ok(s.t, err)
	ok(s.t, store.Close())
	return jobs
}

// videos lists what the account has, straight from the server.
func (s *stage) videos() []streamVideo {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet,
		s.stream.BaseURL()+"/accounts/"+s.stream.AccountID()+"/stream", nil)
	ok(s.t, err)
	req.Header.Set("Authorization", "Bearer "+s.stream.Token())
	res, err := http.DefaultClient.Do(req)
	ok(s.t, err)
	defer res.Body.Close()
	var answer struct{ Result []streamVideo }
	ok(s.t, json.NewDecoder(res.Body).Decode(&answer))
	return answer.Result
}

type streamVideo struct {
	UID                   string
	Meta                  map[string]any
	Creator               string
	AllowedOrigins        []string
	RequireSignedURLs     bool
	ThumbnailTimestampPct float64
	ScheduledDeletion     *string
	MaxDurationSeconds    int
	Status                struct{ State string }
}

// arrived checks that the file is on Stream byte for byte, once.
func (s *stage) arrived(path, uid string) {
	s.t.Helper()
	original, err := s.stream.OriginalPath(s.t.Context(), uid)
	ok(s.t, err)
	if a, b := sum(s.t, path), sum(s.t, original); a != b {
		s.t.Errorf("%s: SHA-256 %s here, %s on Stream", filepath.Base(path), a, b)
	}
}

// noOrphans checks that nothing pending stayed at Stream.
func (s *stage) noOrphans() {
	s.t.Helper()
	for _, v := range s.videos() {
		if v.Status.State == "pendingupload" {
			s.t.Errorf("video %s stayed behind, pending", v.UID)
		}
	}
}

func sum(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	ok(t, err)
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	ok(t, err)
	return hex.EncodeToString(h.Sum(nil))
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
