package inspector

import (
	"encoding/json"
	"slices"
	"time"

	"spool/library"
)

// draft is a video as Stream has it and what is to be different.
type draft struct {
	video   library.Video
	changes []library.Change
}

// value is what stands at a path with the draft's changes.
func (d *draft) value(p library.Path) json.RawMessage {
	if i := d.place(p); i >= 0 {
		return d.changes[i].After
	}
	return d.video.Value(p)
}

// touched reports whether the draft changes a path.
func (d *draft) touched(p library.Path) bool { return d.place(p) >= 0 }

func (d *draft) place(p library.Path) int {
	return slices.IndexFunc(d.changes, func(c library.Change) bool { return c.Path == p })
}

// set wants a value at a path; the value it has at Stream is no change.
func (d *draft) set(p library.Path, value json.RawMessage) {
	change := library.Change{Path: p, Before: d.video.Value(p), After: value}
	i := d.place(p)
	if i >= 0 {
		// What the person began from stays, so that a change made elsewhere shows.
		change.Before = d.changes[i].Before
	}
	same, _ := library.Stand(&d.video, []library.Change{change})
	switch {
	case same == library.Applied && i >= 0:
		d.changes = slices.Delete(d.changes, i, i+1)
	case same == library.Applied:
	case i >= 0:
		d.changes[i] = change
	default:
		d.changes = append(d.changes, change)
	}
}

// setText wants what a person wrote. Text that is no value of the path is kept
// as it is, for problem to complain about.
func (d *draft) setText(p library.Path, text string) {
	old := d.video.Value(p)
	if text == "" && old == nil {
		d.revert(p)
		return
	}
	value, err := library.ParseValue(p, text, old)
	if err != nil {
		value, err = json.Marshal(text)
	}
	if err == nil {
		d.set(p, value)
	}
}

// revert takes a path as Stream has it.
func (d *draft) revert(p library.Path) {
	if i := d.place(p); i >= 0 {
		d.changes = slices.Delete(d.changes, i, i+1)
	}
}

// insist goes on with a change although Stream has another value meanwhile.
func (d *draft) insist(p library.Path) {
	if i := d.place(p); i >= 0 {
		d.changes[i].Before = d.video.Value(p)
	}
}

// took goes on from changes that Stream took: what the person wanted since then
// replaces these values.
func (d *draft) took(changes []library.Change) {
	for _, c := range changes {
		if i := d.place(c.Path); i >= 0 {
			d.changes[i].Before = c.After
		}
	}
}

// rebase goes on with the video as Stream has it now. What it has already as
// wanted is no change any more.
func (d *draft) rebase(v library.Video) {
	d.video = v
	d.changes = slices.DeleteFunc(d.changes, func(c library.Change) bool {
		same, _ := library.Stand(&v, []library.Change{c})
		return same == library.Applied
	})
}

// conflicts are changes of what was changed at Stream too, with Stream's value
// as Before.
func (d *draft) conflicts() []library.Change {
	_, list := library.Stand(&d.video, d.changes)
	return list
}

// problem is why Stream would not take the value of a path, nil where it would
// or nothing is to be sent.
func (d *draft) problem(p library.Path, now time.Time) error {
	if !d.touched(p) {
		return nil
	}
	return library.CheckValue(&d.video, p, d.value(p), now)
}

// problems is how many changes Stream would not take.
func (d *draft) problems(now time.Time) int {
	n := 0
	for _, c := range d.changes {
		if d.problem(c.Path, now) != nil {
			n++
		}
	}
	return n
}
