//go:build soak

package main

import (
	"testing"
	"time"
)

// TestSoakKill is the long version of the kill test, for make soak.
func TestSoakKill(t *testing.T) {
	killing{kills: 120, fileSize: 48 * mib, pace: 4 * mib, longest: 2500 * time.Millisecond}.run(t)
}
