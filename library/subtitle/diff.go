package subtitle

import (
	"slices"
)

// ChangeKind is what became of a cue.
type ChangeKind string

// The changes.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// Change is one difference between two documents.
type Change struct {
	Kind ChangeKind
	// Old and New are the places of the cue in the two documents, -1 where it
	// is in one only.
	Old, New int
	// Before and After are the cue, zero where there is none.
	Before, After Cue
}

// Diff says how one document becomes another, cue by cue in the order of the
// new one. What is not of cues, such as notes, is left aside.
func Diff(before, after *Document) []Change {
	d := differ{a: before.Cues(), b: after.Cues()}
	d.gap(0, len(d.a), 0, len(d.b), []func(Cue) Cue{
		func(c Cue) Cue { return c },
		// A cue that was only moved is still the same cue.
		func(c Cue) Cue { return Cue{Text: c.Text} },
	})
	return d.changes
}

type differ struct {
	a, b    []Cue
	changes []Change
}

// gap compares a[a0:a1] with b[b0:b1]: what both begin and end with is the
// same, in between the cues that occur once in both hold the rest in place. key
// says in turn what makes cues the same.
func (d *differ) gap(a0, a1, b0, b1 int, keys []func(Cue) Cue) {
	if len(keys) == 0 {
		d.pairs(a0, a1, b0, b1)
		return
	}
	key := keys[0]
	for a0 < a1 && b0 < b1 && key(d.a[a0]) == key(d.b[b0]) {
		d.pair(a0, b0)
		a0, b0 = a0+1, b0+1
	}
	same := 0
	for a1-same > a0 && b1-same > b0 && key(d.a[a1-same-1]) == key(d.b[b1-same-1]) {
		same++
	}
	a, b := a0, b0
	for _, anchor := range d.anchors(a0, a1-same, b0, b1-same, key) {
		d.gap(a, anchor[0], b, anchor[1], keys[1:])
		d.pair(anchor[0], anchor[1])
		a, b = anchor[0]+1, anchor[1]+1
	}
	d.gap(a, a1-same, b, b1-same, keys[1:])
	for i := same; i > 0; i-- {
		d.pair(a1-i, b1-i)
	}
}

// anchors are pairs of cues that occur once on each side, in an order that
// both sides share.
func (d *differ) anchors(a0, a1, b0, b1 int, key func(Cue) Cue) [][2]int {
	type count struct{ a, b, atA, atB int }
	seen := map[Cue]*count{}
	at := func(c Cue) *count {
		k := key(c)
		if seen[k] == nil {
			seen[k] = &count{}
		}
		return seen[k]
	}
	for i := a0; i < a1; i++ {
		c := at(d.a[i])
		c.a, c.atA = c.a+1, i
	}
	for i := b0; i < b1; i++ {
		c := at(d.b[i])
		c.b, c.atB = c.b+1, i
	}
	var unique [][2]int
	for _, c := range seen {
		if c.a == 1 && c.b == 1 {
			unique = append(unique, [2]int{c.atA, c.atB})
		}
	}
	slices.SortFunc(unique, func(x, y [2]int) int { return x[0] - y[0] })
	return rising(unique)
}

// rising is the longest run of pairs whose second parts rise as well.
func rising(pairs [][2]int) [][2]int {
	var ends []int // ends[n] is the pair with the least second part that ends a run of n+1
	previous := make([]int, len(pairs))
	for i, p := range pairs {
		n, _ := slices.BinarySearchFunc(ends, p[1], func(at, want int) int { return pairs[at][1] - want })
		previous[i] = -1
		if n > 0 {
			previous[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	run := make([][2]int, len(ends))
	for n, i := len(ends)-1, ends[len(ends)-1]; n >= 0; n, i = n-1, previous[i] {
		run[n] = pairs[i]
	}
	return run
}

// pairs takes cues that have nothing in common as changed one by one.
func (d *differ) pairs(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 {
		d.pair(a0, b0)
		a0, b0 = a0+1, b0+1
	}
	for ; a0 < a1; a0++ {
		d.changes = append(d.changes, Change{Kind: Removed, Old: a0, New: -1, Before: d.a[a0]})
	}
	for ; b0 < b1; b0++ {
		d.changes = append(d.changes, Change{Kind: Added, Old: -1, New: b0, After: d.b[b0]})
	}
}

func (d *differ) pair(a, b int) {
	if d.a[a] != d.b[b] {
		d.changes = append(d.changes, Change{Kind: Changed, Old: a, New: b, Before: d.a[a], After: d.b[b]})
	}
}
