package signing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"spool/widgets"
	"spool/widgets/look"
)

// PayloadRuns is a token's payload as coloured code, a line for each claim and
// each rule.
func PayloadRuns(payload json.RawMessage) []widgets.CodeRun {
	var claims map[string]json.RawMessage
	if json.Unmarshal(payload, &claims) != nil {
		return []widgets.CodeRun{{Text: string(payload), Color: look.Fg2}}
	}
	var b strings.Builder
	b.WriteString("{ ")
	first := true
	put := func(name, before string) {
		raw, ok := claims[name]
		if !ok {
			return
		}
		delete(claims, name)
		if !first {
			b.WriteString("," + before)
		}
		first = false
		fmt.Fprintf(&b, "%q: %s", name, spaced(raw))
	}
	_, hasBegin := claims["nbf"]
	put("sub", "\n  ")
	put("kid", "\n  ")
	put("nbf", "\n  ")
	if hasBegin {
		put("exp", " ")
	} else {
		put("exp", "\n  ")
	}
	put("downloadable", "\n  ")
	rules := claims["accessRules"]
	delete(claims, "accessRules")
	for _, name := range slices.Sorted(maps.Keys(claims)) {
		put(name, "\n  ")
	}
	if rules != nil {
		if !first {
			b.WriteString(",\n  ")
		}
		b.WriteString(`"accessRules": ` + strings.ReplaceAll(spaced(rules), "}, {", "},\n    {"))
	}
	b.WriteString(" }")
	return Colored(b.String())
}

// spaced is JSON in one line, with a blank after each comma and colon.
func spaced(raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Indent(&b, raw, "", "") != nil {
		return string(raw)
	}
	line := strings.ReplaceAll(b.String(), ",\n", ", ")
	return strings.ReplaceAll(line, "\n", "")
}

// Colored is JSON in colours: names, texts and numbers apart.
func Colored(text string) []widgets.CodeRun {
	var runs []widgets.CodeRun
	add := func(part string, color fyne.ThemeColorName) {
		if part != "" {
			runs = append(runs, widgets.CodeRun{Text: part, Color: color})
		}
	}
	for text != "" {
		switch c := rune(text[0]); {
		case c == '"':
			end := closing(text)
			color := look.Success
			if strings.HasPrefix(strings.TrimLeft(text[end:], " "), ":") {
				color = look.AccentFg
			}
			add(text[:end], color)
			text = text[end:]
		case unicode.IsDigit(c) || c == '-' || unicode.IsLetter(c):
			end := strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune(" ,}]\n", r) })
			if end < 0 {
				end = len(text)
			}
			add(text[:end], look.Process)
			text = text[end:]
		default:
			end := strings.IndexFunc(text[1:], func(r rune) bool { return r == '"' || r == '-' || unicode.IsDigit(r) || unicode.IsLetter(r) })
			if end < 0 {
				end = len(text) - 1
			}
			add(text[:end+1], look.Fg2)
			text = text[end+1:]
		}
	}
	return runs
}

// closing is the place behind the text that begins here.
func closing(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}
