// Command bench measures what Spool promises in figures, each beside its peer in
// the same run, and writes docs/figures.md. `make bench` runs it.
//
// Whole processes are measured here: bin/spool against curl and tus-js-client.
// What a package measures of itself is a Go benchmark beside its tests; claims.go
// says what has to come out.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
)

// figure is one line of the table.
type figure struct {
	name     string
	required string
	measured string
	peer     string
	held     bool
}

// section is a table of its own under a heading, made by one measurement.
type section struct {
	flag    string // names it for -only
	title   string
	intro   string
	measure func(context.Context, *bench) ([]figure, error)
}

var sections = []section{uploading, remembering, queueing, windowing, benchmarks}

// bench is what the measurements share.
type bench struct {
	rounds int
	size   int64
	dir    string // scratch below bin, not in a /tmp that may be memory; deleted in the end
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) (err error) {
	b := &bench{}
	var only, out string
	flag.IntVar(&b.rounds, "rounds", 5, "rounds of every comparison; the median counts")
	flag.Int64Var(&b.size, "size", 2<<30, "bytes of the large file")
	flag.StringVar(&only, "only", "", "sections to measure, by comma; nothing is written then")
	flag.StringVar(&out, "out", "docs/figures.md", "file to write")
	flag.Parse()

	if b.dir, err = os.MkdirTemp("bin", "bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()

	report := &strings.Builder{}
	fmt.Fprintf(report, "# Figures\n\nWritten by `make bench`: %s. Every peer ran in the same run, in turn with Spool.\n", machine(ctx))
	var missed []string
	before := takenBack()
	for _, s := range sections {
		if only != "" && !slices.Contains(strings.Split(only, ","), s.flag) {
			continue
		}
		fmt.Fprintf(os.Stderr, "bench: %s\n", s.title)
		figures, err := s.measure(ctx, b)
		if err != nil {
			return fmt.Errorf("%s: %w", s.flag, err)
		}
		missed = append(missed, writeSection(report, s, figures)...)
	}
	report.WriteString(caution(takenBack() - before))
	if only != "" {
		_, err = os.Stdout.WriteString(report.String())
	} else {
		err = os.WriteFile(out, []byte(report.String()), 0o644)
	}
	if err == nil && len(missed) > 0 {
		err = fmt.Errorf("not held: %s", strings.Join(missed, "; "))
	}
	return err
}
