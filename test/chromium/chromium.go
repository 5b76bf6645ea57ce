// Package chromium shows pages in a real browser, for tests.
package chromium

import (
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Command is a fresh Chromium without a window, which plays without being asked.
// The test fails where there is none. All processes of the browser write to the
// command's output: who waits for that waits for the last of them.
func Command(t *testing.T, args ...string) *exec.Cmd {
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
	command := exec.CommandContext(t.Context(), program, append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
		"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--disable-dev-shm-usage", "--hide-scrollbars", "--autoplay-policy=no-user-gesture-required",
		"--user-data-dir=" + filepath.Join(t.TempDir(), "profile"),
	}, args...)...)
	command.WaitDelay = 10 * time.Second
	return command
}

// Screenshot is what it shows of a page after some seconds, 640 by 400 pixels.
func Screenshot(t *testing.T, url string) image.Image {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.png")
	command := Command(t, "--window-size=640,400", "--virtual-time-budget=4000", "--screenshot="+path, url)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", command.Path, err, out)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() // only read from
	picture, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// Colours counts the colours of an area, told apart by their first bits of each
// channel, that take at least one part in least of it.
func Colours(picture image.Image, area image.Rectangle, bits, least int) int {
	seen := map[[3]uint32]int{}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			r, g, b, _ := picture.At(x, y).RGBA()
			seen[[3]uint32{r >> (16 - bits), g >> (16 - bits), b >> (16 - bits)}]++
		}
	}
	n := 0
	for _, count := range seen {
		if count*least > area.Dx()*area.Dy() {
			n++
		}
	}
	return n
}
