// Package welcome is what a person sees before there is an account: where the
// videos should go. It also asks for a token again where one was replaced.
package welcome

import (
	"context"
	"time"

	"spool/uploader"
)

// Report is what a token can do.
type Report struct {
	// Active is whether Stream takes the token at all.
	Active  bool
	Expires time.Time // zero for never
	// Read and Write are the permissions on the account; Videos and Minutes are
	// what it holds.
	Read, Write    bool
	Videos         int
	Minutes, Limit float64
}

// Accounts checks tokens. Check and Keyring may take long and are called off
// Fyne's goroutine.
type Accounts interface {
	// Account is the account of an ID at the API in use.
	Account(id string) (uploader.Account, error)
	// Check asks Stream what a token can do with an account; nothing is changed
	// there. The error says in a sentence why it could not be asked.
	Check(ctx context.Context, a uploader.Account, token string) (Report, error)
	// Keyring is nil where this computer can keep a token.
	Keyring(ctx context.Context) error
}
