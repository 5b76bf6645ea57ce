package library_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"spool/library"
)

func hello(w io.Writer) (int, error) { return io.WriteString(w, "hello") }

func TestAFileAppearsComplete(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken off")
	if _, err := library.WriteFile(path, func(w io.Writer) (int, error) { _, _ = hello(w); return 0, broken }); !errors.Is(err, broken) {
		t.Errorf("it says %v", err)
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = library.WriteFile(path, func(io.Writer) (int, error) { panic("in the middle") })
	}()
	if text, err := os.ReadFile(path); err != nil || string(text) != "old" {
		t.Errorf("the file is %q (%v)", text, err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("left are %v (%v)", files, err)
	}
	if n, err := library.WriteFile(path, hello); err != nil || n != 5 {
		t.Errorf("%d, %v", n, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v (%v)", info.Mode(), err)
	}
}

func TestALinkIsWrittenThrough(t *testing.T) {
	dir := t.TempDir()
	link, file := filepath.Join(dir, "link"), filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if _, err := library.WriteFile(link, hello); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "hello" {
		t.Errorf("the file behind the link is %q (%v)", text, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v (%v)", info.Mode(), err)
	}
}

func TestADeviceIsWrittenThrough(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	path := fmt.Sprintf("/dev/fd/%d", write.Fd())
	if _, err := library.WriteFile(path, hello); err != nil {
		t.Fatal(err)
	}
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(read); err != nil || string(text) != "hello" {
		t.Errorf("the pipe got %q (%v)", text, err)
	}
}
