package uploader

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

var (
	// ErrNoJob reports an id that is not in the queue.
	ErrNoJob = errors.New("there is no such job")
	// ErrInQueue reports a step that would have the same file on its way twice.
	ErrInQueue = errors.New("the file is in the queue once more already")
	// ErrBadStep reports a command that the job's state does not allow.
	ErrBadStep = errors.New("the job's state does not allow this")
)

// Kind decides what becomes of a job after a fault.
type Kind int

// The kinds of faults.
const (
	// Again tries again by itself, without end.
	Again Kind = iota
	// Limited tries again by itself a dozen times, then asks.
	Limited
	// Anew asks Stream for a new upload, as the old one is gone.
	Anew
	// Ask needs a person.
	Ask
)

// Code names what happened to a job. docs/faults.md lists them all.
type Code string

// Codes of faults. Those that Stream reports after processing keep Stream's
// own spelling (ERR_NON_VIDEO and so on).
const (
	CodeNone          Code = ""
	CodeInterrupted   Code = "interrupted"
	CodeConnection    Code = "connection"
	CodeStalled       Code = "stalled"
	CodeOffset        Code = "offset"
	CodeLocked        Code = "locked"
	CodeRateLimit     Code = "rate_limit"
	CodeBusy          Code = "busy"
	CodeServer        Code = "server"
	CodeNotStream     Code = "not_stream"
	CodeRedirect      Code = "redirect"
	CodeTokenRevoked  Code = "token_revoked"
	CodeTokenRight    Code = "token_permission"
	CodeWrongAccount  Code = "wrong_account"
	CodeStorageFull   Code = "storage_full"
	CodeTooLarge      Code = "too_large"
	CodeRefused       Code = "refused"
	CodePartRefused   Code = "part_refused"
	CodeSettings      Code = "settings_damaged"
	CodeUploadExpired Code = "upload_expired"
	CodeVideoDeleted  Code = "video_deleted"
	CodeFileGone      Code = "file_gone"
	CodeFileChanged   Code = "file_changed"
	CodeFileRead      Code = "file_unreadable"
	CodeFileEmpty     Code = "file_empty"
	CodeNotVideo      Code = "not_video"
)

var kinds = map[Code]Kind{
	CodeInterrupted: Again, CodeConnection: Again, CodeStalled: Again, CodeOffset: Again,
	CodeLocked: Again, CodeRateLimit: Again, CodeBusy: Again,
	CodeServer: Limited, CodeNotStream: Limited, CodePartRefused: Limited,
	CodeUploadExpired: Anew,
}

// Kind is what the engine does about the code; Ask for codes it does not know,
// which are Stream's own.
func (c Code) Kind() Kind {
	if k, known := kinds[c]; known {
		return k
	}
	return Ask
}

// Cause is a fault as it is kept with its job.
type Cause struct {
	Code Code `json:"code,omitempty"`
	// Status is the HTTP status, 0 where none was involved.
	Status int `json:"status,omitempty"`
	// Detail is the raw message, for "Copy details". Never holds a secret.
	Detail string `json:"detail,omitempty"`
}

// Fault is an error that a job's state follows from.
type Fault struct {
	Cause
	// RetryAfter is how long Stream asked to wait, 0 if it did not.
	RetryAfter time.Duration
	// Unsent is set where the request never left this computer.
	Unsent bool
	// Err is the underlying error, for the log; may be nil.
	Err error
}

// Error gives the code, the status and the raw detail.
func (f *Fault) Error() string {
	s := string(f.Code)
	if f.Status != 0 {
		s = fmt.Sprintf("%s (HTTP %d)", s, f.Status)
	}
	if f.Detail != "" {
		s += ": " + f.Detail
	}
	return s
}

// Unwrap returns the underlying error.
func (f *Fault) Unwrap() error { return f.Err }

// changedNothing reports whether Stream certainly did not carry the request out:
// it refused it, or never saw it.
func (f *Fault) changedNothing() bool {
	return f.Unsent || f.Status >= 400 && f.Status < 500 && f.Status != http.StatusRequestTimeout
}

// NewFault makes a fault of an error; its text becomes the detail.
func NewFault(code Code, err error) *Fault {
	return &Fault{Cause: Cause{Code: code, Detail: err.Error()}, Err: err}
}
