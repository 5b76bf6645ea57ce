package media

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// Want is a picture of a video that is to be taken.
type Want struct {
	At  time.Duration
	Box Box
}

// Frames returns pictures of one video, in the order they are wanted, each as
// Frame gives it. One run of ffmpeg takes them all, as starting it takes longer
// than a picture does. One that cannot be had is nil; where that is all of them,
// the error is ErrMalformed.
func Frames(ctx context.Context, path string, wants []Want) ([][]byte, error) {
	if !HaveFFmpeg() {
		return nil, ErrNoTool
	}
	dir, err := os.MkdirTemp("", "spool-frames-")
	if err != nil {
		return nil, fmt.Errorf("take %d pictures: %w", len(wants), err)
	}
	pictures, err := framesIn(ctx, dir, path, wants)
	return pictures, errors.Join(err, os.RemoveAll(dir))
}

// framesIn is Frames with a folder to put them into.
func framesIn(ctx context.Context, dir, path string, wants []Want) ([][]byte, error) {
	args := []string{"-hide_banner", "-nostdin", "-v", "error"}
	for _, w := range wants {
		args = append(args, "-threads", "1", "-ss", seconds3(w.At), "-i", fileArg(path))
	}
	file := func(i int) string { return filepath.Join(dir, strconv.Itoa(i)) }
	for i, w := range wants {
		args = append(append(append(args, "-map", strconv.Itoa(i)+":v:0"), oneJPEG(w.Box)...), fileArg(file(i)))
	}
	complaint := &tail{}
	cmd := command(ctx, awaited, "ffmpeg", args...)
	cmd.Stderr = complaint
	failed := run(cmd)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	pictures, any := make([][]byte, len(wants)), false
	for i := range wants {
		data, err := os.ReadFile(file(i))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, fmt.Errorf("take a picture: %w", err)
		case len(data) > 0:
			pictures[i], any = data, true
		}
	}
	if !any {
		return nil, fmt.Errorf("%w: ffmpeg: %v: %s", ErrMalformed, failed, lastLine(complaint.String()))
	}
	return pictures, nil
}

// oneJPEG are the arguments of an output that is one picture.
func oneJPEG(box Box) []string {
	return []string{"-frames:v", "1", "-vf", box.Filter(), "-q:v", "3", "-f", "image2pipe", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"}
}
