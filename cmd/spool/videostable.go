package main

import (
	"context"
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
					keys, err := l.index.TopKeys(ctx)
					if err != nil {
						return err
					}
					chosen = library.DefaultColumns(keys)
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
	if s.limit < 0 {
		return nil, wrongUse("--limit is 0 for all, or a number of videos")
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

// writeFile writes to a file that appears only when it is complete, or to
// standard output.
func writeFile(cmd *cobra.Command, path string, write func(io.Writer) (int, error)) (err error) {
	if path == "-" {
		_, err := write(cmd.OutOrStdout())
		return err
	}
	n, err := library.WriteFile(path, write)
	if err != nil {
		return err
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
				return p.carryOut(ctx, l, library.JobImport, "Import "+filepath.Base(args[0]), library.Lines(l.PlanImport(ctx, rows)))
			})
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only show what would change")
	cmd.Flags().BoolVar(&yes, "yes", false, "accepted for scripts; an import never asks")
	return cmd
}
