package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"spool/library/stream"
	"spool/library/subtitle"
	"spool/library/subtitle/desk"
)

// subtitleFlags say how a subtitle file is read.
type subtitleFlags struct {
	encoding   string
	fix, force bool
}

func (f *subtitleFlags) add(cmd *cobra.Command) {
	f.addEncoding(cmd)
	cmd.Flags().BoolVar(&f.fix, "fix", false, "mend what can be mended without a person")
	cmd.Flags().BoolVar(&f.force, "force", false, "take it with its errors")
}

func (f *subtitleFlags) addEncoding(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.encoding, "encoding", "", "the file's text `ENCODING`, where it is not UTF-8, UTF-16 or Windows-1252")
}

// open reads a subtitle file of any format; - is standard input.
func (f *subtitleFlags) open(cmd *cobra.Command, path string) (file subtitle.File, err error) {
	if from := (subtitle.Source{Name: path, Encoding: f.encoding}); path != "-" {
		file, err = subtitle.Open(from)
	} else {
		var data []byte
		if data, err = io.ReadAll(io.LimitReader(cmd.InOrStdin(), subtitle.MaxInput+1)); err == nil {
			file, err = subtitle.Read(data, from)
		}
	}
	if err != nil {
		return file, usageError{fmt.Errorf("%s: %w", path, err)}
	}
	return file, nil
}

// read is open for a file that is to be used, so errors count.
func (f *subtitleFlags) read(cmd *cobra.Command, path string) (subtitle.File, error) {
	file, err := f.open(cmd, path)
	if err != nil {
		return file, err
	}
	if f.fix {
		file.Document = file.Document.FixAll(subtitle.Usual)
	}
	if wrong := subtitle.Errors(file.Document.Check(subtitle.Usual)); len(wrong) > 0 && !f.force {
		return file, wrongUse("%s has %s, the first: %s. See spool captions check; --fix mends, --force takes it so", path, count(len(wrong), "error"), wrong[0].Title())
	}
	return file, nil
}

// writeSubtitles writes to a file, or to standard output for - and nothing.
func writeSubtitles(cmd *cobra.Command, path string, data []byte) error {
	if path == "" || path == "-" {
		_, err := cmd.OutOrStdout().Write(data)
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

func newCaptionsConvertCommand() *cobra.Command {
	var f subtitleFlags
	cmd := &cobra.Command{
		Use:   "convert IN OUT",
		Short: "Convert a subtitle file to the format that the other's name says",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			format, err := subtitle.FormatOf(args[1])
			if err != nil {
				return usageError{err}
			}
			file, err := f.open(cmd, args[0])
			if err != nil {
				return err
			}
			if f.fix {
				file.Document = file.Document.FixAll(subtitle.Usual)
			}
			data, err := subtitle.Write(file.Document, format)
			if err != nil {
				return err
			}
			if err := writeSubtitles(cmd, args[1], data); err != nil {
				return err
			}
			for _, note := range file.Notes {
				fmt.Fprintln(cmd.ErrOrStderr(), "spool:", note)
			}
			problems := len(file.Document.Check(subtitle.Usual))
			return said(cmd, map[string]any{
				"event": "converted", "in": args[0], "from": file.Format, "out": args[1], "to": format,
				"cues": file.Document.Len(), "problems": problems, "notes": file.Notes,
			}, fmt.Sprintf("%s, %s, %s", args[1], count(file.Document.Len(), "cue"), count(problems, "problem")))
		},
	}
	f.addEncoding(cmd)
	cmd.Flags().BoolVar(&f.fix, "fix", false, "mend what can be mended without a person")
	return cmd
}

func newCaptionsGetCommand() *cobra.Command {
	var language, out, format string
	cmd := &cobra.Command{
		Use: "get UID", Short: "Get the captions in a language", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			tag, err := parseLanguage(language)
			if err != nil {
				return err
			}
			to := subtitle.VTT
			if format != "" {
				out := "x." + format
				if to, err = subtitle.FormatOf(out); err != nil {
					return usageError{err}
				}
			} else if out != "" && out != "-" {
				if to, err = subtitle.FormatOf(out); err != nil {
					return usageError{err}
				}
			}
			return withDesk(cmd, func(ctx context.Context, client *stream.Client, d *desk.Desk) error {
				data, err := captionFile(ctx, client, d, args[0], tag, to)
				if err != nil {
					return err
				}
				if jsonWanted(cmd) && out == "" {
					return printJSON(cmd.OutOrStdout(), map[string]string{"uid": args[0], "language": tag, "text": string(data)})
				}
				if err := writeSubtitles(cmd, out, data); err != nil || !jsonWanted(cmd) {
					return err
				}
				return printJSON(cmd.OutOrStdout(), map[string]any{"uid": args[0], "language": tag, "path": out, "bytes": len(data)})
			})
		},
	}
	languageFlag(cmd, &language)
	cmd.Flags().StringVarP(&out, "out", "o", "", "write into a `FILE`, in the format its name says")
	cmd.Flags().StringVar(&format, "format", "", "write as vtt, srt, ass, ssa, ttml or sbv")
	return cmd
}

