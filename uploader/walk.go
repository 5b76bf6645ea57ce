package uploader

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"spool/internal/media"
)

// Found is a file below a folder.
type Found struct {
	Path string
	// Video is set when the content begins like a video, by whatever name.
	Video bool
	// Err says why the file, or the folder Path, could not be read.
	Err error
}

// sniffed is how much of a file tells whether it is a video.
const sniffed = 8 << 10

// Walk visits every regular file below root, or root itself, in the order of
// names, and stops when ctx ends or visit returns false. Hidden files and
// folders are left out, symbolic links are not followed.
func Walk(ctx context.Context, root string, visit func(Found) bool) error {
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		hidden := path != root && d != nil && len(d.Name()) > 1 && d.Name()[0] == '.'
		more := true
		switch {
		case err != nil:
			more = visit(Found{Path: path, Err: plainPathError(err)})
		case hidden && d.IsDir():
			return fs.SkipDir
		case !hidden && d.Type().IsRegular():
			video, err := looksLikeVideo(path)
			more = visit(Found{Path: path, Video: video, Err: err})
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	return err
}

func looksLikeVideo(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, plainPathError(err)
	}
	defer f.Close() // only read from
	head := make([]byte, sniffed)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, plainPathError(err)
	}
	return media.LooksLikeVideo(head[:n]), nil
}
