// Package stream is the API of one Cloudflare Stream account: the official
// SDK's calls plus the few it lacks, with one budget of calls, one way to
// retry and one type of error.
//
// Answers are read leniently: fields may be missing, null, unknown or of
// another type than documented, and an odd one never hides the rest. Only the
// SDK's packages stream and option are used; its root package would bring the
// whole of Cloudflare's API into the binary. The SDK builds the requests; the
// bodies of answers are read here, because its typed answers lose what
// matters: null or missing, numbers as they were written, unknown fields.
package stream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/cloudflare/cloudflare-go/v6/option"
	sdk "github.com/cloudflare/cloudflare-go/v6/stream"

	"spool/library"
)

// DefaultBaseURL is Cloudflare's own API.
const DefaultBaseURL = "https://api.cloudflare.com/client/v4"

// maxAnswer bounds what is read of one answer. A page of 1000 videos with
// usual metadata is below 3 MB.
const maxAnswer = 1 << 30

// Config says which account to speak to.
type Config struct {
	// BaseURL defaults to DefaultBaseURL. It must be https, or http on
	// loopback.
	BaseURL   string
	AccountID string
	// Token is sent to the base URL's host and nowhere else; no error or log
	// of this package contains it.
	Token string
	// Transport defaults to http.DefaultTransport.
	Transport http.RoundTripper
	// UserAgent defaults to "spool".
	UserAgent string
	// BudgetFile, when set, is where processes that share it count their calls
	// together; its folder exists.
	BudgetFile string
	// OnWait, when set, is told before a call waits for more than a moment:
	// for the budget, or to try again. It must return at once.
	OnWait func(Wait)
}

// Client speaks to one account. It may be used from any goroutine; all its
// calls draw on one budget of calls.
type Client struct {
	base    *url.URL
	account string
	api     *sdk.StreamService
	http    *http.Client
	budget  *budget
	onWait  func(Wait)
}

// New checks the configuration; it makes no call.
func New(cfg Config) (*Client, error) {
	if cfg.BaseURL == "" {
		cfg.BaseURL = DefaultBaseURL
	}
	base, err := checkBaseURL(cfg.BaseURL)
	if err != nil {
		return nil, err
	}
	if !plainID(cfg.AccountID) {
		return nil, errors.New("the account ID must be the 32 letters and digits of the dashboard's address bar")
	}
	if strings.TrimSpace(cfg.Token) == "" || strings.ContainsAny(cfg.Token, "\r\n") {
		return nil, errors.New("the API token is empty or has a line break")
	}
	if cfg.Transport == nil {
		cfg.Transport = http.DefaultTransport
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = "spool"
	}
	if cfg.OnWait == nil {
		cfg.OnWait = func(Wait) {}
	}
	client := &http.Client{
		Transport:     &authorized{base: base, token: cfg.Token, agent: cfg.UserAgent, next: cfg.Transport},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Client{
		base:    base,
		account: cfg.AccountID,
		http:    client,
		budget:  newBudget(cfg.BudgetFile),
		onWait:  cfg.OnWait,
		api: sdk.NewStreamService(
			option.WithBaseURL(base.String()),
			option.WithHTTPClient(client),
			option.WithMaxRetries(0),
		),
	}, nil
}

// AccountID is the account's id.
func (c *Client) AccountID() string { return c.account }

// BaseURL is the API's address without a slash at its end.
func (c *Client) BaseURL() string { return strings.TrimSuffix(c.base.String(), "/") }

// Calls reports how many of the calls that fit into five minutes were made in
// the last five.
func (c *Client) Calls() (made, limit int) {
	return c.budget.used(time.Now()), interactiveShare
}

// Delay is how long until n further calls of that priority have begun, by the
// budget alone.
func (c *Client) Delay(n int, p library.Priority) time.Duration {
	return c.budget.delay(time.Now(), n, shareOf(p))
}

func checkBaseURL(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(s, "/") + "/")
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("the API address %q is not a plain URL like %s", redact(s), DefaultBaseURL)
	}
	if u.Scheme == "https" || (u.Scheme == "http" && loopback(u.Hostname())) {
		return u, nil
	}
	return nil, fmt.Errorf("the API address %s must begin with https; plain http is only allowed on this computer", u.Redacted())
}

