package library

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// sample is a video with a value everywhere.
func sample() *Video {
	m, _ := ParseMeta([]byte(`{"name":"Harbour 1","project":"coast","n":1.50,"tags":["a","b"],"deep":{"x":1},"a.b":"dotted","nothing":null,"tenth":0.1,"big":12345678901234567890}`))
	return &Video{
		UID: "u", Created: epoch, Status: Status{State: StateReady}, Meta: m, Creator: "crew", Duration: 12.7,
		AllowedOrigins: []string{"example.com"}, ThumbnailPct: 0.25, ScheduledDeletion: epoch.AddDate(0, 0, 100),
		PublicDetails: PublicDetails{Title: "T"},
	}
}

func op(verb Verb, path, text string) Operation {
	p, err := ParsePath(path)
	if err != nil {
		panic(err)
	}
	return Operation{Verb: verb, Path: p, Text: text}
}

func show(changes []Change) string {
	parts := make([]string, len(changes))
	for i, c := range changes {
		parts[i] = c.String()
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}

func TestOperations(t *testing.T) {
	regex := func(path, find, with string) Operation {
		o := op(VerbReplace, path, with)
		o.Find, o.Regexp = find, true
		return o
	}
	find := func(path, find, with string) Operation {
		o := op(VerbReplace, path, with)
		o.Find = find
		return o
	}
	jsonOp := op(VerbSet, "meta.n", "2")
	jsonOp.JSON = true
	tests := []struct {
		name string
		ops  []Operation
		want string
	}{
		{"set", []Operation{op(VerbSet, "meta.project", "x")}, `meta.project: "coast" -> "x"`},
		{"set what is there", []Operation{op(VerbSet, "creator", "crew")}, ""},
		{"set a new key with a dot", []Operation{op(VerbSet, "meta.x.y", "1")}, `meta.x.y: (none) -> "1"`},
		{"set JSON", []Operation{jsonOp}, `meta.n: 1.50 -> 2`},
		{"set every other field", []Operation{
			op(VerbSet, "creator", "c"), op(VerbSet, "origins", "a.com, *.b.org"), op(VerbSet, "require-signed", "yes"),
			op(VerbSet, "thumbnail", "50%"), op(VerbSet, "delete-on", "2026-05-01"), op(VerbSet, "publicDetails.title", "P"),
		}, `allowedOrigins: ["example.com"] -> ["a.com","*.b.org"]; creator: "crew" -> "c"; publicDetails.title: "T" -> "P"; ` +
			`requireSignedURLs: false -> true; scheduledDeletion: "2026-06-09T12:00:00Z" -> "2026-05-01T00:00:00Z"; thumbnailTimestampPct: 0.25 -> 0.5`},
		{
			"clear",
			[]Operation{op(VerbClear, "creator", ""), op(VerbClear, "origins", ""), op(VerbClear, "delete-on", ""), op(VerbClear, "meta.deep", "")},
			`allowedOrigins: ["example.com"] -> []; creator: "crew" -> (none); meta.deep: {"x":1} -> (none); scheduledDeletion: "2026-06-09T12:00:00Z" -> (none)`,
		},
		{"clear goes back to Stream's default", []Operation{op(VerbClear, "thumbnail", "")}, `thumbnailTimestampPct: 0.25 -> 0`},
		{
			"add and remove origins",
			[]Operation{op(VerbAdd, "origins", "b.com,example.com"), op(VerbRemove, "origins", "example.com")},
			`allowedOrigins: ["example.com"] -> ["b.com"]`,
		},
		{"add to text", []Operation{op(VerbAdd, "name", " (old)")}, `meta.name: "Harbour 1" -> "Harbour 1 (old)"`},
		{"remove from text", []Operation{op(VerbRemove, "name", "our")}, `meta.name: "Harbour 1" -> "Harb 1"`},
		{"add to and remove from a list", []Operation{op(VerbAdd, "meta.tags", "c"), op(VerbRemove, "meta.tags", "a")}, `meta.tags: ["a","b"] -> ["b","c"]`},
		{"add to a number", []Operation{op(VerbAdd, "meta.n", "2")}, `meta.n: 1.50 -> 3.5`},
		{"add exactly", []Operation{op(VerbAdd, "meta.tenth", "0.2"), op(VerbRemove, "meta.big", "1")}, `meta.big: 12345678901234567890 -> 12345678901234567889; meta.tenth: 0.1 -> 0.3`},
		{"set a number", []Operation{op(VerbSet, "meta.n", "3")}, `meta.n: 1.50 -> 3`},
		{"set text in the place of a number", []Operation{op(VerbSet, "meta.n", "three")}, `meta.n: 1.50 -> "three"`},
		{"set text that looks like JSON", []Operation{op(VerbSet, "meta.project", `"x"`)}, `meta.project: "coast" -> "\"x\""`},
		{"add days", []Operation{op(VerbAdd, "delete-on", "10")}, `scheduledDeletion: "2026-06-09T12:00:00Z" -> "2026-06-19T12:00:00Z"`},
		{"find and replace", []Operation{find("name", "1", "$1")}, `meta.name: "Harbour 1" -> "Harbour $1"`},
		{"regular expression", []Operation{regex("name", `(\w+) (\d)`, "$2 ${1}")}, `meta.name: "Harbour 1" -> "1 Harbour"`},
		{"matches nothing", []Operation{regex("name", `zzz`, "x")}, ""},
		{"matches everything", []Operation{regex("name", `.*`, "x")}, `meta.name: "Harbour 1" -> "x"`},
		{"matches the empty text", []Operation{regex("creator", `^`, "the-")}, `creator: "crew" -> "the-crew"`},
		{"a number stays a number", []Operation{find("meta.n", "1.50", "7")}, `meta.n: 1.50 -> 7`},
		{"replace in origins", []Operation{find("origins", ".com", ".net")}, `allowedOrigins: ["example.com"] -> ["example.net"]`},
		{"replace in the deletion date", []Operation{find("delete-on", "06-09", "06-10")}, `scheduledDeletion: "2026-06-09T12:00:00Z" -> "2026-06-10T12:00:00Z"`},
		{"replace where nothing is", []Operation{regex("publicDetails.logo", ".*", "x")}, ""},
		{
			"templates",
			[]Operation{op(VerbSet, "name", "{year}-{creator}-{n:003}-{meta.project} {{n}} {duration}s")},
			`meta.name: "Harbour 1" -> "2026-crew-008-coast {n} 12s"`,
		},
		{"a template in a regular expression", []Operation{op(VerbSet, "creator", "$1"), regex("name", "Harbour", "{creator}")}, `creator: "crew" -> "$1"; meta.name: "Harbour 1" -> "$1 1"`},
		{"other braces stay", []Operation{op(VerbSet, "meta.json", `{"a":1}`)}, `meta.json: (none) -> "{\"a\":1}"`},
		{
			"top to bottom",
			[]Operation{op(VerbSet, "creator", "a"), op(VerbAdd, "creator", "b"), op(VerbSet, "name", "{creator}")},
			`creator: "crew" -> "ab"; meta.name: "Harbour 1" -> "ab"`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := Compile(test.ops, epoch)
			if err != nil {
				t.Fatal(err)
			}
			changes, err := p.Run(sample(), 7)
			if got := show(changes); err != nil || got != test.want {
				t.Errorf("got  %s (%v)\nwant %s", got, err, test.want)
			}
		})
	}
}

