package subtitle

import (
	"html"
	"strings"
)

// Plain is a cue's text as a viewer reads it: without tags, with entities
// replaced.
func Plain(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return text
	}
	var b strings.Builder
	for _, p := range pieces(text) {
		if !p.tag {
			b.WriteString(html.UnescapeString(p.text))
		}
	}
	return b.String()
}

// escapeText makes plain text into cue text.
func escapeText(s string) string { return entities.Replace(s) }

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", "-->", "--&gt;", "\u00A0", "&nbsp;")

// piece is a tag, with its brackets, or text between tags.
type piece struct {
	text string
	tag  bool
}

// pieces takes cue text apart. Joined they are the text again. A bracket that
// is never closed is a tag to its end, as the standard has it.
func pieces(text string) []piece {
	var all []piece
	for text != "" {
		open := strings.IndexByte(text, '<')
		if open < 0 {
			return append(all, piece{text: text})
		}
		if open > 0 {
			all = append(all, piece{text: text[:open]})
		}
		end := strings.IndexByte(text[open:], '>')
		if end < 0 {
			return append(all, piece{text: text[open:], tag: true})
		}
		all = append(all, piece{text: text[open : open+end+1], tag: true})
		text = text[open+end+1:]
	}
	return all
}

// tagName is the name of a tag without its classes, / before that of an end
// tag; a time within the text has none.
func tagName(tag string) string {
	name := strings.Trim(tag, "<>")
	if i := strings.IndexAny(name, ". \t\n"); i >= 0 {
		name = name[:i]
	}
	if name != "" && name[0] >= '0' && name[0] <= '9' {
		return ""
	}
	return name
}

// openTags are the tags that are open at the end of a text.
func openTags(text string) []string {
	var open []string
	for _, p := range pieces(text) {
		if !p.tag {
			continue
		}
		name := tagName(p.text)
		switch {
		case name == "":
		case name[0] != '/':
			open = append(open, p.text)
		case len(open) > 0 && tagName(open[len(open)-1]) == name[1:]:
			open = open[:len(open)-1]
		}
	}
	return open
}

// closing are the end tags for open ones.
func closing(open []string) string {
	var b strings.Builder
	for i := len(open) - 1; i >= 0; i-- {
		b.WriteString("</" + tagName(open[i]) + ">")
	}
	return b.String()
}
