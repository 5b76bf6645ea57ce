package download_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"testing"
	"time"

	"spool/library/download"
)

// BenchmarkSaveAgainstCurl saves 256 MiB over loopback with curl and here, in
// turn, and reports the speed as a share of curl's. The figure is 0.9.
func BenchmarkSaveAgainstCurl(b *testing.B) {
	const size = 256 << 20
	path := filepath.Join(b.TempDir(), "original.mp4")
	if err := os.WriteFile(path, bytes.Repeat(content[:1<<20], size>>20), 0o600); err != nil {
		b.Fatal(err)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, path) }))
	defer s.Close()
	folder := b.TempDir()
	var curl, ours time.Duration
	for b.Loop() {
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
		curl, ours = curl+between.Sub(start), ours+time.Since(between)
	}
	b.ReportMetric(curl.Seconds()/ours.Seconds(), "of-curl")
	b.ReportMetric(float64(b.N*size>>20)/ours.Seconds(), "MiB/s")
}

// The figure is 30 MiB for a save, however large the file.
func TestASaveNeedsLittleMemory(t *testing.T) {
	const size = 192 << 20
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "201326592")
		if _, err := io.CopyN(w, endless{}, size); err != nil {
			t.Error(err)
		}
	}))
	defer s.Close()
	folder := t.TempDir()
	runtime.GC()
	before := memory()
	var peak atomic.Uint64
	job := (&server{Server: s}).job(folder)
	job.OnProgress = func(int64, int64) { peak.Store(max(peak.Load(), memory())) }
	if _, err := saver(nil).Save(t.Context(), job); err != nil {
		t.Fatal(err)
	}
	if grown := int64(peak.Load()) - int64(before); grown > 30<<20 {
		t.Errorf("the save took %d MiB, the server's share included", grown>>20)
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
