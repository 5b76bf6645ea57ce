package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // what thumbnails are
	"io"
	"iter"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/embed"
	"spool/library/frame"
	"spool/library/token"
)

func newThumbnailCommand() *cobra.Command {
	var f thumbnailFlags
	cmd := &cobra.Command{
		Use:   "thumbnail [UID...]",
		Short: "Choose the thumbnails of videos, or save one",
		Long: `Choose the thumbnails of videos, one or many: --at takes a share of each video
(25%), a time (12.5s, 1:02.5), or visible, the first frame that is not black.
spool videos undo takes it back. Without --at the thumbnail's address is printed.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return err
			}
			return withSigning(cmd, func(ctx context.Context, s *signing) error {
				if _, err := s.requireClient(); err != nil {
					return err
				}
				return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
					videos, err := f.selection.videos(cmd, l, args)
					if err != nil {
						return err
					}
					if f.at == "" || f.save != "" || f.gif {
						return f.show(ctx, cmd, s, videos)
					}
					p := &preview{cmd: cmd, dryRun: f.dryRun}
					return p.carryOut(ctx, l, library.JobEdit, "Set thumbnail at "+f.at, f.rows(ctx, s, videos))
				})
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.at, "at", "", "`PLACE` in the video: 25%, 12.5s, 1:02.5 or visible")
	flags.StringVar(&f.save, "save", "", "save the picture at --at into a `FILE`, and change nothing")
	flags.IntVar(&f.width, "width", 0, "width of the picture")
	flags.IntVar(&f.height, "height", 0, "height of the picture")
	flags.BoolVar(&f.gif, "gif", false, "print the address of a GIF that begins at --at, and change nothing")
	flags.StringVar(&f.length, "length", "5s", "with --gif: how long it plays")
	flags.IntVar(&f.fps, "fps", 8, "with --gif: pictures a second")
	flags.BoolVar(&f.dryRun, "dry-run", false, "only show what would change")
	f.selection.flags(cmd)
	return cmd
}

type thumbnailFlags struct {
	at, save, length   string
	width, height, fps int
	gif, dryRun        bool
	selection          selection

	place frame.Moment
	play  time.Duration
}

func (f *thumbnailFlags) check() error {
	var err error
	if f.at != "" {
		if f.place, err = frame.ParseMoment(f.at); err != nil {
			return wrongUse("--at: %w", err)
		}
	}
	if f.width < 0 || f.height < 0 {
		return wrongUse("--width and --height are numbers of pixels")
	}
	if f.gif {
		if f.play, err = time.ParseDuration(f.length); err != nil || f.play <= 0 || f.fps < 1 {
			return wrongUse("--length is a time as 5s, and --fps at least 1")
		}
		f.save = ""
	}
	return nil
}

// pictures gives the pictures of a video that tell whether it is black.
func (s *signing) pictures(v *library.Video) frame.Fetch {
	return func(ctx context.Context, at time.Duration) (image.Image, error) {
		id, err := s.viewID(ctx, v)
		if err != nil {
			return nil, err
		}
		return fetchStill(ctx, v, id, embed.Still{At: at, HasAt: true, Height: 180})
	}
}

// viewID is what stands for a video in the address of its pictures.
func (s *signing) viewID(ctx context.Context, v *library.Video) (string, error) {
	if !v.RequireSignedURLs {
		return v.UID, nil
	}
	return s.client.SignToken(ctx, v.UID, token.Terms{Expires: time.Now().Add(token.DefaultLife)}.Request())
}

// pictureLimit bounds a picture that is loaded.
const pictureLimit = 16 << 20

func loadStill(ctx context.Context, v *library.Video, id string, still embed.Still) (*http.Response, error) {
	d, err := embed.DeliveryOf(v)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.Thumbnail(id, still), nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, errors.New("the picture could not be loaded: no answer")
	}
	if res.StatusCode != http.StatusOK {
		return nil, errors.Join(fmt.Errorf("the picture could not be loaded: HTTP %d", res.StatusCode), res.Body.Close())
	}
	return res, nil
}

func fetchStill(ctx context.Context, v *library.Video, id string, still embed.Still) (image.Image, error) {
	res, err := loadStill(ctx, v, id, still)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	img, _, err := image.Decode(io.LimitReader(res.Body, pictureLimit))
	if err != nil {
		return nil, fmt.Errorf("the picture at %v can't be read: %w", still.At, err)
	}
	return img, nil
}

// rows are the videos with the thumbnail's new place.
func (f *thumbnailFlags) rows(ctx context.Context, s *signing, videos iter.Seq2[library.Video, error]) iter.Seq2[library.Row, error] {
	return func(yield func(library.Row, error) bool) {
		for v, err := range videos {
			if err != nil && v.UID == "" {
				yield(library.Row{}, err)
				return
			}
			row := library.Row{Video: v, Err: err}
			if err == nil {
				row.Changes, row.Err = f.place.Thumbnail(ctx, &v, s.pictures(&v))
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// show prints addresses of pictures, or saves one.
func (f *thumbnailFlags) show(ctx context.Context, cmd *cobra.Command, s *signing, videos iter.Seq2[library.Video, error]) error {
	list, failed, err := collect(cmd, videos)
	if err != nil {
		return err
	}
	if f.save != "" && len(list) > 1 {
		return wrongUse("--save fits one video, there are %d", len(list))
	}
	for i := range list {
		if err := f.showOne(ctx, cmd, s, &list[i]); err != nil {
			failed = true
			complain(cmd, list[i].UID, err)
		}
	}
	if failed {
		return errSomeFailed
	}
	return nil
}

func (f *thumbnailFlags) showOne(ctx context.Context, cmd *cobra.Command, s *signing, v *library.Video) error {
	still := embed.Still{Width: f.width, Height: f.height}
	if f.at != "" {
		at, err := f.place.Find(ctx, v, s.pictures(v))
		if err != nil {
			return err
		}
		still.At, still.HasAt = at, true
	}
	id, err := s.viewID(ctx, v)
	if err != nil {
		return err
	}
	d, err := embed.DeliveryOf(v)
	if err != nil {
		return err
	}
	if f.save == "" {
		address := d.Thumbnail(id, still)
		if f.gif {
			address = d.GIF(id, embed.Animation{Start: still.At, Length: f.play, FPS: f.fps, Width: f.width, Height: f.height})
		}
		return said(cmd, map[string]any{"uid": v.UID, "url": address}, address)
	}
	res, err := loadStill(ctx, v, id, still)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, pictureLimit))
	if err != nil {
		return err
	}
	if err := os.WriteFile(f.save, data, 0o644); err != nil {
		return err
	}
	return said(cmd, map[string]any{"event": "saved", "uid": v.UID, "path": f.save, "bytes": len(data)}, f.save)
}
