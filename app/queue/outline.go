package queue

import (
	"cmp"
	"slices"
	"time"

	"spool/uploader"
)

// group is a part of the list, from top to bottom.
type group int

const (
	attention group = iota
	uploading
	upNext
	onStream
	groupCount
	nowhere group = -1
)

// groupOf is where the page shows a state; a job that leaves is not shown.
func groupOf(s uploader.State) group {
	switch s {
	case uploader.Attention:
		return attention
	case uploader.Uploading:
		return uploading
	case uploader.Waiting, uploader.Paused:
		return upNext
	case uploader.Processing, uploader.Ready:
		return onStream
	}
	return nowhere
}

// Outline is every job briefly, in the groups and the order of the page. It
// does not change once made.
type Outline struct {
	// shape is another number whenever a job came, went or moved.
	shape  int
	groups [groupCount][]uploader.Brief
	places map[int64]place
	ahead  []int // of each row up next, the waiting rows above it
	leave  int   // jobs that can still be called back
	totals totals
}

// place is where a job stands in the list.
type place struct {
	group group
	row   int
}

// totals is what the header and the sidebar add up.
type totals struct {
	size, sent int64 // of what uploads or waits, in bytes
	paused     int
	processing int
	today      int           // that arrived today, or are about to
	adds       time.Duration // that the queue adds to the account's storage
	sentToday  int64
}

// NewOutline sorts jobs, given in the queue's order, into groups. before may be
// nil; where the order is the same, the outline keeps its shape.
func NewOutline(jobs []uploader.Brief, before *Outline, now time.Time) *Outline {
	o := &Outline{}
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	for _, b := range jobs {
		g := groupOf(b.State)
		if g == nowhere {
			o.leave++
			continue
		}
		o.groups[g] = append(o.groups[g], b)
		o.totals.add(b, midnight)
	}
	slices.SortStableFunc(o.groups[onStream], latestFirst)
	waiting := 0
	for _, b := range o.groups[upNext] {
		o.ahead = append(o.ahead, waiting)
		if b.State == uploader.Waiting {
			waiting++
		}
	}
	if before != nil && o.ordered(before) {
		o.shape, o.places = before.shape, before.places
		return o
	}
	if before != nil {
		o.shape = before.shape + 1
	}
	o.places = make(map[int64]place, len(jobs))
	for g, rows := range o.groups {
		for i, b := range rows {
			o.places[b.ID] = place{group(g), i}
		}
	}
	return o
}

// latestFirst puts what Stream still works on above what is ready.
func latestFirst(a, b uploader.Brief) int {
	if working := cmp.Compare(rank(a), rank(b)); working != 0 {
		return working
	}
	return b.ReadyAt.Compare(a.ReadyAt)
}

func rank(b uploader.Brief) int {
	if b.State == uploader.Processing {
		return 0
	}
	return 1
}

func (t *totals) add(b uploader.Brief, midnight time.Time) {
	switch b.State {
	case uploader.Processing:
		t.processing++
		t.today++
	case uploader.Ready:
		if !b.ReadyAt.Before(midnight) {
			t.today++
			t.sentToday += b.Size
		}
	case uploader.Uploading, uploader.Waiting, uploader.Paused:
		t.size += b.Size
		t.sent += min(b.Offset, b.Size)
		t.adds += b.Duration
		if b.State == uploader.Paused {
			t.paused++
		}
	}
}

// ordered reports whether both hold the same jobs in the same places.
func (o *Outline) ordered(other *Outline) bool {
	for g := range o.groups {
		if !slices.EqualFunc(o.groups[g], other.groups[g], func(a, b uploader.Brief) bool { return a.ID == b.ID }) {
			return false
		}
	}
	return true
}

// brief finds a job.
func (o *Outline) brief(id int64) (uploader.Brief, bool) {
	at, ok := o.places[id]
	if !ok {
		return uploader.Brief{}, false
	}
	return o.groups[at.group][at.row], true
}

// moved is the outline with jobs of one group before its row number before, as
// it will be once the engine has carried that out.
func (o *Outline) moved(ids []int64, g group, before int) *Outline {
	chosen := make(map[int64]bool, len(ids))
	for _, id := range ids {
		chosen[id] = true
	}
	var front, back, lifted []uploader.Brief
	for i, b := range o.groups[g] {
		switch {
		case chosen[b.ID]:
			lifted = append(lifted, b)
		case i < before:
			front = append(front, b)
		default:
			back = append(back, b)
		}
	}
	n := *o
	n.shape++
	n.groups[g] = slices.Concat(front, lifted, back)
	n.places = make(map[int64]place, len(o.places))
	for id, at := range o.places {
		n.places[id] = at
	}
	for i, b := range n.groups[g] {
		n.places[b.ID] = place{g, i}
	}
	return &n
}

// near lists the ids of up to reach rows before and behind a place, over all
// groups.
func (o *Outline) near(at place, reach int) []int64 {
	flat := o.flat(at)
	var ids []int64
	first := 0
	for _, rows := range o.groups {
		from, to := clamp(flat-reach-first, len(rows)), clamp(flat+reach+1-first, len(rows))
		for _, b := range rows[from:to] {
			ids = append(ids, b.ID)
		}
		first += len(rows)
	}
	return ids
}

// flat is the number of a row, counted over all groups.
func (o *Outline) flat(at place) int {
	n := at.row
	for _, rows := range o.groups[:at.group] {
		n += len(rows)
	}
	return n
}

func clamp(i, n int) int { return max(0, min(i, n)) }
