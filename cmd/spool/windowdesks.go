package main

import (
	"bytes"
	"context"
	"image"
	"path/filepath"
	"sync"
	"time"

	"spool/app"
	"spool/app/downloads"
	"spool/library"
	"spool/library/audio"
	"spool/library/download"
	"spool/library/embed"
	"spool/library/stream"
	"spool/library/subtitle"
	"spool/library/subtitle/desk"
	"spool/library/watermark"
)

// windowDesks is what the tabs of a video work with in the window.
type windowDesks struct {
	app.Desks
	client *stream.Client
	tokens viewTokens
	saves  *windowSaves
}

// openDesks opens the desks of an account; its close must be called.
func openDesks(ctx context.Context, env environment, videos *videoLibrary, c downloads.Choices) (*windowDesks, error) {
	client := videos.client
	saves, err := openWindowSaves(ctx, env, client, c.Usual())
	if err != nil {
		return nil, err
	}
	d := &windowDesks{client: client, tokens: viewTokens{client: client, known: map[string]viewToken{}}, saves: saves}
	d.Desks = app.Desks{
		Captions:   desk.New(desk.Params{API: client, Folder: filepath.Join(env.libraryDir(), "captions"), Known: videos.KnowCaptions}),
		Audio:      audio.New(client),
		Files:      windowFiles{client, downloadAddress{client: client}},
		Saves:      saves,
		Clips:      windowClips{client, videos},
		Watermarks: watermark.New(client, env.marksDir()), Samples: d.samples,
		Marked: func(ctx context.Context, profile string) ([]library.Video, error) {
			return found(ctx, videos, watermark.Use(profile), 200)
		},
		Thumbnails: windowThumbnails{d}, Names: d.names,
	}
	return d, nil
}

func (d *windowDesks) close() error { return d.saves.close() }

// windowSaves is the account's queue of saves as the window works with it.
type windowSaves struct {
	*saveQueue
	saver *download.Saver
}

func openWindowSaves(ctx context.Context, env environment, client *stream.Client, c downloads.Choices) (*windowSaves, error) {
	w := &windowSaves{saver: download.NewSaver(download.Options{UserAgent: "spool/" + version})}
	w.saver.SetLimit(c.Speed)
	var err error
	w.saveQueue, err = openSaveQueue(ctx, env, download.RunnerParams{
		Saver: w.saver, Address: downloadAddress{client: client}.of, Parallel: c.Parallel,
	})
	return w, err
}

// Items implements downloads.Saves.
func (w *windowSaves) Items(ctx context.Context) ([]download.Item, error) { return w.live(ctx) }

// SetLimits implements downloads.Saves.
func (w *windowSaves) SetLimits(parallel, speed int) {
	w.runner.SetParallel(parallel)
	w.saver.SetLimit(speed)
}

// windowClips is the account's clips as the window asks for them.
type windowClips struct {
	*stream.Client
	videos *videoLibrary
}

// Of implements clip.Clips: those the index knows, as Stream has them now where
// they are still being made.
func (c windowClips) Of(ctx context.Context, uid string) ([]library.Video, error) {
	all, err := found(ctx, c.videos, "clip:yes", 0)
	if err != nil {
		return nil, err
	}
	var clips []library.Video
	for _, v := range all {
		if v.ClippedFrom != uid {
			continue
		}
		if !v.Status.State.Final() {
			if v, err = c.videos.Track(ctx, v.UID); err != nil {
				return nil, err
			}
		}
		clips = append(clips, v)
	}
	return clips, nil
}

// Clip implements clip.Clips, and has the index know the clip.
func (c windowClips) Clip(ctx context.Context, o library.Clip) (library.Video, error) {
	v, err := c.Client.Clip(ctx, o)
	if err != nil {
		return v, err
	}
	if _, err := c.videos.Track(ctx, v.UID); err != nil {
		return v, nil // it is made; the next sync finds it
	}
	return v, nil
}

