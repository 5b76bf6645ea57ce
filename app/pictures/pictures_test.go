package pictures

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// open returns a loader that reports each load on the channel.
func open(t *testing.T, p Params) (*Loader, chan struct{}) {
	t.Helper()
	l, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	l.do = func(f func()) { f() }
	t.Cleanup(l.Close)
	return l, make(chan struct{}, 1000)
}

func encoded(t *testing.T, w, h int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		m.Set(x, h/2, color.White)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func wait(t *testing.T, ready <-chan struct{}) {
	t.Helper()
	select {
	case <-ready:
	case <-time.After(20 * time.Second):
		t.Fatal("the picture never came")
	}
}

func TestAPictureIsFetchedOnceAndThenThere(t *testing.T) {
	dir := t.TempDir()
	l, ready := open(t, Params{Dir: dir})
	data, fetched := encoded(t, 640, 360), 0
	r := Request{Key: "https://example.com/a?b=c", Width: 72, Height: 40, Fetch: func(context.Context) ([]byte, error) {
		fetched++
		return data, nil
	}}
	if img, ok := l.Get(r, func() { ready <- struct{}{} }); ok || img != nil {
		t.Fatal("it is there before it was loaded")
	}
	wait(t, ready)
	img, ok := l.Get(r, nil)
	if !ok || img.Bounds() != image.Rect(0, 0, 72, 40) {
		t.Fatalf("got %v, %v", img, ok)
	}
	// Another run finds it on the disk.
	again, ready := open(t, Params{Dir: dir})
	again.Get(r, func() { ready <- struct{}{} })
	wait(t, ready)
	if _, ok := again.Get(r, nil); !ok || fetched != 1 {
		t.Errorf("fetched %d times", fetched)
	}
}

func TestWhatFailsIsNotTriedAtOnceAgain(t *testing.T) {
	l, ready := open(t, Params{})
	tried := 0
	r := Request{Key: "a", Width: 8, Height: 8, Fetch: func(context.Context) ([]byte, error) {
		tried++
		return nil, errors.New("no")
	}}
	l.Get(r, func() { ready <- struct{}{} })
	wait(t, ready)
	if img, ok := l.Get(r, nil); !ok || img != nil || tried != 1 {
		t.Errorf("%v %v after %d tries", img, ok, tried)
	}
}

func TestBrokenAndHugePicturesAreRefused(t *testing.T) {
	huge := pngHeader(t, 60000, 60000)
	for name, data := range map[string][]byte{"empty": nil, "text": []byte("<html>"), "cut": encoded(t, 64, 64)[:200], "huge": huge} {
		if _, err := decode(data, 8, 8); err == nil {
			t.Errorf("%s is taken for a picture", name)
		}
	}
	if _, err := decode(encoded(t, 1, 1), 72, 40); err != nil {
		t.Errorf("a single pixel: %v", err)
	}
}

// pngHeader claims a size without having the pixels.
func pngHeader(t *testing.T, w, h uint32) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	copy(data[16:], []byte{byte(w >> 24), byte(w >> 16), byte(w >> 8), byte(w), byte(h >> 24), byte(h >> 16), byte(h >> 8), byte(h)})
	return data
}

func TestMemoryStaysWithinItsBound(t *testing.T) {
	l, ready := open(t, Params{Memory: 10 * 4 * 16 * 16})
	data := encoded(t, 16, 16)
	for i := range 50 {
		l.Get(Request{Key: fmt.Sprint(i), Width: 16, Height: 16, Fetch: func(context.Context) ([]byte, error) { return data, nil }},
			func() { ready <- struct{}{} })
		wait(t, ready)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held.Len() != 10 || l.bytes > l.Memory {
		t.Errorf("it holds %d pictures in %d bytes", l.held.Len(), l.bytes)
	}
}

func TestTheDiskStaysWithinItsBoundAndKeepsTheLastUsed(t *testing.T) {
	dir := t.TempDir()
	d, err := openDisk(dir, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	picture := make([]byte, 1000)
	for i := range 40 {
		if err := d.put(id{key: fmt.Sprint(i)}, picture); err != nil {
			t.Fatal(err)
		}
		// File times may be coarse, so they are set apart by hand.
		at := time.Unix(int64(1000+i), 0)
		if err := os.Chtimes(d.path(id{key: fmt.Sprint(i)}), at, at); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) > 10 {
		t.Errorf("%d files of 1,000 bytes, %v", len(files), err)
	}
	if _, ok := d.get(id{key: "38"}); !ok {
		t.Error("one of the newest is gone")
	}
	if _, ok := d.get(id{key: "3"}); ok {
		t.Error("one of the oldest is still there")
	}
}

func TestOfAFlyingListOnlyTheNewestAreLoaded(t *testing.T) {
	l, ready := open(t, Params{Slots: 1})
	data := encoded(t, 8, 8)
	var mu sync.Mutex
	var order []int
	hold := make(chan struct{})
	get := func(i int, fetch func()) {
		l.Get(Request{Key: fmt.Sprint(i), Width: 8, Height: 8, Fetch: func(context.Context) ([]byte, error) {
			fetch()
			mu.Lock()
			defer mu.Unlock()
			order = append(order, i)
			return data, nil
		}}, func() { ready <- struct{}{} })
	}
	begun := make(chan struct{})
	get(-1, func() { close(begun); <-hold })
	<-begun
	for i := range 1000 {
		get(i, func() {})
	}
	close(hold)
	for range mostWaiting + 1 {
		wait(t, ready)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(order) != mostWaiting+1 || order[1] != 999 || order[mostWaiting] != 1000-mostWaiting {
		t.Errorf("loaded %d: %v", len(order), order)
	}
}

func TestAPictureThatNobodyWaitsForIsGivenUp(t *testing.T) {
	l, _ := open(t, Params{Slots: 1})
	begun, ended := make(chan struct{}), make(chan struct{})
	slow := Request{Key: "slow", Width: 72, Height: 40, Fetch: func(ctx context.Context) ([]byte, error) {
		close(begun)
		<-ctx.Done()
		close(ended)
		return nil, ctx.Err()
	}}
	l.Get(slow, func() { t.Error("a picture is told that was given up") })
	wait(t, begun)
	l.Get(Request{Key: "waits", Width: 72, Height: 40, Fetch: func(context.Context) ([]byte, error) {
		t.Error("a picture is fetched that was given up")
		return nil, errors.New("given up")
	}}, func() {})
	l.Forget("waits", 72, 40)
	l.Forget("slow", 72, 40)
	wait(t, ended)
	ready := make(chan struct{}, 1)
	slow.Fetch = func(context.Context) ([]byte, error) { return encoded(t, 72, 40), nil }
	if _, ok := l.Get(slow, func() { ready <- struct{}{} }); ok {
		t.Error("it is there, or not to be had, at once")
	}
	wait(t, ready)
	if img, ok := l.Get(slow, func() {}); !ok || img == nil {
		t.Error("asked for again, it does not come")
	}
}
