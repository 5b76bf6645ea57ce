// Package watermark looks after the watermark profiles of an account: it checks
// what becomes one, makes one in the place of another, as profiles can't be
// changed, and knows which videos carry which.
package watermark

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"spool/library"
	"spool/library/frame"
)

// API is the profiles of an account at Stream; *stream.Client is one.
type API interface {
	Watermarks(ctx context.Context) ([]library.Watermark, error)
	CreateWatermark(ctx context.Context, w library.Watermark, png []byte) (library.Watermark, error)
	CreateWatermarkURL(ctx context.Context, w library.Watermark, from string) (library.Watermark, error)
	DeleteWatermark(ctx context.Context, uid string) error
}

// Usual is Stream's own choice of what is not chosen
// (Cloudflare docs, Stream, "Apply watermarks").
var Usual = library.Watermark{Opacity: 1, Padding: 0.05, Scale: 0.15, Position: "upperRight"}

// Desk looks after profiles. It may be used from any goroutine.
type Desk struct {
	api    API
	folder string
}

// New makes a Desk. Stream gives a profile's picture away never again, so those
// of profiles that are made here are kept in folder, which is made when needed.
func New(api API, folder string) *Desk { return &Desk{api, folder} }

// List lists the profiles.
func (d *Desk) List(ctx context.Context) ([]library.Watermark, error) { return d.api.Watermarks(ctx) }

// IsAddress reports whether a source is an address on the web, not a file.
func IsAddress(source string) bool {
	return strings.HasPrefix(source, "https://") || strings.HasPrefix(source, "http://")
}

// Read reads a picture that is to become a watermark; larger ones than Stream
// takes are not read at all. What it says of those does not name the file.
func Read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if err := frame.CheckSize(info.Size()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// Create makes a profile of a PNG, or of one at a public address. notes say in
// sentences what is odd about the picture.
func (d *Desk) Create(ctx context.Context, w library.Watermark, source string) (made library.Watermark, notes []string, err error) {
	if err := frame.CheckMark(w); err != nil {
		return made, nil, err
	}
	if IsAddress(source) {
		made, err = d.api.CreateWatermarkURL(ctx, w, source)
		return made, nil, err
	}
	data, err := Read(source)
	if errors.Is(err, frame.ErrTooLarge) {
		return made, nil, fmt.Errorf("%s: %w", filepath.Base(source), err)
	}
	if err != nil {
		return made, nil, err
	}
	if _, notes, err = frame.ReadMark(data); err != nil {
		return made, nil, fmt.Errorf("%s: %w", filepath.Base(source), err)
	}
	if made, err = d.api.CreateWatermark(ctx, w, data); err != nil {
		return made, nil, err
	}
	if err := d.keep(made.UID, data); err != nil {
		notes = append(notes, "The picture could not be kept here: "+err.Error())
	}
	return made, notes, nil
}

// Replace makes a profile and deletes the old one, which videos that carry it
// keep. source may be "" for the old one's picture where that is kept here.
func (d *Desk) Replace(ctx context.Context, old string, w library.Watermark, source string) (made library.Watermark, notes []string, err error) {
	if source == "" {
		source = d.path(old)
	}
	if made, notes, err = d.Create(ctx, w, source); err != nil {
		return made, notes, err
	}
	if err := d.Delete(ctx, old); err != nil {
		return made, notes, fmt.Errorf("profile %s was made, but the old one could not be deleted: %w", made.UID, err)
	}
	return made, notes, nil
}

// Delete deletes a profile. Videos that carry it keep it.
func (d *Desk) Delete(ctx context.Context, uid string) error {
	if err := d.api.DeleteWatermark(ctx, uid); err != nil {
		return err
	}
	if err := os.Remove(d.path(uid)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete the picture kept here: %w", err)
	}
	return nil
}

// Picture is the picture of a profile; found is false for those that were made
// elsewhere.
func (d *Desk) Picture(uid string) (png []byte, found bool, err error) {
	png, err = os.ReadFile(d.path(uid))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	return png, err == nil, err
}

func (d *Desk) path(uid string) string { return filepath.Join(d.folder, filepath.Base(uid)+".png") }

func (d *Desk) keep(uid string, data []byte) error {
	if err := os.MkdirAll(d.folder, 0o700); err != nil {
		return err
	}
	return os.WriteFile(d.path(uid), data, 0o600)
}

// Use is the query for the videos that carry a profile.
func Use(uid string) string { return "watermark:" + uid }
