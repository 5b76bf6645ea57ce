package videos

import (
	"context"
	"encoding/json"
	"fmt"
	"image"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"spool/app/apptest"
	"spool/app/demo"
	"spool/library"
	"spool/library/index"
	"spool/library/journal"
	"spool/widgets"
)

// still is a thumbnail that is there at once.
type still struct{ image.Image }

func (s still) Thumbnail(library.Video, int, int, func()) (image.Image, bool) { return s.Image, true }
func (still) Forget(library.Video, int, int)                                  {}

// counter is a page over an index of many videos; what it posts runs when the
// benchmark lets it.
type counter struct {
	b      *testing.B
	page   *Page
	posted chan func()
	index  *index.Index
	held   []time.Duration // what each function that was posted took
}

func newCounter(b *testing.B, n int) *counter {
	b.Helper()
	c := &counter{b: b, posted: make(chan func(), 1000)}
	ctx := b.Context()
	dir := b.TempDir()
	var err error
	if c.index, err = index.Open(ctx, filepath.Join(dir, "index.db")); err != nil {
		b.Fatal(err)
	}
	book, _, err := journal.Open(ctx, filepath.Join(dir, "journal.db"))
	if err != nil {
		b.Fatal(err)
	}
	fillIndex(b, c.index, n)
	all, err := library.New(library.Params{API: demo.API{}, Index: c.index, Journal: book})
	if err != nil {
		b.Fatal(err)
	}
	w := apptest.Window(b)
	c.page = NewPage(Params{
		Library: all, Pictures: still{image.NewRGBA(image.Rect(0, 0, 194, 109))}, AddVideos: func() {},
		Post: func(f func()) { c.posted <- f }, Toast: func(t widgets.Toast) { b.Error(t.Text) }, Keep: func(Choices) {},
	})
	b.Cleanup(func() {
		c.page.Close()
		for _, x := range []interface{ Close() error }{book, c.index} {
			if err := x.Close(); err != nil {
				b.Error(err)
			}
		}
	})
	w.SetContent(c.page.Content)
	w.Resize(fyne.NewSize(1224, 900))
	return c
}

// fillIndex makes n videos with names and metadata of everyday words.
func fillIndex(b *testing.B, x *index.Index, n int) {
	b.Helper()
	r := rand.New(rand.NewPCG(1, uint64(n)))
	words := []string{"harbour", "coastline", "interview", "master", "trailer", "keynote", "drone", "night", "festival", "studio", "market", "garden"}
	word := func() string { return words[r.IntN(len(words))] }
	text := func(s string) json.RawMessage { return json.RawMessage(`"` + s + `"`) }
	for from := 0; from < n; from += 10_000 {
		var batch library.Batch
		for i := from; i < min(from+10_000, n); i++ {
			at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Minute)
			batch.Videos = append(batch.Videos, library.Video{
				UID: fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()), Created: at, Modified: at, Ready: true,
				Status: library.Status{State: library.StateReady}, Creator: fmt.Sprint("crew-", r.IntN(200)),
				Meta: library.Meta{
					"name":    text(fmt.Sprintf("%s %s S%02dE%02d_v%d", word(), word(), r.IntN(20), r.IntN(30), r.IntN(9))),
					"project": text(word() + fmt.Sprint(r.IntN(50))),
				},
				Duration: r.Float64() * 5000, Size: r.Int64N(1e10), Width: 1920, Height: 1080, RequireSignedURLs: r.IntN(2) == 0,
			})
		}
		if _, err := x.Put(context.Background(), batch); err != nil {
			b.Fatal(err)
		}
	}
}

// until runs what comes until something holds.
func (c *counter) until(holds func() bool) {
	for !holds() {
		f := <-c.posted
		began := time.Now()
		f()
		c.held = append(c.held, time.Since(began))
	}
}

// found reports whether what is asked for is shown.
func (c *counter) found() bool {
	return !c.page.searching && c.page.found.query.String() == c.page.query().String() && c.page.loaded
}

// percentile is the value below which a share of the times lies, in
// milliseconds.
func percentile(times []time.Duration, share float64) float64 {
	slices.Sort(times)
	return float64(times[min(len(times)-1, int(float64(len(times))*share))].Microseconds()) / 1000
}

