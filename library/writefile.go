package library

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteFile writes a file that only its owner may read and that appears when
// it is complete, and returns what write does. Behind a link, the file it leads
// to is written; what is no file, such as a device or a pipe, gets what is
// written as it comes.
func WriteFile(path string, write func(io.Writer) (int, error)) (int, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return replaceFile(path, write)
	case err != nil:
		return 0, err
	case info.Mode().IsRegular():
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return 0, err
		}
		return replaceFile(path, write)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return 0, err
	}
	n, err := write(f)
	return n, errors.Join(err, f.Close())
}

func replaceFile(path string, write func(io.Writer) (int, error)) (int, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return 0, err
	}
	complete := false
	defer func() {
		if !complete { // what led here is told; the path itself is as it was
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	n, err := write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	complete = err == nil
	return n, err
}
