package library

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// template is text with fields of the video in braces: {name}, {uid},
// {creator}, {created} (the day), {year}, {duration} (whole seconds),
// {meta.KEY}, and {n} or {n:003} for the video's number in the selection.
// Double braces are braces; braces around anything else stay as they are.
type template []piece

type piece struct {
	text string
	// field is empty for plain text; width pads {n} with zeros.
	field string
	width int
}

var templateField = regexp.MustCompile(`\{\{|\}\}|\{(n)(?::(0*[0-9]))?\}|\{(meta\.[^{}]+|[a-z]+)\}`)

func parseTemplate(text string) (template, error) {
	var t template
	at := 0
	add := func(p piece) { t = append(t, p) }
	for _, m := range templateField.FindAllStringSubmatchIndex(text, -1) {
		add(piece{text: text[at:m[0]]})
		at = m[1]
		switch whole := text[m[0]:m[1]]; {
		case whole == "{{" || whole == "}}":
			add(piece{text: whole[:1]})
		case m[2] >= 0:
			p := piece{field: "n"}
			if m[4] >= 0 {
				p.width = m[5] - m[4]
			}
			add(p)
		default:
			field := text[m[6]:m[7]]
			if !knownTemplateField(field) {
				return nil, fmt.Errorf("there is no {%s}; write {{%s}} for braces, or one of {name}, {uid}, {creator}, {created}, {year}, {duration}, {meta.KEY}, {n}, {n:003}", field, field)
			}
			add(piece{field: field})
		}
	}
	add(piece{text: text[at:]})
	return t, nil
}

func knownTemplateField(field string) bool {
	switch field {
	case "name", "uid", "creator", "created", "year", "duration":
		return true
	}
	return strings.HasPrefix(field, "meta.")
}

// plain reports whether the text is the same for every video.
func (t template) plain() bool {
	for _, p := range t {
		if p.field != "" {
			return false
		}
	}
	return true
}

// fill writes the template for a video with its number.
func (t template) fill(v *Video, n int) string {
	return t.fillWith(v, n, func(s string) string { return s })
}

// fillExpansion is fill for what replaces a regular expression: a dollar in a
// field of the video is no group.
func (t template) fillExpansion(v *Video, n int) string {
	return t.fillWith(v, n, func(s string) string { return strings.ReplaceAll(s, "$", "$$") })
}

func (t template) fillWith(v *Video, n int, escape func(string) string) string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.text)
		if p.field != "" {
			b.WriteString(escape(p.value(v, n)))
		}
	}
	return b.String()
}

func (p piece) value(v *Video, n int) string {
	switch p.field {
	case "n":
		return fmt.Sprintf("%0*d", p.width, n)
	case "name":
		return v.Name()
	case "uid":
		return v.UID
	case "creator":
		return v.Creator
	case "created":
		return v.Created.UTC().Format(time.DateOnly)
	case "year":
		return strconv.Itoa(v.Created.UTC().Year())
	case "duration":
		return strconv.Itoa(int(max(v.Duration, 0)))
	}
	return v.Meta.Text(strings.TrimPrefix(p.field, "meta."))
}
