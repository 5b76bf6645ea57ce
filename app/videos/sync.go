package videos

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/app/async"
	"spool/app/words"
	"spool/library"
	"spool/widgets/look"
)

// How often Stream is asked for news, and how soon again after it could not be
// asked.
const (
	newsEvery  = time.Minute
	retryEvery = 15 * time.Second
)

// captionsAtOnce is how many videos are asked for their captions after each
// look at Stream: a call each.
const captionsAtOnce = 20

// news is how far the index agrees with Stream.
type news struct {
	state library.SyncState
	// progress is that of the pass under way, nil while there is none.
	progress *library.SyncProgress
	err      error
}

// follower asks Stream for news until close.
type follower struct {
	library *library.Library
	tell    *async.Latest[news]
	asked   chan struct{}
	cancel  context.CancelFunc
	ended   sync.WaitGroup
	state   library.SyncState
}

// follow begins to ask; hear gets the news on Fyne's goroutine.
func follow(l *library.Library, post async.Post, hear func(news)) *follower {
	ctx, cancel := context.WithCancel(context.Background())
	f := &follower{library: l, tell: async.NewLatest(post, hear), asked: make(chan struct{}, 1), cancel: cancel}
	f.ended.Go(func() { f.run(ctx) })
	return f
}

// ask asks at once.
func (f *follower) ask() {
	select {
	case f.asked <- struct{}{}:
	default: // it is asked already
	}
}

func (f *follower) close() {
	f.cancel()
	f.ended.Wait()
}

func (f *follower) run(ctx context.Context) {
	for {
		wait := newsEvery
		if err := f.look(ctx); err != nil {
			wait = retryEvery
		}
		select {
		case <-ctx.Done():
			return
		case <-f.asked:
		case <-time.After(wait):
		}
	}
}

// look asks once and tells how it goes.
func (f *follower) look(ctx context.Context) error {
	state, err := f.library.Index().SyncState(ctx)
	if err == nil {
		f.state = state
		_, err = f.library.Refresh(ctx, func(p library.SyncProgress) {
			f.tell.Put(news{state: f.state, progress: &p})
		})
	}
	if err == nil {
		_, err = f.library.LearnCaptions(ctx, captionsAtOnce)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if state, serr := f.library.Index().SyncState(ctx); serr == nil {
		f.state = state
	} else if err == nil {
		err = serr
	}
	f.tell.Put(news{state: f.state, err: err})
	return err
}

// hear shows news.
func (p *Page) hear(n news) {
	p.sync = n
	p.Changed()
	p.showStatus()
	if p.OnNews != nil {
		p.OnNews()
	}
}

// syncText says how old what is shown is, or how far the pass under way.
func (p *Page) syncText() (look.IconName, string) {
	n := p.sync
	switch {
	case n.progress != nil && n.progress.Total > n.progress.Seen:
		return look.IconRetry, words.F("Reading from Stream, %s of %s", words.Count(n.progress.Seen), words.Count(n.progress.Total))
	case n.err != nil && n.state.Refreshed.IsZero():
		return look.IconOffline, n.err.Error()
	case n.err != nil:
		return look.IconOffline, words.F("Stream can’t be reached, as of %s", words.Ago(n.state.Refreshed, p.Now()))
	case n.state.Refreshed.IsZero():
		return "", lang.L("Reading from Stream")
	}
	return "", words.F("Up to date as of %s", words.Ago(n.state.Refreshed, p.Now()))
}
