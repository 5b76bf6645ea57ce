package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
	cmd.AddCommand(
		newVideosListCommand(), newVideosGetCommand(), newVideosSyncCommand(),
		newVideosEditCommand(), newVideosDeleteCommand(),
		newVideosExportCommand(), newVideosImportCommand(),
		newVideosUndoCommand(), newVideosJournalCommand(), newVideosResumeCommand(), newVideosStopCommand(),
	)
	return cmd
}

// newStreamClient speaks to the environment's account. A wait for Stream's
// limit, which all processes share, is told to people.
func newStreamClient(cmd *cobra.Command, env environment) (*stream.Client, error) {
	cfg := stream.Config{
		BaseURL: env.Account.BaseURL, AccountID: env.Account.ID, Token: env.Token, UserAgent: "spool/" + version,
		BudgetFile: env.budgetFile(),
	}
	if isTerminal(cmd.ErrOrStderr()) {
		cfg.OnWait = func(w stream.Wait) {
			wait := time.Until(w.Until).Round(time.Second)
			if wait < time.Second {
				return
			}
			reason := "half of Stream's limit of calls is used up"
			if w.Err != nil {
				reason = w.Err.Error()
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "spool: %s, goes on in %s\n", reason, wait)
		}
	}
	return stream.New(cfg)
}

// withLibrary opens the account's library for the time of do.
func withLibrary(cmd *cobra.Command, do func(ctx context.Context, l *videoLibrary) error) (err error) {
	env, err := requireAccount()
	if err != nil {
		return err
	}
	client, err := newStreamClient(cmd, env)
	if err != nil {
		return err
	}
	l, err := openVideoLibrary(cmd.Context(), env, client)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	if l.rescued != "" {
		fmt.Fprintln(cmd.ErrOrStderr(), "spool:", l.rescued)
	}
	return do(cmd.Context(), l)
}

// upToDate brings the index up to date, unless offline is wanted. Without a
// network it says how old the index is and goes on with it.
func (l *videoLibrary) upToDate(cmd *cobra.Command, offline bool) error {
	ctx := cmd.Context()
	if !offline {
		_, err := l.Refresh(ctx, nil)
		if err == nil || !errors.Is(err, library.ErrUnreachable) {
			return err
		}
	}
	state, err := l.index.SyncState(ctx)
	if err != nil {
		return err
	}
	if state.Refreshed.IsZero() {
		return errors.New("the library was never synced; run spool videos sync")
	}
	age := time.Since(state.Refreshed).Round(time.Second)
	_, err = fmt.Fprintf(cmd.ErrOrStderr(), "spool: working from the local index, %s old\n", age)
	return err
}

func parseQuery(text string) (library.Query, error) {
	q, err := library.ParseQuery(text, time.Now())
	if err != nil {
		return q, wrongUse("--query: %w", err)
	}
	return q, nil
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

// complain names what did not work for one video and goes on.
func complain(cmd *cobra.Command, uid string, err error) {
	fmt.Fprintf(cmd.ErrOrStderr(), "spool: %s: %v\n", uid, err)
}
