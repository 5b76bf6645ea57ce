package tusclient

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"spool/uploader"
)

// recorder is a server that answers as told and keeps what it was asked.
type recorder struct {
	mu       sync.Mutex
	requests []*http.Request
	answer   func(w http.ResponseWriter, r *http.Request)
}

func (s *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.requests = append(s.requests, r)
	s.mu.Unlock()
	s.answer(w, r)
}

func (s *recorder) authorizations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for _, r := range s.requests {
		all = append(all, r.Header.Get("Authorization"))
	}
	return all
}

func serve(t *testing.T, answer func(w http.ResponseWriter, r *http.Request)) (*recorder, string) {
	t.Helper()
	rec := &recorder{answer: answer}
	server := httptest.NewServer(rec)
	t.Cleanup(server.Close)
	return rec, server.URL
}

func client(t *testing.T, base string) *Client {
	t.Helper()
	c, err := New(Config{Account: uploader.Account{BaseURL: base + "/client/v4", ID: "acc"}, Token: "secret", StallTimeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func file(t *testing.T, data []byte) *os.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "v.mp4")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func created(location string) func(w http.ResponseWriter, r *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", location)
		w.Header().Set("Stream-Media-ID", "uid1")
		w.WriteHeader(http.StatusCreated)
	}
}

func code(err error) uploader.Code {
	var f *uploader.Fault
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

func keep(string, string) error { return nil }

func TestTheTokenGoesToTheUploadsHostAndNowhereElse(t *testing.T) {
	uploads, uploadURL := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Upload-Offset", "4")
		w.WriteHeader(http.StatusNoContent)
	})
	other, otherURL := serve(t, func(http.ResponseWriter, *http.Request) {})
	api, apiURL := serve(t, created(uploadURL+"/media/uid1?tusv2=true"))
	c := client(t, apiURL)
	var url, uid string
	up, err := c.Create(t.Context(), uploader.Job{Size: 4, Mark: "m"}, file(t, []byte("data")), func(u, id string) error { url, uid = u, id; return nil })
	if err != nil {
		t.Fatal(err)
	}
	if url != uploadURL+"/media/uid1?tusv2=true" || uid != "uid1" {
		t.Errorf("committed %q and %q", url, uid)
	}
	if err := up.Send(t.Context(), 4, new(atomic.Int64)); err != nil {
		t.Fatal(err)
	}
	for _, rec := range []*recorder{api, uploads} {
		if got := rec.authorizations(); len(got) != 1 || got[0] != "Bearer secret" {
			t.Errorf("tokens sent: %q", got)
		}
	}
	// A redirect is an answer like any other: neither followed nor trusted.
	uploads.answer = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, otherURL, http.StatusTemporaryRedirect)
	}
	up, err = c.Resume(t.Context(), uploader.Job{Size: 4, Mark: "m", UploadURL: url}, file(t, []byte("data")))
	if code(err) != uploader.CodeRedirect {
		t.Errorf("a redirect gives %v %v", up, err)
	}
	if len(other.requests) != 0 {
		t.Error("the redirect was followed")
	}
}

func TestAnUploadURLThatIsNotSafeIsRefused(t *testing.T) {
	for _, location := range []string{"http://uploads.example.com/media/1", "ftp://127.0.0.1/x"} {
		_, apiURL := serve(t, created(location))
		_, err := client(t, apiURL).Create(t.Context(), uploader.Job{Size: 4, Mark: "m"}, file(t, []byte("data")), keep)
		if code(err) != uploader.CodeRefused {
			t.Errorf("%s: %v", location, err)
		}
	}
	for _, base := range []string{"http://api.example.com/client/v4", "ftp://127.0.0.1", ""} {
		if _, err := New(Config{Account: uploader.Account{BaseURL: base, ID: "a"}}); err == nil {
			t.Errorf("the base URL %q is taken", base)
		}
	}
}

func TestWhatIsToldAtCreation(t *testing.T) {
	api, apiURL := serve(t, created("/media/uid1?tusv2=true"))
	pct := 0.25
	job := uploader.Job{Size: 4, Mark: "mark1", Path: "/v/Größe.mp4", Settings: uploader.Settings{
		Meta: map[string]string{"Project": "a,b"}, AllowedOrigins: []string{"a.example", "b.example"}, RequireSignedURLs: true,
		ThumbnailTimestampPct: &pct, Watermark: "w", Creator: "crew", MaxDurationSeconds: 60,
		ScheduledDeletion: time.Date(2027, 1, 2, 3, 4, 5, 0, time.UTC),
	}}
	if _, err := client(t, apiURL).Create(t.Context(), job, file(t, []byte("data")), keep); err != nil {
		t.Fatal(err)
	}
	r := api.requests[0]
	got := map[string]string{}
	for _, pair := range strings.Split(r.Header.Get("Upload-Metadata"), ",") {
		key, value, _ := strings.Cut(pair, " ")
		plain, err := base64.StdEncoding.DecodeString(value)
		if err != nil {
			t.Errorf("%s: %v", key, err)
		}
		got[key] = string(plain)
	}
	want := map[string]string{
		"name": "Größe", "Project": "a,b", "allowedorigins": "a.example,b.example", "requiresignedurls": "", "thumbnailtimestamppct": "0.25",
		"watermark": "w", "maxDurationSeconds": "60", "scheduleddeletion": "2027-01-02T03:04:05Z", uploader.MarkKey: "mark1",
	}
	for k, v := range want {
		if have, there := got[k]; !there || have != v {
			t.Errorf("%s is %q, want %q", k, have, v)
		}
	}
	if len(got) != len(want) || r.Header.Get("Upload-Creator") != "crew" || r.ContentLength != 0 || r.Header.Get("Upload-Length") != "4" {
		t.Errorf("sent %v, %v", got, r.Header)
	}
}

