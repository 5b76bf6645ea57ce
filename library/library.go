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
}

// Params are what a Library is made of.
type Params struct {
	API     API
	Index   Index
	Journal Journal
	// Now defaults to time.Now.
	Now func() time.Time
}

// Library is one account's videos: found in the index, changed at Stream,
// every change in the journal. Its methods may be called from any goroutine.
// It owns none of its parts.
type Library struct {
	api     API
	index   Index
	journal Journal
	now     func() time.Time
}

// New checks that all parts are there.
func New(p Params) (*Library, error) {
	if p.API == nil || p.Index == nil || p.Journal == nil {
		return nil, errors.New("a library needs an API, an index and a journal")
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	return &Library{api: p.API, index: p.Index, journal: p.Journal, now: p.Now}, nil
}

// Index is the library's index, for reading.
func (l *Library) Index() Index { return l.index }
