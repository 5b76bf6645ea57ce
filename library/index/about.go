package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"spool/library"
)

// Sum adds up the videos of hits. Lengths and sizes that Stream does not know
// yet count as nothing.
func (x *Index) Sum(ctx context.Context, hits library.Hits) (library.Sum, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.current(ctx); err != nil {
		return library.Sum{}, err
	}
	var sum library.Sum
	for _, id := range hits {
		if !x.docs.present.has(id) {
			continue
		}
		sum.Videos++
		sum.Seconds += max(0, float64(x.docs.duration[id]))
		sum.Bytes += max(0, x.docs.size[id])
	}
	return sum, nil
}

// Captions are the languages each video of a window has captions in: nil where
// nobody asked Stream yet, empty where there are none.
func (x *Index) Captions(ctx context.Context, window library.Hits) ([][]string, error) {
	list, err := json.Marshal([]uint32(window))
	if err != nil {
		return nil, err
	}
	place := make(map[uint32]int, len(window))
	for i, id := range window {
		place[id] = i
	}
	rows, err := x.db.R.QueryContext(ctx,
		"SELECT v.id, v.captions FROM json_each(?) j CROSS JOIN video v ON v.id = j.value", string(list))
	if err != nil {
		return nil, fmt.Errorf("read the library's index: %w", err)
	}
	defer rows.Close()
	languages := make([][]string, len(window))
	for rows.Next() {
		var id uint32
		var noted sql.NullString
		if err := rows.Scan(&id, &noted); err != nil {
			return nil, fmt.Errorf("read the library's index: %w", err)
		}
		if noted.Valid {
			languages[place[id]] = strings.FieldsFunc(noted.String, func(r rune) bool { return r == ',' })
		}
	}
	return languages, rows.Err()
}
