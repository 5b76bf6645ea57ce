package index

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"spool/library"
)

// made is video n of a made-up account, with the metadata of a busy one.
func made(n int, r *rand.Rand) library.Video {
	nouns := []string{"harbour", "coastline", "interview", "master", "trailer", "keynote", "drone", "night", "festival", "studio", "market", "garden", "bridge", "winter", "final"}
	word := func() string { return nouns[r.IntN(len(nouns))] }
	name := fmt.Sprintf("%s %s S%02dE%02d %s_v%d.mp4", word(), word(), r.IntN(20), r.IntN(30), word(), r.IntN(9))
	uid := fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64())
	quoted := func(s string) json.RawMessage { return json.RawMessage(`"` + s + `"`) }
	at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Minute)
	base := "https://customer-f33zs165nr7gyfy4.cloudflarestream.com/" + uid
	state := library.State("ready")
	if r.IntN(20) == 0 {
		state = "error"
	}
	return library.Video{
		UID: uid, Created: at, Modified: at, Uploaded: at, ReadyAt: at, Ready: true, Status: library.Status{State: state, Percent: 100},
		Meta: library.Meta{
			"name": quoted(name), "project": quoted(word() + fmt.Sprint(r.IntN(50))), "camera": quoted(word()),
			"filename": quoted(strings.ReplaceAll(name, " ", "-")), "episode": json.RawMessage(fmt.Sprint(r.IntN(1000))),
		},
		Creator: fmt.Sprintf("crew-%d", r.IntN(200)), RequireSignedURLs: r.IntN(2) == 0, Duration: r.Float64() * 5000,
		Size: r.Int64N(1e10), Width: 1920, Height: 1080,
		HLS: base + hlsPath, DASH: base + dashPath, Preview: base + previewPath, Thumbnail: base + thumbnailPath,
	}
}

// benchDir holds the filled indexes of one run.
var benchDir string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if benchDir, err = os.MkdirTemp("", "spool-index-bench"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(benchDir)
		return m.Run()
	}())
}

// filled is an index of n videos, filled once for all benchmarks.
func filled(b *testing.B, n int) *Index {
	b.Helper()
	x, err := Open(b.Context(), filepath.Join(benchDir, fmt.Sprintf("index-%d.db", n)))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := x.Close(); err != nil {
			b.Error(err)
		}
	})
	state, err := x.SyncState(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, uint64(n)))
	for at := n - state.Videos; at > 0; at -= 10_000 {
		var batch library.Batch
		for i := range min(10_000, at) {
			batch.Videos = append(batch.Videos, made(at-i, r))
		}
		if _, err := x.Put(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	return x
}

// sizes are the library sizes the figures are about.
func sizes(b *testing.B, f func(b *testing.B, n int)) {
	for _, n := range []int{100_000, 1_000_000} {
		if n > 100_000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprintf("videos=%d", n), func(b *testing.B) { f(b, n) })
	}
}

// BenchmarkPut is what filling the index costs for each video.
func BenchmarkPut(b *testing.B) {
	x := open(b)
	r := rand.New(rand.NewPCG(1, 1))
	at := 1 << 20
	for b.Loop() {
		var batch library.Batch
		for range 1000 {
			batch.Videos = append(batch.Videos, made(at, r))
			at--
		}
		batch.Covered = &library.Covered{After: batch.Videos[999].Created.Add(-1), Until: batch.Videos[0].Created}
		if _, err := x.Put(context.Background(), batch); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "µs/video")
	if _, err := x.db.W.ExecContext(b.Context(), "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(x.db.Path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/float64(b.N)/1000, "bytes/video")
}

// BenchmarkWarm is reading the index into memory.
func BenchmarkWarm(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		x := filled(b, n)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		for b.Loop() {
			x.docs, x.seq = newDocs(), 0
			x.rankings = rankings{by: map[string]*ranking{}}
			if err := x.Warm(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-heap")
	})
}

// BenchmarkFirstScreen is the first screen at start, before anything is in
// memory.
func BenchmarkFirstScreen(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		x := filled(b, n)
		for b.Loop() {
			if _, _, err := x.Newest(context.Background(), 60); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// typed is every keystroke of these searches.
var typed = []string{
	"harbour", "harbour coast", `"master cut"`, "s01e02", "creator:crew-17 night", "final_v3.mp4", "beef",
	"status:ready signed:yes festival", "meta.project:coastline7", "duration>10m -signed:yes winter", "created:2020 drone", "zzz",
}

// BenchmarkKeystroke is from a keystroke to the count and the first screen.
func BenchmarkKeystroke(b *testing.B) {
	sizes(b, func(b *testing.B, n int) {
		x := filled(b, n)
		if err := x.Warm(context.Background()); err != nil {
			b.Fatal(err)
		}
		var times []time.Duration
		for b.Loop() {
			for _, text := range typed {
				// Nothing is known from an earlier search.
				x.terms = terms{}
				for end := range text {
					q, err := library.ParseQuery(text[:end+1], time.Now())
					if err != nil {
						continue
					}
					began := time.Now()
					hits, err := x.Search(context.Background(), q, library.NewestFirst)
					if err != nil {
						b.Fatal(err)
					}
					if _, err := x.Videos(context.Background(), hits[:min(60, len(hits))]); err != nil {
						b.Fatal(err)
					}
					times = append(times, time.Since(began))
				}
			}
		}
		slices.Sort(times)
		b.ReportMetric(times[len(times)/2].Seconds()*1000, "ms-p50")
		b.ReportMetric(times[len(times)*95/100].Seconds()*1000, "ms-p95")
		b.ReportMetric(times[len(times)-1].Seconds()*1000, "ms-max")
		b.ReportMetric(0, "ns/op")
	})
}
