package proof

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// files serves film.mp4, tone.m4a and mark.png with HEAD and ranges, and
// returns where.
func files(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=frequency=880:duration=3",
		"-c:a", "aac", filepath.Join(dir, "tone.m4a")).CombinedOutput()
	if err != nil {
		t.Fatalf("ffmpeg: %v: %s", err, out)
	}
	mark := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for i := range 64 {
		mark.Set(i%8, i/8, color.White)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, mark); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"film.mp4": filmBytes(t), "mark.png": picture.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	return server.URL
}

// until waits until the state is as named.
func until(t *testing.T, state string, reached func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(2 * time.Minute)
	for !reached() {
		select {
		case <-limit:
			t.Fatalf("it never happened that %s", state)
		case <-tick.C:
		}
	}
}