// BenchmarkKeystroke is from a key in the search field to the count and the
// first screen of what it finds, laid out in a window.
func BenchmarkKeystroke(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		if n > 100_000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprintf("videos=%d", n), func(b *testing.B) {
			c := newCounter(b, n)
			c.page.search()
			c.until(c.found)
			var times []time.Duration
			for b.Loop() {
				for _, typed := range []string{"harbour night", "drone S04", `creator:crew-17 "garden`, "meta.project:studio4", "zzz"} {
					for end := range len(typed) {
						c.page.field.SetText(typed[:end+1])
						began := time.Now()
						c.page.asked()
						c.until(c.found)
						times = append(times, time.Since(began))
					}
				}
			}
			b.ReportMetric(percentile(times, .5), "ms-p50")
			b.ReportMetric(percentile(times, .95), "ms-p95")
		})
	}
}

// BenchmarkFirstScreen is from opening the page to the newest videos in it,
// before the index is read into memory.
func BenchmarkFirstScreen(b *testing.B) {
	c := newCounter(b, 100_000)
	for b.Loop() {
		c.page.rows, c.page.loaded = newRows(), false
		c.page.firstScreen()
		c.until(func() bool { return c.page.rows.len() > 0 })
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms")
}

// BenchmarkScroll is what scrolling holds Fyne's goroutine for, each frame: the
// wheel, the layout and the videos that were read.
func BenchmarkScroll(b *testing.B) {
	for _, table := range []bool{false, true} {
		b.Run(fmt.Sprintf("table=%v", table), func(b *testing.B) {
			c := newCounter(b, 100_000)
			c.page.ShowTable(table)
			c.page.search()
			c.until(c.found)
			c.held = nil
			for b.Loop() {
				for step := range 400 {
					down := float32(-540)
					if step >= 200 {
						down = 540
					}
					began := time.Now()
					c.page.list().Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: down}})
					c.held = append(c.held, time.Since(began))
					c.until(func() bool { return !c.page.wanting })
				}
			}
			b.ReportMetric(percentile(c.held, .5), "ms-p50")
			b.ReportMetric(percentile(c.held, .99), "ms-p99")
		})
	}
}

// BenchmarkStockScroll is the same with Fyne's own grid and table over rows of
// the same content, which are in memory already.
func BenchmarkStockScroll(b *testing.B) {
	picture := image.NewRGBA(image.Rect(0, 0, 194, 109))
	name := func(i int) string { return fmt.Sprintf("harbour night S%02dE%02d_v%d", i%20, i%30, i%9) }
	grid := func() fyne.CanvasObject {
		return widget.NewGridWrap(func() int { return 100_000 }, func() fyne.CanvasObject {
			still := canvas.NewImageFromImage(picture)
			still.SetMinSize(fyne.NewSize(194, 109))
			return container.NewVBox(still, widget.NewLabel(""), widget.NewLabel(""))
		}, func(i widget.GridWrapItemID, o fyne.CanvasObject) {
			texts := o.(*fyne.Container).Objects
			texts[1].(*widget.Label).SetText(name(i))
			texts[2].(*widget.Label).SetText(fmt.Sprintf("14 May, %d MB", i))
		})
	}
	table := func() fyne.CanvasObject {
		return widget.NewTable(func() (int, int) { return 100_000, 10 }, func() fyne.CanvasObject { return widget.NewLabel("example.com") },
			func(at widget.TableCellID, o fyne.CanvasObject) { o.(*widget.Label).SetText(name(at.Row + at.Col)) })
	}
	for _, stock := range []struct {
		name string
		make func() fyne.CanvasObject
	}{{"table=false", grid}, {"table=true", table}} {
		b.Run(stock.name, func(b *testing.B) {
			w := apptest.Window(b)
			list := stock.make()
			w.SetContent(list)
			w.Resize(fyne.NewSize(1224, 900))
			var held []time.Duration
			for b.Loop() {
				for step := range 400 {
					down := float32(-540)
					if step >= 200 {
						down = 540
					}
					began := time.Now()
					test.Scroll(w.Canvas(), fyne.NewPos(600, 450), 0, down)
					held = append(held, time.Since(began))
				}
			}
			b.ReportMetric(percentile(held, .5), "ms-p50")
			b.ReportMetric(percentile(held, .99), "ms-p99")
		})
	}
}