func TestAStallIsEnded(t *testing.T) {
	release := make(chan struct{})
	_, apiURL := serve(t, func(http.ResponseWriter, *http.Request) { <-release })
	defer close(release)
	c := client(t, apiURL)
	c.StallTimeout = 200 * time.Millisecond
	_, err := c.Resume(t.Context(), uploader.Job{Size: 4, Mark: "m", UploadURL: apiURL + "/media/1"}, file(t, []byte("data")))
	if code(err) != uploader.CodeStalled {
		t.Errorf("got %v", err)
	}
}

func TestPauseEndsARequestAtOnce(t *testing.T) {
	release, begun := make(chan struct{}), make(chan struct{})
	_, apiURL := serve(t, func(http.ResponseWriter, *http.Request) { close(begun); <-release })
	defer close(release)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-begun; cancel() }()
	_, err := client(t, apiURL).Resume(ctx, uploader.Job{Size: 4, Mark: "m", UploadURL: apiURL + "/media/1"}, file(t, []byte("data")))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAnswersThatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request)
		want   uploader.Code
	}{
		"no offset":        {func(w http.ResponseWriter, _ *http.Request) {}, uploader.CodeNotStream},
		"beyond the file":  {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Upload-Offset", "5") }, uploader.CodeFileChanged},
		"negative":         {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Upload-Offset", "-1") }, uploader.CodeFileChanged},
		"a foreign status": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(418) }, uploader.CodeRefused},
	} {
		_, apiURL := serve(t, c.answer)
		_, err := client(t, apiURL).Resume(t.Context(), uploader.Job{Size: 4, Mark: "m", UploadURL: apiURL + "/media/1"}, file(t, []byte("data")))
		if code(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	_, apiURL := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "/media/1")
		w.WriteHeader(http.StatusCreated)
	})
	if _, err := client(t, apiURL).Create(t.Context(), uploader.Job{Size: 4, Mark: "m"}, file(t, []byte("data")), keep); code(err) != uploader.CodeNotStream {
		t.Errorf("a creation that names no video: %v", err)
	}
}

func TestBytesArriveOverTLSToo(t *testing.T) {
	data := bytes.Repeat([]byte("0123456789"), 300_000)
	var got bytes.Buffer
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.Header().Set("Upload-Offset", "10")
			return
		}
		if _, err := got.ReadFrom(r.Body); err != nil || r.ContentLength != int64(len(data)-10) {
			t.Errorf("body of %d: %v", r.ContentLength, err)
		}
		w.Header().Set("Upload-Offset", "3000000")
		w.WriteHeader(http.StatusNoContent)
	}))
	defer server.Close()
	c := client(t, server.URL)
	c.base.TLSClientConfig = &tls.Config{RootCAs: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	f := file(t, data)
	up, err := c.Resume(t.Context(), uploader.Job{Size: int64(len(data)), Mark: "m", UploadURL: server.URL + "/media/1"}, f)
	if err != nil {
		t.Fatal(err)
	}
	var sent atomic.Int64
	if err := up.Send(t.Context(), int64(len(data)-10), &sent); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), data[10:]) || sent.Load() != int64(len(data)-10) {
		t.Errorf("%d bytes arrived, %d counted", got.Len(), sent.Load())
	}
}

// tus lets a server keep less than it is sent, and say so at once.
func TestAServerThatAnswersEarlyGetsTheRightBytes(t *testing.T) {
	const keeps = 1 << 20
	data := make([]byte, 8<<20)
	for i := range data {
		data[i] = byte(i>>16) ^ byte(i)
	}
	var kept []byte
	_, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			created("http://"+r.Host+"/up/1")(w, r)
			return
		}
		part, err := io.ReadAll(io.LimitReader(r.Body, keeps))
		if err != nil {
			t.Error(err)
		}
		kept = append(kept, part...)
		w.Header().Set("Upload-Offset", strconv.Itoa(len(kept)))
		// The rest is read after the answer, so that the connection lasts.
		answer := http.NewResponseController(w)
		if err := answer.EnableFullDuplex(); err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusNoContent)
		if err := answer.Flush(); err != nil {
			t.Error(err)
		}
		_, _ = io.Copy(io.Discard, r.Body) // the client ends it
	})
	f := file(t, data)
	up, err := client(t, base).Create(t.Context(), uploader.Job{Path: f.Name(), Size: int64(len(data)), Mark: "m"}, f, func(string, string) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	var sent atomic.Int64
	for up.Offset() < int64(len(data)) {
		if err := up.Send(t.Context(), int64(len(data))-up.Offset(), &sent); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(kept, data) {
		t.Error("other bytes arrived than the file holds")
	}
}

func TestRetryAfterIsSecondsOrADate(t *testing.T) {
	now := time.Date(2026, time.May, 14, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "-1": 0, "soon": 0,
		"Thu, 14 May 2026 12:01:30 GMT": 90 * time.Second, "Thu, 14 May 2026 11:00:00 GMT": 0,
	} {
		if got := retryAfter(http.Header{"Retry-After": {value}}, now); got != want {
			t.Errorf("%q is waited out for %s, want %s", value, got, want)
		}
	}
}
