package stream

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"spool/library"
)

// Error is Stream's refusal of a call. It answers errors.Is for the Err
// variables of package library.
type Error struct {
	// Status is the HTTP status; a refusal may come with 200.
	Status int
	// Code is Stream's number, 0 where it gave none.
	Code int
	// Message is Stream's sentence, from its errors or, where the detail sits
	// there, its messages.
	Message string
	// RetryAfter is how long Stream asks to wait, 0 where it does not say.
	RetryAfter time.Duration
}

// Codes Stream is known to use; there is no public list of them.
const (
	codeAuthentication = 10000
	codeNotFound       = 10003
	codeStorageFull    = 10011
	codeNotAllowed     = 9109
)

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Message)
	fmt.Fprintf(&b, " (HTTP %d", e.Status)
	if e.Code != 0 {
		fmt.Fprintf(&b, ", code %d", e.Code)
	}
	b.WriteString(")")
	return b.String()
}

// Is maps Stream's statuses and codes to the kinds callers decide by.
func (e *Error) Is(target error) bool { return target == e.kind() }

func (e *Error) kind() error {
	switch {
	case e.Code == codeStorageFull || e.Status == http.StatusRequestEntityTooLarge:
		return library.ErrStorageFull
	case e.Status == http.StatusTooManyRequests:
		return library.ErrRateLimited
	case e.Status == http.StatusUnauthorized, e.Status == http.StatusForbidden,
		e.Code == codeAuthentication, e.Code == codeNotAllowed:
		return library.ErrUnauthorized
	case e.Status == http.StatusNotFound, e.Status == http.StatusGone, e.Code == codeNotFound:
		return library.ErrNotFound
	case e.Status >= http.StatusInternalServerError:
		return library.ErrUnreachable
	}
	return library.ErrRefused
}

// unreachable is the error of a call that got no answer at all.
func unreachable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return fmt.Errorf("%w: %w", library.ErrUnreachable, err)
}

// checked turns an answer into its body or an *Error.
func checked(ctx context.Context, res *http.Response, body string, err error) (string, error) {
	switch {
	case err != nil:
		return "", unreachable(ctx, fmt.Errorf("the answer broke off: %w", err))
	case len(body) >= maxAnswer:
		return "", &Error{Status: res.StatusCode, Message: "Stream's answer is larger than 1 GiB"}
	case res.StatusCode >= 300 && res.StatusCode < 400:
		return "", &Error{Status: res.StatusCode, Message: "the API address redirects elsewhere, which is not followed to keep the token safe"}
	case res.StatusCode >= 400:
		e := parseError(res.StatusCode, body)
		e.RetryAfter = retryAfter(res.Header, time.Now())
		return "", e
	}
	return body, nil
}

// answer is what a successful call brought.
type answer struct {
	result gjson.Result
	// total and left stand beside the result of a list; -1 where they do not.
	total, left int
}

// envelope unwraps a successful answer in one pass, since a page of videos is
// a megabyte. An empty body counts as success: that is how Stream may answer a
// deletion.
func envelope(body string) (answer, error) {
	a := answer{total: -1, left: -1}
	if strings.TrimSpace(body[:min(len(body), 64)]) == "" {
		return a, nil
	}
	if !gjson.Valid(body) {
		return a, parseError(http.StatusOK, body)
	}
	refused := false
	gjson.Parse(body).ForEach(func(key, val gjson.Result) bool {
		switch key.Str {
		case "success":
			refused = !val.Bool()
		case "result":
			a.result = val
		case "total":
			a.total = count(val)
		case "range":
			a.left = count(val)
		}
		return true
	})
	if refused {
		return a, parseError(http.StatusOK, body)
	}
	return a, nil
}

func parseError(status int, body string) *Error {
	if !gjson.Valid(body) || !gjson.Parse(body).IsObject() {
		return &Error{Status: status, Message: notJSON(status, body)}
	}
	root := gjson.Parse(body)
	e := &Error{Status: status}
	var parts []string
	for _, item := range append(root.Get("errors").Array(), root.Get("messages").Array()...) {
		if e.Code == 0 {
			e.Code = int(item.Get("code").Int())
		}
		text := item.Get("message").String()
		if item.Type == gjson.String {
			text = item.Str
		}
		text = strings.TrimSpace(text)
		if text != "" && (len(parts) == 0 || !strings.Contains(strings.Join(parts, "\n"), text)) {
			parts = append(parts, text)
		}
	}
	e.Message = strings.Join(parts, ": ")
	if e.Message == "" {
		e.Message = "Stream gave no reason"
	}
	return e
}

func notJSON(status int, body string) string {
	start := strings.ToLower(strings.TrimSpace(body[:min(len(body), 256)]))
	switch {
	case start == "":
		return "Stream answered " + strconv.Itoa(status) + " " + http.StatusText(status) + " without a reason"
	case strings.HasPrefix(start, "<"):
		return "Stream answered with a web page instead of data; a proxy or a wrong API address may be in the way"
	}
	return "Stream's answer is not JSON"
}

// retryAfter reads retry-after (seconds or a date), else, once the limit is
// used up, x-ratelimit-reset (a date)
// (Cloudflare docs, Fundamentals, "API rate limits").
func retryAfter(h http.Header, now time.Time) time.Duration {
	if v := h.Get("Retry-After"); v != "" {
		if s, err := strconv.ParseFloat(v, 64); err == nil && s >= 0 && s < 1e6 {
			return time.Duration(s * float64(time.Second))
		}
		if t, err := http.ParseTime(v); err == nil {
			return max(0, t.Sub(now))
		}
	}
	if h.Get("X-Ratelimit-Remaining") == "0" {
		if t, err := http.ParseTime(h.Get("X-Ratelimit-Reset")); err == nil {
			return max(0, t.Sub(now))
		}
	}
	return 0
}

// retryable reports whether sending again may help. sent says that the call
// may have been carried out.
func retryable(err error) (ok, sent bool) {
	var e *Error
	switch {
	case errors.As(err, &e):
		switch {
		case e.Status == http.StatusTooManyRequests && e.Code != codeStorageFull:
			return true, false
		case e.Status >= http.StatusInternalServerError && e.Status != http.StatusNotImplemented:
			return true, true
		}
		return false, false
	case errors.Is(err, library.ErrUnreachable):
		return true, true
	}
	return false, false
}
