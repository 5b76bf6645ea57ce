package subtitle

import (
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/asticode/go-astisub"
)

// Write gives the document in a format. What a format can't say is left out:
// all but WebVTT lose notes, settings, classes and times within texts.
func Write(d *Document, format Format) ([]byte, error) {
	cues := d.Cues()
	switch format {
	case VTT:
		return d.Bytes(), nil
	case SRT:
		return writeSRT(cues), nil
	case SBV:
		return writeSBV(cues), nil
	case ASS, SSA, TTML:
		return writeSub(cues, format)
	}
	return nil, fmt.Errorf("%.20q: %w", format, ErrUnknown)
}

// writeSRT does without go-astisub, which writes & and < as HTML does; players
// of SubRip show that as it stands.
func writeSRT(cues []Cue) []byte {
	var b strings.Builder
	for i, c := range cues {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%d\n%s --> %s\n%s\n", i+1, formatStamp(c.Start, true, ','), formatStamp(c.End, true, ','),
			mapTags(c.Text, func(tag string) string { return tag }))
	}
	return []byte(b.String())
}

// mapTags gives the plain text of a cue with its tags for bold, italic and
// underlined replaced.
func mapTags(text string, to func(tag string) string) string {
	var b strings.Builder
	for _, p := range pieces(text) {
		if !p.tag {
			b.WriteString(html.UnescapeString(p.text))
			continue
		}
		switch name := tagName(p.text); strings.TrimPrefix(name, "/") {
		case "b", "i", "u":
			b.WriteString(to("<" + name + ">"))
		}
	}
	return b.String()
}

func writeSub(cues []Cue, format Format) ([]byte, error) {
	if len(cues) == 0 {
		return nil, ErrNoCues
	}
	subs := astisub.NewSubtitles()
	subs.Metadata = &astisub.Metadata{SSAScriptType: "v4.00+"}
	if format == SSA {
		subs.Metadata.SSAScriptType = "v4.00"
	}
	for _, c := range cues {
		item := &astisub.Item{StartAt: c.Start.Round(time.Millisecond), EndAt: c.End.Round(time.Millisecond)}
		if format == TTML {
			for line := range strings.SplitSeq(c.Text, "\n") {
				item.Lines = append(item.Lines, astisub.Line{Items: ttmlItems(line)})
			}
		} else {
			// One item, since the library would put blanks between several.
			item.Lines = []astisub.Line{{Items: []astisub.LineItem{{Text: assText(c.Text)}}}}
		}
		subs.Items = append(subs.Items, item)
	}
	var b strings.Builder
	var err error
	if format == TTML {
		err = subs.WriteToTTML(&b, astisub.WriteToTTMLWithIndentOption(""))
	} else {
		err = subs.WriteToSSA(&b)
	}
	return []byte(b.String()), err
}

func assText(text string) string {
	// Braces would be overrides.
	text = strings.NewReplacer("{", "(", "}", ")").Replace(text)
	text = mapTags(text, func(tag string) string {
		name := strings.Trim(tag, "</>")
		if strings.HasPrefix(tag, "</") {
			return `{\` + name + "0}"
		}
		return `{\` + name + "1}"
	})
	return strings.NewReplacer("\n", `\N`, "\u00A0", `\h`).Replace(text)
}

// ttmlItems are the parts of one line, each with how it looks.
func ttmlItems(line string) []astisub.LineItem {
	on := map[string]bool{}
	var items []astisub.LineItem
	for _, p := range pieces(line) {
		if p.tag {
			name := tagName(p.text)
			on[strings.TrimPrefix(name, "/")] = !strings.HasPrefix(name, "/")
			continue
		}
		s := &astisub.StyleAttributes{}
		set := func(tag, value string, to **string) {
			if on[tag] {
				*to = &value
			}
		}
		set("b", "bold", &s.TTMLFontWeight)
		set("i", "italic", &s.TTMLFontStyle)
		set("u", "underline", &s.TTMLTextDecoration)
		items = append(items, astisub.LineItem{InlineStyle: s, Text: html.UnescapeString(p.text)})
	}
	return items
}
