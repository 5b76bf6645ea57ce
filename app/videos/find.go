package videos

import (
	"context"
	"maps"
	"slices"
	"strings"

	"spool/library"
	"spool/widgets"
)

// firstScreen is how many videos are read with every search, around is how
// many rows above and below those in sight are read with them.
const (
	firstScreen = 60
	around      = 40
)

// found is what the page shows.
type found struct {
	query library.Query
	order library.Order
	// number of the search; what was read after an earlier one may be stale.
	number int
	// total is how many videos the account has.
	total int
}

// findings are what a search brings: all numbers, and some videos in full.
type findings struct {
	found
	hits   library.Hits
	place  []uint32
	videos map[uint32]*row
}

// search finds anew. While a search is under way at most one other waits, for
// what is wanted then.
func (p *Page) search() {
	if p.index == nil {
		return
	}
	p.again = p.searching
	if p.searching {
		return
	}
	p.searching = true
	p.searches++
	f := &findings{found: found{query: p.query(), order: p.order, number: p.searches}}
	keep := p.inSight()
	p.finds.Do(func(ctx context.Context) error { return f.read(ctx, p.index, keep) }, func(err error) {
		p.searching = false
		p.failure = err
		if err == nil {
			p.take(f)
		}
		p.show()
		if p.again {
			p.search()
		}
	})
}

// read searches and reads the first videos, and those of keep that are still
// among what was found.
func (f *findings) read(ctx context.Context, index library.Index, keep []uint32) error {
	var err error
	if f.hits, err = index.Search(ctx, f.query, f.order); err != nil {
		return err
	}
	if f.total, err = index.Count(ctx, library.Query{}); err != nil {
		return err
	}
	f.place = placesOf(f.hits)
	ids := append(slices.Clone(f.hits[:min(firstScreen, len(f.hits))]), keep...)
	f.videos, err = readRows(ctx, index, ids, f.number)
	return err
}

// readRows reads videos with their captions.
func readRows(ctx context.Context, index library.Index, ids library.Hits, number int) (map[uint32]*row, error) {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	videos, err := index.Videos(ctx, ids)
	if err != nil {
		return nil, err
	}
	captions, err := index.Captions(ctx, ids)
	if err != nil {
		return nil, err
	}
	read := make(map[uint32]*row, len(ids))
	for i, id := range ids {
		if videos[i].UID != "" {
			read[id] = &row{Video: videos[i], captions: captions[i], reading: number}
		}
	}
	return read, nil
}

// take shows what a search brought.
func (p *Page) take(f *findings) {
	fresh := f.query.String() != p.found.query.String() || f.order != p.found.order
	p.found = f.found
	p.rows.set(f.hits, f.place)
	p.keepRows(f.videos)
	p.loaded = true
	if fresh {
		p.list().ScrollToTop()
	}
	p.list().Reload()
	p.selected()
	if p.quick != nil {
		p.quick.follow()
	}
}

func (p *Page) keepRows(read map[uint32]*row) {
	for id, v := range maps.All(read) {
		p.rows.put(id, v)
	}
}

// seek looks for the next video, among those found, whose name starts with a
// text.
func (p *Page) seek(text string, from int, found func(widgets.Key)) {
	if p.index == nil || strings.ContainsAny(text, `*"`) {
		return
	}
	q := p.found.query
	q.Terms = append(slices.Clone(q.Terms), library.Term{Key: "meta.name", Values: []string{text + "*"}})
	order := p.found.order
	var hits library.Hits
	p.finds.Do(func(ctx context.Context) (err error) {
		hits, err = p.index.Search(ctx, q, order)
		return err
	}, func(err error) {
		if err != nil || len(hits) == 0 {
			return
		}
		next := hits[0]
		for _, id := range hits {
			if at, ok := p.rows.find(id); ok && at >= from {
				next = id
				break
			}
		}
		found(keyOf(next))
	})
}

// inSight are the videos in sight.
func (p *Page) inSight() []uint32 {
	var ids []uint32
	for _, k := range p.list().InSight() {
		if id, ok := idOf(k); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// want has the videos in sight read, soon, as one of them is not here or may be
// stale. It is called while rows are laid out.
func (p *Page) want() {
	if p.wanting {
		return
	}
	p.wanting = true
	p.Post(p.readWanted)
}

// readWanted reads the videos in sight, and around them, that are missing.
func (p *Page) readWanted() {
	ids := p.missing()
	if len(ids) == 0 {
		p.wanting = false
		return
	}
	number := p.found.number
	var read map[uint32]*row
	p.finds.Do(func(ctx context.Context) (err error) {
		read, err = readRows(ctx, p.index, ids, number)
		return err
	}, func(err error) {
		p.wanting = false
		if err != nil {
			p.failure = err
			p.show()
			return
		}
		p.keepRows(read)
		for _, id := range p.inSight() {
			if read[id] != nil {
				p.list().Update(keyOf(id))
			}
		}
		// The eye may have moved on meanwhile. A video that could not be read is
		// gone, and the next search leaves it out.
		if p.lacks(read) {
			p.want()
		}
	})
}

// missing are the videos in sight and around that are to be read.
func (p *Page) missing() library.Hits {
	sight := p.inSight()
	if len(sight) == 0 {
		return nil
	}
	first, _ := p.rows.find(sight[0])
	last, _ := p.rows.find(sight[len(sight)-1])
	var ids library.Hits
	for _, id := range p.rows.hits[max(0, first-around):min(len(p.rows.hits), last+1+around)] {
		if !p.fresh(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (p *Page) fresh(id uint32) bool {
	v, ok := p.rows.held.Peek(id)
	return ok && v.reading == p.found.number
}

// lacks reports whether a video in sight is to be read that was not among those
// just read.
func (p *Page) lacks(read map[uint32]*row) bool {
	return slices.ContainsFunc(p.inSight(), func(id uint32) bool { return !p.fresh(id) && read[id] == nil })
}
