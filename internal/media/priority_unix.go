//go:build unix

package media

import (
	"context"
	"os/exec"
	"strconv"
)

// lowPriority runs the program under nice: set before it starts, its threads
// have it too.
func lowPriority(ctx context.Context, n niceness, name string, args []string) *exec.Cmd {
	if !installed("nice") {
		return exec.CommandContext(ctx, name, args...)
	}
	return exec.CommandContext(ctx, "nice", append([]string{"-n", strconv.Itoa(int(n)), name}, args...)...)
}
