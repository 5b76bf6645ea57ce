package embed

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"unicode"

	"spool/library"
)

// escaper makes text and addresses safe where a format puts them.
type escaper struct {
	text, address func(string) string
	// code is for embed codes: HTML stays HTML where the format takes HTML.
	code func(string) string
}

func same(s string) string { return s }

var escapers = map[Format]escaper{
	List:     {oneLine, same, same},
	CSV:      {csvField, csvField, csvField},
	Markdown: {markdownText, markdownAddress, same},
	HTML:     {html.EscapeString, html.EscapeString, same},
	JSON:     {jsonString, jsonString, jsonString},
}

// oneLine keeps a name from breaking a list or a terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

var (
	markdownSigns = regexp.MustCompile("[\\\\`*_\\[\\]<>&|~$]")
	// What means something only at the start of a line, or makes a link of a
	// bare address.
	markdownStart = regexp.MustCompile(`^(\s*)([#+=-]|\d+[.)])`)
	markdownLink  = regexp.MustCompile(`(?i)(://|\bwww\.)`)
)

// markdownText is text that CommonMark and its common extensions show as it is.
func markdownText(s string) string {
	s = markdownSigns.ReplaceAllString(oneLine(s), `\$0`)
	s = markdownStart.ReplaceAllStringFunc(s, func(m string) string { return m[:len(m)-1] + `\` + m[len(m)-1:] })
	return markdownLink.ReplaceAllStringFunc(s, func(m string) string {
		if m == "://" {
			return `\://`
		}
		return m[:3] + `\.`
	})
}

// markdownAddress is an address that may stand between parentheses.
func markdownAddress(s string) string {
	return strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", " ", "%20", "\n", "%0A").Replace(s)
}

// csvField is a quoted field. A name that a spreadsheet would take for a
// formula gets an apostrophe, which spreadsheets don't show.
func csvField(s string) string {
	return `"` + strings.ReplaceAll(library.Cell(s), `"`, `""`) + `"`
}

func jsonString(s string) string {
	// A string always has a JSON form.
	b, _ := json.Marshal(s)
	return string(b)
}
