package library

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
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

// ReadImport reads what WriteCSV or WriteJSON wrote and a spreadsheet or a
// person changed: CSV with comma, semicolon or tab, with or without a byte
// order mark, or a JSON array or lines of objects. Columns that cannot be
// edited are passed over, unknown ones are an error. It reads line by line,
// so the size of the file does not matter.
func ReadImport(r io.Reader) (iter.Seq2[ImportRow, error], error) {
	in := bufio.NewReaderSize(r, 1<<16)
	if bom, err := in.Peek(3); err == nil && string(bom) == "\ufeff" {
		if _, err := in.Discard(3); err != nil {
			return nil, err
		}
	}
	start, err := in.Peek(1 << 14)
	if len(start) == 0 {
		if errors.Is(err, io.EOF) {
			err = errors.New("the file is empty")
		}
		return nil, err
	}
	if bytes.HasPrefix(start, []byte{0xff, 0xfe}) || bytes.HasPrefix(start, []byte{0xfe, 0xff}) {
		return nil, errors.New("the file is UTF-16; save it as UTF-8")
	}
	if first := bytes.TrimSpace(start); len(first) > 0 && (first[0] == '[' || first[0] == '{') {
		return readJSON(in), nil
	}
	return readCSV(in, separator(start))
}

// separator is what parts the names of the first line.
func separator(start []byte) rune {
	line, _, _ := bytes.Cut(start, []byte("\n"))
	best, most := ',', 0
	for _, s := range []rune{',', ';', '\t'} {
		if n := bytes.Count(line, []byte(string(s))); n > most {
			best, most = s, n
		}
	}
	return best
}

func readCSV(in io.Reader, separator rune) (iter.Seq2[ImportRow, error], error) {
	r := csv.NewReader(in)
	r.Comma = separator
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("read the first line: %w", err)
	}
	uid, paths, err := readHeader(header)
	if err != nil {
		return nil, err
	}
	return func(yield func(ImportRow, error) bool) {
		for {
			record, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(ImportRow{}, err)
				return
			}
			line, _ := r.FieldPos(0)
			if !yield(csvRow(record, line, uid, paths), nil) {
				return
			}
		}
	}, nil
}

// readHeader finds the column of the uid and the path of each column that can
// be edited.
func readHeader(names []string) (uid int, paths []*Path, err error) {
	uid = -1
	seen := map[string]bool{}
	for i, name := range names {
		name = plain(strings.TrimSpace(name))
		if seen[name] && name != "" {
			return 0, nil, fmt.Errorf("the column %q is there twice", name)
		}
		seen[name] = true
		if name == "uid" {
			uid = i
		}
		if name == "" {
			paths = append(paths, nil)
			continue
		}
		column, err := ParseColumn(name)
		if err != nil {
			return 0, nil, err
		}
		paths = append(paths, column.Path)
	}
	if uid < 0 {
		return 0, nil, errors.New("the file has no column named uid")
	}
	return uid, paths, nil
}

func csvRow(record []string, line, uid int, paths []*Path) ImportRow {
	row := ImportRow{Line: line}
	if uid >= len(record) {
		row.Err = errors.New("the line ends before its uid")
		return row
	}
	row.UID = strings.TrimSpace(plain(record[uid]))
	if len(record) > len(paths) {
		row.Err = fmt.Errorf("the line has %d cells, the first line has %d", len(record), len(paths))
	}
	for i, cell := range record[:min(len(record), len(paths))] {
		// A line that ends early says nothing about the cells it lacks.
		if paths[i] != nil {
			row.wanted = append(row.wanted, wanted{path: *paths[i], text: plain(cell)})
		}
	}
	return row
}

func readJSON(in *bufio.Reader) iter.Seq2[ImportRow, error] {
	return func(yield func(ImportRow, error) bool) {
		d := json.NewDecoder(in)
		inArray := false
		if first, err := firstByte(in); err == nil && first == '[' {
			if _, err := d.Token(); err != nil {
				yield(ImportRow{}, err)
				return
			}
			inArray = true
		}
		for n := 1; ; n++ {
			if inArray && !d.More() {
				return
			}
			var object map[string]json.RawMessage
			err := d.Decode(&object)
			var wrong *json.UnmarshalTypeError
			switch {
			case errors.Is(err, io.EOF) && !inArray:
				return
			case errors.As(err, &wrong):
				if !yield(ImportRow{Line: n, Err: errors.New("is not an object")}, nil) {
					return
				}
				continue
			case err != nil:
				yield(ImportRow{}, fmt.Errorf("object %d: %w", n, err))
				return
			}
			if !yield(jsonImportRow(object, n), nil) {
				return
			}
		}
	}
}

// firstByte is the first byte that is no blank.
func firstByte(in *bufio.Reader) (byte, error) {
	for {
		b, err := in.ReadByte()
		if err != nil {
			return 0, err
		}
		if !strings.ContainsRune(" \t\r\n", rune(b)) {
			return b, in.UnreadByte()
		}
	}
}

// untouched are the fields of a video's JSON that no edit can change and no
// column is named after.
var untouched = []string{"status", "readyToStream", "readyToStreamAt", "maxSizeBytes", "input", "playback", "watermark"}

// jsonImportRow reads an object. Fields and keys it lacks stay as they are;
// null takes a value away.
func jsonImportRow(object map[string]json.RawMessage, n int) ImportRow {
	row := ImportRow{Line: n, UID: jsonText(object["uid"])}
	add := func(p Path, value json.RawMessage) {
		row.wanted = append(row.wanted, wanted{path: p, json: true, value: value})
	}
	for name, value := range object {
		switch f := Field(name); f {
		case FieldMeta, FieldPublicDetails:
			keys, ok := ParseMeta(value)
			if !ok && string(value) != "null" {
				row.Err = fmt.Errorf("%s is not an object", name)
			}
			for key, value := range keys {
				add(Path{f, key}, value)
			}
		default:
			column, err := ParseColumn(name)
			switch {
			case err == nil && column.Path != nil:
				add(*column.Path, value)
			case err != nil && !slices.Contains(untouched, name):
				row.Err = err
			}
		}
	}
	return row
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
	case w.path.Field == FieldAllowedOrigins:
		return listValue(nil), nil
	case string(old) == "null":
		return old, nil
	}
	return nil, nil
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

// firstLines knows the line of each video and what it wanted.
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
