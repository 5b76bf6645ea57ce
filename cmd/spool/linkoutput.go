package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"spool/library"
	"spool/library/embed"
)

// outputFlags say how links are written.
type outputFlags struct {
	kinds    []string
	format   string
	template string
	out      string

	parsed []embed.Kind
}

// add declares the flags; the first kinds are what is written without --kind.
func (o *outputFlags) add(cmd *cobra.Command, kinds string) {
	flags := cmd.Flags()
	var first []string
	if kinds != "" {
		first = strings.Split(kinds, ",")
	}
	flags.StringSliceVar(&o.kinds, "kind", first, "what of each video: embed, embed-fixed, watch, iframe, hls, dash, thumbnail, gif, mp4, m4a, uid")
	flags.StringVar(&o.format, "format", "", "write as list, csv, markdown, html or json")
	flags.StringVar(&o.template, "template", "", "write by a `FILE` with a template, as {{.Name}}: {{.HLS}}, escaped for --format")
	flags.StringVarP(&o.out, "out", "o", "", "write into a `FILE`, which only you can read")
}

// check reads the flags.
func (o *outputFlags) check() error {
	o.parsed = nil
	for _, s := range o.kinds {
		k, err := embed.ParseKind(s)
		if err != nil {
			return wrongUse("--kind: %w", err)
		}
		o.parsed = append(o.parsed, k)
	}
	if o.format != "" {
		if _, err := embed.ParseFormat(o.format); err != nil {
			return wrongUse("--format: %w", err)
		}
	}
	return nil
}

// asText reports whether the links are wanted in a form of their own.
func (o *outputFlags) asText() bool { return o.format != "" || o.template != "" || o.out != "" }

// write writes links in the wanted form.
func (o *outputFlags) write(cmd *cobra.Command, links []embed.Links) error {
	format := embed.List
	if o.format != "" {
		format, _ = embed.ParseFormat(o.format) // check has read it before
	}
	text, err := o.render(format, links)
	if err != nil {
		return err
	}
	if o.out == "" {
		_, err = cmd.OutOrStdout().Write(text)
		return err
	}
	// Links may carry tokens.
	if _, err := library.WriteFile(o.out, func(w io.Writer) (int, error) { return w.Write(text) }); err != nil {
		return fmt.Errorf("write the links: %w", err)
	}
	return nil
}

func (o *outputFlags) render(format embed.Format, links []embed.Links) ([]byte, error) {
	if o.template == "" {
		return embed.Write(format, links, o.parsed)
	}
	text := o.template
	data, err := os.ReadFile(o.template)
	switch {
	case err == nil:
		text = string(data)
	case !errors.Is(err, fs.ErrNotExist) || !strings.Contains(text, "{{"):
		return nil, wrongUse("--template: %w", err)
	}
	tmpl, err := embed.ParseTemplate(text, format)
	if err != nil {
		return nil, usageError{err}
	}
	return tmpl.Write(links)
}

// printTokens prints tokens with their links: for programs, in a wanted form,
// or for people.
func (o *outputFlags) printTokens(cmd *cobra.Command, rows []tokenJSON) error {
	var said []string
	for _, row := range rows {
		for _, note := range row.Warnings {
			if !slices.Contains(said, note) {
				said = append(said, note)
				fmt.Fprintf(cmd.ErrOrStderr(), "spool: %s\n", note)
			}
		}
	}
	switch {
	case o.asText():
		var links []embed.Links
		for _, row := range rows {
			if row.Links == nil {
				return fmt.Errorf("%s: the links are not known", row.UID)
			}
			links = append(links, *row.Links)
		}
		return o.write(cmd, links)
	case jsonWanted(cmd):
		for _, row := range rows {
			if err := printJSON(cmd.OutOrStdout(), row); err != nil {
				return err
			}
		}
		return nil
	}
	for _, row := range rows {
		if err := printTokenRow(cmd, row, o.parsed, len(rows) > 1); err != nil {
			return err
		}
	}
	return nil
}

func printTokenRow(cmd *cobra.Command, row tokenJSON, kinds []embed.Kind, named bool) error {
	out := cmd.OutOrStdout()
	if named {
		fmt.Fprintf(out, "%s  %s\n", row.UID, oneLine(row.Name))
	}
	if _, err := fmt.Fprintln(out, row.Token); err != nil || row.Links == nil {
		return err
	}
	if len(kinds) == 0 {
		kinds = embed.Kinds
	}
	for _, k := range kinds {
		if k == embed.UID {
			continue
		}
		if _, err := fmt.Fprintf(out, "%-11s  %s\n", k, row.Get(k)); err != nil {
			return err
		}
	}
	return nil
}
