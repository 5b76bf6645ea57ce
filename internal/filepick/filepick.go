// Package filepick asks a person for files with the system's own chooser.
//
// On Linux that is the XDG desktop portal, over the session bus. Elsewhere, and
// where there is no portal, Pick answers ErrUnavailable and the caller asks in
// its own way.
package filepick

import "errors"

// ErrUnavailable: this system has no chooser that can be asked.
var ErrUnavailable = errors.New("the system has no file chooser")

// Options say what to ask for.
type Options struct {
	// Title of the chooser, Accept the label of its main button; "" leaves the
	// system's.
	Title, Accept string
	// Many allows several files, Folder asks for folders in place of files.
	Many, Folder bool
	// Start is the folder to begin in; "" is the system's choice.
	Start string
}
