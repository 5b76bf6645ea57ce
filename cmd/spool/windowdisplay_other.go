//go:build !linux

package main

// findDisplay has nothing to ask: these systems always have a screen.
func findDisplay() error { return nil }

// drawnByProcessor reports that there is no graphics card; elsewhere than on
// Linux the system has one, or draws well without.
func drawnByProcessor() bool { return false }
