package library

import (
	"context"
	"errors"
	"time"
)

// API is the account at Stream; *stream.Client is one.
type API interface {
	Lister
	Get(ctx context.Context, uid string) (Video, error)
	Edit(ctx context.Context, uid string, p Patch) (Video, error)
	Delete(ctx context.Context, uid string) error
	Captions(ctx context.Context, uid string) ([]Caption, error)
	// GenerateCaption has Stream begin to write a caption; DeleteCaption takes
	// the one in a language away.
	GenerateCaption(ctx context.Context, uid, language string) (Caption, error)
	DeleteCaption(ctx context.Context, uid, language string) error
}

// Params are what a Library is made of.
type Params struct {
	API     API
	Index   Index
	Journal Journal
	// Now defaults to time.Now.
	Now func() time.Time
	// Sleep waits while Stream works; it returns early, with the reason, when
	// its context ends, and defaults to a timer.
	Sleep func(ctx context.Context, d time.Duration) error
}

// Library is one account's videos: found in the index, changed at Stream,
// every change in the journal. Its methods may be called from any goroutine.
// It owns none of its parts.
type Library struct {
	api     API
	index   Index
	journal Journal
	now     func() time.Time
	sleep   func(context.Context, time.Duration) error
}

// New checks that all parts are there.
func New(p Params) (*Library, error) {
	if p.API == nil || p.Index == nil || p.Journal == nil {
		return nil, errors.New("a library needs an API, an index and a journal")
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Sleep == nil {
		p.Sleep = sleep
	}
	return &Library{api: p.API, index: p.Index, journal: p.Journal, now: p.Now, sleep: p.Sleep}, nil
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Index is the library's index, for reading.
func (l *Library) Index() Index { return l.index }
