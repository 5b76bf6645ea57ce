package library

import (
	"context"
	"errors"
	"iter"
	"slices"
)

// ErrNothingToDo reports a job that would change nothing.
var ErrNothingToDo = errors.New("nothing would change")

// ItemsOf is a job's items that make the same changes to each video.
func ItemsOf(videos iter.Seq2[Video, error], changes ...Change) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for v, err := range videos {
			if !yield(Item{UID: v.UID, Name: v.Name(), Changes: changes}, err) || err != nil {
				return
			}
		}
	}
}

// foundChunk is how many rows of the index are read at once.
const foundChunk = 500

// Found are the videos of the index that a query means, at most limit of them
// (0 for all).
func (l *Library) Found(ctx context.Context, q Query, o Order, limit int) iter.Seq2[Video, error] {
	return func(yield func(Video, error) bool) {
		hits, err := l.index.Search(ctx, q, o)
		if err != nil {
			yield(Video{}, err)
			return
		}
		if limit > 0 {
			hits = hits[:min(limit, len(hits))]
		}
		for part := range slices.Chunk(hits, foundChunk) {
			videos, err := l.index.Videos(ctx, part)
			if err != nil {
				yield(Video{}, err)
				return
			}
			for _, v := range videos {
				if v.UID != "" && !yield(v, nil) {
					return
				}
			}
		}
	}
}

// Named are videos by their uids, as Stream has them now, each once and in
// this order. An error that comes with a UID is about that video only, and
// the sequence goes on.
func (l *Library) Named(ctx context.Context, uids iter.Seq2[string, error]) iter.Seq2[Video, error] {
	return func(yield func(Video, error) bool) {
		seen := map[string]bool{}
		var part []string
		for uid, err := range uids {
			if err != nil {
				yield(Video{}, err)
				return
			}
			if seen[uid] {
				continue
			}
			seen[uid] = true
			if part = append(part, uid); len(part) == idsPerCall {
				if !l.named(ctx, part, yield) {
					return
				}
				part = part[:0]
			}
		}
		if len(part) > 0 {
			l.named(ctx, part, yield)
		}
	}
}

func (l *Library) named(ctx context.Context, uids []string, yield func(Video, error) bool) bool {
	page, err := l.api.List(ctx, Listing{IDs: uids})
	if err != nil {
		yield(Video{}, err)
		return false
	}
	byUID := map[string]Video{}
	for _, v := range page.Videos {
		byUID[v.UID] = v
	}
	for _, uid := range uids {
		v, ok := byUID[uid]
		if !ok {
			v, err = Video{UID: uid}, ErrNotFound
		} else {
			err = nil
		}
		if !yield(v, err) {
			return false
		}
	}
	return true
}

// Row is a line of a preview: a video and what would become of it.
type Row struct {
	Video   Video
	Changes []Change
	// Err says why the video cannot be changed so.
	Err error
	// Surprise is what a person should decide before, empty for nothing: the
	// change has a consequence that the operation does not show.
	Surprise string
}

// Preview runs a program over videos. Only an error without a UID ends it.
func Preview(videos iter.Seq2[Video, error], p *Program) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		n := 0
		for v, err := range videos {
			if err != nil && v.UID == "" {
				yield(Row{}, err)
				return
			}
			row := Row{Video: v, Err: err}
			if err == nil {
				row.Changes, row.Err = p.Run(&v, n)
				row.Surprise = p.surprise(row.Changes)
				n++
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// surprise: adding an origin to a video that plays anywhere restricts it.
func (p *Program) surprise(changes []Change) string {
	for _, c := range changes {
		if c.Path.Field != FieldAllowedOrigins || len(parseList(c.Before)) > 0 || len(parseList(c.After)) == 0 {
			continue
		}
		added := slices.ContainsFunc(p.steps, func(s step) bool {
			return s.Verb == VerbAdd && s.Path.Field == FieldAllowedOrigins
		})
		if added {
			return "plays anywhere now and would play only on " + FormatValue(c.Path, c.After)
		}
	}
	return ""
}

// Item is the row as an item of a job.
func (r *Row) Item() Item {
	return Item{UID: r.Video.UID, Name: r.Video.Name(), Changes: r.Changes}
}
