package main

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"spool/library"
)

const queryHelp = `Queries look through name, uid, creator and every meta key and value:
  harbour "master cut"      words and phrases, all of them
  creator:crew-north        the whole value; * stands for anything: creator:crew-*
  status:ready,error        any of several; -status:ready is not
  signed:yes live:no        also clip
  meta.project:coastline    any meta key; meta.project:* has the key
  duration>10m size<2GB     also width, height; duration:5m..10m
  created:2026-05           also modified, uploaded; created>30d is the last thirty days
  deletion<30d              due within thirty days; deletion:none
  origins:none captions:any watermark:none error:ERR_NON_VIDEO uid:ab12 name:cut`

func newVideosListCommand() *cobra.Command {
	var o struct {
		query, sort string
		limit       int
		offline     bool
	}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List videos, newest first",
		Long:  "List videos, newest first: straight from Stream, or with --query from the local index.\n\n" + queryHelp,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.limit < 0 {
				return wrongUse("--limit is 0 for all, or a number of videos")
			}
			if o.query == "" && o.sort == "-created" && !o.offline {
				return listFromStream(cmd, o.limit)
			}
			q, err := parseQuery(o.query)
			if err != nil {
				return err
			}
			order, err := parseOrder(o.sort)
			if err != nil {
				return err
			}
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				if err := l.upToDate(cmd, o.offline); err != nil {
					return err
				}
				return printVideos(cmd, l.Found(ctx, q, order, o.limit), 0)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.query, "query", "", "which videos, see above")
	f.StringVar(&o.sort, "sort", "-created", "a query's key to sort by, with - before it descending")
	f.IntVar(&o.limit, "limit", 100, "at most this many videos; 0 is all")
	f.BoolVar(&o.offline, "offline", false, "ask only the local index, as it is")
	return cmd
}

func listFromStream(cmd *cobra.Command, limit int) error {
	env, err := requireAccount()
	if err != nil {
		return err
	}
	client, err := openClient(cmd, env)
	if err != nil {
		return err
	}
	page := library.MaxPage
	if limit > 0 {
		page = min(limit, page)
	}
	return printVideos(cmd, client.All(cmd.Context(), library.Listing{Limit: page}), limit)
}

// printVideos prints at most limit videos, 0 for all.
func printVideos(cmd *cobra.Command, videos iter.Seq2[library.Video, error], limit int) error {
	out := newVideoPrinter(cmd)
	n := 0
	for video, err := range videos {
		if err != nil {
			return fmt.Errorf("list videos: %w", err)
		}
		if err := out.print(video); err != nil {
			return err
		}
		if n++; n == limit {
			break
		}
	}
	return out.flush()
}

// parseOrder reads a key of the query language, with - before it descending.
func parseOrder(s string) (library.Order, error) {
	by, descending := strings.CutPrefix(s, "-")
	for _, k := range library.QueryKeys {
		if k.Name == by {
			return library.Order{By: by, Descending: descending}, nil
		}
	}
	if strings.HasPrefix(by, "meta.") {
		return library.Order{By: by, Descending: descending}, nil
	}
	return library.Order{}, wrongUse("--sort: %q is no key of a query", by)
}

func newVideosGetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "get UID...",
		Short: "Show videos as Stream has them",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				return getVideos(cmd, l.Named(ctx, uidArgs(uids)))
			})
		},
	}
}

func getVideos(cmd *cobra.Command, videos iter.Seq2[library.Video, error]) error {
	failed := false
	for video, err := range videos {
		switch {
		case err != nil && video.UID == "":
			return err
		case err != nil:
			failed = true
			complain(cmd, video.UID, err)
		default:
			if err := printVideo(cmd, video); err != nil {
				return err
			}
		}
	}
	if failed {
		return errSomeFailed
	}
	return nil
}

// videoPrinter writes videos as a table for people or as JSON.
type videoPrinter struct {
	cmd   *cobra.Command
	json  bool
	table *tabwriter.Writer
}

func newVideoPrinter(cmd *cobra.Command) *videoPrinter {
	p := &videoPrinter{cmd: cmd, json: jsonWanted(cmd)}
	if !p.json {
		p.table = tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
	}
	return p
}

func (p *videoPrinter) print(v library.Video) error {
	if p.json {
		return printJSON(p.cmd.OutOrStdout(), v)
	}
	_, err := fmt.Fprintf(p.table, "%s\t%s\t%s\t%s\t%s\n", v.UID, v.Status.State,
		v.Created.Local().Format("2006-01-02 15:04"), clock(v.Duration), oneLine(v.Name()))
	return err
}

func (p *videoPrinter) flush() error {
	if p.json {
		return nil
	}
	return p.table.Flush()
}

// clock is a length as 1:02:03, or a dash where it is unknown.
func clock(seconds float64) string {
	if seconds < 0 {
		return "-"
	}
	d := time.Duration(seconds * float64(time.Second)).Round(time.Second)
	h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	if h > 0 {
		return fmt.Sprintf("%d:%02d:%02d", h, m, s)
	}
	return fmt.Sprintf("%d:%02d", m, s)
}

// oneLine keeps a name with line breaks or control characters in its row.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

func newVideosSyncCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "sync",
		Short: "Make the local index agree with Stream",
		Long: "Make the local index agree with Stream: list all videos of the account.\n" +
			"An interrupted sync goes on where it was.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				progress := syncProgress(cmd)
				delta, err := l.Sync(ctx, progress)
				if err != nil {
					return err
				}
				state, err := l.index.SyncState(ctx)
				if err != nil {
					return err
				}
				if jsonWanted(cmd) {
					return printJSON(cmd.OutOrStdout(), map[string]any{
						"event": "done", "videos": state.Videos, "new": delta.New, "changed": delta.Changed, "gone": delta.Gone,
					})
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d videos: %d new, %d changed, %d gone\n",
					state.Videos, delta.New, delta.Changed, delta.Gone)
				return err
			})
		},
	}
}

// syncProgress shows how far a sync is: as events, or on a terminal.
func syncProgress(cmd *cobra.Command) func(library.SyncProgress) {
	switch {
	case jsonWanted(cmd):
		return func(p library.SyncProgress) {
			event := map[string]any{"event": "progress", "seen": p.Seen, "total": p.Total}
			if err := printJSON(cmd.OutOrStdout(), event); err != nil {
				complain(cmd, "progress", err)
			}
		}
	case isTerminal(cmd.ErrOrStderr()):
		return func(p library.SyncProgress) {
			fmt.Fprintf(cmd.ErrOrStderr(), "\r\x1b[K%d of %d videos", p.Seen, max(p.Seen, p.Total))
			if p.Seen >= p.Total {
				fmt.Fprint(cmd.ErrOrStderr(), "\r\x1b[K")
			}
		}
	}
	return nil
}