func TestNumbering(t *testing.T) {
	o := op(VerbSet, "name", "{n}")
	o.First, o.Step = 10, 5
	p, err := Compile([]Operation{o}, epoch)
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range []string{"10", "15", "20"} {
		changes, err := p.Run(sample(), n)
		if err != nil || string(changes[0].After) != `"`+want+`"` {
			t.Errorf("video %d: %v, %v", n, changes, err)
		}
	}
}

func TestMistakesInOperationsAreNamed(t *testing.T) {
	tests := []struct {
		o    Operation
		want string
	}{
		{op(VerbSet, "require-signed", "maybe"), "neither yes nor no"},
		{op(VerbClear, "require-signed", ""), "can only be set"},
		{op(VerbSet, "thumbnail", "far"), "not a place"},
		{op(VerbSet, "delete-on", "someday"), "not a date"},
		{op(VerbSet, "name", "{nome}"), "there is no {nome}"},
		{Operation{Verb: VerbReplace, Path: Path{FieldMeta, "name"}, Find: "(", Regexp: true}, "regular expression"},
		{Operation{Verb: VerbReplace, Path: Path{FieldMeta, "name"}}, "nothing to find"},
		{Operation{Verb: "shuffle", Path: Path{FieldMeta, "name"}}, "no operation"},
		{Operation{Verb: VerbSet, Path: Path{FieldMeta, "n"}, Text: "{", JSON: true}, "not JSON"},
	}
	for _, test := range tests {
		if _, err := Compile([]Operation{test.o}, epoch); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: %v, want %q", test.o, err, test.want)
		}
	}
}

