package desk

import (
	"context"
	"errors"
	"iter"

	"spool/library"
)

// Generator has Stream write captions; *Desk is one.
type Generator interface {
	Generate(ctx context.Context, uid, language string, replace bool) (library.Caption, error)
}

// Tally is how far GenerateAll is.
type Tally struct {
	// Asked is how many captions Stream writes now, There how many videos had
	// some or were about to, NotReady how many have no speech to read yet.
	Asked, There, NotReady int
	// Failed are the names of the others, with why in their order.
	Failed []string
	Why    []error
}

// Dealt is how many videos are dealt with.
func (t *Tally) Dealt() int { return t.Asked + t.There + t.NotReady + len(t.Failed) }

// GenerateAll has Stream write the captions in a language for many videos, and
// tells how far it is after each. What one video refuses keeps no other up; only
// the end of ctx, and videos that can't be read, end it early.
func GenerateAll(ctx context.Context, g Generator, videos iter.Seq2[library.Video, error], language string, replace bool, told func(Tally)) error {
	ctx = library.WithPriority(ctx, library.Bulk)
	var t Tally
	for v, err := range videos {
		if err != nil {
			return err
		}
		if v.Ready {
			_, err = g.Generate(ctx, v.UID, language, replace)
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case !v.Ready:
			t.NotReady++
		case errors.Is(err, ErrExists), errors.Is(err, ErrUnderWay):
			t.There++
		case err != nil:
			t.Failed, t.Why = append(t.Failed, v.Name()), append(t.Why, err)
		default:
			t.Asked++
		}
		told(t)
	}
	return nil
}
