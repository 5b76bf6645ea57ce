package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"spool/library"
)

const token = "s3cret-token-of-the-test"

// serve answers every call of a client with handler.
func serve(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	c, err := New(Config{BaseURL: srv.URL + "/client/v4", AccountID: "acc", Token: token})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// answering is a server with one answer for everything.
func answering(t *testing.T, status int, header map[string]string, body string) *Client {
	return serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for k, v := range header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	})
}

func TestNewChecksTheAddress(t *testing.T) {
	tests := map[string]bool{
		"":                                     true,
		"https://api.cloudflare.com/client/v4": true,
		"https://example.com/client/v4/":       true,
		"http://127.0.0.1:8080/client/v4":      true,
		"http://localhost:1/client/v4":         true,
		"http://[::1]:1/client/v4":             true,
		"http://api.cloudflare.com/client/v4":  false,
		"http://127.0.0.1.example.com/":        false,
		"ftp://127.0.0.1/":                     false,
		"api.cloudflare.com":                   false,
		"https://me:pw@example.com/":           false,
		"://":                                  false,
	}
	for address, want := range tests {
		_, err := New(Config{BaseURL: address, AccountID: "acc", Token: token})
		if (err == nil) != want {
			t.Errorf("New with address %q: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "pw") {
			t.Errorf("the error shows a password: %v", err)
		}
	}
	for _, account := range []string{"", "a/b", "..", "a?b"} {
		if _, err := New(Config{AccountID: account, Token: token}); err == nil {
			t.Errorf("New took the account id %q", account)
		}
	}
}

func TestTokenStaysWithTheAPI(t *testing.T) {
	elsewhere := make(chan http.Header, 1)
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { elsewhere <- r.Header }))
	defer other.Close()
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+token {
			t.Errorf("Authorization is %q", r.Header.Get("Authorization"))
		}
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	})
	_, err := c.Get(context.Background(), "abc")
	var e *Error
	if !errors.As(err, &e) || e.Status != http.StatusTemporaryRedirect || strings.Contains(err.Error(), token) {
		t.Errorf("error is %v", err)
	}
	select {
	case h := <-elsewhere:
		t.Errorf("the redirect was followed with %v", h)
	default:
	}
}

func TestErrors(t *testing.T) {
	html := "<!DOCTYPE html><title>Bad gateway</title>"
	tests := []struct {
		name   string
		status int
		body   string
		want   error
		text   string
	}{
		{"not found", 404, `{"success":false,"errors":[{"code":10003,"message":"Not Found"}],"messages":[],"result":null}`, library.ErrNotFound, "Not Found (HTTP 404, code 10003)"},
		{"detail in messages", 400, `{"success":false,"errors":[{"code":10005,"message":"Bad Request"}],"messages":[{"code":10005,"message":"meta must be an object"}]}`, library.ErrRefused, "Bad Request: meta must be an object"},
		{"wrong token", 400, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`, library.ErrUnauthorized, "Authentication error"},
		{"missing right", 403, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`, library.ErrUnauthorized, "HTTP 403"},
		{"quota", 413, `{"success":false,"errors":[{"code":10011,"message":"Storage capacity exceeded"}]}`, library.ErrStorageFull, "Storage capacity"},
		{"refused with 200", 200, `{"success":false,"errors":[{"code":10005,"message":"no"}]}`, library.ErrRefused, "no (HTTP 200"},
		{"web page", 200, html, library.ErrRefused, "web page"},
		{"web page as error", 404, html, library.ErrNotFound, "web page"},
		{"no body", 400, "", library.ErrRefused, "without a reason"},
		{"errors of another kind", 400, `{"errors":["nope"]}`, library.ErrRefused, "nope"},
		{"errors null", 400, `{"errors":null}`, library.ErrRefused, "no reason"},
		{"half an answer", 200, `{"result":{"uid":`, library.ErrRefused, "not JSON"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := answering(t, test.status, nil, test.body).Get(context.Background(), "abc")
			if !errors.Is(err, test.want) || !strings.Contains(fmt.Sprint(err), test.text) {
				t.Errorf("error is %q, want kind %q with %q", err, test.want, test.text)
			}
		})
	}
}

