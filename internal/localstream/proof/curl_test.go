package proof

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"spool/internal/localstream"
)

// TestCurlUploads gives the commands of the documentation (Cloudflare docs,
// Stream, upload videos, direct creator uploads, adding captions).
func TestCurlUploads(t *testing.T) {
	server, client := open(t, localstream.Options{SkipEncoding: true})
	api := account(server, watched(t, server))
	bearer := "Authorization: Bearer " + server.Token()
	path := filmFile(t)

	t.Run("a form", func(t *testing.T) {
		v := result(t, curl(t, "--request", "POST", "--header", bearer, "--form", "file=@"+path, api))
		settled(t, server, client, v["uid"].(string))
		vtt := filepath.Join(t.TempDir(), "en.vtt")
		if err := os.WriteFile(vtt, []byte("WEBVTT\n\n00:00.000 --> 00:01.000\nBars\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		c := result(t, curl(t, "-X", "PUT", "-H", bearer, "-F", "file=@"+vtt, api+"/"+v["uid"].(string)+"/captions/en"))
		if c["label"] != "English" {
			t.Errorf("caption: %v", c)
		}
	})
	t.Run("a one-time link", func(t *testing.T) {
		link := result(t, curl(t, "--header", bearer, "--json", `{"maxDurationSeconds": 3600}`, api+"/direct_upload"))
		curl(t, "--request", "POST", "--form", "file=@"+path, link["uploadURL"].(string))
		settled(t, server, client, link["uid"].(string))
	})
	t.Run("tus", func(t *testing.T) {
		size := strconv.Itoa(len(filmBytes(t)))
		head := curl(t, "--request", "POST", "--dump-header", "-", "--header", bearer, "--header", "Tus-Resumable: 1.0.0",
			"--header", "Upload-Length: "+size, "--header", "Upload-Metadata: name QmFycw==", api)
		location, uid := field(head, "location"), field(head, "stream-media-id")
		if !strings.Contains(head, "201 Created") || location == "" || uid == "" {
			t.Fatalf("creation: %s", head)
		}
		head = curl(t, "--request", "PATCH", "--dump-header", "-", "--header", bearer, "--header", "Tus-Resumable: 1.0.0",
			"--header", "Upload-Offset: 0", "--header", "Content-Type: application/offset+octet-stream", "--data-binary", "@"+path, location)
		if field(head, "upload-offset") != size {
			t.Fatalf("chunk: %s", head)
		}
		if v := settled(t, server, client, uid); v.Duration != 2 {
			t.Errorf("duration %g, want 2", v.Duration)
		}
	})
}

// curl runs the command and returns what it prints; a status of 400 or more
// fails the test.
func curl(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "curl", append([]string{"-sS", "--fail-with-body"}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("curl: %v: %s", err, out)
	}
	return string(out)
}

func result(t *testing.T, text string) map[string]any {
	t.Helper()
	var frame struct{ Result map[string]any }
	if err := json.Unmarshal([]byte(text), &frame); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return frame.Result
}

// field returns the value of a header in what curl dumped.
func field(dump, name string) string {
	for line := range strings.Lines(dump) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(key, name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
