package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"spool/uploader"
)

func newQueueCancelCommand() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use: "cancel JOB...", Short: "Take jobs out of the queue and delete at Stream what is not complete",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && !all {
				return wrongUse("name the jobs to cancel, or say --all")
			}
			env, err := readEnvironment()
			if err != nil {
				return err
			}
			return withProfile(cmd, env, func(ctx context.Context, p *profile) error {
				ids, err := chosen(ctx, p, args, func(uploader.Job) bool { return true })
				if err != nil {
					return err
				}
				return cancelJobs(ctx, cmd, p, ids)
			})
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "cancel every job of the account")
	return cmd
}

// leaveTime is how long a cancel waits for another process, or Stream.
const leaveTime = 20 * time.Second

// cancelJobs takes the jobs out of the queue and waits until they have left,
// which the engine of another process does where one runs.
func cancelJobs(ctx context.Context, cmd *cobra.Command, p *profile, ids []int64) error {
	refused := p.queue.Cancel(ctx, 0, ids...)
	if err := p.queue.RemoveUnsent(ctx, ids...); err != nil {
		return errors.Join(refused, err)
	}
	wait, done := context.WithTimeout(ctx, leaveTime)
	defer done()
	var left []uploader.Job
	a := &withdrawal{profile: p, ids: ids}
	err := a.run(wait)
	if err == nil {
		left, err = jobsByID(ctx, p.store, ids)
	}
	if err != nil {
		return errors.Join(refused, err)
	}
	remain := false
	for _, j := range left {
		if j.State == uploader.Canceling {
			remain = true
			fmt.Fprintf(cmd.ErrOrStderr(), "%d %s: leaves the queue as soon as Stream has deleted its video (%s)\n",
				j.ID, printable(j.Name()), leavingNote(j, p.environment))
		}
	}
	if jsonWanted(cmd) {
		refused = errors.Join(refused, printJSON(cmd.OutOrStdout(), map[string]any{"event": "cancelled", "ids": ids, "left": len(left)}))
	}
	if refused == nil && remain {
		return errSomeFailed
	}
	return refused
}

func leavingNote(j uploader.Job, env environment) string {
	if j.Account != env.Account {
		return "the token of its account is not here"
	}
	if t := j.Explain(time.Now()).Title; t != "" {
		return t
	}
	return "no answer yet"
}

// withdrawal waits until cancelled jobs have left, and does it itself as long
// as nobody runs the account's engine.
type withdrawal struct {
	profile *profile
	ids     []int64
}

func (w *withdrawal) run(ctx context.Context) error {
	lock, err := w.profile.engineLock()
	if err != nil {
		return err
	}
	defer lock.Close() // frees the lock; there is nothing to lose
	for {
		jobs, err := jobsByID(ctx, w.profile.store, w.ids)
		if err != nil {
			return readError(ctx, err)
		}
		mine := 0
		for _, j := range jobs {
			if j.State == uploader.Canceling && j.Account == w.profile.Account {
				mine++
			}
		}
		if mine == 0 || w.profile.Account.ID == "" {
			return nil
		}
		got, err := lock.TryLock()
		if err != nil {
			return err
		}
		if got {
			engine, err := w.profile.newEngine(engineOptions{})
			if err != nil {
				return err
			}
			if err := engine.RemoveCanceled(ctx); err != nil {
				return readError(ctx, err)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(attendEvery):
		}
	}
}
