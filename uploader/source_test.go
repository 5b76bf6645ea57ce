package uploader

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestTwoFilesAreNeverMixed(t *testing.T) {
	content := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
	for name, c := range map[string]struct {
		change func(t *testing.T, path string, at time.Time)
		want   Code
	}{
		"the same file": {func(*testing.T, string, time.Time) {}, CodeNone},
		"deleted":       {func(t *testing.T, path string, _ time.Time) { check(t, os.Remove(path)) }, CodeFileGone},
		"truncated": {func(t *testing.T, path string, at time.Time) {
			check(t, os.Truncate(path, 1000))
			check(t, os.Chtimes(path, at, at))
		}, CodeFileChanged},
		"appended to": {func(t *testing.T, path string, _ time.Time) {
			check(t, os.WriteFile(path, append(bytes.Clone(content), 'x'), 0o600))
		}, CodeFileChanged},
		"written to": {func(t *testing.T, path string, _ time.Time) {
			check(t, os.WriteFile(path, content, 0o600))
			later := time.Now().Add(time.Hour)
			check(t, os.Chtimes(path, later, later))
		}, CodeFileChanged},
		"replaced by one of the same size and time": {func(t *testing.T, path string, at time.Time) {
			other := bytes.Clone(content)
			for i := range other {
				other[i] ^= 1
			}
			check(t, os.WriteFile(path+".new", other, 0o600))
			check(t, os.Rename(path+".new", path))
			check(t, os.Chtimes(path, at, at))
		}, CodeFileChanged},
		"replaced by a copy with its time": {func(t *testing.T, path string, at time.Time) {
			check(t, os.WriteFile(path+".new", content, 0o600))
			check(t, os.Rename(path+".new", path))
			check(t, os.Chtimes(path, at, at))
		}, CodeNone},
		"a folder now": {func(t *testing.T, path string, _ time.Time) {
			check(t, os.Remove(path))
			check(t, os.Mkdir(path, 0o700))
		}, CodeFileRead},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "clip.mp4")
			check(t, os.WriteFile(path, content, 0o600))
			j := Job{Path: path}
			src, err := openSource(&j)
			check(t, err)
			check(t, src.Close())
			c.change(t, path, j.ModTime)
			src, err = openSource(&j)
			if c.want == CodeNone {
				check(t, err)
				check(t, src.Close())
				return
			}
			var f *Fault
			if !errors.As(err, &f) || f.Code != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestAnEmptyFileIsNotSent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.mp4")
	check(t, os.WriteFile(path, nil, 0o600))
	var f *Fault
	if _, err := openSource(&Job{Path: path}); !errors.As(err, &f) || f.Code != CodeFileEmpty {
		t.Errorf("got %v", err)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
