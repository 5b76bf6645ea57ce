package uploader

import (
	"net/http"
	"strings"
	"time"
)

// Cloudflare's numeric error codes that decide (Cloudflare API envelope; 10011
// observed in public code).
const (
	apiAuthentication = 10000
	apiNoRoute        = 7003
	apiNotAllowed     = 9109
	apiStorageFull    = 10011
)

// Answer is a refusal by Stream's API or one of its upload hosts.
type Answer struct {
	// Status is the HTTP status.
	Status int
	// Code is the envelope's first error code, 0 if the body had none.
	Code int
	// Message is the body's text for people.
	Message string
	// RetryAfter is what the header of that name asked for, 0 without one.
	RetryAfter time.Duration
	// Upload is set for an answer of an upload URL, where 403, 404 and 410
	// mean that the upload is gone (tus 1.0.0, HEAD).
	Upload bool
	// NotJSON is set where the API's answer was something else, such as the
	// page of a proxy.
	NotJSON bool
}

// Fault tells what the answer means for a job.
func (a Answer) Fault() *Fault {
	return &Fault{
		Cause:      Cause{Code: a.cause(), Status: a.Status, Detail: a.Message},
		RetryAfter: a.RetryAfter,
	}
}

func (a Answer) cause() Code {
	switch {
	case a.Status < 300:
		return CodeNotStream
	case a.Status >= 500:
		return CodeServer
	case a.Status >= 300 && a.Status < 400:
		return CodeRedirect
	case a.Status == http.StatusRequestTimeout, a.Status == http.StatusTooEarly:
		return CodeConnection
	case a.Status == http.StatusConflict:
		return CodeOffset
	case a.Status == http.StatusLocked:
		return CodeLocked
	case a.Code == apiStorageFull:
		return CodeStorageFull
	case a.Status == http.StatusTooManyRequests, a.Status == http.StatusRequestEntityTooLarge:
		return a.overLimit()
	case a.NotJSON && a.Status != http.StatusUnauthorized:
		return CodeNotStream
	case a.Status == http.StatusUnauthorized:
		return CodeTokenRevoked
	case a.Upload && (a.Status == http.StatusForbidden || a.Status == http.StatusNotFound || a.Status == http.StatusGone):
		return CodeUploadExpired
	case a.Status == http.StatusForbidden && a.Code == apiNotAllowed, a.Status == http.StatusNotFound, a.Code == apiNoRoute:
		return CodeWrongAccount
	case a.Status == http.StatusForbidden:
		return CodeTokenRight
	case a.Code == apiAuthentication:
		return CodeTokenRevoked
	}
	return CodeRefused
}

// overLimit tells the limits apart that Stream answers with 429 or 413: calls,
// videos in progress, size (Cloudflare docs, Stream, FAQ: "429 or 413, details
// in the body").
func (a Answer) overLimit() Code {
	switch {
	case strings.Contains(a.Message, "120"):
		return CodeBusy
	case a.Status == http.StatusTooManyRequests:
		return CodeRateLimit
	}
	return CodeTooLarge
}
