//go:build !linux

package main

import (
	"os"
	"path/filepath"
)

// dataFolder is where the system keeps an application's own data.
func dataFolder() (string, error) {
	dir, err := os.UserConfigDir()
	return filepath.Join(dir, "Spool"), err
}
