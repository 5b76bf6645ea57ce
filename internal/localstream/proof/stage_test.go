// Package proof lets software that is not ours use the local Stream: the
// official SDK for Go, curl, a JWT library and a browser. What they understand
// without a word from us is what it says.
package proof

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/cloudflare/cloudflare-go/v6/stream"

	"spool/internal/localstream"
	"spool/internal/localstream/openapi/openapitest"
)

// open starts a local Stream without a rate limit. Every answer through client
// is held against the description.
func open(t *testing.T, o localstream.Options) (*localstream.Server, *http.Client) {
	t.Helper()
	o.Dir, o.RateLimit = t.TempDir(), -1
	server, err := localstream.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server, &http.Client{Transport: openapitest.Transport{Errorf: t.Errorf}}
}

// watched puts a proxy before the server that holds every answer against the
// description, for programs whose answers the test does not see. It returns
// where the proxy is.
func watched(t *testing.T, server *localstream.Server) string {
	t.Helper()
	to, err := url.Parse(server.Origin())
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to)
			r.Out.Host = r.In.Host // so that URLs in answers lead here again
		},
		Transport: openapitest.Transport{Errorf: t.Errorf},
	})
	t.Cleanup(proxy.Close)
	return proxy.URL
}

// account is where the account's videos are, at a server or the proxy.
func account(s *localstream.Server, origin string) string {
	return origin + "/client/v4/accounts/" + s.AccountID() + "/stream"
}

// film is a two second MP4 with sound that every browser plays: coloured bars.
var film = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "film")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "film.mp4")
	out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "smptebars=size=320x180:rate=25:duration=2",
		"-f", "lavfi", "-i", "sine=duration=2", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
		"-c:a", "aac", "-shortest", "-movflags", "+faststart", path).CombinedOutput()
	if err != nil {
		return out, err
	}
	return os.ReadFile(path)
})

func filmBytes(t *testing.T) []byte {
	t.Helper()
	content, err := film()
	if err != nil {
		t.Fatalf("ffmpeg: %v: %s", err, content)
	}
	return content
}

// filmFile writes the film where a program can read it.
func filmFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "film.mp4")
	if err := os.WriteFile(path, filmBytes(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// upload sends the film in one form and waits until it can be watched.
func upload(t *testing.T, server *localstream.Server, client *http.Client) stream.Video {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "film.mp4")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(filmBytes(t)); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	var v stream.Video
	call(t, server, client, http.MethodPost, "", form.FormDataContentType(), &body, &v)
	return settled(t, server, client, v.UID)
}

// settled waits until a video is ready or has failed.
func settled(t *testing.T, server *localstream.Server, client *http.Client, uid string) stream.Video {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(2 * time.Minute)
	for {
		var v stream.Video
		call(t, server, client, http.MethodGet, "/"+uid, "", nil, &v)
		switch v.Status.State {
		case stream.VideoStatusStateReady:
			return v
		case stream.VideoStatusStateError:
			t.Fatalf("video %s failed: %+v", uid, v.Status)
		}
		select {
		case <-limit:
			t.Fatalf("video %s is still %q", uid, v.Status.State)
		case <-tick.C:
		}
	}
}

// call makes an API call and decodes its result.
func call(t *testing.T, server *localstream.Server, client *http.Client, method, path, kind string, body io.Reader, result any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, account(server, server.Origin())+path, body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+server.Token())
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	frame := struct{ Result any }{result}
	if err := json.Unmarshal(raw, &frame); err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s: %s", method, path, response.Status, raw)
	}
}
