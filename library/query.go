package library

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Query chooses videos of the local index: all terms must hold. The zero
// value is every video. ParseQuery reads one, String writes it.
//
//	harbour "master cut"      words and phrases, anywhere in name, uid, creator and meta
//	creator:crew-north        the whole value, ignoring case; * stands for anything
//	status:ready,error        any of several values
//	-signed:yes               not
//	meta.project:coastline    any meta key, meta."odd key" if it needs quotes; :* means it is there
//	duration>10m size<=2GB    compare; duration:5m..10m is a span
//	created:2026-05           a year, month or day; created>30d is the last thirty days
//	deletion<30d              due within thirty days; deletion:none, deletion:any
type Query struct {
	Terms []Term
}

// Term is one condition of a query.
type Term struct {
	Not bool
	// Key is a key of QueryKeys or meta.…; empty for text anywhere.
	Key string
	// Values are the alternatives of a text or word key, as written.
	Values []string
	// Span is set for keys that compare: seconds, bytes or Unix nanoseconds.
	Span *Span
}

// Span is the numbers from Min up to and including Max.
type Span struct {
	Min, Max float64
	// Text is how the span was written, operator included.
	Text string
}

// Holds reports whether x lies in the span.
func (s *Span) Holds(x float64) bool { return x >= s.Min && x <= s.Max }

// KeyKind is what a key's values look like.
type KeyKind int

// The kinds of keys.
const (
	KindWord     KeyKind = iota // one of a few words, or free text
	KindYesNo                   // yes or no
	KindDuration                // 90, 10m, 1:30:00
	KindSize                    // 500MB
	KindTime                    // 2026-05-01, 30d
	KindNumber                  // 1080
)

// QueryKey is a key of the query language.
type QueryKey struct {
	Name string
	Kind KeyKind
	// Words are the values that are always possible.
	Words []string
	// Ahead says that a bare 30d means in thirty days, not thirty days ago.
	Ahead bool
}

// QueryKeys are all keys but meta's.
var QueryKeys = []QueryKey{
	{Name: "name"},
	{Name: "uid"},
	{Name: "creator", Words: []string{"none"}},
	{Name: "status", Words: []string{"ready", "error", "processing", "pendingupload", "downloading", "queued", "inprogress", "live-inprogress"}},
	{Name: "error"},
	{Name: "signed", Kind: KindYesNo},
	{Name: "origins", Words: []string{"none", "any"}},
	{Name: "captions", Words: []string{"none", "any", "unknown"}},
	{Name: "live", Kind: KindYesNo},
	{Name: "clip", Kind: KindYesNo},
	{Name: "watermark", Words: []string{"none", "any"}},
	{Name: "duration", Kind: KindDuration},
	{Name: "size", Kind: KindSize},
	{Name: "width", Kind: KindNumber},
	{Name: "height", Kind: KindNumber},
	{Name: "created", Kind: KindTime},
	{Name: "modified", Kind: KindTime},
	{Name: "uploaded", Kind: KindTime},
	{Name: "deletion", Kind: KindTime, Words: []string{"none", "any"}, Ahead: true},
}

func queryKey(name string) (QueryKey, bool) {
	if strings.HasPrefix(name, "meta.") && len(name) > len("meta.") {
		return QueryKey{Name: name}, true
	}
	i := slices.IndexFunc(QueryKeys, func(k QueryKey) bool { return k.Name == name })
	if i < 0 {
		return QueryKey{}, false
	}
	return QueryKeys[i], true
}

// QueryError is a mistake in a query's text.
type QueryError struct {
	// At is the byte at which the term begins.
	At   int
	Text string
}

func (e *QueryError) Error() string { return e.Text }

// ParseQuery reads the query language. Now is what relative dates refer to;
// days and months are those of its location. Errors are *QueryError.
func ParseQuery(text string, now time.Time) (Query, error) {
	var q Query
	for _, w := range splitWords(text) {
		term, err := parseTerm(w, now)
		if err != nil {
			return Query{}, &QueryError{At: w.at, Text: err.Error()}
		}
		if term.Key != "" || term.Values[0] != "" {
			q.Terms = append(q.Terms, term)
		}
	}
	return q, nil
}

// blanks part the terms of a query.
const blanks = " \t\n\r\u00a0"

// word is a piece of a query between blanks; quotes keep blanks together.
type word struct {
	text string
	at   int
}

func splitWords(text string) []word {
	var words []word
	quoted, start := false, -1
	for i, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		blank := !quoted && strings.ContainsRune(blanks, r)
		switch {
		case blank && start >= 0:
			words, start = append(words, word{text[start:i], start}), -1
		case !blank && start < 0:
			start = i
		}
	}
	if start >= 0 {
		words = append(words, word{text[start:], start})
	}
	return words
}