// windowFiles is the files at Stream as the window asks for them.
type windowFiles struct {
	*stream.Client
	address downloadAddress
}

// Link implements downloads.Files.
func (f windowFiles) Link(ctx context.Context, v library.Video, kind library.DownloadKind, original bool) (string, error) {
	return f.address.link(ctx, &v, kind, original)
}

// Desks implements app.Session.
func (s *session) Desks() app.Desks {
	if s.desks == nil {
		return app.Desks{}
	}
	return s.desks.Desks
}

// names lists the account's videos by name.
func (d *windowDesks) names(ctx context.Context) ([]subtitle.Named, error) {
	var all []subtitle.Named
	for v, err := range d.client.All(ctx, library.Listing{}) {
		if err != nil {
			return nil, err
		}
		all = append(all, subtitle.Named{UID: v.UID, Name: v.Name()})
	}
	return all, nil
}

// samples are a few ready videos, the newest first.
func (d *windowDesks) samples(ctx context.Context) ([]library.Video, error) {
	page, err := d.client.List(ctx, library.Listing{States: []library.State{library.StateReady}, Limit: 5})
	return page.Videos, err
}

// found are the videos of the index that a query finds, at most so many.
func found(ctx context.Context, videos *videoLibrary, query string, most int) ([]library.Video, error) {
	q, err := parseQuery(query)
	if err != nil {
		return nil, err
	}
	var all []library.Video
	for v, err := range videos.Found(ctx, q, library.NewestFirst, most) {
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// still gets a picture of a video.
func (d *windowDesks) still(ctx context.Context, v library.Video, s embed.Still) ([]byte, error) {
	id, err := d.tokens.of(library.WithPriority(ctx, library.Background), &v)
	if err != nil {
		return nil, err
	}
	delivery, err := embed.DeliveryOf(&v)
	if err != nil {
		return nil, err
	}
	return fetchPicture(ctx, v.UID, delivery.Thumbnail(id, s))
}

// windowThumbnails is the pictures of videos as the window asks for them.
type windowThumbnails struct{ *windowDesks }

// Picture implements thumbnail.Thumbnails.
func (t windowThumbnails) Picture(ctx context.Context, v library.Video, at time.Duration) (image.Image, error) {
	data, err := t.still(ctx, v, embed.Still{At: at, HasAt: true, Height: 180})
	if err != nil {
		return nil, err
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	return img, err
}

// Link implements thumbnail.Thumbnails.
func (t windowThumbnails) Link(ctx context.Context, v library.Video, a embed.Animation) (string, error) {
	id, err := t.tokens.of(ctx, &v)
	if err != nil {
		return "", err
	}
	delivery, err := embed.DeliveryOf(&v)
	return delivery.GIF(id, a), err
}

// GIF implements thumbnail.Thumbnails.
func (t windowThumbnails) GIF(ctx context.Context, v library.Video, a embed.Animation) ([]byte, error) {
	address, err := t.Link(ctx, v, a)
	if err != nil {
		return nil, err
	}
	return fetchPicture(ctx, v.UID, address)
}

// viewTokens keeps tokens that pictures of signed videos are loaded by: a
// film-strip is many pictures, and Stream signs a limited number of tokens.
type viewTokens struct {
	client *stream.Client

	mu    sync.Mutex
	known map[string]viewToken
}

type viewToken struct {
	text  string
	until time.Time
}

// of is what stands for a video in the address of its pictures.
func (t *viewTokens) of(ctx context.Context, v *library.Video) (string, error) {
	if !v.RequireSignedURLs {
		return v.UID, nil
	}
	// Under the lock: pictures that are asked for together share one token.
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	if k := t.known[v.UID]; now.Before(k.until) {
		return k.text, nil
	}
	text, err := t.client.SignToken(ctx, v.UID, library.TokenRequest{Expires: now.Add(viewTime)})
	if err == nil {
		t.known[v.UID] = viewToken{text, now.Add(viewTime - 5*time.Minute)}
	}
	return text, err
}
