package media_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"spool/internal/media"
)

// orphanFile tells the test binary to run ffmpeg without end, with this file as
// its output.
const orphanFile = "MEDIA_TEST_ORPHAN"

func TestMain(m *testing.M) {
	if path := os.Getenv(orphanFile); path != "" {
		err := media.FFmpeg(context.Background(), nil, "-re", "-f", "lavfi", "-i", "testsrc=size=16x16:rate=1", "-f", "null", path)
		os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// running reports whether a program other than ours has the text among its
// arguments.
func running(t *testing.T, text string) bool {
	t.Helper()
	all, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		raw, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !os.IsPermission(err) && !strings.Contains(err.Error(), "no such process") {
			t.Fatal(err)
		}
		if strings.Contains(string(raw), text) {
			return true
		}
	}
	return false
}

// await asks until running is as wanted.
func await(t *testing.T, text string, want bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for limit := time.After(time.Minute); running(t, text) != want; {
		select {
		case <-limit:
			t.Fatalf("ffmpeg runs: %v", !want)
		case <-tick.C:
		}
	}
}

func TestFFmpegDiesWithAKilledProcess(t *testing.T) {
	output := filepath.Join(t.TempDir(), "nothing")
	process := exec.Command(os.Args[0])
	process.Env = append(os.Environ(), orphanFile+"="+output)
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, output, true)
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = process.Wait() // it was killed, and says so
	await(t, output, false)
}
