package localstream

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"spool/internal/localstream/fault"
)

// Options say what to serve and how. Only Dir is required.
type Options struct {
	// Dir holds everything the server knows and keeps; it is made when missing.
	// One server at a time may use it.
	Dir string
	// Listen is a loopback address; 127.0.0.1:0 when empty.
	Listen string
	// Seed is how many made-up videos the library holds. They are made when Dir
	// has fewer; it never takes any away.
	Seed int
	// StorageMinutes is the account's storage limit; 0 means what is seeded
	// plus 10,000.
	StorageMinutes int
	// RateLimit is how many API calls are let through in five minutes; 0 means
	// Cloudflare's 1,200. A negative number lifts this limit and that of a second.
	RateLimit int
	// SkipEncoding makes a video ready as soon as it is examined, with nothing
	// but its original to play.
	SkipEncoding bool
	// FetchPublic lets the server fetch what callers name by URL from the
	// internet; without it, from loopback only. Private networks never.
	FetchPublic bool
	// FetchSilence is how long what is fetched may stay silent before it is given
	// up; 0 means half a minute.
	FetchSilence time.Duration
	// Faults go wrong from the start.
	Faults []fault.Fault
	// Quirks choose a reading where Stream's sources disagree.
	Quirks Quirks
	// Now is the clock of every rule; time.Now when nil.
	Now func() time.Time
	// Log gets what goes wrong; nothing is logged when nil. It never sees a token.
	Log *slog.Logger
	// OnRequest, when not nil, is shown every request before anything else is
	// done with it, on the request's goroutine. It must not read the body.
	OnRequest func(*http.Request)
}

// ErrNotLoopback reports a listen address that others could reach.
var ErrNotLoopback = errors.New("the local Stream listens on loopback addresses only, such as 127.0.0.1:0")

// rateLimit is Cloudflare's limit for all API calls of a user together
// (Cloudflare docs, Fundamentals, API limits).
const rateLimit = 1200

func (o *Options) complete() error {
	if o.Dir == "" {
		return errors.New("open the local Stream: no data folder given")
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return err
	}
	o.Dir = dir
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	if err := checkLoopback(o.Listen); err != nil {
		return err
	}
	if o.Seed < 0 || o.StorageMinutes < 0 {
		return errors.New("open the local Stream: numbers of videos and minutes cannot be negative")
	}
	if o.RateLimit == 0 {
		o.RateLimit = rateLimit
	}
	if o.FetchSilence == 0 {
		o.FetchSilence = fetchSilence
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	for _, f := range o.Faults {
		if err := f.Check(routeNames); err != nil {
			return fmt.Errorf("open the local Stream: %w", err)
		}
	}
	return o.Quirks.complete()
}

func checkLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("listen on %q: %w", address, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("listen on %q: %w", address, ErrNotLoopback)
	}
	return nil
}
