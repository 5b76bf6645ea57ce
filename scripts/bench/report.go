package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
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

// takenBack is how much free memory the host of a virtual machine has taken from
// it so far, 0 where the kernel does not say.
func takenBack() int64 {
	text, err := os.ReadFile("/sys/module/page_reporting/parameters/reported_kib")
	if err != nil {
		return 0
	}
	kib, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil {
		return 0
	}
	return kib << 10
}

// caution is a sentence about memory that the host took back meanwhile, or
// nothing: whoever writes to such memory first waits for the host, which has
// made uploads four times slower, by chance of whose turn it was.
func caution(bytes int64) string {
	if bytes < 100<<20 {
		return ""
	}
	return fmt.Sprintf("\nThe host of this virtual machine took back %s of free memory meanwhile, so what wrote a lot may have waited for it.\n", mib(bytes))
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
