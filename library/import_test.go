package library_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
	"testing"

	"spool/library"
)

// plan reads an import and gives what it would do, a line for each row.
func (h *house) plan(file io.Reader) []string {
	h.t.Helper()
	rows, err := library.ReadImport(file)
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	var list []string
	for row, err := range h.PlanImport(h.ctx, rows) {
		switch {
		case err != nil:
			list = append(list, "error: "+err.Error())
		case row.Err != nil:
			list = append(list, fmt.Sprintf("%d: %v", row.Line, row.Err))
		default:
			list = append(list, fmt.Sprintf("%d: %s", row.Line, row.Changes))
		}
	}
	return list
}

func (h *house) columns() []library.Column {
	h.t.Helper()
	keys, err := h.index.TopKeys(h.ctx)
	h.must(err)
	return library.DefaultColumns(keys)
}

// strange are values that spreadsheets and files are bad at.
var strange = []string{
	`{"name":"=HYPERLINK(\"http://x\")"}`, `{"name":"+1"}`, `{"name":"-2"}`, `{"name":"@x"}`, `{"name":"'quoted"}`, `{"name":"''"}`,
	`{"name":"a,b;c\td"}`, `{"name":"line\nbreak\r\nand \"quotes\""}`, `{"name":"\ttab"}`, `{"name":"json:1"}`, `{"name":""}`,
	`{"name":"émile 🎬 مرحبا"}`, `{"n":1.50,"big":12345678901234567890,"yes":true,"nothing":null,"list":["a",1],"deep":{"a.b":{"c":1}}}`,
	`{"space":" x "}`, `{"a b":"key with blank"}`, `{"uid":"a key named uid"}`, `{}`,
	`{"":"a key without a letter"}`, `{" foo ":"blanks around a key"}`, `{"a":"outer"}`, `{"a.b":"a real key with a dot"}`, `{"name":"'Tis"}`,
}

func (h *house) putStrange() {
	h.t.Helper()
	videos := h.find("")
	for i, m := range strange {
		_, err := h.client.Edit(h.ctx, videos[i].UID, library.Patch{library.FieldMeta: json.RawMessage(m)})
		h.must(err)
	}
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
}

func TestAnUnchangedImportMakesNoCall(t *testing.T) {
	h := newHouse(t, 40)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	h.putStrange()
	exports := map[string]func(io.Writer, iter.Seq2[library.Video, error]) (int, error){
		"csv": func(w io.Writer, v iter.Seq2[library.Video, error]) (int, error) {
			return library.WriteCSV(w, h.columns(), v)
		},
		"json": func(w io.Writer, v iter.Seq2[library.Video, error]) (int, error) { return library.WriteJSON(w, nil, v) },
		"json columns": func(w io.Writer, v iter.Seq2[library.Video, error]) (int, error) {
			return library.WriteJSON(w, h.columns(), v)
		},
	}
	for name, write := range exports {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			n, err := write(&file, h.Found(h.ctx, library.Query{}, library.NewestFirst, 0))
			h.must(err)
			if n != 40 {
				t.Errorf("%d videos written", n)
			}
			h.before = func(r *http.Request) { t.Errorf("a call was made: %s %s", r.Method, r.URL) }
			defer func() { h.before = nil }()
			if rows := h.plan(&file); len(rows) > 0 {
				t.Errorf("an unchanged file changes %s", strings.Join(rows, "\n"))
			}
		})
	}
}

func TestNoCellOfAnExportIsAFormula(t *testing.T) {
	h := newHouse(t, 40)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	h.putStrange()
	var file bytes.Buffer
	_, err = library.WriteCSV(&file, h.columns(), h.Found(h.ctx, library.Query{}, library.NewestFirst, 0))
	h.must(err)
	if !bytes.HasPrefix(file.Bytes(), []byte("\ufeff")) || !bytes.Contains(file.Bytes(), []byte("\r\n")) {
		t.Error("no byte order mark or no CRLF")
	}
	for line := range strings.SplitSeq(file.String(), "\r\n") {
		for cell := range strings.SplitSeq(line, ",") {
			if cell = strings.TrimPrefix(cell, `"`); cell != "" && strings.ContainsAny(cell[:1], "=+-@\t") {
				t.Errorf("a cell begins with %q: %s", cell[0], cell)
			}
		}
	}
}

