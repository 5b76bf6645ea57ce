package media

import (
	"os/exec"
	"syscall"
)

// dieWithUs lets the kernel kill the program when this process is killed; nice
// hands that on to what it becomes.
func dieWithUs(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
