package widgets

import "sort"

// Key names one row for as long as it exists. Selection, focus and scroll place
// hang on keys, so they survive sorting and reloading.
type Key string

// selection is what is chosen in a list or grid, as in a file manager: a set of
// keys, the row the keyboard is at, and the row that Shift extends from. Rows
// are given as indices over all groups.
type selection struct {
	keys   map[Key]struct{}
	focus  Key
	anchor Key
	key    func(index int) Key
	index  func(Key) (int, bool)
}

func newSelection(key func(int) Key, index func(Key) (int, bool)) *selection {
	return &selection{keys: map[Key]struct{}{}, key: key, index: index}
}

func (s *selection) has(k Key) bool { _, ok := s.keys[k]; return ok }

// sorted is the chosen keys in the order of their rows.
func (s *selection) sorted() []Key {
	type placed struct {
		key   Key
		index int
	}
	rows := make([]placed, 0, len(s.keys))
	for k := range s.keys {
		if i, ok := s.index(k); ok {
			rows = append(rows, placed{k, i})
		}
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].index < rows[j].index })
	keys := make([]Key, len(rows))
	for i, r := range rows {
		keys[i] = r.key
	}
	return keys
}

// reach is how a click or a move changes the selection.
type reach struct {
	extend bool // Shift: from the anchor to the row
	keep   bool // Ctrl: what is chosen stays
}

// choose is a click on a row. It reports whether the selection changed.
func (s *selection) choose(i int, r reach) bool {
	k := s.key(i)
	s.focus = k
	switch {
	case r.extend:
		return s.extend(i, r.keep)
	case r.keep:
		s.anchor = k
		return s.flip(k)
	default:
		s.anchor = k
		return s.only(k)
	}
}

// walk is a move by keyboard to a row. It reports whether the selection
// changed: with Ctrl alone only the focus moves.
func (s *selection) walk(i int, r reach) bool {
	if r.keep && !r.extend {
		s.focus = s.key(i)
		return false
	}
	return s.choose(i, r)
}

// toggle flips the row the keyboard is at.
func (s *selection) toggle() bool {
	if s.focus == "" {
		return false
	}
	s.anchor = s.focus
	return s.flip(s.focus)
}

func (s *selection) flip(k Key) bool {
	if s.has(k) {
		delete(s.keys, k)
	} else {
		s.keys[k] = struct{}{}
	}
	return true
}

func (s *selection) only(k Key) bool {
	if len(s.keys) == 1 && s.has(k) {
		return false
	}
	clear(s.keys)
	s.keys[k] = struct{}{}
	return true
}

func (s *selection) extend(i int, keep bool) bool {
	from, ok := s.index(s.anchor)
	if !ok {
		from, s.anchor = i, s.key(i)
	}
	if from > i {
		from, i = i, from
	}
	before := len(s.keys)
	same := true
	if !keep {
		same = before == i-from+1
		for j := from; same && j <= i; j++ {
			same = s.has(s.key(j))
		}
		if same {
			return false
		}
		clear(s.keys)
	}
	for ; from <= i; from++ {
		s.keys[s.key(from)] = struct{}{}
	}
	return !same || len(s.keys) != before
}

// all chooses the first n rows.
func (s *selection) all(n int) bool {
	if len(s.keys) == n {
		return false
	}
	for i := range n {
		s.keys[s.key(i)] = struct{}{}
	}
	return true
}

func (s *selection) none() bool {
	changed := len(s.keys) > 0
	clear(s.keys)
	return changed
}

// prune forgets the rows that are gone.
func (s *selection) prune() bool {
	before := len(s.keys)
	for k := range s.keys {
		if _, ok := s.index(k); !ok {
			delete(s.keys, k)
		}
	}
	return len(s.keys) != before
}
