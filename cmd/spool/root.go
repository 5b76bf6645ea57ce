package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// version is set by the build.
var version = "dev"

// streams are a command's standard streams.
type streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Exit codes of every subcommand.
const (
	exitDone        = 0
	exitSomeFailed  = 1
	exitWrongUse    = 2
	exitInterrupted = 130
)

// untilInterrupted marks commands whose ordinary end is an interruption.
const untilInterrupted = "until interrupted"

// errSomeFailed ends a command whose output has said already what failed.
var errSomeFailed = errors.New("some did not succeed")

// usageError is a command used wrongly: exit code 2.
type usageError struct{ error }

func wrongUse(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// run is the whole program: arguments in, exit code out.
func run(ctx context.Context, args []string, std streams) int {
	root := newRootCommand()
	root.SetArgs(args)
	root.SetIn(std.In)
	root.SetOut(std.Out)
	root.SetErr(std.Err)
	cmd, err := root.ExecuteContextC(ctx)
	var usage usageError
	switch {
	case ctx.Err() != nil && cmd.Annotations[untilInterrupted] == "":
		return exitInterrupted
	case err == nil:
		return exitDone
	case errors.Is(err, errSomeFailed):
		return exitSomeFailed
	}
	fmt.Fprintln(std.Err, "spool:", err)
	if errors.As(err, &usage) || isCobraUsage(err) {
		return exitWrongUse
	}
	return exitSomeFailed
}

// isCobraUsage knows the errors of wrong use that cobra makes itself and gives
// no type.
func isCobraUsage(err error) bool {
	for _, start := range []string{"unknown command", "accepts ", "requires at least", "required flag"} {
		if strings.HasPrefix(err.Error(), start) {
			return true
		}
	}
	return false
}

func newRootCommand() *cobra.Command {
	var window windowOptions
	root := &cobra.Command{
		Use:           "spool [FILE|DIR...]",
		Short:         "Upload to Cloudflare Stream and look after the videos there",
		Long:          "Upload to Cloudflare Stream and look after the videos there.\n\nWithout a command, spool opens its window; files and folders that are named\nare added to the queue, of the window that is open if there is one.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE:          func(cmd *cobra.Command, args []string) error { return openWindow(cmd, window, args) },
	}
	addWindowFlags(root, &window)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.PersistentFlags().Bool("json", false, "print one JSON object a line")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newUploadCommand(), newQueueCommand(), newVideosCommand(), newLocalCommand(), newGalleryCommand(), newVersionCommand())
	root.AddCommand(
		newLinkCommand(), newEmbedCommand(), newTokenCommand(), newKeyCommand(), newCaptionsCommand(), newAudioCommand(),
		newDownloadsCommand(), newClipCommand(), newThumbnailCommand(), newWatermarksCommand(),
	)
	return root
}

// jsonWanted reports whether --json was given.
func jsonWanted(cmd *cobra.Command) bool {
	wanted, err := cmd.Flags().GetBool("json")
	return err == nil && wanted
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if jsonWanted(cmd) {
				return printJSON(cmd.OutOrStdout(), map[string]string{"version": version})
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "spool", version)
			return err
		},
	}
}

// isTerminal reports whether w is a terminal a person looks at, with room to
// draw on.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	return err == nil && width > 0
}
