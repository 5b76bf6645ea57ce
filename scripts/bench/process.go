package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// usage is what one process took from its start to its end.
type usage struct {
	elapsed time.Duration
	peak    int64  // bytes of memory, of the process alone, without its children
	out     string // standard output
}

// measure runs a command to its end and fails with its standard error.
func measure(command *exec.Cmd) (usage, error) {
	var out, complaint strings.Builder
	command.Stdout, command.Stderr = &out, &complaint
	start := time.Now()
	if err := command.Start(); err != nil {
		return usage{}, err
	}
	ended, peak := make(chan struct{}), make(chan int64)
	go func() { peak <- watchPeak(command.Process.Pid, ended) }()
	err := command.Wait()
	u := usage{elapsed: time.Since(start), out: out.String()}
	close(ended)
	u.peak = <-peak
	if err != nil {
		return u, fmt.Errorf("%s: %w\n%s%s", command.Args[0], err, complaint.String(), u.out)
	}
	return u, nil
}

// watchPeak asks the kernel for a process's high-water mark until it has ended.
// The mark only rises, so the last answer is the peak but for the last moment;
// wait4 would count the bench's own memory at the fork and any ffprobe in.
func watchPeak(pid int, ended <-chan struct{}) (peak int64) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		var kib int64
		if _, err := fmt.Sscanf(fieldOf(fmt.Sprintf("/proc/%d/status", pid), "VmHWM"), "%d kB", &kib); err == nil {
			peak = max(peak, kib<<10)
		}
		select {
		case <-ended:
			return peak
		case <-tick.C:
		}
	}
}

// spool makes a command of bin/spool with a home of its own, talking to server.
func spool(ctx context.Context, server *server, home string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, "bin/spool", args...)
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.Env = append(os.Environ(), "SPOOL_HOME="+home,
		"CLOUDFLARE_BASE_URL="+server.BaseURL, "CLOUDFLARE_ACCOUNT_ID="+server.AccountID, "CLOUDFLARE_API_TOKEN="+server.APIToken)
	return command
}
