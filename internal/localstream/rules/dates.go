package rules

import (
	"math"
	"time"

	"spool/internal/localstream/envelope"
)

// The first and the last moment that can be kept: as nanoseconds in 64 bits.
var (
	earliest = time.Unix(0, math.MinInt64).UTC()
	latest   = time.Unix(0, math.MaxInt64).UTC()
)

// ParseDate reads the RFC 3339 date of a field. One that cannot be kept is
// refused (ours: no bounds are documented).
func ParseDate(field, text string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, envelope.ErrBadRequest.With("%s must be a date in RFC 3339", field)
	}
	if t.Before(earliest) || t.After(latest) {
		return t, envelope.ErrBadRequest.With("%s must be a date between %d and %d", field, earliest.Year(), latest.Year())
	}
	return t, nil
}

// within brings a date to those that can be kept: as a bound of a list it means
// the same.
func within(t time.Time) time.Time {
	switch {
	case t.Before(earliest):
		return earliest
	case t.After(latest):
		return latest
	}
	return t
}
