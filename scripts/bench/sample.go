package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
)

// tinyVideo encodes a video of one second, a few kilobytes in all.
func (b *bench) tinyVideo(ctx context.Context) (string, error) {
	path := filepath.Join(b.dir, "tiny.mp4")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	out, err := exec.CommandContext(ctx, "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x36:rate=5:duration=1",
		"-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags", "+faststart", path).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("ffmpeg: %w\n%s", err, out)
	}
	return path, nil
}

// video writes a playable MP4 of exactly size bytes: the tiny one and a free box
// full of noise. A seed of its own makes it a different file.
func (b *bench) video(ctx context.Context, name string, size int64, seed uint64) (path string, err error) {
	tiny, err := b.tinyVideo(ctx)
	if err != nil {
		return "", err
	}
	head, err := os.ReadFile(tiny)
	if err != nil {
		return "", err
	}
	path = filepath.Join(b.dir, name)
	file, err := os.Create(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()

	w := bufio.NewWriterSize(file, 1<<20)
	box := binary.BigEndian.AppendUint64([]byte("\x00\x00\x00\x01free"), uint64(size-int64(len(head))))
	for _, part := range [][]byte{head, box} {
		if _, err := w.Write(part); err != nil {
			return "", err
		}
	}
	noise := rand.NewChaCha8([32]byte{0: byte(seed), 1: byte(seed >> 8)})
	if _, err := io.CopyN(w, noise, size-int64(len(head)+len(box))); err != nil {
		return "", err
	}
	return path, w.Flush()
}
