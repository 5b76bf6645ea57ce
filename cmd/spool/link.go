package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/embed"
)

func newLinkCommand() *cobra.Command {
	var f linkFlags
	cmd := &cobra.Command{
		Use:   "link [UID...]",
		Short: "Print links of videos",
		Long: `Print links of videos, one or many: with --json every link, else the player
page, or what --kind names. With --key, --pem or --api the links carry a token.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return printLinks(cmd, &f, args) },
	}
	f.add(cmd, "")
	return cmd
}

// linkFlags are the flags of spool link and spool embed.
type linkFlags struct {
	selection selection
	sign      signFlags
	output    outputFlags
	settings  embed.Settings
	page      string
	// first is what is written where no kind was named.
	first embed.Kind
}

func (f *linkFlags) add(cmd *cobra.Command, kinds string) {
	f.first = embed.Watch
	f.selection.flags(cmd)
	f.sign.add(cmd)
	f.output.add(cmd, kinds)
	cmd.Flags().StringVar(&f.page, "for", "", "the `PAGE` they are for, to be told what keeps them from playing there")
}

// linkJSON is a video's links as --json prints them.
type linkJSON struct {
	embed.Links
	Obstacles []embed.Obstacle `json:"obstacles,omitempty"`
}

func printLinks(cmd *cobra.Command, f *linkFlags, args []string) error {
	if err := f.output.check(); err != nil {
		return err
	}
	if len(f.output.parsed) == 0 {
		f.output.parsed = []embed.Kind{f.first}
	}
	rows, failed, err := f.rows(cmd, args)
	if err != nil {
		return err
	}
	if jsonWanted(cmd) && !f.output.asText() {
		for _, row := range rows {
			if err := printJSON(cmd.OutOrStdout(), row); err != nil {
				return err
			}
		}
	} else {
		links := make([]embed.Links, len(rows))
		for i, row := range rows {
			links[i] = row.Links
			for _, o := range row.Obstacles {
				fmt.Fprintf(cmd.ErrOrStderr(), "spool: %s: %s\n", row.UID, o.Text)
			}
		}
		if err := f.output.write(cmd, links); err != nil {
			return err
		}
	}
	if failed {
		return errSomeFailed
	}
	return nil
}

// rows are the links of the chosen videos, signed where that is wanted. What
// can't be linked is named and left out.
func (f *linkFlags) rows(cmd *cobra.Command, args []string) (rows []linkJSON, failed bool, err error) {
	err = withSigning(cmd, func(ctx context.Context, s *signing) error {
		if _, err := s.requireClient(); err != nil {
			return err
		}
		var videos []library.Video
		if err := withLibrary(cmd, func(_ context.Context, l *videoLibrary) error {
			list, err := f.selection.videos(cmd, l, args)
			if err != nil {
				return err
			}
			videos, failed, err = collect(cmd, list)
			return err
		}); err != nil {
			return err
		}
		tokens, err := f.tokens(ctx, cmd, s, videos)
		if err != nil {
			return err
		}
		for i := range videos {
			row, err := f.row(&videos[i], tokens[i])
			if err != nil {
				failed = true
				complain(cmd, videos[i].UID, err)
				continue
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, failed, err
}

// tokens are one for each video, empty where none is wanted.
func (f *linkFlags) tokens(ctx context.Context, cmd *cobra.Command, s *signing, videos []library.Video) ([]string, error) {
	if !f.sign.wanted() {
		return make([]string, len(videos)), nil
	}
	now := time.Now()
	terms, err := f.sign.terms(now)
	if err != nil {
		return nil, err
	}
	m, err := f.sign.maker(ctx, cmd, s, terms)
	if err != nil {
		return nil, err
	}
	for _, note := range m.Notes {
		fmt.Fprintf(cmd.ErrOrStderr(), "spool: %s\n", note)
	}
	tokens, err := m.Sign(ctx, videos, now)
	if err != nil {
		return nil, err
	}
	return tokens, m.Remember(ctx, videos, tokens, "", false)
}

func (f *linkFlags) row(v *library.Video, signed string) (linkJSON, error) {
	links, err := embed.LinksOf(v, signed, f.settings)
	if err != nil {
		return linkJSON{}, err
	}
	obstacles, err := embed.Obstacles(v, embed.Destination{Page: f.page, Signed: signed != ""})
	if err != nil {
		return linkJSON{}, err
	}
	return linkJSON{Links: links, Obstacles: obstacles}, nil
}
