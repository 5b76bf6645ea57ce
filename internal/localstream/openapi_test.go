package localstream_test

import (
	"net/http"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"spool/internal/localstream"
	"spool/internal/localstream/openapi/openapitest"
)

func TestEveryRouteIsDescribed(t *testing.T) {
	doc, err := openapitest.Load()
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]string{} // method and path -> operationId
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			described[method+" "+path] = operation.OperationID
		}
	}
	for _, route := range localstream.Routes() {
		key := route.Method + " " + route.Pattern
		if name, ok := described[key]; !ok {
			t.Errorf("%s (%s) has no description", key, route.Name)
		} else if name != route.Name {
			t.Errorf("%s is described as %q, the route is named %q", key, name, route.Name)
		}
		delete(described, key)
	}
	for key := range described {
		t.Errorf("%s is described, but there is no such route", key)
	}
}

func TestDescriptionIsServed(t *testing.T) {
	s := open(t, localstream.Options{})
	a := s.do(http.MethodGet, s.Origin()+"/openapi.json", nil, header{"Authorization": ""})
	doc, err := openapi3.NewLoader().LoadFromData(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Paths.Len() == 0 {
		t.Error("no operation is described")
	}
}

// Answers to OPTIONS are the first thing a browser asks for.
func TestOptionsOfUploads(t *testing.T) {
	s := open(t, localstream.Options{})
	for _, url := range []string{s.stream(), s.Origin() + "/tus/" + noVideo, s.Origin() + "/upload/" + noVideo} {
		s.do(http.MethodOptions, url, nil, header{"Authorization": ""}).want(t, 204, 0)
	}
}

const noVideo = "0123456789abcdef0123456789abcdef"
