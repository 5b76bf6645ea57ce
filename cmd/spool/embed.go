package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/embed"
	"spool/library/subtitle"
)

func newEmbedCommand() *cobra.Command {
	var f embedFlags
	cmd := &cobra.Command{
		Use:   "embed [UID...]",
		Short: "Print embed codes of videos",
		Long: `Print embed codes of videos, one or many, with every setting of the player.
With --key, --pem or --api they carry a token, and so does a poster that is a
still of the video.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.settle(cmd); err != nil {
				return err
			}
			if f.stream {
				return printStreamEmbeds(cmd, args)
			}
			if f.preview != "" {
				return f.writePage(cmd, args)
			}
			return printLinks(cmd, &f.linkFlags, args)
		},
	}
	f.add(cmd, "")
	f.playerFlags(cmd)
	return cmd
}

// embedFlags are the flags of spool embed as they were typed.
type embedFlags struct {
	linkFlags
	player        embed.Player
	start, poster string
	noControls    bool
	preload       string
	fixed, stream bool
	width, height int
	preview       string
}

func (f *embedFlags) playerFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.player.Autoplay, "autoplay", false, "start by itself, where the browser allows it")
	flags.BoolVar(&f.player.Muted, "muted", false, "start without sound")
	flags.BoolVar(&f.player.Loop, "loop", false, "start again at the end")
	flags.BoolVar(&f.noControls, "no-controls", false, "show only the picture")
	flags.BoolVar(&f.player.DVR, "dvr", false, "let viewers of a live video go back")
	flags.StringVar(&f.preload, "preload", "", "what is loaded beforehand: none, metadata or auto")
	flags.StringVar(&f.start, "start", "", "where it begins, as 90, 1:30 or 00:01:30.500")
	flags.StringVar(&f.player.TextTrack, "captions", "", "`LANGUAGE` of the captions shown from the start")
	flags.StringVar(&f.player.PrimaryColor, "color", "", "CSS colour of the controls")
	flags.StringVar(&f.player.LetterboxColor, "letterbox", "", "CSS colour beside the picture, or transparent")
	flags.StringVar(&f.poster, "poster", "", "`URL` of a picture, or a time of the video, shown before it starts")
	flags.StringVar(&f.player.AdURL, "ad", "", "`URL` of a VAST tag")
	flags.BoolVar(&f.fixed, "fixed", false, "a code of fixed size instead of one that follows the page")
	flags.IntVar(&f.width, "width", 0, "width in pixels, for a fixed size")
	flags.IntVar(&f.height, "height", 0, "height in pixels, for a fixed size; without it by the video's proportions")
	flags.StringVar(&f.preview, "page", "", "write a web page that shows the video into a `FILE`, for a look at it")
	flags.BoolVar(&f.stream, "from-stream", false, "the code that Stream's own API gives")
}

// settle makes settings of the flags.
func (f *embedFlags) settle(cmd *cobra.Command) error {
	p := f.player
	p.HideControls, p.Preload = f.noControls, embed.Preload(f.preload)
	var err error
	if f.start != "" {
		if p.Start, err = subtitle.ParseStamp(f.start); err != nil {
			return wrongUse("--start: %w", err)
		}
	}
	switch {
	case f.poster == "":
	case strings.Contains(f.poster, "://"):
		p.Poster = f.poster
	default:
		at, err := subtitle.ParseStamp(f.poster)
		if err != nil {
			return wrongUse("--poster: %q is neither an address nor a time", f.poster)
		}
		p.PosterStill = &embed.Still{At: at, HasAt: true}
	}
	if err := p.Check(); err != nil {
		return usageError{err}
	}
	if f.width < 0 || f.height < 0 || f.width > 10_000 || f.height > 10_000 {
		return wrongUse("--width and --height are 1 to 10000 pixels")
	}
	f.settings = embed.Settings{Player: p, Size: embed.Size{Width: f.width, Height: f.height}}
	f.first = embed.Responsive
	if f.fixed || f.width > 0 || f.height > 0 {
		f.first = embed.Fixed
	}
	return nil
}

// writePage writes a page for a look at one video.
func (f *embedFlags) writePage(cmd *cobra.Command, args []string) error {
	rows, failed, err := f.rows(cmd, args)
	if err != nil {
		return err
	}
	if failed || len(rows) != 1 {
		return wrongUse("--page shows one video, there are %d", len(rows))
	}
	for _, o := range rows[0].Obstacles {
		fmt.Fprintf(cmd.ErrOrStderr(), "spool: %s\n", o.Text)
	}
	// It may hold a token.
	if _, err := library.WriteFile(f.preview, func(w io.Writer) (int, error) { return w.Write(rows[0].Page(f.first)) }); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return said(cmd, map[string]any{"event": "written", "uid": rows[0].UID, "path": f.preview}, f.preview)
}

// printStreamEmbeds prints what the API's own endpoint gives.
func printStreamEmbeds(cmd *cobra.Command, args []string) error {
	return withSigning(cmd, func(ctx context.Context, s *signing) error {
		client, err := s.requireClient()
		if err != nil {
			return err
		}
		videos, _, err := bareVideos(cmd, args)
		if err != nil {
			return err
		}
		uids := make([]string, len(videos))
		for i, v := range videos {
			uids[i] = v.UID
		}
		return eachOf(cmd, uids, func(uid string) error {
			code, err := client.Embed(ctx, uid)
			if err != nil {
				return err
			}
			return said(cmd, map[string]any{"uid": uid, "stream_embed": code}, fmt.Sprint(strings.TrimSpace(code)))
		})
	})
}
