package share

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2/lang"

	"spool/library"
	"spool/library/token"
	"spool/library/token/desk"
)

// made are tokens of one making, each for the video in the same place.
type made struct {
	maker  *desk.Maker
	videos []library.Video
	tokens []string
	byUID  map[string]string
	// known says that the record has them. A token that nobody got is not
	// issued, so the record begins when one is copied.
	known bool
}

// life is how long new tokens play.
func (h Habits) life() time.Duration {
	if h.Life <= 0 || h.Life > token.MaxLife {
		return token.DefaultLife
	}
	return h.Life
}

// sign makes a token for each video, by the key that signed last on this
// computer, or by Stream where there is none or where that is wanted. It runs
// off Fyne's goroutine.
func sign(ctx context.Context, d *desk.Desk, byStream bool, t token.Terms, videos []library.Video) (*made, error) {
	if d == nil {
		return nil, desk.ErrNoAccount
	}
	m, err := maker(ctx, d, byStream, t)
	if err != nil {
		return nil, err
	}
	tokens, err := m.Sign(ctx, videos, d.Now())
	if err != nil {
		return nil, err
	}
	return newMade(m, videos, tokens), nil
}

func newMade(maker *desk.Maker, videos []library.Video, tokens []string) *made {
	m := &made{maker: maker, videos: videos, tokens: tokens, byUID: make(map[string]string, len(videos))}
	for i, v := range videos {
		m.byUID[v.UID] = tokens[i]
	}
	return m
}

func maker(ctx context.Context, d *desk.Desk, byStream bool, t token.Terms) (*desk.Maker, error) {
	if byStream {
		return d.ByStream(ctx, t)
	}
	id, _, err := d.OnlyKey(ctx)
	if err != nil {
		return nil, err
	}
	if id == "" {
		return d.ByStream(ctx, t)
	}
	key, err := d.Ring.Key(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", lang.L("The signing key can’t be used"), err)
	}
	return d.ByKey(ctx, key, t)
}

// remember puts what was made into the record, once. It runs off Fyne's
// goroutine.
func (m *made) remember(ctx context.Context, note string) error {
	if m == nil || m.known {
		return nil
	}
	if err := m.maker.Remember(ctx, m.videos, m.tokens, note, false); err != nil {
		return fmt.Errorf("%s: %w", lang.L("The token was not recorded"), err)
	}
	m.known = true
	return nil
}

// of is the token of a video, "" where none was made.
func (m *made) of(uid string) string {
	if m == nil {
		return ""
	}
	return m.byUID[uid]
}

var errNothing = errors.New("no video of these has an address at Stream yet")
