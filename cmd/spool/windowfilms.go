package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"spool/internal/localstream"
	"spool/internal/localstream/fault"
	"spool/internal/scenes"
	"spool/uploader"
)

// films makes the sample videos of the local Stream one after the other and
// queues each, so that a newcomer sees uploads under way.
type films struct {
	dir     string
	profile *profile
	server  *localstream.Server
	cancel  context.CancelFunc
	ended   chan struct{}
}

// sampleFilms are the scenes a newcomer sees, each with the size that footage
// of its kind has, in bytes.
var sampleFilms = []struct {
	scene string
	size  int64
}{
	{"Harbour at dawn, 4K master", 52_400_000},
	{"Dune crossing, day one", 38_100_000},
	{"Interview, kitchen, camera B", 14_800_000},
	{"Reef survey, transect 11", 31_600_000},
	{"Product turntable, matte black", 9_700_000},
	{"City from the ferry, evening", 24_300_000},
	{"Trail run, ridge section B-roll", 17_200_000},
	{"Onboarding 1: create a project", 5_900_000},
}

const (
	// sampleTime is how long a sample plays.
	sampleTime = 6 * time.Second
	// sampleRate is what the local Stream takes of one sample, in bytes a
	// second: about what a good line at home sends.
	sampleRate = 2_400_000
	// sampleLook is how often it is asked whether the samples have been sent.
	sampleLook = time.Second
)

func newFilms(dir string, p *profile, server *localstream.Server) (*films, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of samples: %w", err)
	}
	return &films{dir: dir, profile: p, server: server, ended: make(chan struct{})}, nil
}

func (f *films) start() {
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel = cancel
	go func() {
		defer close(f.ended)
		if err := f.run(ctx); err != nil && ctx.Err() == nil {
			f.profile.log.Error("the sample videos could not be made", "err", err)
		}
	}()
}

// stop ends the filming; the next start goes on.
func (f *films) stop() {
	f.cancel()
	<-f.ended
}

func (f *films) run(ctx context.Context) error {
	done, err := f.queued()
	if err != nil || len(done) >= len(sampleFilms) {
		return err
	}
	if _, err := f.server.AddFault(fault.Fault{Kind: fault.Bandwidth, Route: "upload chunk", Rate: sampleRate}); err != nil {
		return err
	}
	defer f.server.ClearFaults()
	var ids []int64
	for _, film := range sampleFilms {
		if slices.Contains(done, film.scene) {
			continue
		}
		job, err := f.film(ctx, film.scene, film.size)
		if err != nil {
			return err
		}
		ids = append(ids, job.ID)
		done = append(done, film.scene)
		if err := os.WriteFile(f.listPath(), []byte(strings.Join(done, "\n")), 0o600); err != nil {
			return err
		}
	}
	return f.await(ctx, ids)
}

func (f *films) listPath() string { return filepath.Join(f.dir, "queued") }

// queued are the samples that were queued by an earlier run.
func (f *films) queued() ([]string, error) {
	data, err := os.ReadFile(f.listPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return strings.Split(string(data), "\n"), nil
}

// film makes one sample and queues it.
func (f *films) film(ctx context.Context, name string, size int64) (uploader.Job, error) {
	scene, known := scenes.ByName(name)
	if !known {
		return uploader.Job{}, fmt.Errorf("there is no scene %q", name)
	}
	path := filepath.Join(f.dir, strings.ReplaceAll(name, ":", "")+".mp4")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := scenes.Encode(ctx, scene, path, scenes.Options{Duration: sampleTime, Audio: true}); err != nil {
			return uploader.Job{}, err
		}
		if err := pad(path, size); err != nil {
			return uploader.Job{}, err
		}
	}
	answers, err := f.profile.queue.Add(ctx, uploader.Settings{Name: name}, path)
	if err != nil {
		return uploader.Job{}, err
	}
	return answers[0].Job, answers[0].Err
}

// pad gives a sample the size of real footage by a free box, which players pass
// over (ISO 14496-12). It is a hole in the file and takes no room on the disk.
func pad(path string, size int64) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	free := size - info.Size()
	if free < 8 {
		return nil
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	header := []byte{byte(free >> 24), byte(free >> 16), byte(free >> 8), byte(free), 'f', 'r', 'e', 'e'}
	_, err = file.Write(header)
	return errors.Join(err, file.Truncate(size), file.Close())
}

// await returns when the samples have been sent, so that what comes after them
// goes as fast as it can.
func (f *films) await(ctx context.Context, ids []int64) error {
	for len(ids) > 0 {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(sampleLook):
		}
		jobs, err := f.profile.store.Jobs(ctx, uploader.Filter{IDs: ids})
		if err != nil {
			return err
		}
		ids = ids[:0]
		for _, j := range jobs {
			if !j.Sent() {
				ids = append(ids, j.ID)
			}
		}
	}
	return nil
}
