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
	// Link is set for a symbolic link, which is not followed.
	Link bool
	// Err says why the file, or the folder Path, could not be read.
	Err error
}

// sniffed is how much of a file tells whether it is a video.
const sniffed = 8 << 10

// Walk visits every regular file below root, or root itself, in the order of
// names, and stops when ctx ends or visit returns false. Hidden files and
// folders are left out. A root that is a symbolic link is followed; links below
// it are visited, but not followed, as they may lead out of it or in circles.
func Walk(ctx context.Context, root string, visit func(Found) bool) error {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		visit(Found{Path: root, Err: plainPathError(err)})
		return ctx.Err()
	}
	return filepath.WalkDir(real, func(path string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		hidden := path != real && d != nil && len(d.Name()) > 1 && d.Name()[0] == '.'
		more := true
		switch {
		case err != nil:
			more = visit(Found{Path: path, Err: plainPathError(err)})
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden:
		case d.Type()&fs.ModeSymlink != 0:
			more = visit(Found{Path: path, Link: true})
		case d.Type().IsRegular():
			video, err := looksLikeVideo(path)
			more = visit(Found{Path: path, Video: video, Err: err})
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
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
