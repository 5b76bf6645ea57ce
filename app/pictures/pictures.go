// Package pictures loads small pictures for rows and tiles: from memory at
// once, else from the disk or from where they come from, a few at a time.
//
// What is asked for last is loaded first, and of much that was asked for while
// a list flew past only the newest is: a row that is still in sight asks again.
// Memory and disk are bounded; what was not used for longest goes first.
package pictures

import (
	"context"
	"errors"
	"image"
	"log/slog"
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Params say how much a Loader may use.
type Params struct {
	// Dir is the cache's folder; it is made when missing. "" keeps nothing on
	// the disk.
	Dir string
	// Memory and Disk are bytes; 32 MiB and 256 MiB where 0.
	Memory, Disk int64
	// Slots is how many are loaded at a time; 4 where 0.
	Slots int
	Log   *slog.Logger
}

// Request says which picture, and in what size.
type Request struct {
	// Key changes whenever the picture does.
	Key string
	// Width and Height are pixels; the picture is cut to them.
	Width, Height int
	// Fetch gets the encoded picture, as JPEG or PNG.
	Fetch func(ctx context.Context) ([]byte, error)
}

const (
	defaultMemory = 20 << 20
	defaultDisk   = 256 << 20
	defaultSlots  = 4
	// mostWaiting is about two screens full.
	mostWaiting = 96
	// failedFor is how long a picture that could not be loaded is not tried.
	failedFor    = 20 * time.Second
	failuresKept = 1000
	// mostHeld is beyond any number of pictures that fit into the memory.
	mostHeld = 1 << 20
)

// Loader loads pictures until Close.
type Loader struct {
	Params
	do     func(func())
	ctx    context.Context
	cancel context.CancelFunc
	disk   *disk

	mu      sync.Mutex
	held    *simplelru.LRU[id, image.Image]
	bytes   int64
	failed  *simplelru.LRU[id, time.Time]
	waiting []*load // the newest is last
	known   map[id]*load
	running int
	closed  bool
	workers sync.WaitGroup
}

// id names a picture in a size.
type id struct {
	key           string
	width, height int
}

// load is a picture on its way.
type load struct {
	id    id
	ctx   context.Context
	stop  context.CancelFunc
	fetch func(context.Context) ([]byte, error)
	ready []func()
}

// New returns a loader.
func New(p Params) (*Loader, error) {
	if p.Memory == 0 {
		p.Memory = defaultMemory
	}
	if p.Disk == 0 {
		p.Disk = defaultDisk
	}
	if p.Slots == 0 {
		p.Slots = defaultSlots
	}
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	l := &Loader{Params: p, do: fyne.Do, known: map[id]*load{}}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	var err error
	if l.failed, err = simplelru.NewLRU[id, time.Time](failuresKept, nil); err != nil {
		return nil, err
	}
	if l.held, err = simplelru.NewLRU(mostHeld, func(_ id, m image.Image) { l.bytes -= size(m) }); err != nil {
		return nil, err
	}
	if p.Dir != "" {
		if l.disk, err = openDisk(p.Dir, p.Disk); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// Get returns the picture if it is in memory. ok is false while it is on its
// way, and ready then runs on Fyne's goroutine once there is news. A nil picture
// with ok means that it cannot be loaded now.
func (l *Loader) Get(r Request, ready func()) (img image.Image, ok bool) {
	if r.Width <= 0 || r.Height <= 0 {
		return nil, true
	}
	k := id{r.Key, r.Width, r.Height}
	l.mu.Lock()
	defer l.mu.Unlock()
	if img, ok := l.held.Get(k); ok {
		return img, true
	}
	if at, bad := l.failed.Get(k); bad && time.Since(at) < failedFor {
		return nil, true
	}
	if l.closed {
		return nil, false
	}
	if w := l.known[k]; w != nil {
		w.ready = append(w.ready, ready)
		return nil, false
	}
	w := &load{id: k, fetch: r.Fetch, ready: []func(){ready}}
	w.ctx, w.stop = context.WithCancel(l.ctx)
	l.known[k] = w
	l.waiting = append(l.waiting, w)
	if len(l.waiting) > mostWaiting {
		l.waiting[0].stop()
		delete(l.known, l.waiting[0].id)
		l.waiting = l.waiting[1:]
	}
	if l.running < l.Slots {
		l.running++
		l.workers.Go(l.work)
	}
	return nil, false
}

// Forget gives up on a picture that nobody waits for any more, also while it is
// being loaded. Its ready functions do not run.
func (l *Loader) Forget(key string, width, height int) {
	k := id{key, width, height}
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.known[k]
	if w == nil {
		return
	}
	w.stop()
	delete(l.known, k)
	l.waiting = slices.DeleteFunc(l.waiting, func(other *load) bool { return other == w })
}

// Close stops loading and returns when the last load has ended.
func (l *Loader) Close() {
	l.mu.Lock()
	l.closed = true
	l.waiting = nil
	l.mu.Unlock()
	l.cancel()
	l.workers.Wait()
}

func (l *Loader) work() {
	for {
		l.mu.Lock()
		n := len(l.waiting)
		if n == 0 {
			l.running--
			l.mu.Unlock()
			return
		}
		w := l.waiting[n-1]
		l.waiting = l.waiting[:n-1]
		l.mu.Unlock()
		img, err := l.load(w)
		l.finish(w, img, err)
	}
}

func (l *Loader) load(w *load) (image.Image, error) {
	if l.disk != nil {
		if data, ok := l.disk.get(w.id); ok {
			if img, err := decode(data, w.id.width, w.id.height); err == nil {
				return img, nil
			}
		}
	}
	data, err := w.fetch(w.ctx)
	if err != nil {
		return nil, err
	}
	img, err := decode(data, w.id.width, w.id.height)
	if err == nil && l.disk != nil {
		if err := l.disk.put(w.id, data); err != nil {
			// The picture is here; only the next start has to load it again.
			l.Log.Warn("a picture was not kept on the disk", "err", err)
		}
	}
	return img, err
}

func (l *Loader) finish(w *load, img image.Image, err error) {
	if w.ctx.Err() != nil {
		return // nobody waits for it
	}
	defer w.stop()
	if err != nil && !errors.Is(err, context.Canceled) {
		l.Log.Debug("a picture could not be loaded", "err", err)
	}
	l.mu.Lock()
	delete(l.known, w.id)
	l.failed.Remove(w.id)
	if err != nil {
		l.failed.Add(w.id, time.Now())
	} else {
		l.keep(w.id, img)
	}
	ready := w.ready
	l.mu.Unlock()
	l.do(func() {
		for _, f := range ready {
			f()
		}
	})
}

// keep holds a picture in memory and lets go of the oldest beyond the bound.
func (l *Loader) keep(k id, img image.Image) {
	l.held.Add(k, img)
	l.bytes += size(img)
	for l.bytes > l.Memory && l.held.Len() > 1 {
		l.held.RemoveOldest()
	}
}

// size is the memory of a picture in bytes.
func size(m image.Image) int64 {
	b := m.Bounds()
	return 4 * int64(b.Dx()) * int64(b.Dy())
}
