package main

import (
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"spool/internal/localstream"
)

// The page that Spool makes to look at an embed code plays in a real browser
// where the video may be shown, and shows nothing of it anywhere else.
func TestChromiumPlaysTheGeneratedPageAndNotFromAWrongOrigin(t *testing.T) {
	s := newStageOf(t, localstream.Options{RateLimit: -1})
	uid := s.signedVideo("Harbour")
	file := filepath.Join(t.TempDir(), "page.html")
	// A poster that is nowhere, so that a picture can only come from the video.
	s.spool("embed", uid, "--api", "--autoplay", "--muted", "--loop", "--no-controls", "--poster", "https://127.0.0.1:1/none.png",
		"--page", file).want(t, exitDone)
	page, err := os.ReadFile(file)
	ok(t, err)
	serve := func() *httptest.Server {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			if _, err := w.Write(page); err != nil {
				t.Error(err)
			}
		}))
		t.Cleanup(server.Close)
		return server
	}
	right, wrong := serve(), serve()
	s.spool("videos", "edit", uid, "--set", "allowedOrigins="+strings.TrimPrefix(right.URL, "http://"), "--yes").want(t, exitDone)
	if n := coloursIn(t, right.URL); n < 12 {
		t.Errorf("where it may be shown the picture has %d colours", n)
	}
	if n := coloursIn(t, wrong.URL); n > 4 {
		t.Errorf("from a wrong origin the picture has %d colours", n)
	}
}

// coloursIn counts the colours, coarsely, of what a fresh Chromium shows of a
// page.
func coloursIn(t *testing.T, url string) int {
	t.Helper()
	program := os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if _, err := exec.LookPath(name); program == "" && err == nil {
			program = name
		}
	}
	if program == "" {
		t.Fatal("there is no Chromium: run scripts/setup test, or set CHROMIUM to one")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "page.png")
	command := exec.CommandContext(t.Context(), program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
		"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--disable-dev-shm-usage", "--hide-scrollbars", "--autoplay-policy=no-user-gesture-required",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--window-size=640,400", "--virtual-time-budget=4000",
		"--screenshot="+path, url)
	command.WaitDelay = 10 * time.Second
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", program, err, out)
	}
	file, err := os.Open(path)
	ok(t, err)
	defer file.Close() // only read from
	picture, err := png.Decode(file)
	ok(t, err)
	seen := map[[3]uint32]int{}
	area := picture.Bounds()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			r, g, b, _ := picture.At(x, y).RGBA()
			seen[[3]uint32{r >> 13, g >> 13, b >> 13}]++
		}
	}
	n := 0
	for _, count := range seen {
		if count*500 > area.Dx()*area.Dy() {
			n++
		}
	}
	return n
}