// redact hides what may be a password in an address that cannot be used.
func redact(s string) string {
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		return "…" + s[i:]
	}
	return s
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// authorized puts the token on requests to the API's own host. A request to
// any other host, whoever made it, goes without.
type authorized struct {
	base  *url.URL
	token string
	agent string
	next  http.RoundTripper
}

func (a *authorized) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("User-Agent", a.agent)
	if req.URL.Scheme == a.base.Scheme && req.URL.Host == a.base.Host {
		req.Header.Set("Authorization", "Bearer "+a.token)
	}
	return a.next.RoundTrip(req)
}

// plainID guards ids that become part of a path: the SDK does not escape.
func plainID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for _, r := range id {
		ok := r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_'
		if !ok {
			return false
		}
	}
	return true
}

// checkIDs: what is no id is nothing at Stream, and could change the address of
// a call.
func checkIDs(ids ...string) error {
	for _, id := range ids {
		if !plainID(id) {
			return &Error{Status: http.StatusNotFound, Message: fmt.Sprintf("%.80q is not an id", id)}
		}
	}
	return nil
}

// replay says whether a call may be sent again when nobody knows whether it
// was carried out.
type replay bool

const (
	again replay = true  // carrying it out twice is the same as once
	once  replay = false // would make a second video, key, ...
)

// sdkCall is one call of the SDK, with the options that catch its answer.
type sdkCall func(ctx context.Context, opts ...option.RequestOption) error

// call runs an SDK call within budget and retries and unwraps its answer.
func (c *Client) call(ctx context.Context, r replay, send sdkCall) (answer, error) {
	body, err := c.text(ctx, r, send)
	if err != nil {
		return answer{}, err
	}
	return envelope(body)
}

// text is call for the answers that are no JSON.
func (c *Client) text(ctx context.Context, r replay, send sdkCall) (string, error) {
	return c.retry(ctx, r, func(ctx context.Context) (string, error) {
		var res *http.Response
		err := send(ctx, option.WithResponseInto(&res), option.WithResponseBodyInto(&res))
		if res == nil {
			return "", unreachable(ctx, err)
		}
		return read(ctx, res)
	})
}

// plain makes a call that the SDK lacks. newBody is asked once per attempt
// and may be nil. The path is below the base URL.
func (c *Client) plain(ctx context.Context, r replay, method, path, contentType string, newBody func() io.Reader) (answer, error) {
	body, err := c.retry(ctx, r, func(ctx context.Context) (string, error) {
		var content io.Reader
		if newBody != nil {
			content = newBody()
		}
		req, err := http.NewRequestWithContext(ctx, method, c.base.JoinPath(path).String(), content)
		if err != nil {
			return "", err
		}
		if contentType != "" {
			req.Header.Set("Content-Type", contentType)
		}
		res, err := c.http.Do(req)
		if err != nil {
			return "", unreachable(ctx, err)
		}
		return read(ctx, res)
	})
	if err != nil {
		return answer{}, err
	}
	return envelope(body)
}

// read takes in an answer and turns a refusal into an *Error. What is read
// from the answer later points into its text, so it is held only once.
func read(ctx context.Context, res *http.Response) (string, error) {
	var body strings.Builder
	body.Grow(int(min(max(res.ContentLength, 0), maxAnswer)))
	_, err := io.Copy(&body, io.LimitReader(res.Body, maxAnswer))
	if cerr := res.Body.Close(); err == nil {
		err = cerr
	}
	return checked(ctx, res, body.String(), err)
}
