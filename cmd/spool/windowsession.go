package main

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"spool/app"
	"spool/app/downloads"
	"spool/app/queue"
	"spool/internal/media"
	"spool/library"
	"spool/uploader"
)

// session is an account at work in the window: its queue, its engine as soon
// as nobody else runs one, and its library.
type session struct {
	info    app.AccountInfo
	profile *profile
	videos  *videoLibrary
	signing *signing
	desks   *windowDesks // nil without a token
	// also closes what came with the account, such as the local Stream; may be
	// nil.
	also   func() error
	cancel context.CancelFunc
	ended  chan struct{}

	mu       sync.Mutex
	parallel int
	run      *engineRun
	failed   error
}

var _ app.Session = (*session)(nil)

const (
	// takeOver is how often a window asks whether the engine's lock is free.
	takeOver = 250 * time.Millisecond
	// mendTime is how long an engine that failed rests before it is tried again.
	mendTime = 5 * time.Second
)

// openSession opens the account of env in its home; saves are what was chosen for
// saves. also is closed with it.
func openSession(ctx context.Context, env environment, info app.AccountInfo, saves downloads.Choices, also func() error) (*session, error) {
	p, err := openProfile(ctx, env)
	if err != nil {
		return nil, err
	}
	s := &session{info: info, profile: p, also: also, parallel: uploader.DefaultParallel, ended: make(chan struct{})}
	s.info.Account = env.Account
	if s.videos, err = openWindowVideos(ctx, env, info.Token); err != nil {
		return nil, errors.Join(err, p.close())
	}
	if s.signing, err = openSigning(ctx, env, s.videos.client); err != nil {
		return nil, errors.Join(err, s.videos.close(), p.close())
	}
	if s.videos.client != nil {
		p.queue.Ask(streamVideos{s.videos.client})
		if s.desks, err = openDesks(ctx, env, s.videos, saves); err != nil {
			return nil, errors.Join(err, s.videos.close(), p.close())
		}
	}
	work, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go s.work(work)
	return s, nil
}

// work runs the engine until ctx ends.
func (s *session) work(ctx context.Context) {
	defer close(s.ended)
	if !s.info.Token.InHand() {
		return // nothing can be sent, and nobody else is kept from it
	}
	for ctx.Err() == nil {
		err := s.turn(ctx)
		if ctx.Err() != nil {
			return
		}
		s.profile.log.Error("the engine stopped", "err", err)
		s.setFailed(err)
		select {
		case <-ctx.Done():
		case <-time.After(mendTime):
		}
	}
}

// turn runs the engine once, waiting for the lock first, until it fails or ctx
// ends.
func (s *session) turn(ctx context.Context) error {
	lock, err := s.profile.engineLock()
	if err != nil {
		return err
	}
	run := &engineRun{lock: lock}
	defer func() {
		s.setRun(nil)
		if err := run.stop(ctx); err != nil {
			s.profile.log.Warn("tidying up at Stream has to wait for the next start", "err", err)
		}
	}()
	ticker := time.NewTicker(takeOver)
	defer ticker.Stop()
	for {
		s.mu.Lock()
		o := engineOptions{parallel: s.parallel, chunkSize: uploader.DefaultChunk}
		s.mu.Unlock()
		if s.info.Local {
			// Nothing is far away, and small steps show at once what has arrived.
			o.chunkSize = uploader.MinChunk
		}
		if err := run.ensure(ctx, s.profile, o); err != nil {
			return err
		}
		if run.engine != nil {
			s.setRun(run)
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-run.failed:
			return err
		case <-ticker.C:
		}
	}
}

func (s *session) setRun(run *engineRun) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if run != nil && s.run != run {
		s.failed = nil
		run.engine.SetParallel(s.parallel)
	}
	s.run = run
}

func (s *session) setFailed(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failed = err
}

// Info implements app.Session.
func (s *session) Info() app.AccountInfo { return s.info }

// Rescued implements app.Session.
func (s *session) Rescued() string {
	return strings.Join(strings.Fields(s.profile.rescued+" "+s.videos.rescued+" "+s.signing.rescued), " ")
}

// Queue implements app.Session.
func (s *session) Queue() app.Queue { return s.profile.queue }

// Store implements app.Session.
func (s *session) Store() queue.Store { return s.profile.store }

// Progress implements app.Session.
func (s *session) Progress() []uploader.Progress {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run == nil {
		return nil
	}
	return s.run.progress()
}

// Failed implements app.Session.
func (s *session) Failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}

// SetParallel implements app.Session.
func (s *session) SetParallel(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.parallel = n
	if s.run != nil {
		s.run.engine.SetParallel(n)
	}
}

// Videos implements app.Session.
func (s *session) Videos() *library.Library { return s.videos.Library }

// Library implements app.Session.
func (s *session) Library() app.Library {
	if s.videos.client == nil {
		return noLibrary{}
	}
	return windowLibrary{s.videos.client}
}

// Frames implements app.Session.
func (s *session) Frames() app.FrameSource {
	return func(ctx context.Context, path string, at time.Duration, width, height int) ([]byte, error) {
		return media.Frame(ctx, path, at, media.Box{Width: width, Height: height, Fit: media.Crop})
	}
}

// Close implements app.Session.
func (s *session) Close() error {
	s.cancel()
	<-s.ended
	var err error
	if s.desks != nil {
		err = s.desks.close()
	}
	err = errors.Join(err, s.signing.record.Close(), s.videos.close(), s.profile.close())
	if s.also == nil {
		return err
	}
	return errors.Join(err, s.also())
}