// captionFile is a caption in a format; as WebVTT it is what Stream has, byte
// for byte.
func captionFile(ctx context.Context, client *stream.Client, d *desk.Desk, uid, tag string, to subtitle.Format) ([]byte, error) {
	if to == subtitle.VTT {
		return client.CaptionVTT(ctx, uid, tag)
	}
	doc, err := d.Text(ctx, uid, tag)
	if err != nil {
		return nil, err
	}
	return subtitle.Write(doc, to)
}

func newCaptionsCheckCommand() *cobra.Command {
	var f subtitleFlags
	var out string
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Check subtitle files: overlaps, reading speed, long lines, order, empty cues",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if out != "" && len(paths) > 1 {
				return wrongUse("--out fits one file, there are %d", len(paths))
			}
			return eachOf(cmd, paths, func(path string) error {
				file, err := f.open(cmd, path)
				if err != nil {
					return ofMany(err)
				}
				if out != "" {
					file.Document = file.Document.FixAll(subtitle.Usual)
					if err := writeSubtitles(cmd, out, file.Document.Bytes()); err != nil {
						return err
					}
				}
				return printProblems(cmd, path, file)
			})
		},
	}
	f.addEncoding(cmd)
	cmd.Flags().StringVarP(&out, "out", "o", "", "mend what can be mended, and write it as WebVTT into a `FILE`")
	return cmd
}

// problemJSON is a problem as --json prints it.
type problemJSON struct {
	Path   string               `json:"path"`
	Kind   subtitle.ProblemKind `json:"kind"`
	Error  bool                 `json:"error"`
	Cue    int                  `json:"cue,omitempty"`
	Line   int                  `json:"line,omitempty"`
	Title  string               `json:"title"`
	Detail string               `json:"detail"`
	Remedy string               `json:"remedy,omitempty"`
}

// printProblems prints what is wrong with a file; with errors it is a failure.
func printProblems(cmd *cobra.Command, path string, file subtitle.File) error {
	found := file.Document.Check(subtitle.Usual)
	for _, p := range found {
		var err error
		if jsonWanted(cmd) {
			err = printJSON(cmd.OutOrStdout(), problemJSON{path, p.Kind, p.Error, p.Cue + 1, p.Line, p.Title(), p.Detail(), p.Remedy()})
		} else {
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s:%d: %s. %s\n", path, p.Line, p.Title(), p.Detail())
		}
		if err != nil {
			return err
		}
	}
	for _, note := range file.Notes {
		fmt.Fprintln(cmd.ErrOrStderr(), "spool:", note)
	}
	if wrong := len(subtitle.Errors(found)); wrong > 0 {
		return errors.New(count(wrong, "error"))
	}
	return nil
}

func newCaptionsDiffCommand() *cobra.Command {
	var language string
	var f subtitleFlags
	cmd := &cobra.Command{
		Use: "diff UID FILE", Short: "Show what a file would change in the captions that Stream has", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			tag, err := parseLanguage(language)
			if err != nil {
				return err
			}
			file, err := f.open(cmd, args[1])
			if err != nil {
				return err
			}
			return withDesk(cmd, func(ctx context.Context, _ *stream.Client, d *desk.Desk) error {
				old, err := d.Text(ctx, args[0], tag)
				if err != nil {
					return err
				}
				for _, c := range subtitle.Diff(old, file.Document) {
					if err := printChange(cmd, c); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	languageFlag(cmd, &language)
	f.addEncoding(cmd)
	return cmd
}

// cueJSON is a cue as --json prints it.
type cueJSON struct {
	ID       string `json:"id,omitempty"`
	Start    string `json:"start"`
	End      string `json:"end"`
	Settings string `json:"settings,omitempty"`
	Text     string `json:"text"`
}

func newCueJSON(c subtitle.Cue) cueJSON {
	return cueJSON{c.ID, subtitle.FormatStamp(c.Start), subtitle.FormatStamp(c.End), c.Settings, c.Text}
}

func printChange(cmd *cobra.Command, c subtitle.Change) error {
	before, after := newCueJSON(c.Before), newCueJSON(c.After)
	if jsonWanted(cmd) {
		object := map[string]any{"kind": c.Kind}
		if c.Old >= 0 {
			object["old_cue"], object["before"] = c.Old+1, before
		}
		if c.New >= 0 {
			object["new_cue"], object["after"] = c.New+1, after
		}
		return printJSON(cmd.OutOrStdout(), object)
	}
	for _, side := range []struct {
		sign string
		at   int
		cue  cueJSON
	}{{"-", c.Old, before}, {"+", c.New, after}} {
		if side.at < 0 {
			continue
		}
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s %d  %s --> %s %s  %s\n", side.sign, side.at+1,
			side.cue.Start, side.cue.End, side.cue.Settings, oneLine(side.cue.Text)); err != nil {
			return err
		}
	}
	return nil
}
