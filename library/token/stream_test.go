package token_test

import (
	"bytes"
	"context"
	"crypto/rsa"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"spool/internal/localstream"
	"spool/library"
	"spool/library/embed"
	"spool/library/stream"
	"spool/library/token"
)

// stage is a local Stream with its clock in the test's hand.
type stage struct {
	*stream.Client
	mu  sync.Mutex
	now time.Time
}

func (s *stage) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *stage) set(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
}

// newStage opens a local Stream with made-up videos.
func newStage(t *testing.T, seed int) *stage {
	t.Helper()
	s := &stage{now: noon}
	server, err := localstream.Open(context.Background(), localstream.Options{Dir: t.TempDir(), RateLimit: -1, Seed: seed, Now: s.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	s.Client, err = stream.New(stream.Config{BaseURL: server.BaseURL(), AccountID: server.AccountID(), Token: server.Token()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// signedOnly uploads a video of a second that plays with signed URLs only, and
// has its MP4 made.
func (s *stage) signedOnly(t *testing.T) library.Video {
	t.Helper()
	path := filepath.Join(t.TempDir(), "clip.mp4")
	if out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=160x90:rate=10:duration=1",
		"-pix_fmt", "yuv420p", path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	link, err := s.CreateUpload(t.Context(), library.UploadLink{
		MaxDurationSeconds: 60, Settings: library.Settings{RequireSignedURLs: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "clip.mp4")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	if status := fetch(t, http.MethodPost, link.URL, form.FormDataContentType(), &body, nil); status != http.StatusOK {
		t.Fatalf("the upload was answered with %d", status)
	}
	v := s.until(t, link.UID, func(v library.Video) bool { return v.Status.State == library.StateReady && v.Status.Percent == 100 })
	if _, err := s.CreateDownload(t.Context(), v.UID, library.DownloadMP4); err != nil {
		t.Fatal(err)
	}
	for {
		made, err := s.Downloads(t.Context(), v.UID)
		if err != nil {
			t.Fatal(err)
		}
		if made[library.DownloadMP4].Status == "ready" {
			return v
		}
		<-time.After(20 * time.Millisecond)
	}
}

func (s *stage) until(t *testing.T, uid string, done func(library.Video) bool) library.Video {
	t.Helper()
	for {
		v, err := s.Get(t.Context(), uid)
		if err != nil || v.Status.State == library.StateError {
			t.Fatalf("%+v, %v", v.Status, err)
		}
		if done(v) {
			return v
		}
		<-time.After(20 * time.Millisecond)
	}
}

// fetch gives the status of an answer to a viewer.
func fetch(t *testing.T, method, address, contentType string, body io.Reader, header http.Header) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, body)
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range header {
		req.Header[k] = v
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

// Every delivery path plays with a token of ours exactly as its terms say, and
// a JWT library that is not ours agrees with each token.
func TestTokensOpenEveryDeliveryPathAsTheirTermsSay(t *testing.T) {
	s := newStage(t, 0)
	v := s.signedOnly(t)
	made, err := s.CreateKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	key, err := token.ParseKey(made.ID, []byte(made.PEM))
	if err != nil {
		t.Fatal(err)
	}
	if asJWK, err := token.ParseKey("", []byte(made.JWK)); err != nil || asJWK.ID != made.ID || !asJWK.Public().Equal(key.Public()) {
		t.Errorf("the JWK of the same key: %v, %v", asJWK, err)
	}
	hour := token.Terms{Expires: noon.Add(time.Hour)}
	with := func(change func(*token.Terms)) token.Terms {
		terms := hour
		change(&terms)
		return terms
	}
	studio := rules(t, "allow:ip:203.0.113.0/24,2001:db8::/32", "allow:country:IS,NO", "block:any")
	viewer := func(addr, country string) http.Header {
		return http.Header{"Cf-Connecting-Ip": {addr}, "Cf-Ipcountry": {country}}
	}
	for _, tt := range []struct {
		name     string
		terms    token.Terms
		at       time.Time
		viewer   http.Header
		plays    bool
		download bool
	}{
		{"an hour", hour, noon, nil, true, false},
		{"a moment before its end", hour, noon.Add(time.Hour - time.Second), nil, true, false},
		{"over", hour, noon.Add(time.Hour), nil, false, false},
		{"not yet", with(func(x *token.Terms) { x.NotBefore = noon.Add(5 * time.Minute) }), noon, nil, false, false},
		{"begun", with(func(x *token.Terms) { x.NotBefore = noon.Add(5 * time.Minute) }), noon.Add(5 * time.Minute), nil, true, false},
		{"24 hours", token.Terms{Expires: noon.Add(token.MaxLife)}, noon, nil, true, false},
		{"downloadable", with(func(x *token.Terms) { x.Downloadable = true }), noon, nil, true, true},
		{"in the range", with(func(x *token.Terms) { x.Rules = studio }), noon, viewer("203.0.113.9", "DE"), true, false},
		{"in the IPv6 range", with(func(x *token.Terms) { x.Rules = studio }), noon, viewer("2001:db8::7", "DE"), true, false},
		{"in the country", with(func(x *token.Terms) { x.Rules = studio }), noon, viewer("198.51.100.24", "NO"), true, false},
		{"elsewhere", with(func(x *token.Terms) { x.Rules = studio }), noon, viewer("198.51.100.24", "DE"), false, false},
	} {
		s.set(noon)
		signed, err := key.Sign(v.UID, tt.terms, noon)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		agree(t, tt.name, signed, key, v.UID, tt.terms)
		if tt.viewer != nil {
			who, err := token.ParseViewer(tt.viewer.Get("Cf-Connecting-Ip"), tt.viewer.Get("Cf-Ipcountry"))
			if got := token.WhoCanWatch(tt.terms.Rules, who).Allowed; err != nil || got != tt.plays {
				t.Errorf("%s: the tester says %v, %v", tt.name, got, err)
			}
		}
		s.set(tt.at)
		links, err := embed.LinksOf(&v, signed, embed.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range []embed.Kind{embed.Watch, embed.IframeURL, embed.HLS, embed.DASH, embed.Thumbnail, embed.GIF, embed.MP4} {
			want := http.StatusForbidden
			if tt.plays && (kind != embed.MP4 || tt.download) {
				want = http.StatusOK
			}
			if got := fetch(t, http.MethodGet, links.Get(kind), "", nil, tt.viewer); got != want {
				t.Errorf("%s, %s: answered %d, want %d", tt.name, kind, got, want)
			}
		}
		if tt.plays != (stops(t, signed, key, v, tt.at) == "") && tt.viewer == nil {
			t.Errorf("%s: decoding says %q", tt.name, stops(t, signed, key, v, tt.at))
		}
	}
	s.set(noon)
	plain, err := embed.LinksOf(&v, "", embed.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if got := fetch(t, http.MethodGet, plain.HLS, "", nil, nil); got != http.StatusUnauthorized {
		t.Errorf("without a token: answered %d", got)
	}
	signed, err := key.Sign(v.UID, hour, noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteKey(t.Context(), key.ID); err != nil {
		t.Fatal(err)
	}
	links, err := embed.LinksOf(&v, signed, embed.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if got := fetch(t, http.MethodGet, links.HLS, "", nil, nil); got != http.StatusForbidden {
		t.Errorf("after the key was deleted: answered %d", got)
	}
}

// stops are the codes of what keeps a token from playing.
func stops(t *testing.T, signed string, key token.Key, v library.Video, at time.Time) string {
	t.Helper()
	d, err := token.Decode(signed, func(string) *rsa.PublicKey { return key.Public() })
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, r := range d.Reasons(token.Surroundings{Now: at, Video: &v}) {
		if r.Stops {
			codes = append(codes, r.Code)
		}
	}
	return strings.Join(codes, " ")
}

// agree holds a token against go-jose.
func agree(t *testing.T, name, signed string, key token.Key, uid string, terms token.Terms) {
	t.Helper()
	parsed, err := jwt.ParseSigned(signed, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var standard jwt.Claims
	var own struct {
		KeyID        string               `json:"kid"`
		Downloadable bool                 `json:"downloadable"`
		Rules        []library.AccessRule `json:"accessRules"`
	}
	if err := parsed.Claims(key.Public(), &standard, &own); err != nil {
		t.Fatalf("%s: go-jose says %v", name, err)
	}
	rulesWant, _ := json.Marshal(terms.Rules)
	rulesGot, _ := json.Marshal(own.Rules)
	if standard.Subject != uid || !standard.Expiry.Time().Equal(terms.Expires) || own.KeyID != key.ID ||
		own.Downloadable != terms.Downloadable || !bytes.Equal(rulesGot, rulesWant) || parsed.Headers[0].KeyID != key.ID {
		t.Errorf("%s: go-jose reads %+v, %+v", name, standard, own)
	}
	if standard.NotBefore == nil != terms.NotBefore.IsZero() {
		t.Errorf("%s: go-jose reads nbf %v", name, standard.NotBefore)
	}
}

// What Stream signs by itself, with its dates in strings, is read as well.
func TestStreamsOwnTokensAreDecoded(t *testing.T) {
	s := newStage(t, 1)
	page, err := s.List(t.Context(), library.Listing{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	v := page.Videos[0]
	terms := token.Terms{Expires: noon.Add(2 * time.Hour), Downloadable: true, Rules: rules(t, "allow:country:DE", "block:any")}
	signed, err := s.SignToken(t.Context(), v.UID, terms.Request())
	if err != nil {
		t.Fatal(err)
	}
	d, err := token.Decode(signed, nil)
	if err != nil || d.Subject != v.UID || !d.Expires.Equal(terms.Expires) || !d.NotBefore.Equal(noon.Add(-time.Hour)) ||
		!d.Downloadable || len(d.Rules) != 2 || d.Signature != token.SignatureUnchecked {
		t.Errorf("got %+v, %v", d, err)
	}
	if !strings.Contains(string(d.Payload), `"exp":"`) {
		t.Errorf("the dates are no strings: %s", d.Payload)
	}
	for _, r := range d.Reasons(token.Surroundings{Now: noon, Video: &v}) {
		if r.Stops {
			t.Errorf("it is said not to play: %s", r.Text)
		}
	}
}
