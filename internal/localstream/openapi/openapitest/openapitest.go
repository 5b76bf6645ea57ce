// Package openapitest holds what the local Stream answers against its
// description, with a validator that is not ours. Only tests import it.
package openapitest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"spool/internal/localstream/openapi"
)

// Load returns the description, read anew by the validator's own loader once
// per process.
var Load = sync.OnceValues(func() (*openapi3.T, error) {
	raw, err := openapi.JSON()
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		return nil, err
	}
	return doc, doc.Validate(context.Background())
})

// Transport passes requests on and reports every response that is not as
// described to Errorf, which testing.T has. It may be used by many goroutines.
type Transport struct {
	Errorf func(format string, args ...any)
}

// RoundTrip implements http.RoundTripper.
func (t Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if err := check(r, resp); err != nil {
		t.Errorf("%s %s answers %d against its description: %v", r.Method, r.URL.Path, resp.StatusCode, err)
	}
	return resp, nil
}

// check validates one response. A JSON body is read and put back; others are
// left alone, only their type counts. A body that breaks off is not judged.
func check(r *http.Request, resp *http.Response) error {
	doc, err := Load()
	if err != nil {
		return err
	}
	route, err := Find(doc, r.Method, r.URL.EscapedPath())
	if err != nil {
		if resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusMethodNotAllowed {
			return nil
		}
		return err
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			// The validator lets every answer to HEAD pass; its headers are described too.
			Request: &http.Request{Method: http.MethodGet, URL: r.URL}, Route: route,
		},
		Status: resp.StatusCode, Header: resp.Header, Body: http.NoBody,
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	}
	described := route.Operation.Responses.Status(resp.StatusCode)
	if described == nil {
		described = route.Operation.Responses.Default()
	}
	switch {
	case r.Method == http.MethodHead || resp.ContentLength == 0 && resp.Header.Get("Content-Type") == "":
		input.Options.ExcludeResponseBody = true
		if r.Method != http.MethodHead && described != nil && resp.StatusCode < 300 && len(described.Value.Content) > 0 {
			return errors.New("the body is missing")
		}
	case described != nil && len(described.Value.Content) == 0 && resp.ContentLength != 0:
		return errors.New("a body that is not described")
	case isJSON(resp):
		body, err := io.ReadAll(resp.Body)
		resp.Body = rest{io.MultiReader(bytes.NewReader(body), failing{err}), resp.Body}
		if err != nil {
			return nil
		}
		input.SetBodyBytes(body)
	}
	return openapi3filter.ValidateResponse(context.Background(), input)
}

func isJSON(resp *http.Response) bool {
	kind, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	return err == nil && kind == "application/json"
}

// rest is a body that was read ahead.
type rest struct {
	io.Reader
	io.Closer
}

// failing ends a body as the connection did.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 0, io.EOF
}

// Find returns the described operation a request is for. Of the paths that
// match, the one with more fixed parts counts.
func Find(doc *openapi3.T, method, path string) (*routers.Route, error) {
	var found *routers.Route
	most := -1
	for pattern, item := range doc.Paths.Map() {
		operation := item.GetOperation(method)
		if fixed := match(pattern, path); operation != nil && fixed > most {
			most = fixed
			found = &routers.Route{Spec: doc, Path: pattern, PathItem: item, Method: method, Operation: operation}
		}
	}
	if found == nil {
		return nil, fmt.Errorf("%s %s is not described", method, path)
	}
	return found, nil
}

// match counts the fixed parts of a pattern that fits the path; -1 when it
// does not fit.
func match(pattern, path string) int {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return -1
	}
	fixed := 0
	for i := range want {
		switch {
		case strings.HasPrefix(want[i], "{"):
		case want[i] == have[i]:
			fixed++
		default:
			return -1
		}
	}
	return fixed
}