func parseTerm(w word, now time.Time) (Term, error) {
	text := w.text
	var t Term
	if len(text) > 1 && text[0] == '-' {
		t.Not, text = true, text[1:]
	}
	name, op, rest := cutOperator(text)
	if op == "" {
		t.Values = []string{unquote(text)}
		return t, nil
	}
	key, known := queryKey(canonicalKey(name))
	if !known {
		if !isWord(name) {
			t.Values = []string{unquote(text)}
			return t, nil
		}
		return t, fmt.Errorf("there is no filter %q; filters are %s and meta.KEY", name, keyNames())
	}
	if rest == "" {
		return t, fmt.Errorf("%s needs a value after %s", name, op)
	}
	t.Key = key.Name
	return t, parseValue(&t, key, op, rest, now)
}

func parseValue(t *Term, key QueryKey, op, rest string, now time.Time) error {
	isWordValue := op == ":" && slices.Contains(key.Words, strings.ToLower(rest))
	switch {
	case key.Kind == KindWord && op != ":":
		return fmt.Errorf("%s can't be compared with %s, write %s:%s", key.Name, op, key.Name, rest)
	case key.Kind == KindWord || isWordValue:
		t.Values = splitValues(rest)
	case key.Kind == KindYesNo:
		yes, err := parseYesNo(rest)
		if op != ":" || err != nil {
			return fmt.Errorf("%s is yes or no", key.Name)
		}
		t.Values = []string{map[bool]string{true: "yes", false: "no"}[yes]}
	default:
		span, err := parseSpan(key, op, rest, now)
		if err != nil {
			return err
		}
		t.Span = &span
	}
	return nil
}

// cutOperator finds the first operator outside quotes.
func cutOperator(text string) (name, op, rest string) {
	quoted := false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ':':
			return text[:i], ":", text[i+1:]
		case c == '<' || c == '>':
			op := text[i : i+1]
			if i+1 < len(text) && text[i+1] == '=' {
				op = text[i : i+2]
			}
			return text[:i], op, text[i+len(op):]
		}
	}
	return text, "", ""
}

// canonicalKey lower-cases all but a meta key, and drops that one's quotes.
func canonicalKey(name string) string {
	if len(name) > 5 && strings.EqualFold(name[:5], "meta.") {
		return "meta." + unquote(name[5:])
	}
	return strings.ToLower(name)
}

func isWord(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }) < 0
}

func keyNames() string {
	names := make([]string, len(QueryKeys))
	for i, k := range QueryKeys {
		names[i] = k.Name
	}
	return strings.Join(names, ", ")
}

// splitValues cuts at commas outside quotes.
func splitValues(s string) []string {
	var values []string
	quoted, start := false, 0
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ',' && !quoted:
			values, start = append(values, unquote(s[start:i])), i+1
		}
	}
	return append(values, unquote(s[start:]))
}

func unquote(s string) string { return strings.ReplaceAll(s, `"`, "") }

// String is the query in its own language; ParseQuery reads it back.
func (q Query) String() string {
	parts := make([]string, len(q.Terms))
	for i, t := range q.Terms {
		parts[i] = t.String()
	}
	return strings.Join(parts, " ")
}

func (t Term) String() string {
	var b strings.Builder
	if t.Not {
		b.WriteByte('-')
	}
	key := t.Key
	if rest, ok := strings.CutPrefix(key, "meta."); ok {
		key = "meta." + quoteIf(rest, ":<>,")
	}
	b.WriteString(key)
	if t.Span != nil {
		b.WriteString(t.Span.Text)
		return b.String()
	}
	if t.Key != "" {
		b.WriteByte(':')
	}
	for i, v := range t.Values {
		if i > 0 {
			b.WriteByte(',')
		}
		special := ","
		if t.Key == "" {
			special = ":<>"
		}
		b.WriteString(quoteIf(v, special))
	}
	return b.String()
}

func quoteIf(s, special string) string {
	if s == "" || s[0] == '-' || strings.ContainsAny(s, blanks+special) {
		return `"` + s + `"`
	}
	return s
}

// Order is how found videos are sorted: by a key of QueryKeys or meta.…
// Videos without a value come last either way.
type Order struct {
	By         string
	Descending bool
}

// NewestFirst is the usual order.
var NewestFirst = Order{By: "created", Descending: true}

// Hits are the videos a query found, in order, by their numbers in the index.
// Numbers hold as long as the index is open.
type Hits []uint32

// ValueCount is a value of a key and how many videos have it.
type ValueCount struct {
	Value string
	Count int
}
