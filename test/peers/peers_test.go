// Package peers lets other people's clients of Stream upload to the local one:
// what they understand without a word from us is what it says.
package peers

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"spool/internal/localstream"
)

// answer is the line that upload.js prints.
type answer struct {
	UID    string
	Error  string
	Status int
	Body   string
}

func TestTusJSUploadsWithAToken(t *testing.T) {
	server, dir := open(t)
	file, content := write(t, 11<<20)
	got := upload(t, file, "--endpoint", endpoint(server), "--token", server.Token(), "--chunk-size", strconv.Itoa(5<<20))
	if got.Error != "" || got.UID == "" {
		t.Fatalf("tus-js-client: %+v", got)
	}
	expectOriginal(t, dir, got.UID, content)
}

func TestTusJSFillsAOneTimeURLWithoutAToken(t *testing.T) {
	server, dir := open(t)
	file, content := write(t, 11<<20)
	got := upload(t, file, "--upload-url", oneTimeURL(t, server, len(content)), "--chunk-size", strconv.Itoa(5<<20))
	if got.Error != "" {
		t.Fatalf("tus-js-client: %+v", got)
	}
	expectOriginal(t, dir, got.UID, content)
}

func TestChunksBelowTheMinimumAreRefused(t *testing.T) {
	server, _ := open(t)
	file, _ := write(t, 3<<20)
	got := upload(t, file, "--endpoint", endpoint(server), "--token", server.Token(), "--chunk-size", strconv.Itoa(1<<20))
	if got.Error == "" || got.Status < 400 || got.Status > 499 {
		t.Errorf("1 MiB chunks: %+v, want them refused with a 4xx", got)
	}
}

func TestAWrongTokenIsRefused(t *testing.T) {
	server, _ := open(t)
	file, _ := write(t, 1<<20)
	got := upload(t, file, "--endpoint", endpoint(server), "--token", "wrong")
	if got.Error == "" || got.Status != http.StatusUnauthorized && got.Status != http.StatusForbidden {
		t.Errorf("a wrong token: %+v, want it refused with 401 or 403", got)
	}
}

func open(t *testing.T) (server *localstream.Server, dir string) {
	t.Helper()
	dir = t.TempDir()
	server, err := localstream.Open(t.Context(), localstream.Options{Dir: dir, SkipEncoding: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server, dir
}

func endpoint(s *localstream.Server) string {
	return s.BaseURL() + "/accounts/" + s.AccountID() + "/stream"
}

// write makes a file that is no video, which the wire does not care about.
func write(t *testing.T, size int) (path string, content []byte) {
	t.Helper()
	content = make([]byte, size)
	if _, err := rand.NewChaCha8([32]byte{}).Read(content); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "clip.mp4")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, content
}

// oneTimeURL creates an upload for somebody who has no token (Cloudflare docs,
// Stream, direct creator uploads).
func oneTimeURL(t *testing.T, s *localstream.Server, size int) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, endpoint(s)+"?direct_user=true", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.Token())
	request.Header.Set("Tus-Resumable", "1.0.0")
	request.Header.Set("Upload-Length", strconv.Itoa(size))
	request.Header.Set("Upload-Metadata", "maxDurationSeconds NjAw")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusCreated {
		t.Fatalf("POST ?direct_user=true: %s", response.Status)
	}
	return response.Header.Get("Location")
}

// upload runs upload.js, which reports a refusal in its answer.
func upload(t *testing.T, file string, args ...string) (got answer) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "node", append([]string{"upload.js", "--file", file}, args...)...)
	var complaint strings.Builder
	command.Stderr = &complaint
	out, err := command.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("node: %v", err)
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("upload.js printed %q: %s (has scripts/setup test run?)", out, complaint.String())
	}
	return got
}

func expectOriginal(t *testing.T, dir, uid string, want []byte) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "originals", uid+"*"))
	if err != nil || len(paths) != 1 {
		t.Fatalf("originals of %q: %v, %v", uid, paths, err)
	}
	got, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from what was sent", paths[0])
	}
}
