//go:build !linux

package media

import "os/exec"

// dieWithUs does nothing: this system has no way to ask for it.
func dieWithUs(*exec.Cmd) {}
