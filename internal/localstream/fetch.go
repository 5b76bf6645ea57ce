package localstream

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"syscall"
	"time"

	"spool/internal/localstream/envelope"
)

const (
	// maxRedirects bounds how often a source may send the fetcher on.
	maxRedirects = 5
	// fetchSilence is how long a source may say nothing, where the options do not
	// say otherwise; stepTime is what it may take for one step of fetchStep bytes.
	fetchSilence = 30 * time.Second
	stepTime     = 10 * time.Minute
	// maxSourceURL is ours: no limit is documented.
	maxSourceURL = 4 << 10
)

// errForbiddenAddress reports an address the server does not fetch from.
var errForbiddenAddress = errors.New("this address is not fetched from")

// newFetcher builds the client for everything a caller names by URL. Addresses
// are checked when they are dialled, so no redirect and no name that changes
// its mind gets around it: loopback only, with public also the internet, never
// a private network. A source that is silent for longer than silence is given up.
func newFetcher(public bool, silence time.Duration) *http.Client {
	dialer := &net.Dialer{
		Timeout: 10 * time.Second,
		Control: func(_, address string, _ syscall.RawConn) error {
			ap, err := netip.ParseAddrPort(address)
			if err != nil {
				return err
			}
			if !fetchable(ap.Addr().Unmap(), public) {
				return fmt.Errorf("%w: %s", errForbiddenAddress, ap.Addr())
			}
			return nil
		},
	}
	return &http.Client{
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				c, err := dialer.DialContext(ctx, network, address)
				if err != nil {
					return nil, err
				}
				return &impatientConn{c, silence}, nil
			},
			TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: silence, MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) >= maxRedirects {
				return errors.New("too many redirects")
			}
			return checkSource(req.URL)
		},
	}
}

// impatientConn gives a peer up that says nothing for the time of silence.
type impatientConn struct {
	net.Conn
	silence time.Duration
}

func (c *impatientConn) Read(p []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(c.silence)); err != nil {
		return 0, err
	}
	return c.Conn.Read(p)
}

// innerNetworks are those that netip does not call private although they lead
// into somebody's own network, or to one by another name (RFC 6890, RFC 6052).
var innerNetworks = []netip.Prefix{
	netip.MustParsePrefix("100.64.0.0/10"), // shared by the customers of a carrier
	netip.MustParsePrefix("192.0.0.0/24"),  // protocol assignments
	netip.MustParsePrefix("198.18.0.0/15"), // benchmarks
	netip.MustParsePrefix("240.0.0.0/4"),   // reserved
	netip.MustParsePrefix("64:ff9b::/96"),  // IPv4, translated
	netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("2002::/16"), // IPv4, by 6to4
	netip.MustParsePrefix("2001::/32"), // IPv4, by Teredo
}

func fetchable(a netip.Addr, public bool) bool {
	if a.IsLoopback() {
		return true
	}
	inner := func(p netip.Prefix) bool { return p.Contains(a) }
	return public && a.IsGlobalUnicast() && !a.IsPrivate() && !slices.ContainsFunc(innerNetworks, inner)
}

// plainCause is what the log may have of a failed request. The errors of
// net/http quote URLs, and a URL may carry a signature.
func plainCause(err error) error {
	var network *net.OpError
	switch {
	case errors.As(err, &network):
		return network
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return errors.New("it said nothing in time")
	}
	return errors.New("it gave no answer that can be read")
}

// sourceName is what the log may have of a source's URL.
func sourceName(source string) string {
	u, err := url.Parse(source)
	if err != nil {
		return "a URL that cannot be read"
	}
	return u.Host + u.Path
}

// parseSource reads the URL of something to fetch.
func parseSource(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || len(text) > maxSourceURL {
		return nil, envelope.ErrInvalidURL.With("%q is not a URL", clip(text))
	}
	return u, checkSource(u)
}

func checkSource(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return envelope.ErrInvalidURL.With("only http and https are fetched")
	}
	if u.Hostname() == "" || u.User != nil {
		return envelope.ErrInvalidURL.With("the URL must have a host and no credentials")
	}
	return nil
}
