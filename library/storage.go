package library

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Storage is how much of the account's storage is used, how that came, and
// how it goes on.
type Storage struct {
	Usage
	// Weeks are the minutes stored at the end of each of the last 26 weeks, as
	// far as today's videos tell; the last one is now.
	Weeks []float64
	// PerWeek is by how many minutes storage grew a week in that time.
	PerWeek float64
	// Full is when the limit is reached at that rate; zero when it never is.
	Full time.Time
	// Creators are who uses most, at most five, the largest first.
	Creators []CreatorMinutes
}

// CreatorMinutes is a creator's part of the storage.
type CreatorMinutes struct {
	Creator string
	Minutes float64
}

const (
	storageWeeks = 26
	week         = 7 * 24 * time.Hour
	topCreators  = 5
)

// Forecast reads the growth of storage from the index. used is what Stream
// says of now.
func (l *Library) Forecast(ctx context.Context, used Usage) (Storage, error) {
	now := l.now()
	s := Storage{Usage: used, Weeks: make([]float64, storageWeeks)}
	creators := map[string]float64{}
	for v, err := range l.Found(ctx, Query{}, NewestFirst, 0) {
		if err != nil {
			return s, err
		}
		minutes := max(v.Duration, 0) / 60
		creators[v.Creator] += minutes
		// A video counts from the week it came in to now.
		age := int(max(0, now.Sub(v.Created)) / week)
		for i := max(0, storageWeeks-1-age); i < storageWeeks; i++ {
			s.Weeks[i] += minutes
		}
	}
	s.PerWeek = (s.Weeks[storageWeeks-1] - s.Weeks[0]) / (storageWeeks - 1)
	if left := used.MinutesLimit - used.Minutes; s.PerWeek > 0 && left > 0 {
		// Beyond a century a date says nothing.
		if weeks := left / s.PerWeek; weeks < 100*52 {
			s.Full = now.Add(time.Duration(weeks * float64(week)))
		}
	}
	for c, m := range creators {
		if c != "" {
			s.Creators = append(s.Creators, CreatorMinutes{c, m})
		}
	}
	slices.SortFunc(s.Creators, func(a, b CreatorMinutes) int {
		return cmp.Or(cmp.Compare(b.Minutes, a.Minutes), cmp.Compare(a.Creator, b.Creator))
	})
	s.Creators = s.Creators[:min(topCreators, len(s.Creators))]
	return s, nil
}
