// Package copiedfiles reads which files were copied in a file manager. Fyne's
// clipboard has text only, and file managers on Linux offer copied files as a list
// of addresses, not as text.
package copiedfiles

import "errors"

// ErrUnavailable means that this system has no other clipboard than Fyne's.
var ErrUnavailable = errors.New("the clipboard has text only")
