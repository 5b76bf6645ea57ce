package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/frame"
	"spool/library/stream"
	"spool/library/watermark"
)

func newWatermarksCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "watermarks", Short: "Look after watermark profiles", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newWatermarksListCommand(), newWatermarksGetCommand(), newWatermarksCreateCommand(), newWatermarksDeleteCommand(), newWatermarksVideosCommand())
	return cmd
}

// withMarks opens the profiles of the account for the time of do.
func withMarks(cmd *cobra.Command, do func(ctx context.Context, client *stream.Client, d *watermark.Desk) error) error {
	env, err := requireAccount()
	if err != nil {
		return err
	}
	return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
		return do(ctx, client, watermark.New(client, env.marksDir()))
	})
}

// marksDir is where the pictures of profiles are kept.
func (e environment) marksDir() string { return filepath.Join(e.libraryDir(), "watermarks") }

// checkMark refuses a profile before anything is sent.
func checkMark(w library.Watermark, source string) error {
	if err := frame.CheckMark(w); err != nil || watermark.IsAddress(source) {
		return err
	}
	data, err := watermark.Read(source)
	if err == nil {
		_, _, err = frame.ReadMark(data)
	}
	if errors.Is(err, frame.ErrTooLarge) {
		return fmt.Errorf("%s: %w", filepath.Base(source), err)
	}
	return err
}

func newWatermarksVideosCommand() *cobra.Command {
	return &cobra.Command{
		Use: "videos UID...", Short: "List the videos that carry a profile", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				if err := l.upToDate(cmd, false); err != nil {
					return err
				}
				for _, uid := range uids {
					q, err := parseQuery(watermark.Use(uid))
					if err != nil {
						return err
					}
					if err := printVideos(cmd, l.Found(ctx, q, library.NewestFirst, 0), 0); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}

func newWatermarksListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the profiles", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
				list, err := client.Watermarks(ctx)
				if err != nil {
					return err
				}
				return printWatermarks(cmd, list)
			})
		},
	}
}

func printWatermarks(cmd *cobra.Command, list []library.Watermark) error {
	if jsonWanted(cmd) {
		for _, w := range list {
			if err := printJSON(cmd.OutOrStdout(), w); err != nil {
				return err
			}
		}
		return nil
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	for _, w := range list {
		fmt.Fprintf(table, "%s\t%s\t%d × %d\t%s\tscale %g\tpadding %g\topacity %g\t%s\n", w.UID, oneLine(w.Name), w.Width, w.Height,
			w.Position, w.Scale, w.Padding, w.Opacity, w.Created.Local().Format(time.DateOnly))
	}
	return table.Flush()
}

func newWatermarksGetCommand() *cobra.Command {
	return &cobra.Command{
		Use: "get UID...", Short: "Show profiles", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			return withClient(cmd, func(ctx context.Context, client *stream.Client) error {
				return eachOf(cmd, uids, func(uid string) error {
					w, err := client.Watermark(ctx, uid)
					if err != nil {
						return err
					}
					return printWatermarks(cmd, []library.Watermark{w})
				})
			})
		},
	}
}

func newWatermarksCreateCommand() *cobra.Command {
	w := watermark.Usual
	var replace string
	cmd := &cobra.Command{
		Use:   "create FILE|URL",
		Short: "Make a profile from a PNG of at most 2 MiB",
		Long: `Make a profile from a PNG of at most 2 MiB. A profile can't be changed later:
--replace UID makes one with that profile's settings where no other are given, and deletes the old one.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withMarks(cmd, func(ctx context.Context, client *stream.Client, d *watermark.Desk) error {
				if replace != "" {
					old, err := client.Watermark(ctx, replace)
					if err != nil {
						return err
					}
					inherit(cmd, &w, old)
				}
				if err := checkMark(w, args[0]); err != nil {
					return usageError{err}
				}
				create := func() (library.Watermark, []string, error) { return d.Create(ctx, w, args[0]) }
				if replace != "" {
					create = func() (library.Watermark, []string, error) { return d.Replace(ctx, replace, w, args[0]) }
				}
				made, notes, err := create()
				for _, note := range notes {
					fmt.Fprintln(cmd.ErrOrStderr(), "spool:", note)
				}
				if err != nil {
					return err
				}
				return printWatermarks(cmd, []library.Watermark{made})
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&w.Name, "name", "", "name of the profile")
	flags.StringVar(&w.Position, "position", w.Position, strings.Join(frame.Positions, ", "))
	flags.Float64Var(&w.Opacity, "opacity", w.Opacity, "0, not to be seen, to 1")
	flags.Float64Var(&w.Scale, "scale", w.Scale, "share of the video, 0 to 1; 0 leaves the picture as it is")
	flags.Float64Var(&w.Padding, "padding", w.Padding, "room to the edges as a share of the video, 0 to 1; center ignores it")
	flags.StringVar(&replace, "replace", "", "take the place of the profile `UID`")
	return cmd
}

// inherit takes what was not typed from another profile.
func inherit(cmd *cobra.Command, w *library.Watermark, old library.Watermark) {
	for name, take := range map[string]func(){
		"name": func() { w.Name = old.Name }, "position": func() { w.Position = old.Position }, "opacity": func() { w.Opacity = old.Opacity },
		"scale": func() { w.Scale = old.Scale }, "padding": func() { w.Padding = old.Padding },
	} {
		if !cmd.Flags().Changed(name) {
			take()
		}
	}
}

func newWatermarksDeleteCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use: "delete UID...", Short: "Delete profiles; videos that carry one keep it", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			return withMarks(cmd, func(ctx context.Context, _ *stream.Client, d *watermark.Desk) error {
				list, err := d.List(ctx)
				if err != nil {
					return err
				}
				return eachOf(cmd, uids, func(uid string) error {
					i := slices.IndexFunc(list, func(w library.Watermark) bool { return w.UID == uid })
					if i < 0 {
						return errors.New("there is no such profile")
					}
					if !yes {
						text := fmt.Sprintf("Deleting profile %s can't be undone. Videos that carry it keep it; new ones can't have it.", oneLine(list[i].Name))
						if err := askWord(cmd, text, uid); err != nil {
							return err
						}
					}
					if err := d.Delete(ctx, uid); err != nil {
						return err
					}
					return said(cmd, map[string]any{"event": "deleted", "uid": uid, "name": list[i].Name}, "deleted "+uid)
				})
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}