func TestValuesStreamWouldRefuse(t *testing.T) {
	pending := sample()
	pending.Status.State = StatePending
	day := func(n int) string { return epoch.AddDate(0, 0, n).Format(time.DateOnly) }
	tests := []struct {
		video *Video
		o     Operation
		want  string // empty: allowed
	}{
		{sample(), op(VerbSet, "creator", strings.Repeat("ä", 64)), ""},
		{sample(), op(VerbSet, "creator", strings.Repeat("ä", 65)), "at most 64"},
		{sample(), op(VerbSet, "thumbnail", "1"), ""},
		{sample(), op(VerbSet, "thumbnail", "1.01"), "between 0 and 1"},
		{sample(), op(VerbSet, "thumbnail", "-1"), "between 0 and 1"},
		{sample(), op(VerbSet, "delete-on", day(29)), "30 to 1096 days"},
		{sample(), op(VerbSet, "delete-on", day(31)), ""},
		{sample(), op(VerbSet, "delete-on", day(1096)), ""},
		{sample(), op(VerbSet, "delete-on", day(1097)), "30 to 1096 days"},
		{sample(), op(VerbSet, "max-duration", "60"), "before the upload"},
		{pending, op(VerbSet, "max-duration", "60"), ""},
		{pending, op(VerbSet, "max-duration", "0"), "1 to 36000"},
		{pending, op(VerbSet, "max-duration", "36001"), "1 to 36000"},
		{pending, op(VerbSet, "upload-expiry", "2026-03-02"), ""},
		{pending, op(VerbSet, "upload-expiry", "2026-02-01"), "a date ahead"},
		{sample(), op(VerbSet, "publicDetails.logo", "http://example.com/x.png"), "https"},
		{sample(), op(VerbSet, "publicDetails.share_link", "http://example.com"), ""},
		{sample(), op(VerbSet, "publicDetails.share_link", "example.com"), "full https"},
		{sample(), op(VerbSet, "origins", "https://example.com/"), "write example.com"},
		{sample(), op(VerbSet, "origins", "example.com/path"), "has the path"},
		{sample(), op(VerbSet, "origins", "localhost:3000,*.example.org,xn--bcher-kva.example"), ""},
		{sample(), op(VerbSet, "origins", "*"), "star"},
		{sample(), op(VerbSet, "origins", "a.*.com"), "star"},
		{sample(), op(VerbSet, "origins", "*.com"), "top-level"},
		{sample(), op(VerbSet, "origins", "example.com:99999"), "port"},
		{sample(), op(VerbSet, "origins", "exa_mple-.com"), "not a host"},
		{sample(), op(VerbAdd, "meta.deep", "1"), "no text, list or number"},
	}
	for _, test := range tests {
		p, err := Compile([]Operation{test.o}, epoch)
		if err == nil {
			_, err = p.Run(test.video, 0)
		}
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %s: %v, want %q", test.o.Path, test.o.Text, err, test.want)
		}
	}
}

func TestOnlyTouchedFieldsAreSent(t *testing.T) {
	v := sample()
	tests := []struct {
		ops  []Operation
		want string
	}{
		{[]Operation{op(VerbSet, "creator", "x")}, `{"creator":"x"}`},
		{[]Operation{op(VerbClear, "creator", ""), op(VerbClear, "delete-on", "")}, `{"creator":null,"scheduledDeletion":null}`},
		{[]Operation{op(VerbClear, "origins", "")}, `{"allowedOrigins":[]}`},
		{
			[]Operation{op(VerbSet, "meta.project", "y"), op(VerbClear, "meta.tags", "")},
			`{"meta":{"a.b":"dotted","big":12345678901234567890,"deep":{"x":1},"n":1.50,"name":"Harbour 1","nothing":null,"project":"y","tenth":0.1}}`,
		},
		{[]Operation{op(VerbSet, "publicDetails.logo", "https://e.com/l")}, `{"publicDetails":{"logo":"https://e.com/l","title":"T"}}`},
		{[]Operation{op(VerbClear, "publicDetails.title", "")}, `{"publicDetails":{"title":""}}`},
	}
	for _, test := range tests {
		p, err := Compile(test.ops, epoch)
		if err != nil {
			t.Fatal(err)
		}
		changes, err := p.Run(v, 0)
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(PatchFor(v, changes))
		if err != nil || string(got) != test.want {
			t.Errorf("got  %s (%v)\nwant %s", got, err, test.want)
		}
	}
}