const (
	notUTF8 = "the file is not UTF-8; save it as UTF-8 (in Excel, “CSV UTF-8”)"
	tooLong = "more than 4 MiB without an end; a quote or a bracket may not be closed"
)

func TestImportsOfEveryKind(t *testing.T) {
	h := newHouse(t, 3)
	_, err := h.Sync(h.ctx, nil)
	h.must(err)
	v := h.find("")[0]
	_, err = h.client.Edit(h.ctx, v.UID, library.Patch{
		library.FieldMeta: json.RawMessage(`{"name":"N","n":1,"x":"y"}`), library.FieldCreator: json.RawMessage(`"crew"`),
		library.FieldAllowedOrigins: json.RawMessage(`["a.com"]`), library.FieldRequireSignedURLs: json.RawMessage("false"),
		library.FieldThumbnailPct: json.RawMessage("0.5"),
	})
	h.must(err)
	_, err = h.Sync(h.ctx, nil)
	h.must(err)
	utf16 := "\xff\xfeu\x00i\x00d\x00"
	tests := []struct{ name, file, want string }{
		{"one column", "uid,creator\nUID,new\n", `2: [creator: "crew" -> "new"]`},
		{"semicolons, CRLF, mark", "\ufeffuid;creator;thumbnailTimestampPct\r\nUID;new;0,25\r\n", `2: [creator: "crew" -> "new" thumbnailTimestampPct: 0.5 -> 0.25]`},
		{"tabs", "uid\tname\nUID\tM\n", `2: [meta.name: "N" -> "M"]`},
		{"quoted line breaks", "uid,name\nUID,\"a\nb\"\n", `2: [meta.name: "N" -> "a\nb"]`},
		{"an empty cell", "uid,creator,meta.x,allowedOrigins\nUID,,,\n", `2: [meta.x: "y" -> (none) creator: "crew" -> (none) allowedOrigins: ["a.com"] -> []]`},
		{"a number", "uid,meta.n\nUID,json:2.5\n", `2: [meta.n: 1 -> 2.5]`},
		{
			"every field", "uid,allowedOrigins,requireSignedURLs,publicDetails.title\nUID,\"b.com, c.com\",TRUE,T\n",
			`2: [allowedOrigins: ["a.com"] -> ["b.com","c.com"] requireSignedURLs: false -> true publicDetails.title: (none) -> "T"]`,
		},
		{"a short line", "uid,creator,name\nUID,new\n", `2: [creator: "crew" -> "new"]`},
		{"a long line", "uid,creator\nUID,new,more\n", "2: the line has 3 cells, the first line has 2"},
		{"an unknown uid", "uid,creator\nffffffffffffffffffffffffffffffff,x\n", "2: not found at Stream"},
		{"no uid", "uid,creator\n,x\n", "2: the line has no uid"},
		{"the same twice", "uid,creator\nUID,new\nUID,new\n", `2: [creator: "crew" -> "new"]`},
		{"twice and different", "uid,creator\nUID,new\nUID,newer\n", "2: [creator: \"crew\" -> \"new\"]\n3: line 2 is for the same video and says something else"},
		{"a value Stream refuses", "uid,thumbnailTimestampPct\nUID,2\n", "2: a thumbnail's place is between 0 and 1 (or 0% and 100%), not 2"},
		{"a value of another kind", "uid,signed\nUID,maybe\n", `2: requireSignedURLs: "maybe" is neither yes nor no`},
		{"no column uid", "creator\nx\n", "error: the file has no column named uid"},
		{"an unknown column", "uid,craetor\nUID,x\n", `error: there is no column "craetor"`},
		{"a column twice", "uid,creator,creator\n", `error: the column "creator" is there twice`},
		{"nothing", "", "error: the file is empty"},
		{"only the first line", "uid,creator\n", ""},
		{"UTF-16", utf16, "error: the file is UTF-16; save it as UTF-8"},
		{"columns that only tell", "uid,state,size\nUID,error,5\n", ""},
		{"JSON", `[{"uid":"UID","creator":null,"meta":{"x":null,"n":[1]}}]`, `1: [meta.n: 1 -> [1] meta.x: "y" -> (none) creator: "crew" -> (none)]`},
		{"JSON lines", "{\"uid\":\"UID\",\"creator\":\"z\"}\n{\"uid\":\"nobody\"}\n", "1: [creator: \"crew\" -> \"z\"]\n2: not found at Stream"},
		{"JSON with a misspelt field", `[{"uid":"UID","requiredSignedURLs":true}]`, `1: there is no column "requiredSignedURLs"`},
		{"JSON with meta that is no object", `[{"uid":"UID","meta":"text"}]`, "1: meta is not an object"},
		{"JSON with other things", `[1,{"uid":"UID","creator":"z"}]`, "1: is not an object\n2: [creator: \"crew\" -> \"z\"]"},
		{"a typed apostrophe", "uid,name\nUID,'Tis\n", `2: [meta.name: "N" -> "'Tis"]`},
		{"a number for a number", "uid,meta.n\nUID,3\n", "2: [meta.n: 1 -> 3]"},
		{"a key that ends with a blank", "uid, meta.x \nUID,z\n", `2: [meta.x : (none) -> "z"]`},
		{"two names of one column", "uid,name,meta.name\n", `error: the columns "name" and "meta.name" are the same`},
		{"Excel's own first line", "sep=;\r\nuid;creator\r\nUID;new\r\n", `2: [creator: "crew" -> "new"]`},
		{"a quoted name with commas", "uid;\"meta.x,y,z,w\"\nUID;new\n", `2: [meta.x,y,z,w: (none) -> "new"]`},
		{"line ends of old Macs", "uid,creator\rUID,new\r", "error: its lines end as on old Macs; save it with other line ends"},
		{"Windows-1252", "uid,name\nUID,Caf\xe9\n", "error: read the first line: " + notUTF8},
		{"Windows-1252 in JSON", "[{\"uid\":\"UID\",\"creator\":\"Caf\xe9\"}]", "error: " + notUTF8},
		{"half a character at the end", "uid,name\nUID,Caf\xc3", "error: behind line 1: " + notUTF8},
		{"a quote that is not closed", "uid,name\nUID,\"" + strings.Repeat("Café ", 1<<20), "error: behind line 1: " + tooLong},
		{"a string that is not closed", "[{\"uid\":\"" + strings.Repeat("Café ", 1<<20), "error: object 1: " + tooLong},
		{"JSON null for a truth value", `[{"uid":"UID","requireSignedURLs":null}]`, "1: requireSignedURLs: is yes or no: it can only be set"},
		{"JSON with another public detail", `[{"uid":"UID","publicDetails":{"logos":"x"}}]`, `1: publicDetails has no "logos", only title, share_link, channel_link, logo`},
		{"JSON cut off behind an object", `[{"uid":"UID","creator":"z"}`, "1: [creator: \"crew\" -> \"z\"]\nerror: the file is cut off behind object 1: its array does not end"},
		{"JSON that goes on", `[{"uid":"UID","creator":"z"}] and more`, "1: [creator: \"crew\" -> \"z\"]\nerror: the file goes on behind its array of 1 objects"},
		{"JSON with the wrong end", `[{"uid":"UID","creator":"z"}}`, "1: [creator: \"crew\" -> \"z\"]\nerror: behind object 1: invalid character '}' after array element"},
		{"JSON cut off", `[{"uid":"UID","creator":"z"},{"uid":`, "1: [creator: \"crew\" -> \"z\"]\nerror: object 2: unexpected EOF"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Join(h.plan(strings.NewReader(strings.ReplaceAll(test.file, "UID", v.UID))), "\n")
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// endless is a CSV file that is made while it is read.
type endless struct {
	left int
	line string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	e.left--
	return copy(p, e.line), nil
}

func TestALargeFileIsReadLineByLine(t *testing.T) {
	// 200 MB that all want the same of one video.
	line := "0123456789abcdef0123456789abcdef," + strings.Repeat("x", 3900) + "\n"
	file := io.MultiReader(strings.NewReader("uid,name\n"), &endless{left: 200_000_000 / len(line), line: line})
	rows, err := library.ReadImport(file)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for row, err := range rows {
		if err != nil || row.Err != nil {
			t.Fatal(err, row.Err)
		}
		n++
	}
	if n < 50_000 {
		t.Errorf("%d lines", n)
	}
}
