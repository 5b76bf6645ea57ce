package localstream

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"spool/internal/localstream/envelope"
)

// maxRedirects bounds how often a source may send the fetcher on.
const maxRedirects = 5

// errForbiddenAddress reports an address the server does not fetch from.
var errForbiddenAddress = errors.New("this address is not fetched from")

// newFetcher builds the client for everything a caller names by URL. Addresses
// are checked when they are dialled, so no redirect and no name that changes
// its mind gets around it: loopback only, with public also the internet, never
// a private network.
func newFetcher(public bool) *http.Client {
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
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second,
			ResponseHeaderTimeout: 30 * time.Second, MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) >= maxRedirects {
				return errors.New("too many redirects")
			}
			return checkSource(req.URL)
		},
	}
}

func fetchable(a netip.Addr, public bool) bool {
	if a.IsLoopback() {
		return true
	}
	return public && a.IsGlobalUnicast() && !a.IsPrivate()
}

// parseSource reads the URL of something to fetch.
func parseSource(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil {
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
