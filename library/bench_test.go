package library_test

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"spool/internal/localstream"
	"spool/library"
	"spool/library/index"
	"spool/library/journal"
	"spool/library/stream"
)

// addresses notes the addresses of all calls, for curl to make the same ones.
type addresses struct {
	mu   sync.Mutex
	list []string
}

func (a *addresses) RoundTrip(req *http.Request) (*http.Response, error) {
	a.mu.Lock()
	a.list = append(a.list, req.URL.String())
	a.mu.Unlock()
	return http.DefaultTransport.RoundTrip(req)
}

// BenchmarkSync is a first sync of 100,000 videos, and curl fetching the very
// same pages from the same server in the same run, in one process over one
// connection.
func BenchmarkSync(b *testing.B) {
	const videos = 100_000
	server, err := localstream.Open(b.Context(), localstream.Options{
		Dir: b.TempDir(), Listen: "127.0.0.1:0", Seed: videos, RateLimit: -1, SkipEncoding: true,
	})
	if err != nil {
		b.Fatal(err)
	}
	defer server.Close()
	var ours, theirs time.Duration
	for b.Loop() {
		calls := &addresses{}
		ours += syncOnce(b, server, calls)
		theirs += curlOnce(b, server.Token(), calls.list)
	}
	b.ReportMetric(videos*float64(b.N)/ours.Seconds(), "videos/s")
	b.ReportMetric(videos*float64(b.N)/theirs.Seconds(), "curl-videos/s")
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "of-curl")
	b.ReportMetric(0, "ns/op")
}

// syncOnce is a sync into new databases.
func syncOnce(b *testing.B, server *localstream.Server, calls http.RoundTripper) time.Duration {
	b.Helper()
	client, err := stream.New(stream.Config{BaseURL: server.BaseURL(), AccountID: server.AccountID(), Token: server.Token(), Transport: calls})
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	x, err := index.Open(b.Context(), filepath.Join(dir, "index.db"))
	if err != nil {
		b.Fatal(err)
	}
	j, _, err := journal.Open(b.Context(), filepath.Join(dir, "journal.db"))
	if err != nil {
		b.Fatal(err)
	}
	l, err := library.New(library.Params{API: client, Index: x, Journal: j})
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	if _, err := l.Sync(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	if err := x.Close(); err != nil {
		b.Fatal(err)
	}
	took := time.Since(began)
	if err := j.Close(); err != nil {
		b.Fatal(err)
	}
	return took
}

// curlOnce is curl fetching these addresses one after the other.
func curlOnce(b *testing.B, token string, list []string) time.Duration {
	b.Helper()
	var config strings.Builder
	fmt.Fprintf(&config, "header = \"Authorization: Bearer %s\"\n", token)
	for _, address := range list {
		fmt.Fprintf(&config, "url = %q\noutput = /dev/null\n", address)
	}
	file := filepath.Join(b.TempDir(), "curl.conf")
	if err := os.WriteFile(file, []byte(config.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	if out, err := exec.CommandContext(b.Context(), "curl", "--silent", "--fail", "--config", file).CombinedOutput(); err != nil {
		b.Fatalf("curl: %v %s", err, out)
	}
	return time.Since(began)
}
