package videos

import (
	"slices"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"spool/library"
	"spool/widgets"
)

// rowsHeld is how many videos are kept in memory: some twenty screens.
const rowsHeld = 2000

// row is a video as the page shows it.
type row struct {
	library.Video
	// captions are its languages; nil while nobody asked Stream.
	captions []string
	// reading is the number of the search it was read after.
	reading int
}

// rows are the videos a query found: all by their numbers, few in full.
type rows struct {
	hits library.Hits
	// place is where a number stands in hits, plus one; 0 is not at all.
	place []uint32
	held  *simplelru.LRU[uint32, *row]
	// first are the newest videos, shown until the first search is done.
	first []library.Video
}

func newRows() *rows {
	held, err := simplelru.NewLRU[uint32, *row](rowsHeld, nil)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return &rows{held: held}
}

// set replaces what was found; place is placesOf it.
func (r *rows) set(hits library.Hits, place []uint32) {
	r.first, r.hits, r.place = nil, hits, place
}

// placesOf is where each number stands in hits. It is made off Fyne's goroutine,
// as for a million videos it takes as long as all else.
func placesOf(hits library.Hits) []uint32 {
	last := uint32(0)
	for _, id := range hits {
		last = max(last, id)
	}
	place := make([]uint32, last+1)
	for i, id := range hits {
		place[id] = uint32(i + 1)
	}
	return place
}

// len is the number of rows.
func (r *rows) len() int {
	if r.first != nil {
		return len(r.first)
	}
	return len(r.hits)
}

// find is where a video stands.
func (r *rows) find(id uint32) (int, bool) {
	if int(id) >= len(r.place) || r.place[id] == 0 {
		return 0, false
	}
	return int(r.place[id]) - 1, true
}

// firstKey marks the keys of the first screen.
const firstKey = "="

// key is the key of a row.
func (r *rows) key(i int) widgets.Key {
	if r.first != nil {
		return firstKey + widgets.Key(r.first[i].UID)
	}
	return keyOf(r.hits[i])
}

// locate is the row of a key.
func (r *rows) locate(k widgets.Key) (int, bool) {
	if r.first != nil {
		i := slices.IndexFunc(r.first, func(v library.Video) bool { return firstKey+widgets.Key(v.UID) == k })
		return i, i >= 0
	}
	id, ok := idOf(k)
	if !ok {
		return 0, false
	}
	return r.find(id)
}

// at is the video in a row; nil while it is not read.
func (r *rows) at(i int) *row {
	if r.first != nil {
		return &row{Video: r.first[i]}
	}
	v, _ := r.held.Get(r.hits[i])
	return v
}

// video is a video that was read, or nil.
func (r *rows) video(id uint32) *library.Video {
	if v, ok := r.held.Get(id); ok {
		return &v.Video
	}
	return nil
}

// put keeps a video that was read.
func (r *rows) put(id uint32, v *row) { r.held.Add(id, v) }
