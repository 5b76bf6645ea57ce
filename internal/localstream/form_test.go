package localstream

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"spool/internal/localstream/envelope"
)

func TestSaveStopsAtTheLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	if n, err := save(strings.NewReader("123456789"), path, 10); n != 9 || err != nil {
		t.Errorf("nine bytes below a limit of ten: %d, %v", n, err)
	}
	if _, err := save(strings.NewReader("1234567890"), path, 10); !errors.Is(err, envelope.ErrTooLarge) {
		t.Errorf("ten bytes: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was too large is still there (%v)", err)
	}
	if _, err := save(strings.NewReader("1"), filepath.Join(path, "x", "y"), 10); err == nil || errors.Is(err, envelope.ErrDecoding) {
		t.Errorf("a disk that cannot be written is blamed on the caller: %v", err)
	}
}
