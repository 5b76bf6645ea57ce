package envelope

import (
	"fmt"
	"net/http"
)

// Error is a refusal: its HTTP status, Stream's numeric code and text, and the
// particulars of this case, which Stream puts in messages rather than errors
// (Cloudflare docs, Stream, direct creator uploads).
type Error struct {
	Status  int
	Code    int
	Message string
	// Detail says what was wrong this time; empty when there is no more to say.
	Detail string
}

// Error implements error.
func (e *Error) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("%d %s", e.Code, e.Message)
	}
	return fmt.Sprintf("%d %s: %s", e.Code, e.Message, e.Detail)
}

// Is matches any case of the same entry of the table, whatever its detail.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && e.Status == t.Status && e.Code == t.Code
}

// With returns a copy of e whose detail is the formatted text.
func (e *Error) With(format string, args ...any) *Error {
	c := *e
	c.Detail = fmt.Sprintf(format, args...)
	return &c
}

// The table of every refusal the local Stream knows. Codes and texts are the
// ones found in Cloudflare's API description, documentation and public issue
// threads; no full table of Stream's codes is published, so those marked
// unconfirmed are ours.
var (
	// Cloudflare API schemas: the general code for a bad token or a missing right.
	ErrAuthentication = &Error{Status: http.StatusUnauthorized, Code: 10000, Message: "Authentication error"}
	ErrMissingRight   = &Error{Status: http.StatusForbidden, Code: 10000, Message: "Authentication error"}
	// Observed in public code: a HEAD or PATCH without credentials answers 400.
	ErrNoCredentials = &Error{Status: http.StatusBadRequest, Code: 10000, Message: "Authentication error"}
	// General API behaviour; unconfirmed for Stream.
	ErrWrongAccount = &Error{Status: http.StatusForbidden, Code: 9109, Message: "Unauthorized to access requested resource"}
	ErrNoRoute      = &Error{Status: http.StatusNotFound, Code: 7003, Message: "No route for the URI"}
	// General API behaviour; unconfirmed for Stream.
	ErrMethod = &Error{Status: http.StatusMethodNotAllowed, Code: 7001, Message: "Method not available for that URI"}

	ErrNotFound   = &Error{Status: http.StatusNotFound, Code: 10003, Message: "Not Found"}
	ErrDecoding   = &Error{Status: http.StatusBadRequest, Code: 10004, Message: "Decoding Error"}
	ErrBadRequest = &Error{Status: http.StatusBadRequest, Code: 10005, Message: "Bad Request"}
	ErrInvalidURL = &Error{Status: http.StatusBadRequest, Code: 10010, Message: "Invalid URL"}
	// Observed in public code: raised already when minutes are reserved.
	ErrStorage  = &Error{Status: http.StatusRequestEntityTooLarge, Code: 10011, Message: "Storage capacity exceeded"}
	ErrNotVideo = &Error{Status: http.StatusBadRequest, Code: 10059, Message: "The file was not recognized as a valid video file."}

	// Named by Cloudflare's Workers binding, numbers not published; the ones
	// here are ours.
	ErrTooLarge        = &Error{Status: http.StatusRequestEntityTooLarge, Code: 10006, Message: "Maximum file size exceeded"}
	ErrAlreadyUploaded = &Error{Status: http.StatusConflict, Code: 10007, Message: "Already uploaded"}
	ErrQuota           = &Error{Status: http.StatusTooManyRequests, Code: 10008, Message: "Quota reached"}
	ErrRateLimited     = &Error{Status: http.StatusTooManyRequests, Code: 10429, Message: "Rate limited"}
	ErrForbidden       = &Error{Status: http.StatusForbidden, Code: 10009, Message: "Forbidden"}
	ErrSignedOnly      = &Error{Status: http.StatusUnauthorized, Code: 10009, Message: "This video requires a signed URL"}
	// The status of an expired upload URL is unconfirmed.
	ErrGone     = &Error{Status: http.StatusGone, Code: 10003, Message: "Not Found"}
	ErrInternal = &Error{Status: http.StatusInternalServerError, Code: 10001, Message: "Internal error"}
	// Ours: media work asked of a machine without ffmpeg.
	ErrNoMedia = &Error{Status: http.StatusNotImplemented, Code: 10002, Message: "Not available on this local Stream"}
	// tus 1.0.0: the status of a version the server does not speak.
	ErrTusVersion = &Error{Status: http.StatusPreconditionFailed, Code: 10005, Message: "Bad Request"}
)
