package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/stream"
	"spool/library/subtitle"
	"spool/library/subtitle/desk"
)

func newCaptionsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "captions", Short: "Look after captions, and check and convert subtitle files", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		newCaptionsListCommand(), newCaptionsUploadCommand(), newCaptionsMatchCommand(), newCaptionsGenerateCommand(), newCaptionsGetCommand(),
		newCaptionsDeleteCommand(), newCaptionsRestoreCommand(), newCaptionsConvertCommand(), newCaptionsCheckCommand(), newCaptionsDiffCommand(),
	)
	return cmd
}

// withDesk opens the captions of the account for the time of do.
func withDesk(cmd *cobra.Command, do func(ctx context.Context, client *stream.Client, d *desk.Desk) error) error {
	env, err := requireAccount()
	if err != nil {
		return err
	}
	return withClient(cmd, func(ctx context.Context, client *stream.Client) (err error) {
		videos, err := openVideoLibrary(ctx, env, client)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, videos.close()) }()
		return do(ctx, client, desk.New(desk.Params{API: client, Folder: filepath.Join(env.libraryDir(), "captions"), Known: videos.KnowCaptions}))
	})
}

// languageFlag declares --language; read it with parseLanguage.
func languageFlag(cmd *cobra.Command, to *string) {
	cmd.Flags().StringVarP(to, "language", "l", "", "the captions' `LANGUAGE`, as de or en-GB")
}

func parseLanguage(s string) (string, error) {
	if s == "" {
		return "", wrongUse("say --language, as de or en-GB")
	}
	tag, err := subtitle.ParseLanguage(s)
	if err != nil {
		return "", wrongUse("--language: %w", err)
	}
	return tag, nil
}

// captionJSON is a caption of a video as --json prints it.
type captionJSON struct {
	UID string `json:"uid"`
	library.Caption
	Event string   `json:"event,omitempty"`
	Notes []string `json:"notes,omitempty"`
}

func printCaption(cmd *cobra.Command, uid, event string, c library.Caption, notes []string) error {
	if jsonWanted(cmd) {
		return printJSON(cmd.OutOrStdout(), captionJSON{UID: uid, Caption: c, Event: event, Notes: notes})
	}
	for _, note := range notes {
		fmt.Fprintln(cmd.ErrOrStderr(), "spool:", note)
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s  %s  %s  %s %s\n", uid, c.Language, oneLine(c.Label), event, c.Status)
	return err
}

func newCaptionsListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list UID...", Short: "List the captions of videos with their state", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			return withDesk(cmd, func(ctx context.Context, client *stream.Client, _ *desk.Desk) error {
				table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
				err := eachOf(cmd, uids, func(uid string) error {
					list, err := client.Captions(ctx, uid)
					if err != nil {
						return err
					}
					for _, c := range list {
						if jsonWanted(cmd) {
							err = printJSON(cmd.OutOrStdout(), captionJSON{UID: uid, Caption: c})
						} else {
							_, err = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", uid, c.Language, c.Status, oneLine(c.Label))
						}
						if err != nil {
							return err
						}
					}
					return nil
				})
				return errors.Join(err, table.Flush())
			})
		},
	}
}

func newCaptionsUploadCommand() *cobra.Command {
	var language string
	var f subtitleFlags
	cmd := &cobra.Command{
		Use:   "upload UID FILE",
		Short: "Upload captions: WebVTT, SubRip, ASS, SSA, TTML or SBV",
		Long:  "Upload captions. What is not WebVTT is converted. A file with errors that players stumble over is\nrefused unless --fix mends them or --force says so. What it replaces is kept: spool captions restore.",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			tag, err := parseLanguage(language)
			if err != nil {
				return err
			}
			file, err := f.read(cmd, args[1])
			if err != nil {
				return err
			}
			return withDesk(cmd, func(ctx context.Context, _ *stream.Client, d *desk.Desk) error {
				c, err := d.Upload(ctx, args[0], tag, file.Document)
				if err != nil {
					return err
				}
				return printCaption(cmd, args[0], "uploaded", c, file.Notes)
			})
		},
	}
	languageFlag(cmd, &language)
	f.add(cmd)
	return cmd
}

