//go:build !linux

package copiedfiles

import "context"

// Read returns ErrUnavailable: file managers of these systems offer copied files in
// forms of their own.
func Read(context.Context) (string, error) { return "", ErrUnavailable }
