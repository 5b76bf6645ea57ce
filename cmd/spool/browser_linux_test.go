package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"spool/internal/localstream"
	"spool/test/chromium"
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
	picture := chromium.Screenshot(t, url)
	return chromium.Colours(picture, picture.Bounds(), 3, 500)
}
