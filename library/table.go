package library

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
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
	// number says that the text is one, or empty where it is unknown.
	number bool
}

// readOnly are the columns that only tell.
var readOnly = []Column{
	{Name: "uid", text: func(v *Video) string { return v.UID }},
	{Name: "state", text: func(v *Video) string { return string(v.Status.State) }},
	{Name: "created", text: func(v *Video) string { return timeText(v.Created) }},
	{Name: "modified", text: func(v *Video) string { return timeText(v.Modified) }},
	{Name: "uploaded", text: func(v *Video) string { return timeText(v.Uploaded) }},
	{Name: "duration", number: true, text: func(v *Video) string { return knownText(v.Duration) }},
	{Name: "size", number: true, text: func(v *Video) string { return knownText(float64(v.Size)) }},
	{Name: "width", number: true, text: func(v *Video) string { return knownText(float64(v.Width)) }},
	{Name: "height", number: true, text: func(v *Video) string { return knownText(float64(v.Height)) }},
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
	return column(name, path), nil
}

func column(name string, p Path) Column {
	return Column{Name: name, Path: &p, text: func(v *Video) string { return cellText(p, v.Value(p)) }}
}

// usual are the columns of an export that only tell, but for the uid.
var usual = []string{"state", "created", "duration", "size"}

// DefaultColumns are the columns of an export of these videos: what tells most
// and everything that can be edited, each key at the top of any video's meta in
// a column.
func DefaultColumns(topKeys []string) []Column {
	name := Path{FieldMeta, "name"}
	columns := []Column{readOnly[0], column("name", name)}
	for _, c := range readOnly {
		if slices.Contains(usual, c.Name) {
			columns = append(columns, c)
		}
	}
	add := func(p Path) {
		if p != name {
			columns = append(columns, column(p.String(), p))
		}
	}
	for _, f := range Fields {
		switch f {
		case FieldMeta:
			for _, k := range topKeys {
				add(Path{f, k})
			}
		case FieldPublicDetails:
			for _, k := range publicKeys {
				add(Path{f, k})
			}
		default:
			add(Path{Field: f})
		}
	}
	return columns
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
		return ParseValue(p, text, old)
	case !json.Valid([]byte(raw)):
		return nil, fmt.Errorf("%q is not JSON", raw)
	}
	return json.RawMessage(raw), nil
}

// formulaStarts are the characters by which a spreadsheet takes a cell for a
// formula, for the end of one, or for text.
const formulaStarts = "=+-@\t\r\n'|%"

func startsFormula(cell string) bool {
	return cell != "" && strings.IndexByte(formulaStarts, cell[0]) >= 0
}

// Cell keeps a spreadsheet from running a cell as a formula, by an apostrophe
// before it; plain undoes it. A text that begins with the apostrophe itself gets
// a second one.
func Cell(text string) string {
	if startsFormula(text) {
		return "'" + text
	}
	return text
}

func plain(cell string) string {
	if text, marked := strings.CutPrefix(cell, "'"); marked && startsFormula(text) {
		return text
	}
	return cell
}

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
		record[i] = Cell(c.Name)
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
			record[i] = Cell(c.text(&v))
		}
		if err := out.Write(record); err != nil {
			return n, err
		}
		n++
	}
	out.Flush()
	return n, out.Error()
}

// value is what a column that only tells says in JSON.
func (c *Column) value(v *Video) any {
	text := c.text(v)
	switch {
	case !c.number:
		return text
	case text == "":
		return nil
	}
	return json.Number(text)
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
			row[c.Name] = c.value(v)
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
