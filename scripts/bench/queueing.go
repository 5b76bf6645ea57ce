package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

const (
	manyFiles  = 10_000
	queueLimit = 3 * time.Second
)

var queueing = section{
	flag:    "queue",
	title:   "The queue",
	intro:   "`spool upload FOLDER`, from the start of the process to the event of the last row.",
	measure: measureQueue,
}

func measureQueue(ctx context.Context, b *bench) (figures []figure, err error) {
	folder, err := b.manyVideos(ctx)
	if err != nil {
		return nil, err
	}
	s, err := b.startServer(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.stop()) }()

	var spools, copies []time.Duration
	for range b.rounds {
		took, err := b.lastRow(ctx, s, folder)
		if err != nil {
			return nil, err
		}
		spools = append(spools, took)
		if took, err = b.copyFolder(ctx, folder); err != nil {
			return nil, err
		}
		copies = append(copies, took)
		fmt.Fprintf(os.Stderr, "bench: %d rows after %.2f s, cp -r %.2f s\n", manyFiles, spools[len(spools)-1].Seconds(), took.Seconds())
	}
	took := median(spools)
	return []figure{{
		name: "10,000 small files, last row in the queue", required: "under 3 s",
		measured: fmt.Sprintf("%.2f s", took.Seconds()), peer: fmt.Sprintf("`cp -r` of the folder %.2f s", median(copies).Seconds()),
		held: took < queueLimit,
	}}, nil
}

// manyVideos makes a folder of small files that differ.
func (b *bench) manyVideos(ctx context.Context) (string, error) {
	tiny, err := b.tinyVideo(ctx)
	if err != nil {
		return "", err
	}
	video, err := os.ReadFile(tiny)
	if err != nil {
		return "", err
	}
	folder := filepath.Join(b.dir, "many")
	for i := range manyFiles {
		path := filepath.Join(folder, fmt.Sprintf("%02d", i/100), fmt.Sprintf("clip-%05d.mp4", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return "", err
		}
		free := fmt.Appendf([]byte("\x00\x00\x00\x10free"), "%08d", i)
		if err := os.WriteFile(path, append(video[:len(video):len(video)], free...), 0o644); err != nil {
			return "", err
		}
	}
	return folder, nil
}

// lastRow returns how long it takes until spool upload has announced the last
// row of a new queue.
func (b *bench) lastRow(ctx context.Context, s *server, folder string) (took time.Duration, err error) {
	home, err := os.MkdirTemp(b.dir, "home-")
	if err != nil {
		return 0, err
	}
	took, err = b.queued(spool(ctx, s, home, "upload", "--json", folder), manyFiles)
	return took, errors.Join(err, os.RemoveAll(home))
}

// queued runs spool upload until it has announced n rows, and interrupts it
// there: sending is not what is measured.
func (b *bench) queued(command *exec.Cmd, n int) (took time.Duration, err error) {
	events, err := command.StdoutPipe()
	if err != nil {
		return 0, err
	}
	start := time.Now()
	if err := command.Start(); err != nil {
		return 0, err
	}
	rows := 0
	lines := bufio.NewScanner(events)
	for rows < n && lines.Scan() {
		var event struct {
			Event string `json:"event"`
		}
		if err := json.Unmarshal(lines.Bytes(), &event); err != nil {
			return 0, err
		}
		if event.Event == "queued" {
			rows++
		}
	}
	took = time.Since(start)
	if err := command.Process.Signal(os.Interrupt); err != nil {
		return 0, err
	}
	if _, err := io.Copy(io.Discard, events); err != nil {
		return 0, err
	}
	err = command.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && rows == n {
		err = nil // interrupted, as asked
	}
	if err == nil && rows < n {
		err = fmt.Errorf("only %d rows were queued", rows)
	}
	return took, err
}

// copyFolder is what the file system alone takes for that many files.
func (b *bench) copyFolder(ctx context.Context, folder string) (time.Duration, error) {
	to := filepath.Join(b.dir, "copy")
	u, err := measure(exec.CommandContext(ctx, "cp", "-r", folder, to))
	return u.elapsed, errors.Join(err, os.RemoveAll(to))
}
