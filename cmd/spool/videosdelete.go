package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"spool/library"
)

func newVideosDeleteCommand() *cobra.Command {
	var s selection
	var dryRun, yes bool
	cmd := &cobra.Command{
		Use:   "delete [UID...]",
		Short: "Delete videos for good",
		Long: fmt.Sprintf("Delete videos for good. Their metadata stays in the journal for %d days, the videos do not come back.\n"+
			"To keep them for a while, use spool videos edit --delete-on DATE instead.", library.JournalDays),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				videos, err := s.videos(cmd, l, args)
				if err != nil {
					return err
				}
				p := &preview{cmd: cmd, dryRun: dryRun}
				var list []library.Video
				for v, err := range videos {
					if err != nil && v.UID == "" {
						return err
					}
					if err != nil {
						p.refuse(v.UID, err)
						continue
					}
					list = append(list, v)
				}
				return deleteVideos(ctx, cmd, l, p, list, yes)
			})
		},
	}
	s.flags(cmd)
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only show what would be deleted")
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

func deleteVideos(ctx context.Context, cmd *cobra.Command, l *videoLibrary, p *preview, list []library.Video, yes bool) error {
	if len(list) == 0 {
		return p.nothing()
	}
	if p.dryRun {
		if err := printVideos(cmd, func(yield func(library.Video, error) bool) {
			for _, v := range list {
				if !yield(v, nil) {
					return
				}
			}
		}, 0); err != nil {
			return err
		}
		return p.end()
	}
	if !yes {
		if err := askCount(cmd, len(list)); err != nil {
			return err
		}
	}
	job, err := l.Begin(ctx, library.Request{
		Kind: library.JobDelete, Title: "Delete " + count(len(list), "video"), Source: "command line",
		Items: func(yield func(library.Item, error) bool) {
			for _, v := range list {
				if !yield(library.Item{UID: v.UID, Name: v.Name()}, nil) {
					return
				}
			}
		},
	})
	if err != nil {
		return err
	}
	if err := runJob(ctx, cmd, l, job.ID); err != nil {
		return err
	}
	return p.end()
}

// askCount lets a person type the number of videos that will be gone.
func askCount(cmd *cobra.Command, n int) error {
	in, ok := cmd.InOrStdin().(io.Writer)
	if !ok || !isTerminal(in) {
		return wrongUse("this deletes %s for good; add --yes", count(n, "video"))
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "This deletes %s for good. Type %d to go on: ", count(n, "video"), n)
	line, err := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if strings.TrimSpace(line) != strconv.Itoa(n) {
		return errors.New("nothing was deleted")
	}
	return nil
}
