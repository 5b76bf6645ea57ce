package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// The statuses of a caption (Cloudflare docs, Stream, "Add captions").
const (
	CaptionReady      = "ready"
	CaptionInProgress = "inprogress"
	CaptionFailed     = "error"
)

// FieldCaptions is where a job of JobCaptions changes a video. It is no field
// of the edit call: its key is a language, its value that Stream wrote the
// caption.
const FieldCaptions Field = "captions"

// written is the value of a caption that Stream wrote.
var written = json.RawMessage(`"generated"`)

// WriteCaption is the change that has Stream write a caption in a language.
func WriteCaption(language string) Change {
	return Change{Path: Path{Field: FieldCaptions, Key: language}, After: written}
}

const (
	// captionsAtOnce is how many captions of a job Stream writes at a time, and
	// captionPoll how often it is asked about them: 48 calls a minute, of the 120
	// that Spool may make.
	captionsAtOnce = 4
	captionPoll    = 5 * time.Second
	// captionPatience is when a caption that is still being written counts as
	// failed: Stream gives no percentage and need not end.
	captionPatience = time.Hour
)

// captions carries out a job whose items are captions. An item stays in
// ItemSending while Stream writes, so that another Run goes on waiting for it.
func (r *run) captions(id int64) error {
	for {
		items, err := r.journal.Waiting(r.ctx, id, captionsAtOnce)
		if err != nil {
			return err
		}
		if len(items) == 0 {
			return r.move(r.ctx, id, toEnd, "")
		}
		moved := false
		for _, item := range items {
			if on, err := r.goesOn(id); !on {
				return err
			}
			ended, err := r.caption(item)
			if err != nil {
				return r.rest(id, err)
			}
			moved = moved || ended
		}
		if !moved {
			if err := r.sleep(r.ctx, captionPoll); err != nil {
				return err
			}
		}
	}
}

// caption takes one item a step further and reports whether that was its end.
func (r *run) caption(item Item) (ended bool, err error) {
	list, err := r.api.Captions(r.ctx, item.UID)
	switch {
	case errors.Is(err, ErrNotFound):
		return true, r.missing(item)
	case err != nil:
		return true, r.failed(item, err)
	}
	c := &item.Changes[0]
	i := slices.IndexFunc(list, func(x Caption) bool { return x.Language == c.Path.Key })
	switch {
	case c.After == nil && i < 0:
		item.Error = "has no such caption any more"
		return true, r.finish(item, ItemSkipped)
	case c.After == nil:
		return true, r.takeCaption(item, list, i)
	case i < 0:
		return r.askCaption(item)
	}
	return r.followCaption(item, list, list[i])
}

// followCaption deals with a caption that is there: one this job had written,
// or one that was in its way.
func (r *run) followCaption(item Item, list []Caption, found Caption) (ended bool, err error) {
	ours := item.State == ItemSending
	switch {
	case found.Status == CaptionReady && !ours:
		item.Error = "has a caption in this language already"
		return true, r.finish(item, ItemSkipped)
	case found.Status == CaptionReady:
		return true, r.finishCaption(item, list)
	case found.Status == CaptionFailed && ours:
		item.Error = "Stream could not write it: it may have no speech, or speech in another language"
		return true, r.finish(item, ItemFailed)
	case found.Status == CaptionFailed:
		// Stream writes none where a failed one is.
		if err := r.api.DeleteCaption(r.ctx, item.UID, found.Language); err != nil && !errors.Is(err, ErrNotFound) {
			return true, r.failed(item, err)
		}
		return r.askCaption(item)
	case !ours:
		return false, r.mark(&item) // somebody else asked for it
	case r.now().Sub(item.At) > captionPatience:
		item.Error = fmt.Sprintf("Stream has not written it within %.0f min", captionPatience.Minutes())
		return true, r.finish(item, ItemFailed)
	}
	return false, nil
}

func (r *run) askCaption(item Item) (ended bool, err error) {
	if err := r.mark(&item); err != nil {
		return false, err
	}
	if _, err := r.api.GenerateCaption(r.ctx, item.UID, item.Changes[0].Path.Key); err != nil {
		return true, r.failed(item, err)
	}
	return false, nil
}

// takeCaption takes back a caption that Stream wrote, unless a person has made
// it theirs since.
func (r *run) takeCaption(item Item, list []Caption, i int) error {
	if !list[i].Generated && !r.current.Overwrite {
		c := item.Changes[0]
		item.Conflicts = []Change{{Path: c.Path, Before: json.RawMessage(`"edited"`), After: c.After}}
		item.Error = "was changed elsewhere since: the caption was edited"
		return r.finish(item, ItemConflict)
	}
	if err := r.mark(&item); err != nil {
		return err
	}
	if err := r.api.DeleteCaption(r.ctx, item.UID, list[i].Language); err != nil && !errors.Is(err, ErrNotFound) {
		return r.failed(item, err)
	}
	return r.finishCaption(item, slices.Delete(list, i, i+1))
}

// finishCaption keeps what was done, and which captions the video has now.
func (r *run) finishCaption(item Item, now []Caption) error {
	if err := r.finish(item, ItemDone); err != nil {
		return err
	}
	return r.KnowCaptions(context.WithoutCancel(r.ctx), item.UID, now)
}

// LearnCaptions asks which captions up to limit ready videos have that nobody
// asked about yet: the list of videos does not tell. It costs a call each and
// leaves most of the budget to others.
func (l *Library) LearnCaptions(ctx context.Context, limit int) (int, error) {
	ctx = WithPriority(ctx, Background)
	q := Query{Terms: []Term{{Key: "captions", Values: []string{"unknown"}}, {Key: "status", Values: []string{string(StateReady)}}}}
	n := 0
	for v, err := range l.Found(ctx, q, NewestFirst, limit) {
		if err != nil {
			return n, err
		}
		captions, err := l.api.Captions(ctx, v.UID)
		if err != nil {
			return n, fmt.Errorf("captions of %s: %w", v.UID, err)
		}
		if err := l.KnowCaptions(ctx, v.UID, captions); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// KnowCaptions notes in the index which captions a video has. One that Stream
// could not write is none. A video that is not in the index is passed over.
func (l *Library) KnowCaptions(ctx context.Context, uid string, captions []Caption) error {
	var languages []string
	for _, c := range captions {
		if c.Status != CaptionFailed {
			languages = append(languages, c.Language)
		}
	}
	slices.Sort(languages)
	if err := l.index.SetCaptions(ctx, uid, languages); !errors.Is(err, ErrNotFound) {
		return err
	}
	return nil
}
