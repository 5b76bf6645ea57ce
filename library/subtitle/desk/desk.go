// Package desk looks after the captions of an account's videos: it uploads
// what Stream takes, has Stream write captions and handles its refusals, and
// keeps the text of everything it deletes or replaces.
package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"spool/library"
	"spool/library/subtitle"
)

// API is the captions of an account at Stream; *stream.Client is one.
type API interface {
	Captions(ctx context.Context, uid string) ([]library.Caption, error)
	PutCaption(ctx context.Context, uid, language string, vtt []byte) (library.Caption, error)
	GenerateCaption(ctx context.Context, uid, language string) (library.Caption, error)
	DeleteCaption(ctx context.Context, uid, language string) error
	CaptionVTT(ctx context.Context, uid, language string) ([]byte, error)
}

// The states of a caption.
const (
	Ready      = library.CaptionReady
	InProgress = library.CaptionInProgress
	Failed     = library.CaptionFailed
)

var (
	// ErrTooLarge: Stream takes no file of this size.
	ErrTooLarge = errors.New("the caption file is too large: Stream takes 10 MB")
	// ErrNotSpoken: Stream writes no captions in this language.
	ErrNotSpoken = errors.New("captions are written by Stream in cs, nl, en, fr, de, it, ja, ko, pl, pt, ru and es only")
	// ErrExists: the language has a caption, which generating would replace.
	ErrExists = errors.New("there is a caption in this language already")
	// ErrUnderWay: Stream is writing it at this moment.
	ErrUnderWay = errors.New("this caption is being written by Stream at the moment")
	// ErrFailed: Stream could not write it, and never says why.
	ErrFailed = errors.New("the caption could not be written by Stream; it may be in another language than is spoken, or have no speech")
	// ErrNone: there is no caption in this language.
	ErrNone = errors.New("there is no caption in this language")
)

// Desk looks after captions. It may be used from any goroutine.
type Desk struct {
	api   API
	kept  shelf
	known func(ctx context.Context, uid string, captions []library.Caption) error
	sleep func(context.Context, time.Duration) error
}

// Params are what a Desk is made of.
type Params struct {
	API API
	// Folder keeps the text of what is deleted or replaced. It is made when it
	// is first needed.
	Folder string
	// Known is told which captions a video has whenever that is seen or changed, as
	// library.Library.KnowCaptions wants it; may be nil.
	Known func(ctx context.Context, uid string, captions []library.Caption) error
	// Now defaults to time.Now. Sleep waits while Stream works; it returns
	// early when its context ends, and defaults to a timer.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
}

