package index

import (
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
	if x.terms.seen != x.rankings.changes || len(x.terms.found)+len(q.Terms) > maxTerms {
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
// first, with how many videos have each.
func (x *Index) Values(ctx context.Context, key, prefix string, limit int) ([]library.ValueCount, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.current(ctx); err != nil {
		return nil, err
	}
	d := x.docs
	if key == "status" {
		return d.statusValues(prefix, limit), nil
	}
	counts := map[string]int{}
	prefix = strings.ToLower(prefix)
	var s scratch
	each := d.run(d.fieldsNamed(key), func(run []uint32, s *scratch) bool {
		s.buf = s.buf[:0]
		for _, id := range run {
			s.buf = append(s.buf, d.words.word(id)...)
		}
		if strings.HasPrefix(string(s.buf), prefix) {
			counts[string(s.buf)]++
		}
		return false
	})
	for id := range uint32(len(d.state)) {
		if d.present.has(id) {
			each(id, &s)
		}
	}
	return top(counts, limit), nil
}

func (d *docs) statusValues(prefix string, limit int) []library.ValueCount {
	counts := map[string]int{}
	for id := range uint32(len(d.state)) {
		if s := d.states[d.state[id]]; d.present.has(id) && strings.HasPrefix(s, strings.ToLower(prefix)) {
			counts[s]++
		}
	}
	return top(counts, limit)
}

func top(counts map[string]int, limit int) []library.ValueCount {
	list := make([]library.ValueCount, 0, len(counts))
	for v, n := range counts {
		list = append(list, library.ValueCount{Value: v, Count: n})
	}
	slices.SortFunc(list, func(a, b library.ValueCount) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Value, b.Value)
	})
	return list[:min(limit, len(list))]
}

// MetaKeys are all meta keys any video has, nested ones with dots.
func (x *Index) MetaKeys(ctx context.Context) ([]string, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.current(ctx); err != nil {
		return nil, err
	}
	var keys []string
	for _, f := range x.docs.fields {
		if key, ok := strings.CutPrefix(f.name, "meta."); ok {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, nil
}
