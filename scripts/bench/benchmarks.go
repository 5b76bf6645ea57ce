package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	units     []string // in the order reported
	values    map[string][]float64
}

func measureBenchmarks(ctx context.Context, b *bench) ([]figure, error) {
	packages, err := packagesWithBenchmarks()
	if err != nil || len(packages) == 0 {
		return nil, err
	}
	command := exec.CommandContext(ctx, "go", append([]string{
		"test", "-p", "1", "-run", "^$", "-bench", ".", "-timeout", "1h", "-count", strconv.Itoa(b.rounds),
	}, packages...)...)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go test -bench: %w\n%s", err, out)
	}
	return figuresOf(parseBenchmarks(string(out)), claims)
}

// packagesWithBenchmarks returns the folders whose tests hold a benchmark.
func packagesWithBenchmarks() ([]string, error) {
	var packages []string
	err := filepath.WalkDir(".", func(path string, entry os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "bin" || entry.Name() == "node_modules"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), "\nfunc Benchmark") {
			packages = append(packages, "./"+filepath.Dir(path))
		}
		return err
	})
	return slices.Compact(packages), err
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
			if r.values[unit] == nil {
				r.units = append(r.units, unit)
			}
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

// figuresOf makes a line for each claim, and one without a requirement for each
// benchmark that no claim speaks of.
func figuresOf(results []*result, claims []claim) (figures []figure, err error) {
	spokenOf := map[*result]bool{}
	for _, c := range claims {
		r := find(results, c.pkg, c.benchmark)
		if r == nil || r.values[c.unit] == nil {
			return nil, fmt.Errorf("%s has no benchmark %s that reports %s", c.pkg, c.benchmark, c.unit)
		}
		spokenOf[r] = true
		value := median(r.values[c.unit])
		f := figure{name: c.name, required: c.required, measured: quantity(value, c.unit), held: c.holds(value)}
		if c.peer != "" {
			peer := find(results, c.pkg, c.peer)
			if peer == nil || peer.values[c.unit] == nil {
				return nil, fmt.Errorf("%s has no benchmark %s that reports %s", c.pkg, c.peer, c.unit)
			}
			spokenOf[peer] = true
			f.peer = c.peerName + " " + quantity(median(peer.values[c.unit]), c.unit)
		}
		figures = append(figures, f)
	}
	for _, r := range results {
		if spokenOf[r] {
			continue
		}
		var all []string
		for _, unit := range r.units {
			all = append(all, quantity(median(r.values[unit]), unit))
		}
		name := strings.TrimPrefix(r.pkg, "spool/") + " " + strings.TrimPrefix(r.name, "Benchmark")
		figures = append(figures, figure{name: name, measured: strings.Join(all, ", ")})
	}
	return figures, nil
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
