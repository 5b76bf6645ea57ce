package localstream_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"spool/internal/localstream"
	"spool/internal/localstream/openapi/openapitest"
)

// stage is a server under test with the clock in the test's hand.
type stage struct {
	*localstream.Server
	t     *testing.T
	clock *clock
}

type clock struct {
	mu sync.Mutex
	at time.Time
}

// now moves on by a microsecond a call, so that no two videos have one time.
func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time.Microsecond)
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func newClock() *clock { return &clock{at: time.Date(2026, 8, 20, 12, 0, 0, 0, time.UTC)} }

// open starts a server in a folder of its own, unless o names one.
func open(t *testing.T, o localstream.Options) *stage {
	t.Helper()
	st := &stage{t: t, clock: newClock()}
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	if o.Now == nil {
		o.Now = st.clock.now
	}
	if o.RateLimit == 0 {
		o.RateLimit = -1
	}
	s, err := localstream.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	st.Server = s
	return st
}

// answer is a response that was read to its end.
type answer struct {
	Status int
	Header http.Header
	Body   []byte
	Frame  frame
}

type frame struct {
	Success  bool
	Errors   []note
	Messages []note
	Result   json.RawMessage
	Total    any
	Range    any
}

type note struct {
	Code    int
	Message string
}

// code returns the first error's code, 0 when there is none.
func (a answer) code() int {
	if len(a.Frame.Errors) == 0 {
		return 0
	}
	return a.Frame.Errors[0].Code
}

type header map[string]string

// do sends a request with the account's token and reads the answer.
func (s *stage) do(method, url string, body io.Reader, h header) answer {
	s.t.Helper()
	if !strings.HasPrefix(url, "http") {
		url = s.stream() + url
	}
	req, err := http.NewRequestWithContext(s.t.Context(), method, url, body)
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.Token())
	for k, v := range h {
		if v == "" {
			req.Header.Del(k)
			continue
		}
		req.Header.Set(k, v)
	}
	resp, err := openapitest.Transport{Errorf: s.t.Errorf}.RoundTrip(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	a := answer{Status: resp.StatusCode, Header: resp.Header}
	if a.Body, err = io.ReadAll(resp.Body); err != nil {
		s.t.Fatal(err)
	}
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") && len(a.Body) > 0 {
		if err := json.Unmarshal(a.Body, &a.Frame); err != nil {
			s.t.Fatalf("%s %s: %v in %s", method, url, err, a.Body)
		}
	}
	return a
}

// dial opens a bare connection that is closed with the test.
func (s *stage) dial() *net.TCPConn {
	s.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.Origin(), "http://"))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { conn.Close() })
	return conn.(*net.TCPConn)
}

// stream is where the account's videos are.
func (s *stage) stream() string { return s.BaseURL() + "/accounts/" + s.AccountID() + "/stream" }

func (s *stage) get(url string) answer { s.t.Helper(); return s.do("GET", url, nil, nil) }

func (s *stage) post(url string, body any) answer {
	s.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.do("POST", url, bytes.NewReader(raw), header{"Content-Type": "application/json"})
}

// want fails the test unless the answer has the status and the code (0: none).
func (a answer) want(t *testing.T, status, code int) answer {
	t.Helper()
	if a.Status != status || a.code() != code {
		t.Fatalf("status %d, code %d; want %d, %d: %s", a.Status, a.code(), status, code, a.Body)
	}
	return a
}

// into decodes the result.
func (a answer) into(t *testing.T, to any) {
	t.Helper()
	if err := json.Unmarshal(a.Frame.Result, to); err != nil {
		t.Fatalf("%v in %s", err, a.Body)
	}
}

// object is a decoded JSON object.
type object map[string]any

func (a answer) object(t *testing.T) object {
	t.Helper()
	var o object
	a.into(t, &o)
	return o
}

// metadata writes an Upload-Metadata header from pairs; a key that ends in ! is
// a flag.
func metadata(pairs ...string) string {
	var parts []string
	for i := 0; i < len(pairs); i += 2 {
		if key, flag := strings.CutSuffix(pairs[i], "!"); flag {
			parts = append(parts, key)
			i--
			continue
		}
		parts = append(parts, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
	}
	return strings.Join(parts, ",")
}

// create starts a TUS upload and returns its answer.
func (s *stage) create(length int, query string, h header) answer {
	s.t.Helper()
	all := header{"Tus-Resumable": "1.0.0", "Upload-Length": fmt.Sprint(length)}
	for k, v := range h {
		all[k] = v
	}
	return s.do("POST", s.stream()+query, nil, all)
}

// patch sends a chunk.
func (s *stage) patch(url string, offset int, chunk []byte) answer {
	s.t.Helper()
	return s.do("PATCH", url, bytes.NewReader(chunk), header{
		"Tus-Resumable": "1.0.0", "Upload-Offset": fmt.Sprint(offset), "Content-Type": "application/offset+octet-stream",
	})
}

func (s *stage) head(url string) answer {
	s.t.Helper()
	return s.do("HEAD", url, nil, header{"Tus-Resumable": "1.0.0"})
}

// upload sends content as one chunk and returns the video's uid.
func (s *stage) upload(content []byte, h header) string {
	s.t.Helper()
	a := s.create(len(content), "", h).want(s.t, 201, 0)
	if len(content) > 0 {
		s.patch(a.Header.Get("Location"), 0, content).want(s.t, 204, 0)
	}
	return a.Header.Get("Stream-Media-Id")
}

// settled waits until the video is ready or failed and returns it.
func (s *stage) settled(uid string) object {
	s.t.Helper()
	return s.waitFor(uid, func(v object) bool {
		state := v.state()
		return state == "ready" || state == "error"
	})
}

// waitFor asks for the video until it is as wanted.
func (s *stage) waitFor(uid string, as func(object) bool) object {
	s.t.Helper()
	return s.waitAt("/"+uid, as)
}

// waitAt asks for what is at the URL until it is as wanted.
func (s *stage) waitAt(url string, as func(object) bool) object {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		v := s.get(url).want(s.t, 200, 0).object(s.t)
		if as(v) {
			return v
		}
		select {
		case <-ctx.Done():
			s.t.Fatalf("%s is still %v", url, v)
		case <-tick.C:
		}
	}
}

func (o object) state() string { return o.text("status", "state") }

// text returns the text found along the keys, "" where there is none.
func (o object) text(keys ...string) string {
	var at any = map[string]any(o)
	for _, k := range keys {
		m, ok := at.(map[string]any)
		if !ok {
			return ""
		}
		at = m[k]
	}
	text, _ := at.(string)
	return text
}

var clips sync.Map // name -> []byte

// clip returns a short video made by ffmpeg with the arguments.
func clip(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	if have, ok := clips.Load(name); ok {
		return have.([]byte)
	}
	path := filepath.Join(t.TempDir(), name)
	out, err := exec.Command("ffmpeg", append(append([]string{"-v", "error"}, args...), path)...).CombinedOutput()
	if err != nil {
		t.Fatalf("ffmpeg: %v: %s", err, out)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clips.Store(name, raw)
	return raw
}

// playable is a two second MP4 every browser plays.
func playable(t *testing.T) []byte {
	return clip(t, "playable.mp4", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=25:duration=2",
		"-f", "lavfi", "-i", "sine=duration=2", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest")
}
