package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"spool/library"
)

// eachOf does something for every id, names those for which it failed, and
// goes on with the rest.
func eachOf(cmd *cobra.Command, ids []string, do func(id string) error) error {
	failed := false
	for _, id := range ids {
		err := do(id)
		var usage usageError
		if errors.As(err, &usage) || cmd.Context().Err() != nil {
			return err
		}
		if err != nil {
			failed = true
			complain(cmd, id, err)
		}
	}
	if failed {
		return errSomeFailed
	}
	return nil
}

// ofMany makes a plain failure of a wrong use: of many files, one that can't be
// read does not end the command.
func ofMany(err error) error {
	var usage usageError
	if errors.As(err, &usage) {
		return usage.error
	}
	return err
}

// said prints what was done: an object for programs, a line for people.
func said(cmd *cobra.Command, object any, line string) error {
	if jsonWanted(cmd) {
		return printJSON(cmd.OutOrStdout(), object)
	}
	_, err := fmt.Fprintln(cmd.OutOrStdout(), line)
	return err
}

// askWord has a person type a word before something that can't be undone.
func askWord(cmd *cobra.Command, text, word string) error {
	in, ok := cmd.InOrStdin().(io.Writer)
	if !ok || !isTerminal(in) {
		return wrongUse("%s Add --yes", text)
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s Type %s to go on: ", text, word)
	line, err := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if strings.TrimSpace(line) != word {
		return errors.New("nothing was deleted")
	}
	return nil
}

// pollEvery is how often something that Stream works on is asked for.
const pollEvery = 2 * time.Second

// poll asks until the answer is yes, with what the budget of calls has over.
func poll(ctx context.Context, done func(ctx context.Context) (bool, error)) error {
	ctx = library.WithPriority(ctx, library.Background)
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
		}
		if ok, err := done(ctx); ok || err != nil {
			return err
		}
		timer.Reset(pollEvery)
	}
}
