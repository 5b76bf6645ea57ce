package library

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Column is a column of an export.
type Column struct {
	Name string
	// Path is set where an import may change the column.
	Path *Path
	text func(*Video) string
}

// readOnly are the columns that only tell.
var readOnly = []Column{
	{Name: "uid", text: func(v *Video) string { return v.UID }},
	{Name: "state", text: func(v *Video) string { return string(v.Status.State) }},
	{Name: "created", text: func(v *Video) string { return timeText(v.Created) }},
	{Name: "modified", text: func(v *Video) string { return timeText(v.Modified) }},
	{Name: "uploaded", text: func(v *Video) string { return timeText(v.Uploaded) }},
	{Name: "duration", text: func(v *Video) string { return knownText(v.Duration) }},
	{Name: "size", text: func(v *Video) string { return knownText(float64(v.Size)) }},
	{Name: "width", text: func(v *Video) string { return knownText(float64(v.Width)) }},
	{Name: "height", text: func(v *Video) string { return knownText(float64(v.Height)) }},
	{Name: "watermark", text: func(v *Video) string { return v.WatermarkUID }},
	{Name: "liveInput", text: func(v *Video) string { return v.LiveInput }},
	{Name: "clippedFrom", text: func(v *Video) string { return v.ClippedFrom }},
	{Name: "errorReasonCode", text: func(v *Video) string { return v.Status.ErrorCode }},
	{Name: "preview", text: func(v *Video) string { return v.Preview }},
	{Name: "thumbnail", text: func(v *Video) string { return v.Thumbnail }},
	{Name: "hls", text: func(v *Video) string { return v.HLS }},
	{Name: "dash", text: func(v *Video) string { return v.DASH }},
}

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func knownText(x float64) string {
	if x < 0 {
		return ""
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// ParseColumn reads a column's name: one that only tells, or the path of a
// field that can be edited.
func ParseColumn(name string) (Column, error) {
	if i := slices.IndexFunc(readOnly, func(c Column) bool { return c.Name == name }); i >= 0 {
		return readOnly[i], nil
	}
	path, err := ParsePath(name)
	if err != nil {
		return Column{}, fmt.Errorf("there is no column %q", name)
	}
	return Column{Name: name, Path: &path, text: func(v *Video) string { return cellText(path, v.Value(path)) }}, nil
}

// DefaultColumns are the columns of an export of these videos: what tells most
// and everything that can be edited, each meta key of any video in a column.
// Keys that are nested in others are in the column of the outer one.
func DefaultColumns(metaKeys []string) []Column {
	metaKeys = topLevel(metaKeys)
	names := []string{"uid", "name", "state", "created", "duration", "size"}
	for _, f := range Fields {
		switch f {
		case FieldMeta:
			for _, k := range metaKeys {
				if k != "name" {
					names = append(names, "meta."+k)
				}
			}
		case FieldPublicDetails:
			for _, k := range publicKeys {
				names = append(names, "publicDetails."+k)
			}
		default:
			names = append(names, string(f))
		}
	}
	columns := make([]Column, len(names))
	for i, name := range names {
		columns[i], _ = ParseColumn(name)
	}
	return columns
}

// topLevel leaves out the keys that are nested in others.
func topLevel(keys []string) []string {
	all := map[string]bool{}
	for _, k := range keys {
		all[k] = true
	}
	var list []string
	for _, k := range keys {
		outer, _, nested := strings.Cut(k, ".")
		if !nested || !all[outer] {
			list = append(list, k)
		}
	}
	return list
}

// WriteFile writes a file that appears only when it is complete, and returns
// what write does.
func WriteFile(path string, write func(io.Writer) (int, error)) (int, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return 0, err
	}
	n, err := write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return n, errors.Join(err, os.Remove(f.Name()))
	}
	return n, nil
}

// jsonMark begins the cell of a meta value that is no string, or a string
// that would be read as one: numbers stay numbers over an export and import.
const jsonMark = "json:"

// cellText is a value as a cell, which readCell reads back.
func cellText(p Path, value json.RawMessage) string {
	if p.Field != FieldMeta || value == nil {
		return FormatValue(p, value)
	}
	// A carriage return does not survive CSV.
	text := jsonText(value)
	if value[0] == '"' && text != "" && !strings.HasPrefix(text, jsonMark) && !strings.Contains(text, "\r") {
		return text
	}
	return jsonMark + string(value)
}

// readCell is the value of an edited cell. An empty cell of meta is no value.
func readCell(p Path, text string, old json.RawMessage) (json.RawMessage, error) {
	if p.Field != FieldMeta {
		return ParseValue(p, text, old)
	}
	raw, marked := strings.CutPrefix(text, jsonMark)
	switch {
	case text == "":
		return nil, nil
	case !marked:
		return mustJSON(text), nil
	case !json.Valid([]byte(raw)):
		return nil, fmt.Errorf("%q is not JSON", raw)
	}
	return json.RawMessage(raw), nil
}

// neutral keeps a spreadsheet from running a cell as a formula; plain undoes
// it. A text that begins with the apostrophe itself gets a second one.
func neutral(cell string) string {
	if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r\n'|%") {
		return "'" + cell
	}
	return cell
}

func plain(cell string) string { return strings.TrimPrefix(cell, "'") }

// WriteCSV writes videos as CSV that spreadsheets open as it is: UTF-8 with a
// byte order mark, lines ending in CRLF, formulas neutralised by a leading
// apostrophe, which an import takes off again.
func WriteCSV(w io.Writer, columns []Column, videos iter.Seq2[Video, error]) (int, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return 0, err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	record := make([]string, len(columns))
	for i, c := range columns {
		record[i] = neutral(c.Name)
	}
	if err := out.Write(record); err != nil {
		return 0, err
	}
	n := 0
	for v, err := range videos {
		if err != nil {
			return n, err
		}
		for i, c := range columns {
			record[i] = neutral(c.text(&v))
		}
		if err := out.Write(record); err != nil {
			return n, err
		}
		n++
	}
	out.Flush()
	return n, out.Error()
}

// WriteJSON writes videos as one JSON array, an object a line, with Stream's
// own names; columns choose fields, none means all.
func WriteJSON(w io.Writer, columns []Column, videos iter.Seq2[Video, error]) (int, error) {
	n := 0
	for v, err := range videos {
		if err != nil {
			return n, err
		}
		line, err := jsonRow(&v, columns)
		if err != nil {
			return n, err
		}
		before := ",\n"
		if n == 0 {
			before = "[\n"
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, line); err != nil {
			return n, err
		}
		n++
	}
	end := "\n]\n"
	if n == 0 {
		end = "[]\n"
	}
	_, err := io.WriteString(w, end)
	return n, err
}

func jsonRow(v *Video, columns []Column) ([]byte, error) {
	if len(columns) == 0 {
		return json.Marshal(*v)
	}
	row := map[string]any{"uid": v.UID}
	meta, public := map[string]any{}, map[string]any{}
	for _, c := range columns {
		switch {
		case c.Path == nil:
			row[c.Name] = c.text(v)
		case c.Path.Field == FieldMeta:
			meta[c.Path.Key] = v.Value(*c.Path)
			row["meta"] = meta
		case c.Path.Field == FieldPublicDetails:
			public[c.Path.Key] = v.Value(*c.Path)
			row["publicDetails"] = public
		default:
			row[string(c.Path.Field)] = v.Value(*c.Path)
		}
	}
	return json.Marshal(row)
}
