package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"
)

// writeSection writes one table and returns the names of what was not held.
func writeSection(w *strings.Builder, s section, figures []figure) (missed []string) {
	if len(figures) == 0 {
		return nil
	}
	fmt.Fprintf(w, "\n## %s\n\n%s\n\n", s.title, s.intro)
	w.WriteString("| figure | required | measured | peer | held |\n|---|---|---|---|---|\n")
	for _, f := range figures {
		held := "yes"
		switch {
		case f.required == "":
			held = ""
		case !f.held:
			held = "**no**"
			missed = append(missed, f.name)
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s |\n", f.name, f.required, f.measured, f.peer, held)
	}
	return missed
}

// machine describes in one line what the figures were measured on.
func machine(ctx context.Context) string {
	parts := []string{time.Now().Format(time.DateOnly)}
	if cpu := fieldOf("/proc/cpuinfo", "model name"); cpu != "" {
		parts = append(parts, cpu)
	}
	parts = append(parts, fmt.Sprintf("%d cores", runtime.NumCPU()))
	var kib int64
	if _, err := fmt.Sscanf(fieldOf("/proc/meminfo", "MemTotal"), "%d kB", &kib); err == nil {
		parts = append(parts, fmt.Sprintf("%d GiB", (kib+1<<19)>>20))
	}
	system := strings.Trim(fieldOf("/etc/os-release", "PRETTY_NAME"), `"`)
	parts = append(parts, system, runtime.Version())
	if node, err := exec.CommandContext(ctx, "node", "--version").Output(); err == nil {
		parts = append(parts, "Node "+strings.TrimSpace(string(node)))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// fieldOf returns the value of the first line "key: value" or "key=value" of a
// file, empty where there is none.
func fieldOf(path, key string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if at := strings.IndexAny(line, ":="); at > 0 && strings.TrimSpace(line[:at]) == key {
			return strings.TrimSpace(line[at+1:])
		}
	}
	return ""
}

// median is the middle of an odd number of values, the upper middle of an even.
func median[T int64 | float64 | time.Duration](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

func mib(bytes int64) string { return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20)) }
