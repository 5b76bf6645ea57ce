//go:build !linux

package filepick

import "context"

// Pick returns the paths a person chose, none when they changed their mind.
func Pick(context.Context, Options) ([]string, error) { return nil, ErrUnavailable }
