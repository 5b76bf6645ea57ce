package index

import (
	"bytes"
	"cmp"
	"context"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"

	"spool/library"
)

// list is the members of a set in order.
func (s set) list(count int) []uint32 {
	ids := make([]uint32, 0, count)
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			ids = append(ids, uint32(i*64+bits.TrailingZeros64(word)))
		}
	}
	return ids
}

// Search finds the videos a query means, in order.
func (x *Index) Search(ctx context.Context, q library.Query, o library.Order) (library.Hits, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.current(ctx); err != nil {
		return nil, err
	}
	found, count := x.find(q)
	return x.docs.ordered(&x.rankings, found, count, o), nil
}

// Count is how many videos a query means.
func (x *Index) Count(ctx context.Context, q library.Query) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.current(ctx); err != nil {
		return 0, err
	}
	if len(q.Terms) == 0 {
		return x.docs.count, nil
	}
	_, count := x.find(q)
	return count, nil
}

// terms remembers which videos a term means, so that a keystroke costs no
// more than the term it changes.
type terms struct {
	found map[string]set
	// seen is how many changes there were when the sets were made.
	seen int
}

// maxTerms bounds the sets remembered, 125 KB each for a million videos.
const maxTerms = 64

// find is the videos that all terms mean.
func (x *Index) find(q library.Query) (set, int) {
	if x.terms.found == nil || x.terms.seen != x.rankings.changes || len(x.terms.found)+len(q.Terms) > maxTerms {
		x.terms = terms{found: map[string]set{}, seen: x.rankings.changes}
	}
	if len(q.Terms) == 0 {
		return x.docs.present, x.docs.count
	}
	found := slices.Clone(x.docs.present)
	for _, t := range q.Terms {
		members := x.members(t)
		for i := range found {
			if t.Not {
				found[i] &^= members[i]
			} else {
				found[i] &= members[i]
			}
		}
	}
	count := 0
	for _, word := range found {
		count += bits.OnesCount64(word)
	}
	return found, count
}

// members is the videos that a term means, Not aside.
func (x *Index) members(t library.Term) set {
	t.Not = false
	name := t.String()
	if members, ok := x.terms.found[name]; ok {
		return members
	}
	// Text that goes on from text searched before can only be where that was.
	among := x.docs.present
	if t.Key == "" {
		for end := len(t.Values[0]) - 1; end > 0; end-- {
			shorter := library.Term{Values: []string{t.Values[0][:end]}}
			if members, ok := x.terms.found[shorter.String()]; ok {
				among = members
				break
			}
		}
	}
	members := among.filter(x.docs.term(t))
	x.terms.found[name] = members
	return members
}

// filter looks at every member, with all processors.
func (s set) filter(m matcher) set {
	found := make(set, len(s))
	workers := runtime.GOMAXPROCS(0)
	share := (len(found) + workers - 1) / workers
	var wg sync.WaitGroup
	for w := range workers {
		from, to := min(w*share, len(found)), min((w+1)*share, len(found))
		wg.Go(func() {
			var scratch scratch
			for i := from; i < to; i++ {
				var hits uint64
				for word := s[i]; word != 0; word &= word - 1 {
					bit := bits.TrailingZeros64(word)
					if m(uint32(i*64+bit), &scratch) {
						hits |= 1 << bit
					}
				}
				found[i] = hits
			}
		})
	}
	wg.Wait()
	return found
}

// Values are the values of a text key that begin with prefix, most frequent
// first, with how many videos have each. Case is that of one of the videos.
func (x *Index) Values(ctx context.Context, key, prefix string, limit int) ([]library.ValueCount, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.current(ctx); err != nil {
		return nil, err
	}
	tallies := x.docs.tally(key, strings.ToLower(prefix))
	slices.SortFunc(tallies, func(a, b tally) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.value, b.value))
	})
	tallies = tallies[:min(limit, len(tallies))]
	examples := make(library.Hits, len(tallies))
	for i, t := range tallies {
		examples[i] = t.example
	}
	videos, err := x.Videos(ctx, examples)
	if err != nil {
		return nil, err
	}
	list := make([]library.ValueCount, len(tallies))
	for i, t := range tallies {
		list[i] = library.ValueCount{Value: original(&videos[i], key, t.value), Count: t.count}
	}
	return list, nil
}

// tally is a value in lower case, how many videos have it, and one of them.
type tally struct {
	value   string
	count   int
	example uint32
}

func (d *docs) tally(key, prefix string) []tally {
	places := map[string]int{}
	var list []tally
	count := func(value []byte, id uint32) {
		if !bytes.HasPrefix(value, []byte(prefix)) {
			return
		}
		at, known := places[string(value)]
		if !known {
			at = len(list)
			places[string(value)] = at
			list = append(list, tally{value: string(value), example: id})
		}
		list[at].count++
	}
	var s scratch
	fields := d.fieldsNamed(key)
	for id := range uint32(len(d.state)) {
		if !d.present.has(id) {
			continue
		}
		if key == "status" {
			count([]byte(d.states[d.state[id]]), id)
			continue
		}
		d.run(fields, func(run []uint32, s *scratch) bool {
			s.buf = s.buf[:0]
			for _, word := range run {
				s.buf = append(s.buf, d.words.word(word)...)
			}
			count(s.buf, id)
			return false
		})(id, &s)
	}
	return list
}

// original is the value as the video spells it.
func original(v *library.Video, key, value string) string {
	text := v.Creator
	if name, ok := strings.CutPrefix(key, "meta."); ok {
		text = v.Meta.Text(name)
	}
	if text = strings.TrimSpace(text); strings.ToLower(text) == value {
		return text
	}
	return value
}

// MetaKeys are all meta keys any video has, nested ones with dots.
func (x *Index) MetaKeys(ctx context.Context) ([]string, error) {
	return x.metaKeys(ctx, func(field) bool { return true })
}

// TopKeys are the meta keys any video has at the top.
func (x *Index) TopKeys(ctx context.Context) ([]string, error) {
	return x.metaKeys(ctx, func(f field) bool { return f.top })
}

func (x *Index) metaKeys(ctx context.Context, wanted func(field) bool) ([]string, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.current(ctx); err != nil {
		return nil, err
	}
	var keys []string
	for _, f := range x.docs.fields {
		if key, ok := strings.CutPrefix(f.name, "meta."); ok && wanted(f) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, nil
}
