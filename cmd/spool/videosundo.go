package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"spool/library"
)

func newVideosUndoCommand() *cobra.Command {
	var overwrite, dryRun, yes bool
	cmd := &cobra.Command{
		Use:   "undo [JOB]",
		Short: "Take back the last change or bulk, or the one with this number",
		Long: "Put back every value that the last change or bulk replaced, or the one with this number of\n" +
			"spool videos journal. What was changed again since is left and named, unless --overwrite; undoing\n" +
			"the same job again goes on with what was left. A job that was interrupted or paused ends so.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := jobNumber(args)
			if err != nil {
				return err
			}
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				if dryRun {
					return showUndo(ctx, cmd, l, id)
				}
				job, err := l.Undo(ctx, id, "command line")
				if err != nil {
					return err
				}
				if overwrite {
					if err := l.journal.SetOverwrite(ctx, job.ID); err != nil {
						return err
					}
				}
				return runJob(ctx, cmd, l, job.ID)
			})
		},
	}
	cmd.Flags().BoolVar(&overwrite, "overwrite", false, "also where a video was changed again since")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only show what would be put back")
	cmd.Flags().BoolVar(&yes, "yes", false, "accepted for scripts; undo never asks")
	return cmd
}

func showUndo(ctx context.Context, cmd *cobra.Command, l *videoLibrary, id int64) error {
	u, err := l.Undoable(ctx, id)
	if err != nil {
		return err
	}
	p := &preview{cmd: cmd, dryRun: true}
	return p.show(func(yield func(library.Row, error) bool) {
		for item, err := range l.PutBack(ctx, u) {
			if !yield(library.Row{Video: library.Video{UID: item.UID}, Changes: item.Changes}, err) {
				return
			}
		}
	})
}

func jobNumber(args []string) (int64, error) {
	if len(args) == 0 {
		return 0, nil
	}
	id, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil || id <= 0 {
		return 0, wrongUse("%q is not a number of spool videos journal", args[0])
	}
	return id, nil
}

func newVideosResumeCommand() *cobra.Command {
	var overwrite bool
	var failed bool
	cmd := &cobra.Command{
		Use:   "resume [JOB]",
		Short: "Go on with jobs that were interrupted or paused",
		Long: "Go on with the job of this number, or with all that were interrupted or paused.\n" +
			"What was carried out is not sent again.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := jobNumber(args)
			if err != nil {
				return err
			}
			if id == 0 && (overwrite || failed) {
				return wrongUse("--overwrite and --failed need a job's number")
			}
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				if overwrite {
					if err := l.Overwrite(ctx, id); err != nil {
						return err
					}
				}
				if failed {
					if err := l.Retry(ctx, id, library.ItemFailed); err != nil {
						return err
					}
				}
				return resume(ctx, cmd, l, id)
			})
		},
	}
	cmd.Flags().BoolVar(&overwrite, "overwrite", false, "replace what was changed elsewhere")
	cmd.Flags().BoolVar(&failed, "failed", false, "try again what failed")
	return cmd
}

func resume(ctx context.Context, cmd *cobra.Command, l *videoLibrary, id int64) error {
	ids := []int64{id}
	if id == 0 {
		jobs, err := l.Interrupted(ctx)
		if err != nil {
			return err
		}
		ids = nil
		for _, job := range slices.Backward(jobs) {
			ids = append(ids, job.ID)
		}
	}
	var errs []error
	for _, id := range ids {
		err := l.Resume(ctx, id)
		if err == nil {
			err = runJob(ctx, cmd, l, id)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func newVideosStopCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "stop JOB",
		Short: "End a job, wherever it runs",
		Long: "End the job of this number after the video it is at, also one that runs in a window or was\n" +
			"interrupted. What is done stays, and spool videos undo takes it back.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := jobNumber(args)
			if err != nil {
				return err
			}
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				if err := l.Stop(ctx, id); err != nil {
					return err
				}
				job, err := l.journal.Job(ctx, id)
				if err != nil {
					return err
				}
				return printVideoJob(cmd, job)
			})
		},
	}
}

func newVideosJournalCommand() *cobra.Command {
	var search string
	var limit int
	var jobs bool
	cmd := &cobra.Command{
		Use:   "journal",
		Short: "Show what was changed, newest first",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if limit < 0 {
				return wrongUse("--limit is 0 for all, or a number of lines")
			}
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				if jobs {
					return printVideoJobs(ctx, cmd, l, limit)
				}
				for e, err := range l.journal.Entries(ctx, search, limit) {
					if err == nil {
						err = printEntry(cmd, e)
					}
					if err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&search, "search", "", "only what contains this in name, uid, field or value")
	f.IntVar(&limit, "limit", 100, "at most this many lines; 0 is all")
	f.BoolVar(&jobs, "jobs", false, "show jobs instead of single changes")
	return cmd
}

func printEntry(cmd *cobra.Command, e library.Entry) error {
	if jsonWanted(cmd) {
		return printJSON(cmd.OutOrStdout(), e)
	}
	what := string(e.Kind)
	if len(e.Changes) > 0 {
		parts := make([]string, len(e.Changes))
		for i, c := range e.Changes {
			parts[i] = c.String()
		}
		what = strings.Join(parts, ", ")
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s  job %d  %s  %s  %s\n",
		e.At.Local().Format("2006-01-02 15:04:05"), e.Job, e.UID, oneLine(e.Name), oneLine(what))
	return err
}

func printVideoJobs(ctx context.Context, cmd *cobra.Command, l *videoLibrary, limit int) error {
	list, err := l.journal.Jobs(ctx, limit)
	if err != nil {
		return err
	}
	for _, job := range list {
		if err := printVideoJob(cmd, job); err != nil {
			return err
		}
	}
	return nil
}

func printVideoJob(cmd *cobra.Command, job library.Job) error {
	if jsonWanted(cmd) {
		return printJSON(cmd.OutOrStdout(), job)
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "%d  %s  %s  %s: %d of %d done\n", job.ID,
		job.Created.Local().Format("2006-01-02 15:04"), job.State, oneLine(job.Title), job.Done, job.Total)
	return err
}