// New makes a Desk; it makes no call.
func New(p Params) *Desk {
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Sleep == nil {
		p.Sleep = sleep
	}
	if p.Known == nil {
		p.Known = func(context.Context, string, []library.Caption) error { return nil }
	}
	return &Desk{api: p.API, kept: shelf{folder: p.Folder, now: p.Now}, known: p.Known, sleep: p.Sleep}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// find is the caption in a language and those in others; found is false where
// there is none.
func (d *Desk) find(ctx context.Context, uid, language string) (c library.Caption, found bool, others []library.Caption, err error) {
	others, err = d.List(ctx, uid)
	if err != nil {
		return c, false, nil, err
	}
	i := slices.IndexFunc(others, func(c library.Caption) bool { return c.Language == language })
	if i < 0 {
		return c, false, others, nil
	}
	return others[i], true, slices.Delete(slices.Clone(others), i, i+1), nil
}

// noted is a caption that came, once that is known.
func (d *Desk) noted(ctx context.Context, uid string, others []library.Caption, c library.Caption, err error) (library.Caption, error) {
	if err != nil {
		return c, err
	}
	return c, d.known(ctx, uid, append(others, c))
}

// Upload puts a document up as the caption in a language. What it replaces is
// kept.
func (d *Desk) Upload(ctx context.Context, uid, language string, doc *subtitle.Document) (library.Caption, error) {
	text := doc.Bytes()
	if len(text) > subtitle.MaxUpload {
		return library.Caption{}, ErrTooLarge
	}
	old, found, others, err := d.find(ctx, uid, language)
	if err != nil {
		return library.Caption{}, err
	}
	if found {
		if err := d.keep(ctx, uid, old); err != nil {
			return library.Caption{}, err
		}
	}
	c, err := d.api.PutCaption(ctx, uid, language, text)
	return d.noted(ctx, uid, others, c, err)
}

// keep puts a caption's text on the shelf. One without text has none to keep.
func (d *Desk) keep(ctx context.Context, uid string, c library.Caption) error {
	if c.Status != Ready {
		return nil
	}
	text, err := d.api.CaptionVTT(ctx, uid, c.Language)
	if err != nil {
		return fmt.Errorf("keep the old caption: %w", err)
	}
	return d.kept.put(uid, c.Language, text)
}

// Delete deletes a caption and keeps its text for Restore.
func (d *Desk) Delete(ctx context.Context, uid, language string) error {
	old, found, others, err := d.find(ctx, uid, language)
	if err != nil {
		return err
	}
	if !found {
		return ErrNone
	}
	if err := d.keep(ctx, uid, old); err != nil {
		return err
	}
	if err := d.api.DeleteCaption(ctx, uid, language); err != nil {
		return err
	}
	return d.known(ctx, uid, others)
}

// Restore puts the text that was last deleted or replaced up again. What is
// there now is kept in its turn.
func (d *Desk) Restore(ctx context.Context, uid, language string) (library.Caption, error) {
	text, err := d.kept.take(uid, language)
	if err != nil {
		return library.Caption{}, err
	}
	return d.Upload(ctx, uid, language, subtitle.ParseVTT(string(text)))
}

// Generate has Stream write the caption in a language. A failed one in the way
// is deleted first, as Stream wants it; one that is ready only where replace
// says so, and its text is kept.
func (d *Desk) Generate(ctx context.Context, uid, language string, replace bool) (library.Caption, error) {
	if !subtitle.CanGenerate(language) {
		return library.Caption{}, ErrNotSpoken
	}
	old, found, others, err := d.find(ctx, uid, language)
	switch {
	case err != nil:
		return library.Caption{}, err
	case found && old.Status == InProgress:
		return old, ErrUnderWay
	case found && old.Status == Ready && !replace:
		return old, ErrExists
	case found:
		if err := d.keep(ctx, uid, old); err != nil {
			return old, err
		}
		if err := d.api.DeleteCaption(ctx, uid, language); err != nil {
			return old, fmt.Errorf("delete the old caption first: %w", err)
		}
	}
	c, err := d.api.GenerateCaption(ctx, uid, language)
	return d.noted(ctx, uid, others, c, err)
}

// pollEvery is how often a caption that Stream writes is asked for.
const pollEvery = 3 * time.Second

// Wait returns when a caption is ready, or Stream gave it up.
func (d *Desk) Wait(ctx context.Context, uid, language string) (library.Caption, error) {
	for {
		c, found, _, err := d.find(library.WithPriority(ctx, library.Background), uid, language)
		switch {
		case err != nil:
			return c, err
		case !found:
			return c, ErrNone
		case c.Status == Failed:
			return c, ErrFailed
		case c.Status == Ready:
			return c, nil
		}
		if err := d.sleep(ctx, pollEvery); err != nil {
			return c, err
		}
	}
}

// Text is the caption in a language as a document.
func (d *Desk) Text(ctx context.Context, uid, language string) (*subtitle.Document, error) {
	text, err := d.api.CaptionVTT(ctx, uid, language)
	if errors.Is(err, library.ErrNotFound) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, err
	}
	file, err := subtitle.Read(text, subtitle.Source{Name: language + ".vtt"})
	if err != nil {
		return nil, err
	}
	return file.Document, nil
}

// List lists the captions of a video.
func (d *Desk) List(ctx context.Context, uid string) ([]library.Caption, error) {
	list, err := d.api.Captions(ctx, uid)
	if err != nil {
		return nil, err
	}
	return list, d.known(ctx, uid, list)
}
