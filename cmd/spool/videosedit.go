package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"spool/library"
)

// selection is the videos a command is about: uids as arguments or on
// standard input, or what a query finds.
type selection struct {
	query   string
	limit   int
	offline bool
}

func (s *selection) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.query, "query", "", "all videos that a query finds, see spool videos list --help")
	f.IntVar(&s.limit, "limit", 0, "at most this many videos of the query; 0 is all")
	f.BoolVar(&s.offline, "offline", false, "do not bring the local index up to date before the query")
}

// videos are the selected videos, those named as Stream has them now.
func (s *selection) videos(cmd *cobra.Command, l *videoLibrary, args []string) (iter.Seq2[library.Video, error], error) {
	switch {
	case s.query != "" && len(args) > 0:
		return nil, wrongUse("give either uids or --query")
	case s.limit < 0:
		return nil, wrongUse("--limit is 0 for all, or a number of videos")
	case s.query != "":
		q, err := parseQuery(s.query)
		if err != nil {
			return nil, err
		}
		if err := l.upToDate(cmd, s.offline); err != nil {
			return nil, err
		}
		return l.Found(cmd.Context(), q, library.NewestFirst, s.limit), nil
	case len(args) == 0 || slices.Equal(args, []string{"-"}):
		if in, ok := cmd.InOrStdin().(io.Writer); ok && isTerminal(in) {
			return nil, wrongUse("which videos? Give uids, --query, or uids on standard input")
		}
		return l.Named(cmd.Context(), uidLines(cmd.InOrStdin())), nil
	}
	return l.Named(cmd.Context(), uidArgs(args)), nil
}

func uidArgs(args []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, uid := range args {
			if !yield(uid, nil) {
				return
			}
		}
	}
}

// uidLines reads uids from lines that begin with one, as spool videos list
// prints them, with --json too.
func uidLines(in io.Reader) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		lines := bufio.NewScanner(in)
		lines.Buffer(nil, 1<<26)
		for lines.Scan() {
			fields := strings.Fields(lines.Text())
			if len(fields) == 0 {
				continue
			}
			uid := fields[0]
			if strings.HasPrefix(uid, "{") {
				var v struct{ UID string }
				if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
					yield("", fmt.Errorf("standard input: %w", err))
					return
				}
				uid = v.UID
			}
			if !yield(uid, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield("", fmt.Errorf("standard input: %w", err))
		}
	}
}

// editFlags are the operations of spool videos edit.
type editFlags struct {
	set, unset, add, remove []string
	replace, find, with     string
	regexp, ignoreCase      bool
	first, step             int
	dryRun, yes             bool
	selection
}

// shortFlags are flags for single fields.
var shortFlags = []struct{ flag, path, usage string }{
	{"name", "name", "set the name"},
	{"creator", "creator", "set the creator; empty takes it away"},
	{"origins", "allowedOrigins", "set the allowed origins, comma separated; empty lets the video play anywhere"},
	{"require-signed", "requireSignedURLs", "whether playing needs a signed URL: true or false"},
	{"thumbnail", "thumbnailTimestampPct", "the thumbnail's place in the video: 0 to 1, or 25%"},
	{"delete-on", "scheduledDeletion", "delete on this date (30 to 1096 days after the upload), or never"},
	{"max-duration", "maxDurationSeconds", "longest video the upload may bring, in seconds"},
	{"upload-expiry", "uploadExpiry", "until when the upload may be made"},
	{"title", "publicDetails.title", "set the public title"},
}

