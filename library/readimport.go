package library

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxRecord is how large a line of a CSV file or an object of a JSON file may
// be, in bytes: much more than a video's metadata, much less than the memory.
const maxRecord = 4 << 20

// importFile is an imported file's text, of which a reader gets as much as one
// record may have.
type importFile struct {
	in   *bufio.Reader
	left int
	// part is the beginning of a character that the next bytes end.
	part []byte
}

var (
	errNotUTF8 = errors.New("the file is not UTF-8; save it as UTF-8 (in Excel, “CSV UTF-8”)")
	errTooLong = fmt.Errorf("more than %d MiB without an end; a quote or a bracket may not be closed", maxRecord>>20)
)

// next lets another record be read.
func (f *importFile) next() { f.left = maxRecord }

// Read implements io.Reader; text of another encoding is an error.
func (f *importFile) Read(p []byte) (int, error) {
	if f.left <= 0 {
		return 0, errTooLong
	}
	n, err := f.in.Read(p[:min(len(p), f.left)])
	f.left -= n
	if !f.valid(p[:n]) || errors.Is(err, io.EOF) && len(f.part) > 0 {
		return 0, errNotUTF8
	}
	return n, err
}

// valid reports whether the text goes on as UTF-8.
func (f *importFile) valid(text []byte) bool {
	for len(f.part) > 0 && len(text) > 0 && !utf8.FullRune(f.part) {
		f.part, text = append(f.part, text[0]), text[1:]
	}
	if len(f.part) > 0 && utf8.FullRune(f.part) {
		if !utf8.Valid(f.part) {
			return false
		}
		f.part = f.part[:0]
	}
	end := len(text)
	for back := 1; back < utf8.UTFMax && back <= end; back++ {
		if last := text[end-back:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) {
				f.part, text = append(f.part, last...), text[:end-back]
			}
			break
		}
	}
	return utf8.Valid(text)
}

// ReadImport reads what WriteCSV or WriteJSON wrote and a spreadsheet or a
// person changed: CSV with comma, semicolon or tab, with or without a byte
// order mark, or a JSON array or lines of objects. Columns that cannot be
// edited are passed over, unknown ones are an error. It reads record by
// record, so the size of the file does not matter.
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
	first := bytes.TrimSpace(start)
	file := &importFile{in: in}
	switch {
	case len(first) > 0 && (first[0] == '[' || first[0] == '{'):
		return readJSON(file, first[0] == '['), nil
	case !bytes.Contains(start, []byte("\n")) && bytes.Contains(bytes.TrimRight(start, "\r"), []byte("\r")):
		return nil, errors.New("its lines end as on old Macs; save it with other line ends")
	}
	comma, err := separator(in, start)
	if err != nil {
		return nil, err
	}
	return readCSV(file, comma)
}

// separator is what parts the names of the first line, or what Excel's own
// first line says, which it takes off.
func separator(in *bufio.Reader, start []byte) (rune, error) {
	line, _, _ := bytes.Cut(start, []byte("\n"))
	if said, ok := bytes.CutPrefix(bytes.TrimRight(line, "\r"), []byte("sep=")); ok && len(said) == 1 {
		_, err := in.Discard(min(len(line)+1, len(start)))
		return rune(said[0]), err
	}
	count := map[rune]int{}
	quoted := false
	for _, r := range string(line) {
		if r == '"' {
			quoted = !quoted
		}
		if !quoted {
			count[r]++
		}
	}
	best := ','
	for _, r := range ";\t" {
		if count[r] > count[best] {
			best = r
		}
	}
	return best, nil
}

func readCSV(file *importFile, comma rune) (iter.Seq2[ImportRow, error], error) {
	r := csv.NewReader(file)
	r.Comma = comma
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	file.next()
	header, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("read the first line: %w", err)
	}
	uid, paths, err := readHeader(header)
	if err != nil {
		return nil, err
	}
	return func(yield func(ImportRow, error) bool) {
		last := 1
		for {
			file.next()
			record, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if errors.Is(err, errTooLong) || errors.Is(err, errNotUTF8) {
				err = fmt.Errorf("behind line %d: %w", last, err)
			}
			if err != nil {
				yield(ImportRow{}, err)
				return
			}
			line, _ := r.FieldPos(0)
			last, _ = r.FieldPos(len(record) - 1)
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
	seen := map[string]string{}
	for i, name := range names {
		name = plain(columnName(name))
		if name == "" {
			paths = append(paths, nil)
			continue
		}
		column, err := ParseColumn(name)
		if err != nil {
			return 0, nil, err
		}
		means := name
		if column.Path != nil {
			means = column.Path.String()
		}
		if first, twice := seen[means]; twice && first == name {
			return 0, nil, fmt.Errorf("the column %q is there twice", name)
		} else if twice {
			return 0, nil, fmt.Errorf("the columns %q and %q are the same", first, name)
		}
		seen[means] = name
		if name == "uid" {
			uid = i
		}
		paths = append(paths, column.Path)
	}
	if uid < 0 {
		return 0, nil, errors.New("the file has no column named uid")
	}
	return uid, paths, nil
}

// columnName takes the blanks off that a person may have typed around a name.
// Those at the end of a meta key are its own.
func columnName(cell string) string {
	name := strings.TrimLeft(cell, " \t\r\n")
	if strings.HasPrefix(name, string(FieldMeta)+".") {
		return name
	}
	return strings.TrimSpace(name)
}

func csvRow(record []string, line, uid int, paths []*Path) ImportRow {
	row := ImportRow{Line: line}
	if uid >= len(record) {
		row.Err = errors.New("the line ends before its uid")
		return row
	}
	// A part of the record would keep all of it in memory.
	row.UID = strings.Clone(strings.TrimSpace(plain(record[uid])))
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

// readJSON reads the objects of an array, or one after the other.
func readJSON(file *importFile, array bool) iter.Seq2[ImportRow, error] {
	return func(yield func(ImportRow, error) bool) {
		d := json.NewDecoder(file)
		file.next()
		if array {
			if _, err := d.Token(); err != nil {
				yield(ImportRow{}, err)
				return
			}
		}
		for n := 1; ; n++ {
			file.next()
			if array && !d.More() {
				if err := arrayEnd(d, n-1); err != nil {
					yield(ImportRow{}, err)
				}
				return
			}
			var object map[string]json.RawMessage
			err := d.Decode(&object)
			var wrong *json.UnmarshalTypeError
			switch {
			case errors.Is(err, io.EOF) && !array:
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

// arrayEnd reports how a file goes on behind n objects of its array, other than
// by the end of both.
func arrayEnd(d *json.Decoder, n int) error {
	_, err := d.Token()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("the file is cut off behind object %d: its array does not end", n)
	}
	if err != nil {
		return fmt.Errorf("behind object %d: %w", n, err)
	}
	if _, err = d.Token(); errors.Is(err, io.EOF) {
		return nil
	}
	return fmt.Errorf("the file goes on behind its array of %d objects", n)
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
				path, err := ParsePath(name + "." + key)
				if err != nil {
					row.Err = err
					continue
				}
				add(path, value)
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
