package fault

import (
	"slices"
	"strconv"
	"sync"
)

// Set holds the faults that are to happen. The zero value is empty and ready;
// its methods may be called from any goroutine.
type Set struct {
	mu     sync.Mutex
	next   int
	faults []*Fault
}

// Add puts a fault that was checked into the set and returns it with its ID.
func (s *Set) Add(f Fault) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	f.ID = strconv.Itoa(s.next)
	s.faults = append(s.faults, &f)
	return f
}

// All returns the faults still to happen, in the order they were added.
func (s *Set) All() []Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Fault, len(s.faults))
	for i, f := range s.faults {
		all[i] = *f
	}
	return all
}

// Remove takes the fault with the ID out of the set and reports whether it was
// there.
func (s *Set) Remove(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := len(s.faults)
	s.faults = slices.DeleteFunc(s.faults, func(f *Fault) bool { return f.ID == id })
	return len(s.faults) < before
}

// Clear empties the set.
func (s *Set) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Request returns the faults a request meets, and counts them.
func (s *Set) Request(route, video string) []Fault {
	return s.take(func(f *Fault) bool {
		return !f.Encoding() && (f.Route == "" || f.Route == route) && (f.Video == "" || f.Video == video)
	})
}

// Encoding returns the faults the encoding of a video meets, and counts them.
func (s *Set) Encoding(video string) []Fault {
	return s.take(func(f *Fault) bool { return f.matchesEncoding(video) })
}

// WantsEncoding reports whether a fault waits for the encoding of a video.
func (s *Set) WantsEncoding(video string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.faults, func(f *Fault) bool { return f.matchesEncoding(video) })
}

func (f *Fault) matchesEncoding(video string) bool {
	return f.Encoding() && (f.Video == "" || f.Video == video)
}

func (s *Set) take(match func(*Fault) bool) []Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	var met []Fault
	s.faults = slices.DeleteFunc(s.faults, func(f *Fault) bool {
		if !match(f) {
			return false
		}
		if f.Skip > 0 {
			f.Skip--
			return false
		}
		met = append(met, *f)
		if f.Times == 0 {
			return false
		}
		f.Times--
		return f.Times == 0
	})
	return met
}