func TestStanding(t *testing.T) {
	v := sample()
	p, err := Compile([]Operation{op(VerbSet, "meta.project", "x"), op(VerbSet, "creator", "c")}, epoch)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := p.Run(v, 0)
	if err != nil {
		t.Fatal(err)
	}
	change := func(f func(*Video)) *Video {
		c := v.clone()
		f(c)
		return c
	}
	tests := []struct {
		name string
		now  *Video
		want Standing
	}{
		{"unchanged", v, Ready},
		{"another field changed", change(func(v *Video) { v.ThumbnailPct = 0.9 }), Ready},
		{"another key changed", change(func(v *Video) { v.Meta["tags"] = json.RawMessage("[]") }), Ready},
		{"one is there already", change(func(v *Video) { v.Creator = "c" }), Ready},
		{"all are there already", change(func(v *Video) { v.Creator, v.Meta["project"] = "c", json.RawMessage(`"x"`) }), Applied},
		{"one was changed", change(func(v *Video) { v.Creator = "other" }), Conflicting},
		{"one was cleared", change(func(v *Video) { delete(v.Meta, "project") }), Conflicting},
	}
	for _, test := range tests {
		if got, conflicts := Stand(test.now, changes); got != test.want {
			t.Errorf("%s: standing %d, %v", test.name, got, conflicts)
		}
	}
}

func TestJSONEquality(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{`{"a":1,"b":[2]}`, ` { "b" : [2.0], "a":1e0 }`, true},
		{`"\u00e4"`, `"ä"`, true},
		{`1`, `"1"`, false},
		{`12345678901234567890`, `12345678901234567891`, false},
		{`null`, ``, false},
		{``, ``, true},
		{`[1,2]`, `[2,1]`, false},
		{`1e999999999`, `1e999999998`, false},
	}
	for _, test := range tests {
		if got := jsonEqual(json.RawMessage(test.a), json.RawMessage(test.b)); got != test.want {
			t.Errorf("%s and %s: %v", test.a, test.b, got)
		}
	}
}

func TestChangesSurviveTheJournal(t *testing.T) {
	for _, c := range []Change{
		{Path{FieldMeta, "a.b"}, nil, json.RawMessage(`{"n":1.50}`)},
		{Path{FieldMeta, "x"}, json.RawMessage(`null`), nil},
		{Path{Field: FieldCreator}, json.RawMessage(`"a"`), json.RawMessage(`"b"`)},
	} {
		data, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var again Change
		if err := json.Unmarshal(data, &again); err != nil || fmt.Sprint(again) != fmt.Sprint(c) || (again.Before == nil) != (c.Before == nil) {
			t.Errorf("%s became %s (%v)", c, again, err)
		}
	}
}

func TestWhatPlaysAnywhereCanBeKeptSo(t *testing.T) {
	keep := op(VerbAdd, "origins", "b.example")
	keep.KeepAnywhere = true
	open := sample()
	open.AllowedOrigins = nil
	for _, tt := range []struct {
		v    *Video
		ops  []Operation
		want string
	}{
		{open, []Operation{keep, op(VerbSet, "creator", "x")}, `creator: "crew" -> "x"`},
		{sample(), []Operation{keep}, `allowedOrigins: ["example.com"] -> ["example.com","b.example"]`},
		// It is about what plays anywhere now, not half-way.
		{sample(), []Operation{op(VerbClear, "origins", ""), keep}, `allowedOrigins: ["example.com"] -> ["b.example"]`},
	} {
		p, err := Compile(tt.ops, epoch)
		if err != nil {
			t.Fatal(err)
		}
		if changes, err := p.Run(tt.v, 0); err != nil || show(changes) != tt.want {
			t.Errorf("%v: %s, %v, want %s", tt.ops, show(changes), err, tt.want)
		}
	}
}
