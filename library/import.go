package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"iter"
	"slices"
	"strings"
	"time"
)

// ImportRow is a line of an imported file: the values wanted for a video.
type ImportRow struct {
	// Line is the line of a CSV file or the number of a JSON object.
	Line int
	UID  string
	// Err says why the line cannot be used.
	Err    error
	wanted []wanted
}

// wanted is a cell: text of a CSV file, or a JSON value.
type wanted struct {
	path Path
	text string
	// value is set for JSON.
	json  bool
	value json.RawMessage
}

// Changes is what the row wants to be different from a video.
func (r *ImportRow) Changes(v *Video, now time.Time) ([]Change, error) {
	work := v.clone()
	for _, w := range r.wanted {
		value, err := w.read(v)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", w.path, err)
		}
		work.setValue(w.path, value)
	}
	changes := Diff(v, work)
	for _, c := range changes {
		if err := CheckValue(v, c.Path, c.After, now); err != nil {
			return nil, err
		}
	}
	return changes, nil
}

func (w *wanted) read(v *Video) (json.RawMessage, error) {
	old := v.Value(w.path)
	switch {
	case !w.json && cellText(w.path, old) == w.text:
		return old, nil
	case !w.json:
		return readCell(w.path, w.text, old)
	case string(w.value) != "null":
		return checkKind(w.path, w.value)
	case string(old) == "null":
		return old, nil
	}
	return cleared(w.path)
}

// checkKind keeps a JSON value of another kind from being taken for text.
func checkKind(p Path, value json.RawMessage) (json.RawMessage, error) {
	switch p.Field {
	case FieldMeta:
		return value, nil
	case FieldAllowedOrigins:
		var list []string
		if err := json.Unmarshal(value, &list); err != nil {
			return nil, fmt.Errorf("%s is not a list of hosts", value)
		}
		return listValue(list), nil
	case FieldRequireSignedURLs, FieldThumbnailPct, FieldMaxDuration:
		return ParseValue(p, jsonText(value), nil)
	case FieldScheduledDeletion, FieldUploadExpiry:
		return parseMoment(jsonText(value))
	}
	if len(value) == 0 || value[0] != '"' {
		return nil, fmt.Errorf("%s is not text", value)
	}
	return textValue(jsonText(value)), nil
}

// PlannedRow is an import's line with what it would change.
type PlannedRow struct {
	Line int
	Row
}

// PlanImport compares an import with the index and, where that differs or
// lacks a video, with the videos as Stream has them now, a hundred with one
// call: an unchanged import makes none. Lines without a change are left out; a
// line that cannot be used comes with Err, and so does a second line that
// wants something else of the same video.
func (l *Library) PlanImport(ctx context.Context, rows iter.Seq2[ImportRow, error]) iter.Seq2[PlannedRow, error] {
	return func(yield func(PlannedRow, error) bool) {
		var part []ImportRow
		flush := func() bool {
			ok := l.planPart(ctx, part, yield)
			part = part[:0]
			return ok
		}
		lines := firstLines{}
		for row, err := range rows {
			if err != nil {
				// What stands before the mistake is not lost.
				if flush() {
					yield(PlannedRow{}, err)
				}
				return
			}
			if lines.repeats(&row) || l.same(ctx, &row) {
				continue
			}
			if part = append(part, row); len(part) == idsPerCall && !flush() {
				return
			}
		}
		flush()
	}
}

// Lines are the rows of a planned import, with the line of the file before what
// is wrong with one.
func Lines(planned iter.Seq2[PlannedRow, error]) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for p, err := range planned {
			row := p.Row
			if row.Err != nil {
				row.Err = fmt.Errorf("line %d: %w", p.Line, row.Err)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// firstLines knows the line of each video and what it wanted, which is all that
// grows with a file.
type firstLines map[string]struct {
	line int
	sum  uint64
}

// hashSeed makes sums of this process comparable.
var hashSeed = maphash.MakeSeed()

// repeats reports whether the row says the same as an earlier one; where it
// says something else, or has no uid, it gets an error.
func (f firstLines) repeats(row *ImportRow) bool {
	if row.Err != nil {
		return false
	}
	if row.UID == "" {
		row.Err = errors.New("the line has no uid")
		return false
	}
	var h maphash.Hash
	h.SetSeed(hashSeed)
	slices.SortFunc(row.wanted, func(a, b wanted) int { return strings.Compare(a.path.String(), b.path.String()) })
	for _, w := range row.wanted {
		fmt.Fprintf(&h, "%s\x00%s\x00%s\x00", w.path, w.text, w.value)
	}
	first, twice := f[row.UID]
	if !twice {
		first.line, first.sum = row.Line, h.Sum64()
		f[row.UID] = first
		return false
	}
	if first.sum != h.Sum64() {
		row.Err = fmt.Errorf("line %d is for the same video and says something else", first.line)
		return false
	}
	return true
}

// same reports whether the index shows that the row changes nothing.
func (l *Library) same(ctx context.Context, row *ImportRow) bool {
	if row.Err != nil {
		return false
	}
	v, err := l.index.Get(ctx, row.UID)
	if err != nil {
		return false
	}
	changes, err := row.Changes(&v, l.now())
	return err == nil && len(changes) == 0
}

func (l *Library) planPart(ctx context.Context, part []ImportRow, yield func(PlannedRow, error) bool) bool {
	var uids []string
	for _, row := range part {
		if row.Err == nil {
			uids = append(uids, row.UID)
		}
	}
	fresh := map[string]Video{}
	if len(uids) > 0 {
		page, err := l.api.List(ctx, Listing{IDs: uids})
		if err != nil {
			yield(PlannedRow{}, err)
			return false
		}
		for _, v := range page.Videos {
			fresh[v.UID] = v
		}
	}
	for _, row := range part {
		planned := PlannedRow{Line: row.Line, Row: Row{Video: Video{UID: row.UID}, Err: row.Err}}
		if v, ok := fresh[row.UID]; ok && row.Err == nil {
			planned.Video = v
			planned.Changes, planned.Err = row.Changes(&v, l.now())
		} else if row.Err == nil {
			planned.Err = ErrNotFound
		}
		if (planned.Err != nil || len(planned.Changes) > 0) && !yield(planned, nil) {
			return false
		}
	}
	return true
}
