package main

import (
	"os"
	"path/filepath"
)

// dataFolder is where the XDG base directory specification puts data.
func dataFolder() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "spool"), nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share", "spool"), err
}
