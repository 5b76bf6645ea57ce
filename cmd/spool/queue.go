package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"spool/uploader"
)

func newQueueCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "queue", Short: "Look at the upload queue and change it", Args: cobra.NoArgs}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return listQueue(cmd) }
	cmd.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List the jobs", Args: cobra.NoArgs,
			RunE: func(cmd *cobra.Command, _ []string) error { return listQueue(cmd) },
		},
		newQueueRunCommand(),
		queueChange("pause", "Pause jobs, or all", pausable, (*uploader.Queue).Pause),
		queueChange("resume", "Resume paused jobs, or all", inState(uploader.Paused), (*uploader.Queue).Resume),
		queueChange("retry", "Try jobs that need attention again, or all", retryable, (*uploader.Queue).Retry),
		queueChange("start", "Start jobs now, beyond the uploads at once", retryable, (*uploader.Queue).StartNow),
		newQueueCancelCommand(),
		queueChange("restore", "Keep cancelled jobs that have not left yet, or all", inState(uploader.Canceling), (*uploader.Queue).Restore),
		newQueueMoveCommand(),
	)
	return cmd
}

func pausable(j uploader.Job) bool {
	return j.State == uploader.Waiting || j.State == uploader.Uploading
}

func retryable(j uploader.Job) bool {
	return j.State == uploader.Attention || j.State == uploader.Waiting && j.Cause.Code != uploader.CodeNone
}

func inState(s uploader.State) func(uploader.Job) bool {
	return func(j uploader.Job) bool { return j.State == s }
}

// withProfile opens the profile for one command.
func withProfile(cmd *cobra.Command, env environment, do func(context.Context, *profile) error) error {
	p, err := openProfile(cmd.Context(), env)
	if err != nil {
		return err
	}
	defer func() { reportClose(cmd, p.close()) }()
	if p.rescued != "" {
		fmt.Fprintln(cmd.ErrOrStderr(), p.rescued)
	}
	return do(cmd.Context(), p)
}

func listQueue(cmd *cobra.Command) error {
	env, err := readEnvironment()
	if err != nil {
		return err
	}
	return withProfile(cmd, env, func(ctx context.Context, p *profile) error {
		jobs, err := p.store.Jobs(ctx, uploader.Filter{})
		if err != nil {
			return err
		}
		if jsonWanted(cmd) {
			for _, j := range jobs {
				row := newJobJSON("", j)
				row.Note = note(j, env)
				if err := printJSON(cmd.OutOrStdout(), row); err != nil {
					return err
				}
			}
			return nil
		}
		return printJobs(cmd.OutOrStdout(), jobs, env)
	})
}

func printJobs(w io.Writer, jobs []uploader.Job, env environment) error {
	if len(jobs) == 0 {
		_, err := fmt.Fprintln(w, "Nothing to upload.")
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "JOB\tSTATE\tSENT\tSIZE\tNAME\tNOTE")
	for _, j := range jobs {
		fmt.Fprintf(table, "%d\t%s\t%d%%\t%s\t%s\t%s\n", j.ID, j.State, 100*j.Offset/max(1, j.Size),
			uploader.Bytes(j.Size), printable(j.Name()), note(j, env))
	}
	return table.Flush()
}

// note says what a person wants to know of a job beyond its state.
func note(j uploader.Job, env environment) string {
	e := j.Explain(time.Now())
	switch {
	case e.Title != "":
		return e.Title
	case j.State == uploader.Ready:
		return j.Preview
	case j.Account != env.Account:
		return "waits for the token of account " + j.Account.ID
	}
	return j.UID
}

func newQueueRunCommand() *cobra.Command {
	var o engineOptions
	cmd := &cobra.Command{
		Use: "run", Short: "Work the queue off, and end when nothing is left to do", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			env, err := requireAccount()
			if err != nil {
				return err
			}
			if err := o.check(); err != nil {
				return err
			}
			return withProfile(cmd, env, func(ctx context.Context, p *profile) error { return runQueue(ctx, cmd, p, o) })
		},
	}
	addEngineFlags(cmd, &o)
	return cmd
}

// unfinished are the states in which a job goes on by itself.
var unfinished = []uploader.State{uploader.Waiting, uploader.Uploading, uploader.Processing, uploader.Canceling}