func newCaptionsMatchCommand() *cobra.Command {
	var language, query string
	var f subtitleFlags
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "match FILE...",
		Short: "Upload many files, matched to videos by name and language",
		Long:  "Upload many files. Each goes to the video it is named after, in the language its name ends with:\nHarbour.de.srt, harbour_en-GB.vtt, Harbour (German).srt. What is not clear is named and left out.",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			var videos []subtitle.Named
			err := withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				q, err := parseQuery(query)
				if err != nil {
					return err
				}
				if err := l.upToDate(cmd, false); err != nil {
					return err
				}
				for v, err := range l.Found(ctx, q, library.NewestFirst, 0) {
					if err != nil {
						return err
					}
					videos = append(videos, subtitle.Named{UID: v.UID, Name: v.Name()})
				}
				return nil
			})
			if err != nil {
				return err
			}
			pairs := map[string]subtitle.Pairing{}
			for _, p := range subtitle.Match(paths, videos) {
				if p.Language == "" {
					p.Language = language
				}
				pairs[p.Path] = p
			}
			return withDesk(cmd, func(ctx context.Context, _ *stream.Client, d *desk.Desk) error {
				return eachOf(cmd, paths, func(path string) error {
					return uploadPair(ctx, cmd, d, pairs[path], f, dryRun)
				})
			})
		},
	}
	languageFlag(cmd, &language)
	cmd.Flags().StringVar(&query, "query", "", "only videos that a query finds, see spool videos list --help")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only show what would go where")
	f.add(cmd)
	return cmd
}

func uploadPair(ctx context.Context, cmd *cobra.Command, d *desk.Desk, p subtitle.Pairing, f subtitleFlags, dryRun bool) error {
	switch {
	case len(p.UIDs) == 0:
		return errors.New("no video has this name")
	case len(p.UIDs) > 1:
		return fmt.Errorf("%s have this name: %v", count(len(p.UIDs), "video"), p.UIDs)
	case p.Language == "":
		return errors.New("its name tells no language; say --language")
	}
	tag, err := parseLanguage(p.Language)
	if err != nil {
		return err
	}
	file, err := f.read(cmd, p.Path)
	if err != nil {
		return ofMany(err)
	}
	if dryRun {
		return said(cmd, map[string]any{"event": "would_upload", "path": p.Path, "uid": p.UIDs[0], "language": tag},
			fmt.Sprintf("%s  %s  %s", p.UIDs[0], tag, p.Path))
	}
	c, err := d.Upload(ctx, p.UIDs[0], tag, file.Document)
	if err != nil {
		return err
	}
	return printCaption(cmd, p.UIDs[0], "uploaded", c, file.Notes)
}

func newCaptionsGenerateCommand() *cobra.Command {
	var language string
	var replace, wait bool
	cmd := &cobra.Command{
		Use:   "generate UID...",
		Short: "Have Stream write captions from the speech",
		Long:  "Have Stream write captions from the speech, in the language that is spoken.\nA failed attempt in the way is deleted first; a caption that is ready only with --replace, and its text is kept.",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			tag, err := parseLanguage(language)
			if err != nil {
				return err
			}
			if !subtitle.CanGenerate(tag) {
				return usageError{desk.ErrNotSpoken}
			}
			return withDesk(cmd, func(ctx context.Context, _ *stream.Client, d *desk.Desk) error {
				return eachOf(cmd, uids, func(uid string) error {
					c, err := d.Generate(ctx, uid, tag, replace)
					if err != nil && !(wait && errors.Is(err, desk.ErrUnderWay)) {
						return err
					}
					if wait {
						if c, err = d.Wait(ctx, uid, tag); err != nil {
							return err
						}
					}
					return printCaption(cmd, uid, "generated", c, nil)
				})
			})
		},
	}
	languageFlag(cmd, &language)
	cmd.Flags().BoolVar(&replace, "replace", false, "replace the caption there is")
	cmd.Flags().BoolVar(&wait, "wait", false, "wait until it is written")
	return cmd
}

func newCaptionsDeleteCommand() *cobra.Command {
	var language string
	cmd := &cobra.Command{
		Use: "delete UID...", Short: "Delete captions; their text is kept for spool captions restore", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			tag, err := parseLanguage(language)
			if err != nil {
				return err
			}
			return withDesk(cmd, func(ctx context.Context, _ *stream.Client, d *desk.Desk) error {
				return eachOf(cmd, uids, func(uid string) error {
					if err := d.Delete(ctx, uid, tag); err != nil {
						return err
					}
					return said(cmd, map[string]any{"event": "deleted", "uid": uid, "language": tag}, uid+"  "+tag+"  deleted")
				})
			})
		},
	}
	languageFlag(cmd, &language)
	return cmd
}

func newCaptionsRestoreCommand() *cobra.Command {
	var language string
	cmd := &cobra.Command{
		Use: "restore UID...", Short: "Put up again what was last deleted or replaced from here", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			tag, err := parseLanguage(language)
			if err != nil {
				return err
			}
			return withDesk(cmd, func(ctx context.Context, _ *stream.Client, d *desk.Desk) error {
				return eachOf(cmd, uids, func(uid string) error {
					c, err := d.Restore(ctx, uid, tag)
					if err != nil {
						return err
					}
					return printCaption(cmd, uid, "restored", c, nil)
				})
			})
		},
	}
	languageFlag(cmd, &language)
	return cmd
}
