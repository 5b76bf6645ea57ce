package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/stream"
)

// newVideosCommand is "spool videos": the library without a window.
func newVideosCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "videos",
		Short: "List, find and change the account's videos",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newVideosListCommand(), newVideosGetCommand())
	return cmd
}

// newStreamClient speaks to the environment's account.
func newStreamClient(env environment) (*stream.Client, error) {
	return stream.New(stream.Config{
		BaseURL: env.Account.BaseURL, AccountID: env.Account.ID, Token: env.Token, UserAgent: "spool/" + version,
	})
}

func newVideosListCommand() *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List videos, newest first",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if limit < 0 {
				return wrongUse("--limit is 0 for all, or a number of videos")
			}
			env, err := requireAccount()
			if err != nil {
				return err
			}
			client, err := newStreamClient(env)
			if err != nil {
				return err
			}
			out := newVideoPrinter(cmd)
			n := 0
			listing := library.Listing{Limit: library.MaxPage}
			if limit > 0 {
				listing.Limit = min(limit, library.MaxPage)
			}
			for video, err := range client.All(cmd.Context(), listing) {
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
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 100, "at most this many videos; 0 is all")
	return cmd
}

func newVideosGetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "get UID...",
		Short: "Show videos as Stream has them",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, uids []string) error {
			env, err := requireAccount()
			if err != nil {
				return err
			}
			client, err := newStreamClient(env)
			if err != nil {
				return err
			}
			failed := false
			for _, uid := range uids {
				video, err := client.Get(cmd.Context(), uid)
				if err != nil {
					failed = true
					fmt.Fprintf(cmd.ErrOrStderr(), "spool: %s: %v\n", uid, err)
					continue
				}
				if err := printVideo(cmd, video); err != nil {
					return err
				}
			}
			if failed {
				return errSomeFailed
			}
			return nil
		},
	}
}

// printVideo shows all of a video: on one line for programs, indented for
// people.
func printVideo(cmd *cobra.Command, v library.Video) error {
	if jsonWanted(cmd) {
		return printJSON(cmd.OutOrStdout(), v)
	}
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\n", b)
	return err
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