func TestOddVideosAreRead(t *testing.T) {
	odd := `{"success":true,"total":"35586","range":"2","result":[
		{"uid":"a","created":"2026-01-02T03:04:05.123456789Z","duration":-1,"input":{"width":-1,"height":-1},"size":null,
		 "meta":{"name":"x","big":12345678901234567890.10,"nested":{"a.b":[1]}},"allowedOrigins":null,"maxDurationSeconds":-1,
		 "status":{"state":"inprogress","pctComplete":"39.000000","errReasonCode":"ERR_X"},"watermark":null,"newField":{"x":1}},
		{"uid":"b","created":null,"status":"queued","meta":"text","size":"12","clippedFromVideoUID":"a"},
		null, "text", {"nothing":1}]}`
	page, err := answering(t, 200, nil, odd).List(context.Background(), library.Listing{})
	if err != nil || page.Total != 35586 || page.Range != 2 || len(page.Videos) != 2 {
		t.Fatalf("%+v, %v", page, err)
	}
	a, b := page.Videos[0], page.Videos[1]
	if a.Created.Nanosecond() != 123456789 || a.Duration != -1 || a.Width != -1 || a.Size != -1 || a.MaxDurationSeconds != 0 {
		t.Errorf("first video is %+v", a)
	}
	if string(a.Meta["big"]) != "12345678901234567890.10" || a.Name() != "x" || a.Meta.Text("nested") != `{"a.b":[1]}` {
		t.Errorf("its meta is %s", a.Meta)
	}
	if a.Status.Percent != 39 || a.Status.ErrorCode != "ERR_X" || !json.Valid([]byte(a.Raw)) || !strings.Contains(a.Raw, "newField") {
		t.Errorf("its status is %+v", a.Status)
	}
	if b.Status.State != library.StateQueued || b.Meta != nil || b.OddMeta != `"text"` || b.Size != 12 || b.ClippedFrom != "a" || !b.Created.IsZero() {
		t.Errorf("second video is %+v", b)
	}
}

func TestListSendsEveryFilter(t *testing.T) {
	var query string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		query = r.URL.Query().Encode()
		io.WriteString(w, `{"success":true,"result":[]}`)
	})
	at := time.Date(2026, 1, 2, 3, 4, 5, 123456000, time.UTC)
	_, err := c.List(context.Background(), library.Listing{
		IDs: []string{"a", "b"}, Names: []string{"n"}, Search: "s & t", ExactName: "e", Creator: "c",
		States: []library.State{library.StateReady, library.StateError}, Type: "live", LiveInput: "l",
		After: at, Before: at.Add(time.Nanosecond), Ascending: true, Limit: 7, Counts: true,
	})
	want := "after=2026-01-02T03%3A04%3A05.123456Z&asc=true&before=2026-01-02T03%3A04%3A05.123456001Z&creator=c&id=a%2Cb&" +
		"include_counts=true&limit=7&live_input_id=l&name=n&search=s+%26+t&status=ready%2Cerror&type=live&video_name=e"
	if err != nil || query != want {
		t.Errorf("query is\n%s, want\n%s (%v)", query, want, err)
	}
}

func TestEditSendsOnlyTheTouchedFields(t *testing.T) {
	var body, method string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		body, method = string(data), r.Method
		io.WriteString(w, `{"success":true,"result":{"uid":"abc"}}`)
	})
	patch := library.Patch{
		library.FieldScheduledDeletion: json.RawMessage("null"),
		library.FieldRequireSignedURLs: json.RawMessage("false"),
		library.FieldMeta:              json.RawMessage(`{"n":1.50}`),
	}
	if _, err := c.Edit(context.Background(), "abc", patch); err != nil {
		t.Fatal(err)
	}
	if method != http.MethodPost || body != `{"meta":{"n":1.50},"requireSignedURLs":false,"scheduledDeletion":null}` {
		t.Errorf("%s %s", method, body)
	}
}

func TestAnEmptyAnswerToADeletionIsSuccess(t *testing.T) {
	if err := answering(t, 200, map[string]string{"Content-Type": ""}, "").Delete(context.Background(), "abc"); err != nil {
		t.Error(err)
	}
}

func TestIDsCannotLeaveTheirPath(t *testing.T) {
	c := serve(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("called %s", r.URL) })
	for _, id := range []string{"", "../keys", "a/b", "a?x=1", "a#", "é"} {
		if _, err := c.Get(context.Background(), id); err == nil {
			t.Errorf("Get took the id %q", id)
		}
	}
}