func runQueue(ctx context.Context, cmd *cobra.Command, p *profile, o engineOptions) error {
	out := newReporter(cmd)
	watched := map[int64]bool{}
	a := &attendance{
		profile: p, options: o, show: out.look,
		// What was over before this command began is not its business.
		watches: func(b uploader.Brief) bool {
			if slices.Contains(unfinished, b.State) {
				watched[b.ID] = true
			}
			return watched[b.ID]
		},
		done: func(jobs []uploader.Brief) bool {
			return !slices.ContainsFunc(jobs, func(b uploader.Brief) bool { return slices.Contains(unfinished, b.State) })
		},
	}
	err := a.run(ctx)
	out.close()
	if err != nil {
		return err
	}
	others, err := attentionJobs(ctx, p)
	if err != nil {
		return readError(ctx, err)
	}
	for _, j := range others {
		if !watched[j.ID] {
			if err := out.look([]uploader.Job{j}, nil); err != nil {
				return err
			}
		}
	}
	if len(others) > 0 {
		return errSomeFailed
	}
	return nil
}

func attentionJobs(ctx context.Context, p *profile) ([]uploader.Job, error) {
	return p.store.Jobs(ctx, uploader.Filter{Account: p.Account, States: []uploader.State{uploader.Attention}})
}

// queueChange makes a subcommand that changes the named jobs, or, without any,
// all of the account that it applies to.
func queueChange(use, short string, applies func(uploader.Job) bool, change func(*uploader.Queue, context.Context, ...int64) error) *cobra.Command {
	return &cobra.Command{
		Use: use + " [JOB...]", Short: short,
		RunE: func(cmd *cobra.Command, args []string) error {
			env, err := readEnvironment()
			if err != nil {
				return err
			}
			return withProfile(cmd, env, func(ctx context.Context, p *profile) error {
				ids, err := chosen(ctx, p, args, applies)
				if err != nil {
					return err
				}
				return settleChange(ctx, cmd, p, ids, change(p.queue, ctx, ids...))
			})
		},
	}
}

// chosen are the ids in args, or of every job that applies.
func chosen(ctx context.Context, p *profile, args []string, applies func(uploader.Job) bool) ([]int64, error) {
	if len(args) > 0 {
		return parseIDs(args)
	}
	if p.Account.ID == "" {
		return nil, errNoAccount
	}
	jobs, err := p.store.Jobs(ctx, uploader.Filter{Account: p.Account})
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, j := range jobs {
		if applies(j) {
			ids = append(ids, j.ID)
		}
	}
	return ids, nil
}

func parseIDs(args []string) ([]int64, error) {
	ids := make([]int64, len(args))
	for i, arg := range args {
		id, err := strconv.ParseInt(arg, 10, 64)
		if err != nil {
			return nil, wrongUse("%q is not the number of a job; spool queue list shows them", arg)
		}
		ids[i] = id
	}
	return ids, nil
}

// settleChange prints the changed jobs, and what was refused.
func settleChange(ctx context.Context, cmd *cobra.Command, p *profile, ids []int64, changed error) error {
	jobs, err := jobsByID(ctx, p.store, ids)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if jsonWanted(cmd) {
			err = printJSON(cmd.OutOrStdout(), newJobJSON("", j))
		} else {
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d %s: %s\n", j.ID, printable(j.Name()), stateLine(j))
		}
		if err != nil {
			return err
		}
	}
	return changed
}

func newQueueMoveCommand() *cobra.Command {
	places := map[string]uploader.Place{"up": uploader.Up, "down": uploader.Down, "top": uploader.Top, "bottom": uploader.Bottom}
	return &cobra.Command{
		Use: "move JOB... up|down|top|bottom", Short: "Change the order of the queue",
		RunE: func(cmd *cobra.Command, args []string) error {
			at := slices.IndexFunc(args, func(a string) bool { _, is := places[a]; return is })
			if at < 0 || len(args) < 2 {
				return wrongUse("say which jobs and where to: spool queue move 3 top")
			}
			place := places[args[at]]
			ids, err := parseIDs(slices.Delete(slices.Clone(args), at, at+1))
			if err != nil {
				return err
			}
			env, err := requireAccount()
			if err != nil {
				return err
			}
			return withProfile(cmd, env, func(ctx context.Context, p *profile) error {
				return settleChange(ctx, cmd, p, ids, p.queue.Move(ctx, place, ids...))
			})
		},
	}
}
