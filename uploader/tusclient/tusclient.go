// Package tusclient is the wire of the upload engine: go-tus for the protocol
// of tus 1.0.0, and a PATCH of our own, streamed straight from the open file,
// for the bytes. Every quirk of uploading to Stream lives here.
package tusclient

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	tus "github.com/eventials/go-tus"

	"spool/uploader"
)

// Config is what a Client is made of.
type Config struct {
	Account uploader.Account
	// Token is the account's API token. It is sent to the API's host and to
	// the hosts of uploads created with it, nowhere else.
	Token string
	// StallTimeout ends a request over which no byte moved for so long; one
	// minute where 0.
	StallTimeout time.Duration
	// UserAgent is sent with every request.
	UserAgent string
}

// Client speaks tus for one account. It implements uploader.Wire and may be
// used from any goroutine.
type Client struct {
	Config
	endpoint *url.URL
	base     *http.Transport
}

var _ uploader.Wire = (*Client)(nil)

// New checks the account's base URL: https, or http to this computer.
func New(c Config) (*Client, error) {
	if c.StallTimeout == 0 {
		c.StallTimeout = time.Minute
	}
	u, err := url.Parse(c.Account.BaseURL + "/accounts/" + url.PathEscape(c.Account.ID) + "/stream")
	if err != nil {
		return nil, fmt.Errorf("the API's base URL: %w", err)
	}
	if err := uploader.CheckSecure(u); err != nil {
		return nil, fmt.Errorf("the API's base URL: %w", err)
	}
	dialer := &net.Dialer{Timeout: 20 * time.Second, KeepAlive: 15 * time.Second}
	return &Client{Config: c, endpoint: u, base: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           bulkDial(dialer),
		TLSHandshakeTimeout:   20 * time.Second,
		ResponseHeaderTimeout: 2 * c.StallTimeout,
		IdleConnTimeout:       90 * time.Second,
		MaxIdleConnsPerHost:   16,
		WriteBufferSize:       64 << 10,
		// HTTP/2 to upload hosts failed in some networks where HTTP/1.1 worked
		// (observed in public code), and one bulk stream gains nothing by it.
		TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{},
	}}, nil
}

// Create implements uploader.Wire. The POST has no body (Cloudflare API
// reference, "Initiate video uploads using TUS").
func (c *Client) Create(ctx context.Context, j uploader.Job, f *os.File, commit func(url, uid string) error) (uploader.Transfer, error) {
	t := c.newTrip(ctx, c.endpoint.String())
	t.creator = j.Settings.Creator
	store := &commitStore{trip: t, commit: commit}
	client, err := c.protocol(t, store)
	if err != nil {
		return nil, err
	}
	upload := tus.NewUpload(f, j.Size, metadata(j), j.Mark)
	up, err := client.CreateUpload(upload)
	switch {
	case store.err != nil:
		return nil, store.err
	case err != nil:
		return nil, t.fault(err, false)
	}
	return c.transfer(client, t, f, up)
}

// Resume implements uploader.Wire: the offset comes from the server.
func (c *Client) Resume(ctx context.Context, j uploader.Job, f *os.File) (uploader.Transfer, error) {
	t := c.newTrip(ctx, j.UploadURL)
	client, err := c.protocol(t, fixedStore(j.UploadURL))
	if err != nil {
		return nil, err
	}
	up, err := client.ResumeUpload(tus.NewUpload(f, j.Size, nil, j.Mark))
	if err != nil {
		return nil, t.fault(err, true)
	}
	if up.Offset() < 0 || up.Offset() > j.Size {
		return nil, uploader.NewFault(uploader.CodeFileChanged, fmt.Errorf("there are %d bytes on Stream of a file of %d", up.Offset(), j.Size))
	}
	return c.transfer(client, t, f, up)
}

// protocol makes a go-tus client of one job: its Uploaders start goroutines
// that never end, so nothing of it is shared.
func (c *Client) protocol(t *trip, store tus.Store) (*tus.Client, error) {
	return tus.NewClient(c.endpoint.String(), &tus.Config{
		ChunkSize: uploader.DefaultChunk, Resume: true, Store: store, Header: http.Header{},
		HttpClient: &http.Client{Transport: t, CheckRedirect: noRedirect},
	})
}

// noRedirect keeps tokens and bytes from following a redirect anywhere.
func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// metadata are the creation settings in the keys of Upload-Metadata
// (Cloudflare docs, Stream, resumable uploads); other keys become meta.
// maxDurationSeconds is spelt as in the older page, both are in live use.
func metadata(j uploader.Job) tus.Metadata {
	s := j.Settings
	m := tus.Metadata{}
	for k, v := range s.Meta {
		m[k] = v
	}
	m["name"], m[uploader.MarkKey] = j.Name(), j.Mark
	if len(s.AllowedOrigins) > 0 {
		m["allowedorigins"] = strings.Join(s.AllowedOrigins, ",")
	}
	if s.RequireSignedURLs {
		m["requiresignedurls"] = ""
	}
	if s.ThumbnailTimestampPct != nil {
		m["thumbnailtimestamppct"] = strconv.FormatFloat(*s.ThumbnailTimestampPct, 'f', -1, 64)
	}
	if s.Watermark != "" {
		m["watermark"] = s.Watermark
	}
	if !s.ScheduledDeletion.IsZero() {
		m["scheduleddeletion"] = s.ScheduledDeletion.UTC().Format(time.RFC3339)
	}
	if s.MaxDurationSeconds > 0 {
		m["maxDurationSeconds"] = strconv.Itoa(s.MaxDurationSeconds)
	}
	return m
}

// commitStore is the tus.Store of a creation: what go-tus stores is committed
// to the queue. Its methods return no errors, so the last one is kept.
type commitStore struct {
	trip   *trip
	commit func(url, uid string) error
	err    error
}

func (s *commitStore) Get(string) (string, bool) { return "", false }

func (s *commitStore) Set(_, uploadURL string) {
	if s.err = s.trip.bind(uploadURL); s.err == nil {
		s.err = s.commit(uploadURL, s.trip.mediaID())
	}
}
func (s *commitStore) Delete(string) {}
func (s *commitStore) Close()        {}

// fixedStore is the tus.Store of a resumption: the URL the queue holds.
type fixedStore string

func (s fixedStore) Get(string) (string, bool) { return string(s), true }
func (s fixedStore) Set(string, string)        {}
func (s fixedStore) Delete(string)             {}
func (s fixedStore) Close()                    {}
