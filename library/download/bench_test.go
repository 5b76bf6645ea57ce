package download_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"spool/library/download"
)

// saveRounds are the pairs of downloads of which the median counts.
const saveRounds = 9

// BenchmarkSaveAgainstCurl saves 256 MiB over loopback with curl and here, in
// turn, and reports the speed as a share of curl's: the median of the pairs. The
// figure is 0.9.
func BenchmarkSaveAgainstCurl(b *testing.B) {
	const size = 256 << 20
	path := filepath.Join(b.TempDir(), "original.mp4")
	if err := os.WriteFile(path, bytes.Repeat(content[:1<<20], size>>20), 0o600); err != nil {
		b.Fatal(err)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, path) }))
	defer s.Close()
	folder := b.TempDir()
	for b.Loop() {
		var shares []float64
		for range saveRounds {
			start := time.Now()
			if out, err := exec.Command("curl", "-sS", "-o", filepath.Join(folder, "curl.mp4"), s.URL).CombinedOutput(); err != nil {
				b.Fatalf("%v: %s", err, out)
			}
			between := time.Now()
			job := (&server{Server: s}).job(folder)
			job.Existing = download.Replace
			if _, err := saver(nil).Save(b.Context(), job); err != nil {
				b.Fatal(err)
			}
			shares = append(shares, between.Sub(start).Seconds()/time.Since(between).Seconds())
		}
		slices.Sort(shares)
		b.ReportMetric(shares[saveRounds/2], "of-curl")
	}
}

// BenchmarkSaveMemory is what a save of a large file takes from the system, the
// server's share included. The figure is 30 MiB, however large the file.
func BenchmarkSaveMemory(b *testing.B) {
	const size = 192 << 20
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(size))
		if _, err := io.CopyN(w, endless{}, size); err != nil {
			b.Error(err)
		}
	}))
	defer s.Close()
	folder := b.TempDir()
	for b.Loop() {
		debug.FreeOSMemory()
		before := memory()
		var peak atomic.Uint64
		job := (&server{Server: s}).job(folder)
		job.Existing = download.Replace
		job.OnProgress = func(int64, int64) { peak.Store(max(peak.Load(), memory())) }
		if _, err := saver(nil).Save(b.Context(), job); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(int64(peak.Load())-int64(before))/(1<<20), "MiB")
	}
}

type endless struct{}

func (endless) Read(b []byte) (int, error) { return len(b), nil }

// memory is what the program has from the system.
func memory() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64() - sample[1].Value.Uint64()
}
