// Package desk makes an account's signed tokens, here with a key or at Stream,
// keeps the record of them and says what a token is worth. The command line and
// the window work at the same desk.
package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"spool/library"
	"spool/library/token"
)

// Stream is what a desk asks of an account; *stream.Client is one.
type Stream interface {
	token.KeyAPI
	SignToken(ctx context.Context, uid string, t library.TokenRequest) (string, error)
	Get(ctx context.Context, uid string) (library.Video, error)
	// Embed is the embed code that Stream's own endpoint gives.
	Embed(ctx context.Context, uid string) (string, error)
}

// Record keeps what was issued; *issued.Store is one.
type Record interface {
	token.Book
	Add(ctx context.Context, issues []token.Issue, secrets []string) error
	Find(ctx context.Context, q token.Query) ([]token.Issue, error)
	ByToken(ctx context.Context, secret string) (issue token.Issue, found bool, err error)
}

// ErrNoAccount: what was asked for needs an account at Stream.
var ErrNoAccount = errors.New("no account is set, or its token is not here")

// Params are what a Desk is made of.
type Params struct {
	// Stream is nil where there is no account to ask.
	Stream Stream
	Vault  token.Vault
	Record Record
	// Skew is how far the clock here is ahead of Stream's, 0 where that cannot be
	// told; may be nil.
	Skew func(context.Context) time.Duration
	Now  func() time.Time
}

// Desk is an account's signing. It may be used from any goroutine.
type Desk struct {
	Params
	Ring *token.Ring

	mu    sync.Mutex
	asked map[string]time.Time // when Stream said that the account has the key
	skew  *time.Duration
}

// askAgain is how long Stream's word that the account has a key holds. A key
// that was deleted elsewhere meanwhile shows itself in the list of keys.
const askAgain = 10 * time.Minute

// New puts a desk together; it makes no call.
func New(p Params) *Desk {
	if p.Now == nil {
		p.Now = time.Now
	}
	var api token.KeyAPI
	if p.Stream != nil {
		api = p.Stream
	}
	return &Desk{Params: p, Ring: token.NewRing(api, p.Vault, p.Record, p.Now), asked: map[string]time.Time{}}
}

// OnlyKey is the id of the key that signs where none was named: the only one on
// this computer. Of several the one that signed last is given, and alone is
// false; with none it is "".
func (d *Desk) OnlyKey(ctx context.Context) (id string, alone bool, err error) {
	known, err := d.Record.Keys(ctx)
	if err != nil {
		return "", false, err
	}
	known = slices.DeleteFunc(known, func(k token.KnownKey) bool { return !k.Kept })
	if len(known) == 0 {
		return "", false, nil
	}
	last := slices.MaxFunc(known, func(a, b token.KnownKey) int { return a.LastUsed.Compare(b.LastUsed) })
	return last.ID, len(known) == 1, nil
}

// checkOwn reports a key that the account does not have, whose tokens would
// never play. Where Stream can't say, a note is returned.
func (d *Desk) checkOwn(ctx context.Context, id string) (note string, err error) {
	if d.Stream == nil || d.wasAsked(id) {
		return "", nil
	}
	listed, err := d.Stream.Keys(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return fmt.Sprintf("Stream could not be asked whether the account has key %s: %v.", id, err), nil
	}
	if !slices.ContainsFunc(listed, func(k library.SigningKey) bool { return k.ID == id }) {
		return "", fmt.Errorf("key %s: %w", id, token.ErrForeignKey)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked[id] = d.Now()
	return "", nil
}

func (d *Desk) wasAsked(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	at, ok := d.asked[id]
	return ok && d.Now().Sub(at) < askAgain
}

// ahead is the skew of this computer's clock, asked once.
func (d *Desk) ahead(ctx context.Context) time.Duration {
	if d.Stream == nil || d.Skew == nil {
		return 0
	}
	d.mu.Lock()
	known := d.skew
	d.mu.Unlock()
	if known != nil {
		return *known
	}
	skew := d.Skew(ctx)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.skew = &skew
	return skew
}

// Around learns from Stream what a token does not say.
func (d *Desk) Around(ctx context.Context, t token.Decoded) (token.Surroundings, error) {
	around := token.Surroundings{Now: d.Now()}
	if d.Stream == nil {
		return around, ErrNoAccount
	}
	around.Skew = d.ahead(ctx)
	var err error
	if around.Keys, err = d.Stream.Keys(ctx); err != nil {
		return around, err
	}
	around.KeysKnown = true
	if t.Subject == "" {
		return around, nil
	}
	v, err := d.Stream.Get(ctx, t.Subject)
	switch {
	case err == nil:
		around.Video = &v
	case errors.Is(err, library.ErrNotFound), errors.Is(err, library.ErrRefused):
		around.VideoGone = true
	default:
		return around, err
	}
	return around, nil
}
