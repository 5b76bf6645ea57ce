package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/clip"
	"spool/library/stream"
)

func newClipCommand() *cobra.Command {
	var f clipFlags
	cmd := &cobra.Command{
		Use:   "clip UID",
		Short: "Make clips of a video, each a video of its own",
		Long: `Make clips of a video, each a video of its own: one by --start and --end, or
several by --range. Times are whole seconds, as 62, 1:02 or 00:01:02.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			spans, err := f.spans()
			if err != nil {
				return err
			}
			settings, err := f.settings(cmd)
			if err != nil {
				return err
			}
			return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
				return makeClips(ctx, cmd, client, args[0], spans, settings, f)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.start, "start", "", "`TIME` at which the clip begins")
	flags.StringVar(&f.end, "end", "", "`TIME` at which it ends")
	flags.StringArrayVar(&f.ranges, "range", nil, "`START-END` of a clip, any number of times")
	flags.StringVar(&f.name, "name", "", "name of the clip; with several, {n} is its number")
	flags.StringVar(&f.creator, "creator", "", "creator, at most 64 characters")
	flags.StringArrayVar(&f.origins, "origin", nil, "allowed origin `HOST`, any number of times")
	flags.BoolVar(&f.signed, "require-signed", false, "play only with signed URLs")
	flags.Float64Var(&f.thumbnail, "thumbnail", 0, "thumbnail position, 0 to 1 of the clip")
	flags.StringVar(&f.watermark, "watermark", "", "uid of a watermark profile")
	flags.StringVar(&f.deleteOn, "delete-on", "", "`DATE` of deletion, 30 to 1096 days ahead; not inherited from the video")
	flags.BoolVar(&f.wait, "wait", false, "wait until the clips are ready")
	return cmd
}

type clipFlags struct {
	start, end string
	ranges     []string
	name       string
	creator    string
	origins    []string
	signed     bool
	thumbnail  float64
	watermark  string
	deleteOn   string
	wait       bool
}

func (f *clipFlags) spans() ([]clip.Span, error) {
	texts := f.ranges
	if f.start != "" || f.end != "" {
		if f.start == "" || f.end == "" {
			return nil, wrongUse("a clip needs --start and --end")
		}
		texts = append([]string{f.start + "-" + f.end}, texts...)
	}
	if len(texts) == 0 {
		return nil, wrongUse("say --start and --end, or --range START-END")
	}
	var spans []clip.Span
	for _, text := range texts {
		s, err := clip.ParseSpan(text)
		if err != nil {
			return nil, usageError{err}
		}
		spans = append(spans, s)
	}
	return spans, nil
}

func (f *clipFlags) settings(cmd *cobra.Command) (library.Settings, error) {
	s := library.Settings{
		Creator: f.creator, AllowedOrigins: f.origins, RequireSignedURLs: f.signed, ThumbnailPct: f.thumbnail, WatermarkUID: f.watermark,
	}
	if cmd.Flags().Changed("thumbnail") && !(f.thumbnail >= 0 && f.thumbnail <= 1) {
		return s, wrongUse("--thumbnail is 0 to 1, not %g", f.thumbnail)
	}
	if len([]rune(f.creator)) > 64 {
		return s, wrongUse("--creator has more than 64 characters")
	}
	if f.deleteOn != "" {
		var err error
		if s.ScheduledDeletion, err = parseDate(f.deleteOn); err != nil {
			return s, wrongUse("--delete-on: %w", err)
		}
		days := time.Until(s.ScheduledDeletion).Hours() / 24
		if days < 30 || days > 1096 {
			return s, wrongUse("--delete-on: a video is deleted 30 to 1096 days after it was made")
		}
	}
	return s, nil
}

func makeClips(ctx context.Context, cmd *cobra.Command, client *stream.Client, uid string, spans []clip.Span, settings library.Settings, f clipFlags) error {
	source, err := client.Get(ctx, uid)
	if err != nil {
		return err
	}
	for _, s := range spans {
		if err := s.Check(&source); err != nil {
			return err
		}
	}
	var made []string
	for i, s := range spans {
		if settings.Meta, err = clip.Meta(&source, clip.Name(&source, f.name, i+1, len(spans)), false); err != nil {
			return err
		}
		var v library.Video
		if v, err = clip.Make(ctx, client, &source, s, settings); err != nil {
			err = fmt.Errorf("clip %d of %d, %s to %s: %w", i+1, len(spans), clip.Clock(s.Start), clip.Clock(s.End), err)
			break
		}
		made = append(made, v.UID)
		if f.wait {
			continue
		}
		if err := printClip(cmd, uid, v, "created"); err != nil {
			return err
		}
	}
	if f.wait {
		// Those before one that was refused are made all the same.
		err = errors.Join(err, waitForClips(ctx, cmd, client, uid, made))
	}
	return err
}

func waitForClips(ctx context.Context, cmd *cobra.Command, client *stream.Client, source string, clips []string) error {
	return eachOf(cmd, clips, func(uid string) error {
		v, err := waitForVideo(ctx, client, uid)
		if err != nil {
			return err
		}
		return printClip(cmd, source, v, "ready")
	})
}

// waitForVideo waits until Stream has done with a video.
func waitForVideo(ctx context.Context, client *stream.Client, uid string) (v library.Video, err error) {
	err = poll(ctx, func(ctx context.Context) (bool, error) {
		if v, err = client.Get(ctx, uid); err != nil {
			return false, err
		}
		if v.Status.State == library.StateError {
			return false, fmt.Errorf("%s: %s", v.Status.ErrorCode, v.Status.ErrorText)
		}
		return v.Status.State == library.StateReady, nil
	})
	return v, err
}

// clipJSON is a clip as --json prints it.
type clipJSON struct {
	Event       string        `json:"event"`
	UID         string        `json:"uid"`
	ClippedFrom string        `json:"clipped_from"`
	State       library.State `json:"state"`
	Name        string        `json:"name,omitempty"`
	Preview     string        `json:"preview,omitempty"`
}

func printClip(cmd *cobra.Command, source string, v library.Video, event string) error {
	return said(cmd, clipJSON{event, v.UID, source, v.Status.State, v.Name(), v.Preview},
		strings.TrimSpace(fmt.Sprintf("%s  %s  %s  %s", v.UID, v.Status.State, oneLine(v.Name()), v.Preview)))
}
