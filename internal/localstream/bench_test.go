package localstream_test

import (
	"io"
	"net/http"
	"testing"

	"spool/internal/localstream"
)

// BenchmarkList answers a full page of a library of 100,000 videos; the figure
// to keep is 50 ms.
func BenchmarkList(b *testing.B) {
	s, err := localstream.Open(b.Context(), localstream.Options{Dir: b.TempDir(), Seed: 100_000, RateLimit: -1})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	}()
	for name, query := range map[string]string{
		"newest": "", "deep": "&before=2024-12-01T00:00:00Z", "search": "&search=harbour", "counts": "&include_counts=true&status=ready",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				req, err := http.NewRequestWithContext(b.Context(), "GET", s.BaseURL()+"/accounts/"+s.AccountID()+"/stream?limit=1000"+query, nil)
				if err != nil {
					b.Fatal(err)
				}
				req.Header.Set("Authorization", "Bearer "+s.Token())
				resp, err := http.DefaultClient.Do(req)
				if err != nil {
					b.Fatal(err)
				}
				n, err := io.Copy(io.Discard, resp.Body)
				if cerr := resp.Body.Close(); err != nil || cerr != nil || resp.StatusCode != 200 {
					b.Fatal(resp.Status, err, cerr)
				}
				b.SetBytes(n)
			}
		})
	}
}