func newVideosEditCommand() *cobra.Command {
	var o editFlags
	cmd := &cobra.Command{
		Use:   "edit [flags] [UID...]",
		Short: "Change videos, one or many",
		Long: "Change the videos named as arguments or on standard input, or all that --query finds.\n" +
			"Only what changes is sent. Every change is kept in the journal; spool videos undo takes it back.\n\n" +
			"PATH is name, meta.KEY, creator, allowedOrigins, requireSignedURLs, thumbnailTimestampPct,\n" +
			"scheduledDeletion, maxDurationSeconds, uploadExpiry or publicDetails.KEY. A VALUE may contain\n" +
			"{name} {uid} {creator} {created} {year} {duration} {meta.KEY} and the video's number {n} or {n:003}.",
		RunE: func(cmd *cobra.Command, args []string) error {
			operations, err := o.operations(cmd)
			if err != nil {
				return usageError{err}
			}
			program, err := library.Compile(operations, time.Now())
			if err != nil {
				return usageError{err}
			}
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				videos, err := o.videos(cmd, l, args)
				if err != nil {
					return err
				}
				p := &preview{cmd: cmd, dryRun: o.dryRun, yes: o.yes}
				return p.carryOut(ctx, l, library.JobEdit, title(operations), library.Preview(videos, program))
			})
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.set, "set", nil, "PATH=VALUE; meta.KEY:=JSON for a number, list or object")
	f.StringArrayVar(&o.unset, "unset", nil, "PATH to take away")
	f.StringArrayVar(&o.add, "add", nil, "PATH=VALUE: add origins, list members, text at the end, an amount or days")
	f.StringArrayVar(&o.remove, "remove", nil, "PATH=VALUE: the opposite of --add; of text any part")
	f.StringVar(&o.replace, "replace", "", "PATH in which --find is replaced --with")
	f.StringVar(&o.find, "find", "", "text to find")
	f.StringVar(&o.with, "with", "", "what replaces it; $1 is a group of a regular expression")
	f.BoolVar(&o.regexp, "regexp", false, "--find is a regular expression")
	f.BoolVar(&o.ignoreCase, "ignore-case", false, "--find ignores case")
	f.IntVar(&o.first, "first", 1, "the first video's {n}")
	f.IntVar(&o.step, "step", 1, "how far apart the {n} are")
	f.BoolVar(&o.dryRun, "dry-run", false, "only show what would change")
	f.BoolVar(&o.yes, "yes", false, "also change videos that would be restricted by their first allowed origin")
	for _, s := range shortFlags {
		f.String(s.flag, "", s.usage)
	}
	o.selection.flags(cmd)
	return cmd
}

// operations are the flags in the order people expect: set, unset, add,
// remove, replace.
func (o *editFlags) operations(cmd *cobra.Command) ([]library.Operation, error) {
	var list []library.Operation
	for _, s := range shortFlags {
		flag := cmd.Flags().Lookup(s.flag)
		if !flag.Changed {
			continue
		}
		path, err := library.ParsePath(s.path)
		if err != nil {
			return nil, err
		}
		op := library.Operation{Verb: library.VerbSet, Path: path, Text: flag.Value.String()}
		if op.Text == "" {
			op.Verb = library.VerbClear
		}
		list = append(list, op)
	}
	for _, group := range []struct {
		verb  library.Verb
		texts []string
	}{{library.VerbSet, o.set}, {library.VerbClear, o.unset}, {library.VerbAdd, o.add}, {library.VerbRemove, o.remove}} {
		for _, text := range group.texts {
			op, err := parseOperation(group.verb, text)
			if err != nil {
				return nil, err
			}
			list = append(list, op)
		}
	}
	if o.replace != "" {
		path, err := library.ParsePath(o.replace)
		if err != nil {
			return nil, err
		}
		list = append(list, library.Operation{
			Verb: library.VerbReplace, Path: path, Find: o.find, Text: o.with, Regexp: o.regexp, IgnoreCase: o.ignoreCase,
		})
	}
	if len(list) == 0 {
		return nil, errors.New("nothing to change; see --set, --unset, --add, --remove and --replace")
	}
	for i := range list {
		list[i].First, list[i].Step = o.first, o.step
	}
	return list, nil
}

func parseOperation(verb library.Verb, text string) (library.Operation, error) {
	op := library.Operation{Verb: verb}
	name := text
	if verb != library.VerbClear {
		before, after, ok := strings.Cut(text, "=")
		if !ok {
			return op, fmt.Errorf("%q is not PATH=VALUE", text)
		}
		name, op.Text = before, after
		if verb == library.VerbSet {
			name, op.JSON = strings.CutSuffix(name, ":")
		}
	}
	var err error
	op.Path, err = library.ParsePath(name)
	return op, err
}

// title names operations in the journal.
func title(operations []library.Operation) string {
	parts := make([]string, len(operations))
	for i, o := range operations {
		parts[i] = string(o.Verb) + " " + o.Path.String()
	}
	s := strings.Join(parts, ", ")
	return strings.ToUpper(s[:1]) + s[1:]
}
