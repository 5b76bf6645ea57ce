package index

import (
	"bytes"
	"cmp"
	"slices"

	"spool/library"
)

// ranking is all videos in one order, ascending; those without a value come
// last, and stay last when the order is turned round.
type ranking struct {
	ids    []uint32
	valued int
	// seen is how many entries of docs' log of changes are in it.
	seen int
}

// rankings keeps one ranking per order that was asked for.
type rankings struct {
	by  map[string]*ranking
	log []uint32
	// changes counts all changes ever.
	changes int
}

// maxLog bounds the log of changes; beyond it rankings are made anew.
const maxLog = 1 << 20

func (r *rankings) changed(id uint32) {
	if len(r.log) >= maxLog {
		r.by, r.log = map[string]*ranking{}, nil
	}
	r.log = append(r.log, id)
	r.changes++
}

// ranked is the ranking of all videos by key, brought up to date. Its slice
// is never written to again.
func (d *docs) ranked(r *rankings, key string) *ranking {
	old := r.by[key]
	if old != nil && old.seen == len(r.log) {
		return old
	}
	compare, valued := d.comparer(key)
	var ids []uint32
	if old == nil || len(r.log)-old.seen > len(old.ids)/4 {
		ids = d.all()
		slices.SortFunc(ids, compare)
	} else {
		ids = d.merge(old.ids, r.log[old.seen:], compare)
	}
	n, _ := slices.BinarySearchFunc(ids, true, func(id uint32, _ bool) int {
		if valued(id) {
			return -1
		}
		return 1
	})
	fresh := &ranking{ids: ids, valued: n, seen: len(r.log)}
	r.by[key] = fresh
	return fresh
}

// merge replaces the changed videos in a ranking.
func (d *docs) merge(old, changed []uint32, compare func(a, b uint32) int) []uint32 {
	moved := newSet(len(d.state))
	var again []uint32
	for _, id := range changed {
		if !moved.has(id) && d.present.has(id) {
			again = append(again, id)
		}
		moved.add(id)
	}
	slices.SortFunc(again, compare)
	ids := make([]uint32, 0, len(old)+len(again))
	for _, id := range old {
		if moved.has(id) {
			continue
		}
		for len(again) > 0 && compare(again[0], id) < 0 {
			ids, again = append(ids, again[0]), again[1:]
		}
		ids = append(ids, id)
	}
	return append(ids, again...)
}

func (d *docs) all() []uint32 {
	ids := make([]uint32, 0, d.count)
	for id := range uint32(len(d.state)) {
		if d.present.has(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// comparer compares two videos by an order's key; valued tells whether a
// video has a value at all. Equals are in the order of their ids.
func (d *docs) comparer(key string) (compare func(a, b uint32) int, valued func(id uint32) bool) {
	var value func(a, b uint32) int
	switch key {
	case "duration":
		value, valued = numbers(d.duration, 0)
	case "size":
		value, valued = numbers(d.size, 0)
	case "width":
		value, valued = numbers(d.width, 1)
	case "height":
		value, valued = numbers(d.height, 1)
	case "created", "modified", "uploaded", "deletion":
		value, valued = numbers(d.timeColumn(key), 1)
	case "status":
		value = func(a, b uint32) int { return cmp.Compare(d.states[d.state[a]], d.states[d.state[b]]) }
		valued = func(uint32) bool { return true }
	case "signed":
		value = func(a, b uint32) int { return cmp.Compare(d.flags[a]&flagSigned, d.flags[b]&flagSigned) }
		valued = func(uint32) bool { return true }
	case "uid":
		value = func(a, b uint32) int { return bytes.Compare(d.uid[a][:], d.uid[b][:]) }
		valued = func(uint32) bool { return true }
	default:
		value, valued = d.texts(key)
	}
	return func(a, b uint32) int {
		if va, vb := valued(a), valued(b); va != vb {
			if va {
				return -1
			}
			return 1
		}
		if c := value(a, b); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	}, valued
}

func numbers[T cmp.Ordered](column []T, least T) (func(a, b uint32) int, func(uint32) bool) {
	return func(a, b uint32) int { return cmp.Compare(column[a], column[b]) },
		func(id uint32) bool { return column[id] >= least }
}

// texts compares the first value of a field, numbers in it by their size.
func (d *docs) texts(key string) (func(a, b uint32) int, func(uint32) bool) {
	fields := d.fieldsNamed(key)
	first := func(id uint32) []uint32 {
		text := d.textOf(id)
		for i, t := range text {
			if t >= mark && slices.Contains(fields, t&^mark) {
				run := text[i+1:]
				if end := slices.IndexFunc(run, func(t uint32) bool { return t >= mark }); end >= 0 {
					run = run[:end]
				}
				return run
			}
		}
		return nil
	}
	return func(a, b uint32) int {
			return slices.CompareFunc(first(a), first(b), func(x, y uint32) int {
				if x == y {
					return 0
				}
				return natural(d.words.word(x), d.words.word(y))
			})
		},
		func(id uint32) bool { return len(first(id)) > 0 }
}

// natural compares pieces of text so that 9 comes before 10.
func natural(a, b []byte) int {
	for len(a) > 0 && len(b) > 0 {
		na, nb := digits(a), digits(b)
		if na > 0 && nb > 0 {
			x, y := bytes.TrimLeft(a[:na], "0"), bytes.TrimLeft(b[:nb], "0")
			if c := cmp.Or(cmp.Compare(len(x), len(y)), bytes.Compare(x, y)); c != 0 {
				return c
			}
			a, b = a[na:], b[nb:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func digits(s []byte) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// ordered is the videos of a set in an order.
func (d *docs) ordered(r *rankings, found set, count int, o library.Order) []uint32 {
	var ids []uint32
	valued := 0
	if _, known := r.by[o.By]; !known && count < d.count/16 || count < d.count/256 {
		compare, has := d.comparer(o.By)
		ids = found.list(count)
		slices.SortFunc(ids, compare)
		for valued < len(ids) && has(ids[valued]) {
			valued++
		}
	} else {
		all := d.ranked(r, o.By)
		ids = make([]uint32, 0, count)
		for i, id := range all.ids {
			if i == all.valued {
				valued = len(ids)
			}
			if found.has(id) {
				ids = append(ids, id)
			}
		}
		if all.valued == len(all.ids) {
			valued = len(ids)
		}
	}
	if o.Descending {
		slices.Reverse(ids[:valued])
	}
	return ids
}
