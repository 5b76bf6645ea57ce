package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"spool/library"
)

func newVideosExportCommand() *cobra.Command {
	var s selection
	var format, out, columns string
	cmd := &cobra.Command{
		Use:   "export [UID...]",
		Short: "Write videos to a CSV or JSON file",
		Long: "Write the videos named, those that --query finds, or all, to a file that spool videos import\n" +
			"reads back. Columns are uid, state, created, modified, uploaded, duration, size, width, height,\n" +
			"watermark, liveInput, clippedFrom, errorReasonCode, preview, thumbnail, hls, dash, and every PATH of spool videos edit.",
		RunE: func(cmd *cobra.Command, args []string) error {
			chosen, err := parseColumns(columns)
			if err != nil {
				return usageError{err}
			}
			if format != "csv" && format != "json" {
				return wrongUse("--format is csv or json, not %q", format)
			}
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				videos, err := s.exported(cmd, l, args)
				if err != nil {
					return err
				}
				if len(chosen) == 0 && format == "csv" {
					keys, err := l.index.MetaKeys(ctx)
					if err != nil {
						return err
					}
					chosen = library.DefaultColumns(topLevel(keys))
				}
				write := library.WriteCSV
				if format == "json" {
					write = library.WriteJSON
				}
				return writeFile(cmd, out, func(w io.Writer) (int, error) { return write(w, chosen, videos) })
			})
		},
	}
	s.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&format, "format", "csv", "csv or json")
	f.StringVarP(&out, "out", "o", "-", "file to write; - is standard output")
	f.StringVar(&columns, "columns", "", "columns, comma separated (default: all that can be edited and the usual others)")
	return cmd
}

// exported are the videos of an export: without uids and query, all.
func (s *selection) exported(cmd *cobra.Command, l *videoLibrary, args []string) (iter.Seq2[library.Video, error], error) {
	if len(args) > 0 {
		return s.videos(cmd, l, args)
	}
	q, err := parseQuery(s.query)
	if err != nil {
		return nil, err
	}
	if err := l.upToDate(cmd, s.offline); err != nil {
		return nil, err
	}
	return l.Found(cmd.Context(), q, library.NewestFirst, s.limit), nil
}

func parseColumns(text string) ([]library.Column, error) {
	if text == "" {
		return nil, nil
	}
	var list []library.Column
	for name := range strings.SplitSeq(text, ",") {
		c, err := library.ParseColumn(strings.TrimSpace(name))
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

// topLevel leaves out the keys that are nested in others, which a column of
// the outer key holds.
func topLevel(keys []string) []string {
	all := map[string]bool{}
	for _, k := range keys {
		all[k] = true
	}
	var list []string
	for _, k := range keys {
		outer, _, nested := strings.Cut(k, ".")
		if !nested || !all[outer] {
			list = append(list, k)
		}
	}
	return list
}

// writeFile writes to a file that appears only when it is complete, or to
// standard output.
func writeFile(cmd *cobra.Command, path string, write func(io.Writer) (int, error)) (err error) {
	if path == "-" {
		_, err := write(cmd.OutOrStdout())
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	n, err := write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	if jsonWanted(cmd) {
		return printJSON(cmd.OutOrStdout(), map[string]any{"event": "done", "videos": n, "file": path})
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s written to %s\n", count(n, "video"), path)
	return err
}

func newVideosImportCommand() *cobra.Command {
	var dryRun, yes bool
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Carry out the edits made in an exported file",
		Long: "Compare a CSV or JSON file with the videos and change what differs. A column that is missing\n" +
			"leaves its field alone; an empty cell takes the value away. - reads standard input.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			in := cmd.InOrStdin()
			if args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer f.Close()
				in = f
			}
			rows, err := library.ReadImport(in)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return withLibrary(cmd, func(ctx context.Context, l *videoLibrary) error {
				p := &preview{cmd: cmd, dryRun: dryRun, yes: true}
				return p.carryOut(ctx, l, library.JobImport, "Import "+filepath.Base(args[0]), named(l.PlanImport(ctx, rows)))
			})
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only show what would change")
	cmd.Flags().BoolVar(&yes, "yes", false, "accepted for scripts; an import never asks")
	return cmd
}

// named puts the line of the file before a row's error.
func named(rows iter.Seq2[library.PlannedRow, error]) iter.Seq2[library.Row, error] {
	return func(yield func(library.Row, error) bool) {
		for planned, err := range rows {
			row := planned.Row
			if row.Err != nil {
				row.Err = fmt.Errorf("line %d: %w", planned.Line, row.Err)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}
