package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var benchmarks = section{
	flag:    "go",
	title:   "Inside the packages",
	intro:   "Go benchmarks of the packages, medians. A peer is another benchmark of the same run.",
	measure: measureBenchmarks,
}

// result is what one benchmark reported: by unit, a value for each time it ran.
type result struct {
	pkg, name string
	values    map[string][]float64
}

func measureBenchmarks(ctx context.Context, b *bench) ([]figure, error) {
	var results []*result
	for _, run := range runsOf(claims) {
		command := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "^("+strings.Join(run.benchmarks, "|")+")$",
			"-timeout", "1h", "-count", strconv.Itoa(b.rounds), run.pkg)
		command.Stderr = os.Stderr
		out, err := command.Output()
		if err != nil {
			return nil, fmt.Errorf("go test -bench: %w\n%s", err, out)
		}
		results = append(results, parseBenchmarks(string(out))...)
	}
	return figuresOf(results, claims)
}

// packageRun is one run of go test: a package and the benchmarks wanted of it.
type packageRun struct {
	pkg        string
	benchmarks []string
}

// runsOf gathers what claims need, peers included, a package at a time.
func runsOf(claims []claim) (runs []packageRun) {
	for _, c := range claims {
		at := slices.IndexFunc(runs, func(r packageRun) bool { return r.pkg == c.pkg })
		if at < 0 {
			at, runs = len(runs), append(runs, packageRun{pkg: c.pkg})
		}
		for _, name := range []string{c.benchmark, c.peer} {
			name, _, _ = strings.Cut(name, "/")
			if name != "" && !slices.Contains(runs[at].benchmarks, name) {
				runs[at].benchmarks = append(runs[at].benchmarks, name)
			}
		}
	}
	return runs
}

var benchmarkLine = regexp.MustCompile(`^(Benchmark\S*?)(?:-\d+)?\s+\d+\s+(.*)$`)

// parseBenchmarks reads the output of go test -bench.
func parseBenchmarks(out string) (results []*result) {
	pkg := ""
	for line := range strings.Lines(out) {
		line = strings.TrimRight(line, "\n")
		if name, found := strings.CutPrefix(line, "pkg: "); found {
			pkg = name
		}
		match := benchmarkLine.FindStringSubmatch(line)
		if match == nil {
			continue
		}
		r := find(results, pkg, match[1])
		if r == nil {
			r = &result{pkg: pkg, name: match[1], values: map[string][]float64{}}
			results = append(results, r)
		}
		fields := strings.Fields(match[2])
		for i := 0; i+1 < len(fields); i += 2 {
			value, err := strconv.ParseFloat(fields[i], 64)
			if err != nil {
				break
			}
			unit := fields[i+1]
			r.values[unit] = append(r.values[unit], value)
		}
	}
	return results
}

func find(results []*result, pkg, name string) *result {
	for _, r := range results {
		if r.pkg == pkg && r.name == name {
			return r
		}
	}
	return nil
}

// figuresOf makes a line for each claim.
func figuresOf(results []*result, claims []claim) (figures []figure, err error) {
	for _, c := range claims {
		value, err := c.reported(results, c.benchmark)
		if err != nil {
			return nil, err
		}
		f := figure{name: c.name, required: c.required, measured: quantity(value, c.unit), held: c.holds(value)}
		if c.peer != "" {
			peer, err := c.reported(results, c.peer)
			if err != nil {
				return nil, err
			}
			f.peer = c.peerName + " " + quantity(peer, c.unit)
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// reported is the median of what a benchmark reported in the claim's unit.
func (c claim) reported(results []*result, benchmark string) (float64, error) {
	r := find(results, c.pkg, benchmark)
	if r == nil || r.values[c.unit] == nil {
		return 0, fmt.Errorf("%s has no benchmark %s that reports %s", c.pkg, benchmark, c.unit)
	}
	return median(r.values[c.unit]), nil
}

// quantity writes a value with its unit, times in the unit that reads best.
func quantity(value float64, unit string) string {
	if what, found := strings.CutPrefix(unit, "ns/"); found {
		switch {
		case value >= 1e6:
			value, unit = value/1e6, "ms/"+what
		case value >= 1e3:
			value, unit = value/1e3, "µs/"+what
		}
	}
	return strconv.FormatFloat(value, 'g', 4, 64) + " " + strings.TrimSuffix(unit, "/op")
}
