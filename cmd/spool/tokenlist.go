package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"spool/library"
	"spool/library/token"
)

// issueJSON is a record as --json prints it.
type issueJSON struct {
	ID           int64                `json:"id"`
	Batch        string               `json:"batch,omitempty"`
	UID          string               `json:"uid"`
	Name         string               `json:"name,omitempty"`
	Key          string               `json:"key"`
	ByAPI        bool                 `json:"by_api,omitempty"`
	Issued       time.Time            `json:"issued"`
	Expires      time.Time            `json:"expires"`
	NotBefore    time.Time            `json:"not_before,omitzero"`
	Downloadable bool                 `json:"downloadable"`
	Rules        []library.AccessRule `json:"rules,omitempty"`
	Note         string               `json:"note,omitempty"`
	Token        string               `json:"token,omitempty"`
}

func newTokenListCommand() *cobra.Command {
	var q token.Query
	var since string
	var valid bool
	cmd := &cobra.Command{
		Use:   "list [TEXT]",
		Short: "List the tokens that were made here",
		Long:  "List the tokens that were made here, newest first: what each allows, not the token.\nTEXT is looked for in names, uids, notes, rules and countries.",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			now := time.Now()
			q.Text = strings.Join(args, "")
			if valid {
				q.ValidAt = now
			}
			if since != "" {
				age, err := time.ParseDuration(since)
				if err != nil {
					return wrongUse("--since: write 24h or 30m")
				}
				q.Since = now.Add(-age)
			}
			return withSigning(cmd, func(ctx context.Context, s *signing) error {
				list, err := s.record.Find(ctx, q)
				if err != nil {
					return err
				}
				return printIssues(cmd, list, now)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&q.KeyID, "key", "", "only those signed with the key `ID`")
	flags.StringVar(&q.UID, "uid", "", "only those of a video")
	flags.BoolVar(&valid, "valid", false, "only those that are not over")
	flags.StringVar(&since, "since", "", "only those made within a `TIME`, as 24h")
	flags.IntVar(&q.Limit, "limit", 100, "at most this many; 0 is all")
	return cmd
}

func printIssues(cmd *cobra.Command, list []token.Issue, now time.Time) error {
	out := cmd.OutOrStdout()
	if jsonWanted(cmd) {
		for _, i := range list {
			if err := printJSON(out, issueJSON{
				ID: i.ID, Batch: i.Batch, UID: i.UID, Name: i.Name, Key: i.KeyID, ByAPI: i.ByAPI, Issued: i.IssuedAt, Expires: i.Expires,
				NotBefore: i.NotBefore, Downloadable: i.Downloadable, Rules: i.Rules, Note: i.Note, Token: i.Token,
			}); err != nil {
				return err
			}
		}
		return nil
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "MADE\tENDS\tKEY\tVIDEO\tALLOWS\tNOTE")
	for _, i := range list {
		ends := i.Expires.Local().Format("2006-01-02 15:04")
		if !i.Expires.After(now) {
			ends = "over"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", i.IssuedAt.Local().Format("2006-01-02 15:04"), ends, i.KeyID,
			oneLine(strings.TrimSpace(i.UID+" "+i.Name)), allows(i), oneLine(i.Note))
	}
	return table.Flush()
}

// allows is what a token allows, in a few words.
func allows(i token.Issue) string {
	var parts []string
	for _, r := range i.Rules {
		parts = append(parts, r.Action+" "+token.DescribeRule(r, language.English))
	}
	if len(parts) == 0 {
		parts = []string{"anyone"}
	}
	if i.Downloadable {
		parts = append(parts, "with download")
	}
	return strings.Join(parts, ", ")
}
