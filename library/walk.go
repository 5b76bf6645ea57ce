package library

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"time"
)

// ErrSameInstant reports that more videos carry one created time than a page
// can hold, so that some cannot be listed by date.
var ErrSameInstant = errors.New("too many videos share one creation time")

// Lister is what a walk asks; *stream.Client is one.
type Lister interface {
	List(context.Context, Listing) (Page, error)
}

// overlap is how far a page reaches back into the one before it. Stream has
// no cursor, only created times; without overlap, videos that share the time
// at the edge of a page would be lost. Stream gives times in microseconds.
const overlap = time.Microsecond

// cursor pages through a listing by created time.
type cursor struct {
	listing Listing
	// last are the uids of the last page: only those can come again.
	last map[string]bool
	// total is what the first page announced, -1 if nothing; count is how
	// many videos came.
	total, count int
	first, done  bool
	// lost is the created time shared by more videos than fit a page.
	lost time.Time
	// until is the newest creation time not covered by earlier pages, covered
	// what the last page lists completely; both only for descending walks.
	until   time.Time
	covered Covered
}

func newCursor(l Listing) *cursor {
	if l.Limit <= 0 || l.Limit > MaxPage {
		l.Limit = MaxPage
	}
	return &cursor{listing: l, total: -1, first: true}
}

// resume goes on with a pass of an earlier process.
func (c *cursor) resume(p Pass) {
	if !p.Before.IsZero() {
		c.first, c.until = false, p.Before.Add(-overlap)
		c.count, c.total = p.Seen, p.Total
	}
}

// take tells which videos of the page are new and moves on. Afterwards done
// says whether that was all.
func (c *cursor) take(page Page) (fresh []int, err error) {
	if c.first {
		c.first, c.total = false, page.Total
		c.until = newestOf(page.Videos)
	}
	c.covered = Covered{Until: c.until}
	seen := make(map[string]bool, len(page.Videos))
	fresh = make([]int, 0, len(page.Videos))
	for i := range page.Videos {
		uid := page.Videos[i].UID
		if !c.last[uid] && !seen[uid] {
			fresh = append(fresh, i)
		}
		seen[uid] = true
	}
	c.last = seen
	c.count += len(fresh)
	short := len(page.Videos) < c.listing.Limit
	announced := page.Range >= 0 && page.Range <= len(page.Videos) && c.count >= c.total
	if len(page.Videos) == 0 || short && (announced || len(fresh) == 0) {
		c.done = true
		return fresh, nil
	}
	return fresh, c.advance(page.Videos)
}

// advance puts the edge where the page ended. Where that is no step forward,
// the whole page shares one created time: it steps over that time, and what
// did not fit is lost.
func (c *cursor) advance(videos []Video) error {
	edge := c.edgeOf(videos)
	if edge.IsZero() {
		return errors.New("the list has no creation times, so the rest of it can't be read")
	}
	c.covered.After = edge
	inclusive, exclusive := edge.Add(overlap), edge
	bound := &c.listing.Before
	ahead := func(t time.Time) bool { return bound.IsZero() || t.Before(*bound) }
	if c.listing.Ascending {
		inclusive, exclusive = edge.Add(-overlap), edge.Add(overlap)
		bound = &c.listing.After
		ahead = func(t time.Time) bool { return t.After(*bound) }
	}
	switch {
	case ahead(inclusive):
		*bound, c.until = inclusive, edge
	case ahead(exclusive):
		*bound, c.until, c.lost = exclusive, edge.Add(-1), edge
	default:
		return fmt.Errorf("the list repeats its page of videos created until %s", edge.Format(time.RFC3339Nano))
	}
	return nil
}

// edgeOf is the created time the page reached, whatever its order.
func (c *cursor) edgeOf(videos []Video) (edge time.Time) {
	for i := range videos {
		created := videos[i].Created
		further := created.Before(edge) != c.listing.Ascending
		if !created.IsZero() && (edge.IsZero() || further) {
			edge = created
		}
	}
	return edge
}

// newestOf bounds what the first page covers: a video that is made while the
// page is under way must not be taken for gone. Without videos it is all time.
func newestOf(videos []Video) time.Time {
	newest := time.Time{}
	for i := range videos {
		if videos[i].Created.After(newest) {
			newest = videos[i].Created
		}
	}
	if newest.IsZero() {
		return time.Unix(0, math.MaxInt64)
	}
	return newest
}

// err is ErrSameInstant when some videos could not be listed.
func (c *cursor) err() error {
	if c.lost.IsZero() {
		return nil
	}
	return fmt.Errorf("%w (%s)", ErrSameInstant, c.lost.Format(time.RFC3339Nano))
}

// Walk lists every video that matches, page after page, each once. Limit is
// the size of a page. It ends with the first error; ErrSameInstant comes after
// all that could be listed.
func Walk(ctx context.Context, api Lister, l Listing) iter.Seq2[Video, error] {
	return func(yield func(Video, error) bool) {
		c := newCursor(l)
		for !c.done {
			page, err := api.List(ctx, c.listing)
			if err != nil {
				yield(Video{}, err)
				return
			}
			fresh, err := c.take(page)
			for _, i := range fresh {
				if !yield(page.Videos[i], nil) {
					return
				}
			}
			if err != nil {
				yield(Video{}, err)
				return
			}
		}
		if err := c.err(); err != nil {
			yield(Video{}, err)
		}
	}
}
