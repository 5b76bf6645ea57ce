package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// keepPrivate makes the database's files readable by this user alone, as they
// hold credentials such as upload URLs. SQLite gives its other files the mode of
// the first. An existing file is never opened here: closing it again would end
// the locks that SQLite holds on it in this process.
func keepPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, fs.ErrExist) {
		return nil // SQLite meets the same, and its error says what it means
	}
	for _, part := range parts {
		info, err := os.Stat(path + part)
		if err != nil || info.Mode().Perm()&0o077 == 0 {
			continue
		}
		if err := os.Chmod(path+part, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("keep others from reading it: %w", err)
		}
	}
	return nil
}
