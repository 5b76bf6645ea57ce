package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"spool/internal/media"
	"spool/library/stream"
	"spool/uploader"
	"spool/uploader/jobstore"
	"spool/uploader/tusclient"
)

// profile is an opened home: its queue, its log and its account.
type profile struct {
	environment
	store *jobstore.Store
	queue *uploader.Queue
	log   *slog.Logger
	// rescued is a sentence about a damaged queue, or empty.
	rescued  string
	closeLog func() error
}

// openProfile opens the queue of a home; its close must be called.
func openProfile(ctx context.Context, env environment) (*profile, error) {
	log, closeLog, err := env.openLog()
	if err != nil {
		return nil, err
	}
	store, rescued, err := jobstore.Open(ctx, env.queuePath())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the queue: %w", err), closeLog())
	}
	if rescued != "" {
		log.Warn(rescued)
	}
	return &profile{
		environment: env, store: store, rescued: rescued, log: log, closeLog: closeLog,
		queue: uploader.NewQueue(store, env.Account, nil),
	}, nil
}

func (p *profile) close() error { return errors.Join(p.store.Close(), p.closeLog()) }

// engineLock is held by the process that runs the account's jobs; the system
// frees it when the process dies.
func (p *profile) engineLock() (*flock.Flock, error) {
	name := sha256.Sum256([]byte(p.Account.BaseURL + "\n" + p.Account.ID))
	dir := filepath.Join(p.Home, "locks")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of locks: %w", err)
	}
	return flock.New(filepath.Join(dir, hex.EncodeToString(name[:8])+".lock")), nil
}

// engineOptions are the flags that shape an engine.
type engineOptions struct {
	parallel  int
	chunkSize int64
	stall     time.Duration
}

// check refuses what the flags must not say.
func (o engineOptions) check() error {
	if o.parallel < 1 {
		return wrongUse("--at-once %d: at least one", o.parallel)
	}
	if o.stall <= 0 {
		return wrongUse("--stall-timeout %s: more than nothing", o.stall)
	}
	if err := uploader.CheckChunkSize(o.chunkSize); err != nil {
		return usageError{err}
	}
	return nil
}

// agent is the User-Agent of every request.
var agent = "spool/" + version

// newEngine wires the engine of the profile's account. The caller holds the
// engine's lock.
func (p *profile) newEngine(o engineOptions) (*uploader.Engine, error) {
	wire, err := tusclient.New(tusclient.Config{Account: p.Account, Token: p.Token, UserAgent: agent, StallTimeout: o.stall})
	if err != nil {
		return nil, err
	}
	videos, err := p.videos()
	if err != nil {
		return nil, err
	}
	return uploader.New(uploader.Params{
		Account: p.Account, Store: p.store, Wire: wire, Videos: videos, Probe: media.Examine,
		Parallel: o.parallel, ChunkSize: o.chunkSize, Log: p.log,
	})
}

// videos asks the account's API.
func (p *profile) videos() (streamVideos, error) {
	client, err := stream.New(stream.Config{
		BaseURL: p.Account.BaseURL, AccountID: p.Account.ID, Token: p.Token, UserAgent: agent,
	})
	return streamVideos{client}, err
}
