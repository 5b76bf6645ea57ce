package videos

import (
	"context"
	"encoding/binary"
	"iter"
	"slices"

	"spool/library"
	"spool/widgets"
)

// Selection is what commands work on: the selected videos as they were when it
// was taken.
type Selection struct {
	// Query and Order are what the page shows; All says that everything the
	// query finds is selected.
	Query library.Query
	Order library.Order
	All   bool
	// Hits are the selected videos, in the order of the page.
	Hits library.Hits
	// Current is the one the keyboard is at, number At of Hits; nil while none is
	// selected, or it is not read yet.
	Current *library.Video
	At      int

	index library.Index
}

// Count is the number of selected videos.
func (s Selection) Count() int { return len(s.Hits) }

// videosAtOnce is how many rows of the index are read at once.
const videosAtOnce = 500

// Videos reads the selected videos from the index, off Fyne's goroutine. Those
// that are gone meanwhile are left out.
func (s Selection) Videos(ctx context.Context) iter.Seq2[library.Video, error] {
	return func(yield func(library.Video, error) bool) {
		for part := range slices.Chunk(s.Hits, videosAtOnce) {
			list, err := s.index.Videos(ctx, part)
			if err != nil {
				yield(library.Video{}, err)
				return
			}
			for _, v := range list {
				if v.UID != "" && !yield(v, nil) {
					return
				}
			}
		}
	}
}

// keyOf is the key of a video in the grid and the table.
func keyOf(id uint32) widgets.Key {
	return widgets.Key(binary.BigEndian.AppendUint32(nil, id))
}

// idOf is the video of a key; ok is false for the keys of the first screen,
// which come before the numbers do.
func idOf(k widgets.Key) (id uint32, ok bool) {
	if len(k) != 4 {
		return 0, false
	}
	return binary.BigEndian.Uint32([]byte(k)), true
}

// Selection is what is selected now.
func (p *Page) Selection() Selection {
	s := Selection{Query: p.found.query, Order: p.found.order, At: -1, index: p.index}
	keys := p.list().SelectedCount()
	switch {
	case keys == 0:
		return s
	case keys == len(p.rows.hits):
		s.All, s.Hits = true, p.rows.hits
	default:
		for _, k := range p.list().Selected() {
			if id, ok := idOf(k); ok {
				s.Hits = append(s.Hits, id)
			}
		}
	}
	if len(s.Hits) == 0 {
		return s
	}
	s.At = max(0, p.at(s))
	s.Current = p.rows.video(s.Hits[s.At])
	return s
}

// at is the place of the keyboard among the selected videos, -1 when it is at
// another one.
func (p *Page) at(s Selection) int {
	id, ok := idOf(p.list().Current())
	if !ok {
		return -1
	}
	if s.All {
		i, _ := p.rows.find(id)
		return i
	}
	return slices.Index(s.Hits, id)
}

// Watch lets f be told the selection whenever it, or a video in it, changed.
func (p *Page) Watch(f func(Selection)) { p.watchers = append(p.watchers, f) }

// Step moves on to another of the selected videos, or, while no more than one
// is selected, selects another.
func (p *Page) Step(by int) {
	s := p.Selection()
	if s.Count() > 1 {
		p.list().MoveTo(keyOf(s.Hits[(s.At+by+len(s.Hits))%len(s.Hits)]))
		p.selected()
		return
	}
	at := 0
	if s.Count() == 1 {
		i, ok := p.rows.find(s.Hits[0])
		if at = i + by; !ok || at < 0 || at >= len(p.rows.hits) {
			return
		}
	}
	if at < len(p.rows.hits) {
		key := keyOf(p.rows.hits[at])
		p.list().Select(key)
		p.list().ScrollTo(key)
	}
}

// Beside is the video by places behind another one in what the page shows, or
// before it; "" where there is none, or the keyboard is not at that other one.
func (p *Page) Beside(uid string, by int) string {
	id, ok := idOf(p.list().Current())
	i, here := p.rows.find(id)
	if v := p.rows.video(id); !ok || !here || v == nil || v.UID != uid || i+by < 0 || i+by >= p.rows.len() {
		return ""
	}
	if beside := p.rows.at(i + by); beside != nil {
		return beside.UID
	}
	return ""
}
