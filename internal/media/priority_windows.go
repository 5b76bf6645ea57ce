package media

import (
	"context"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

func lowPriority(ctx context.Context, _ niceness, name string, args []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.BELOW_NORMAL_PRIORITY_CLASS, HideWindow: true}
	return cmd
}
