package library

import "errors"

// What can go wrong at Stream, as far as a caller decides by it. Errors of
// library/stream answer to these by errors.Is.
var (
	// ErrUnreachable: no answer came; the network or Stream is down.
	ErrUnreachable = errors.New("no answer from Stream")
	// ErrUnauthorized: the token is wrong, revoked or lacks a permission.
	ErrUnauthorized = errors.New("the API token isn't allowed to do this")
	// ErrNotFound: no such video, caption, key or other thing.
	ErrNotFound = errors.New("not found at Stream")
	// ErrRateLimited: too many calls, even after waiting.
	ErrRateLimited = errors.New("too many calls to Stream")
	// ErrStorageFull: the account has no minutes left.
	ErrStorageFull = errors.New("the account has no storage left")
	// ErrRefused: Stream understood and said no; sending it again won't help.
	ErrRefused = errors.New("refused by Stream")
)
