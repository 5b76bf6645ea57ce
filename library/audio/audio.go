// Package audio looks after the additional audio tracks of an account's videos
// and knows the rules Stream has for them.
package audio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"spool/library"
)

// MaxFile is the largest file Stream takes as a track
// (Cloudflare docs, Stream, "Add additional audio tracks").
const MaxFile = 200_000_000

// The states of a track.
const (
	Queued = "queued"
	Ready  = "ready"
	Failed = "error"
)

// Errors of what Stream does not take.
var (
	ErrNoLabel  = errors.New("a track needs a label, which players show")
	ErrTaken    = errors.New("this video already has a track with this label")
	ErrTooLarge = errors.New("audio files can have 200 MB; larger ones go by their address on the web")
	ErrDefault  = errors.New("the default track can't be deleted; make another the default first")
	ErrNone     = errors.New("the video has no such track")
)

// API is the audio tracks of an account at Stream; *stream.Client is one.
type API interface {
	AudioTracks(ctx context.Context, uid string) ([]library.AudioTrack, error)
	AddAudioFile(ctx context.Context, uid, label string, file library.File) (library.AudioTrack, error)
	AddAudioURL(ctx context.Context, uid, label, from string) (library.AudioTrack, error)
	EditAudio(ctx context.Context, uid, track string, edit library.AudioEdit) (library.AudioTrack, error)
	DeleteAudio(ctx context.Context, uid, track string) error
}

// Desk looks after tracks. It may be used from any goroutine.
type Desk struct{ api API }

// New makes a Desk; it makes no call.
func New(api API) *Desk { return &Desk{api} }

// List lists the additional tracks of a video; its own sound is not among them.
func (d *Desk) List(ctx context.Context, uid string) ([]library.AudioTrack, error) {
	return d.api.AudioTracks(ctx, uid)
}

// IsAddress reports whether a source is an address on the web, not a file.
func IsAddress(source string) bool {
	return strings.HasPrefix(source, "https://") || strings.HasPrefix(source, "http://")
}

// Check reports why a file or address can't be a track.
func Check(source string) error {
	if IsAddress(source) {
		return nil
	}
	info, err := os.Stat(source)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder", source)
	case info.Size() > MaxFile:
		return fmt.Errorf("%s has %d MB: %w", filepath.Base(source), info.Size()/1_000_000, ErrTooLarge)
	}
	return nil
}

// Add adds a track from a file or a public address.
func (d *Desk) Add(ctx context.Context, uid, label, source string) (library.AudioTrack, error) {
	if label = strings.TrimSpace(label); label == "" {
		return library.AudioTrack{}, ErrNoLabel
	}
	if err := Check(source); err != nil {
		return library.AudioTrack{}, err
	}
	tracks, err := d.api.AudioTracks(ctx, uid)
	if err != nil {
		return library.AudioTrack{}, err
	}
	if Taken(tracks, label, "") {
		return library.AudioTrack{}, fmt.Errorf("%q: %w", label, ErrTaken)
	}
	if IsAddress(source) {
		return d.api.AddAudioURL(ctx, uid, label, source)
	}
	return d.api.AddAudioFile(ctx, uid, label, library.File{
		Name: filepath.Base(source), Open: func() (io.ReadCloser, error) { return os.Open(source) },
	})
}

// Taken reports whether a track other than the one with that uid has the label.
func Taken(tracks []library.AudioTrack, label, but string) bool {
	return slices.ContainsFunc(tracks, func(t library.AudioTrack) bool { return t.Label == label && t.UID != but })
}

// Edit changes a track's label, or makes it the default.
func (d *Desk) Edit(ctx context.Context, uid, track string, edit library.AudioEdit) (library.AudioTrack, error) {
	if edit.Label != nil {
		label := strings.TrimSpace(*edit.Label)
		if label == "" {
			return library.AudioTrack{}, ErrNoLabel
		}
		edit.Label = &label
	}
	return d.api.EditAudio(ctx, uid, track, edit)
}

// Delete deletes a track that is not the default.
func (d *Desk) Delete(ctx context.Context, uid string, track library.AudioTrack) error {
	if track.Default {
		return ErrDefault
	}
	return d.api.DeleteAudio(ctx, uid, track.UID)
}

// Find takes a track by its uid or its label.
func (d *Desk) Find(ctx context.Context, uid, name string) (library.AudioTrack, error) {
	tracks, err := d.api.AudioTracks(ctx, uid)
	if err != nil {
		return library.AudioTrack{}, err
	}
	for _, t := range tracks {
		if t.UID == name || t.Label == name {
			return t, nil
		}
	}
	return library.AudioTrack{}, fmt.Errorf("%q: %w", name, ErrNone)
}
