package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

const (
	chunk      = 50 << 20
	curlChunk  = 200 << 20
	curlFactor = 0.85
	nodeFactor = 1.5
)

var uploading = section{
	flag:  "upload",
	title: "Uploading",
	intro: "One file over TUS to the local Stream on loopback, whole processes from start to exit. " +
		"The ratio is the median of the rounds' ratios.",
	measure: measureUploads,
}

// client uploads the file once and says what that took.
type client struct {
	name   string
	upload func(context.Context, *server, string) (usage, error)
}

func measureUploads(ctx context.Context, b *bench) (figures []figure, err error) {
	file, err := b.video(ctx, "large.mp4", b.size, 1)
	if err != nil {
		return nil, err
	}
	pieces, err := b.split(file, curlChunk)
	if err != nil {
		return nil, err
	}
	s, err := b.startServer(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.stop()) }()

	clients := []client{
		{"curl", func(ctx context.Context, s *server, _ string) (usage, error) { return b.curl(ctx, s, pieces) }},
		{"spool", func(ctx context.Context, s *server, file string) (usage, error) { return b.spool(ctx, s, chunk, file) }},
		{"tus-js-client", tusJS},
	}
	speeds, err := b.inTurn(ctx, s, clients, file)
	if err != nil {
		return nil, err
	}
	overCurl, overNode := ratio(speeds[1], speeds[0]), ratio(speeds[1], speeds[2])
	measured := fmt.Sprintf("%.0f MB/s", median(speeds[1]))
	name := fmt.Sprintf("%s, 50 MiB chunks", gib(b.size))
	return []figure{
		{
			name: name + ", beside curl in 200 MiB PATCHes", required: fmt.Sprintf("at least %.2f of it", curlFactor),
			measured: fmt.Sprintf("%s, %.2f of it", measured, overCurl), peer: fmt.Sprintf("%.0f MB/s", median(speeds[0])),
			held: overCurl >= curlFactor,
		},
		{
			name: name + ", beside tus-js-client 4.3.1", required: fmt.Sprintf("at least %.1f times", nodeFactor),
			measured: fmt.Sprintf("%s, %.2f times", measured, overNode), peer: fmt.Sprintf("%.0f MB/s", median(speeds[2])),
			held: overNode >= nodeFactor,
		},
	}, nil
}

// inTurn lets every client upload in turn, once to warm up and then for each
// round, and returns the speeds in MB/s by client and round.
func (b *bench) inTurn(ctx context.Context, s *server, clients []client, file string) ([][]float64, error) {
	speeds := make([][]float64, len(clients))
	for round := range b.rounds + 1 {
		for i, c := range clients {
			u, err := c.upload(ctx, s, file)
			if err != nil {
				return nil, err
			}
			if err := s.empty(ctx, 1); err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			speed := mbps(b.size, u.elapsed)
			fmt.Fprintf(os.Stderr, "bench: round %d: %-14s %4.0f MB/s, peak memory %s\n", round, c.name, speed, mib(u.peak))
			if round > 0 {
				speeds[i] = append(speeds[i], speed)
			}
		}
	}
	return speeds, nil
}

// ratio is the median of a over b, round by round.
func ratio(a, b []float64) float64 {
	ratios := make([]float64, len(a))
	for i := range a {
		ratios[i] = a[i] / b[i]
	}
	return median(ratios)
}

// spool uploads files with a new queue, all of them at once.
func (b *bench) spool(ctx context.Context, s *server, chunk int64, files ...string) (usage, error) {
	home, err := os.MkdirTemp(b.dir, "home-")
	if err != nil {
		return usage{}, err
	}
	args := []string{"upload", "--json", "--wait", "uploaded", "--chunk-size", strconv.FormatInt(chunk, 10), "--at-once", strconv.Itoa(len(files))}
	u, err := measure(spool(ctx, s, home, append(args, files...)...))
	return u, errors.Join(err, os.RemoveAll(home))
}

func tusJS(ctx context.Context, s *server, file string) (usage, error) {
	return measure(exec.CommandContext(ctx, "node", "test/peers/upload.js", "--file", file,
		"--endpoint", s.endpoint(), "--token", s.APIToken, "--chunk-size", strconv.Itoa(chunk)))
}

// curl creates the video, then sends the pieces one after the other over one
// connection.
func (b *bench) curl(ctx context.Context, s *server, pieces []piece) (usage, error) {
	name := base64.StdEncoding.EncodeToString([]byte("large.mp4"))
	created, err := measure(exec.CommandContext(ctx, "curl", "--silent", "--show-error", "--fail-with-body", "--include",
		"--request", "POST", s.endpoint(), "--header", "Authorization: Bearer "+s.APIToken,
		"--header", "Tus-Resumable: 1.0.0", "--header", fmt.Sprintf("Upload-Length: %d", b.size), "--header", "Upload-Metadata: name "+name))
	if err != nil {
		return usage{}, err
	}
	location := regexp.MustCompile(`(?im)^location: *(\S+)`).FindStringSubmatch(created.out)
	if location == nil {
		return usage{}, fmt.Errorf("curl: the answer to POST has no Location: %s", created.out)
	}
	var args []string
	for i, p := range pieces {
		if i > 0 {
			args = append(args, "--next")
		}
		args = append(args, "--silent", "--show-error", "--fail-with-body", "--request", "PATCH", "--upload-file", p.path, location[1],
			"--header", "Authorization: Bearer "+s.APIToken, "--header", "Tus-Resumable: 1.0.0", "--header", "Expect:",
			"--header", fmt.Sprintf("Upload-Offset: %d", p.offset), "--header", "Content-Type: application/offset+octet-stream")
	}
	sent, err := measure(exec.CommandContext(ctx, "curl", args...))
	sent.elapsed += created.elapsed
	return sent, err
}

// piece is a part of the large file as a file, which is how curl sends a range.
type piece struct {
	path   string
	offset int64
}

func (b *bench) split(path string, step int64) (pieces []piece, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	for offset := int64(0); offset < b.size; offset += step {
		p := piece{filepath.Join(b.dir, fmt.Sprintf("piece-%d", len(pieces))), offset}
		if err := copyTo(p.path, io.NewSectionReader(file, offset, min(step, b.size-offset))); err != nil {
			return nil, err
		}
		pieces = append(pieces, p)
	}
	return pieces, nil
}

func copyTo(path string, from io.Reader) error {
	to, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}

func gib(bytes int64) string { return fmt.Sprintf("%.3g GiB", float64(bytes)/(1<<30)) }

func mbps(bytes int64, took time.Duration) float64 { return float64(bytes) / 1e6 / took.Seconds() }
