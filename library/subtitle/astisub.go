package subtitle

import (
	"bufio"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/asticode/go-astisub"
)

// readSub reads SubRip, ASS, SSA and TTML through go-astisub.
func readSub(text string, format Format) ([]Cue, error) {
	if format != TTML {
		if err := checkLines(text); err != nil {
			return nil, err
		}
	}
	if format == SRT {
		var err error
		if text, err = cleanSRT(text); err != nil {
			return nil, err
		}
	}
	subs, err := callAstisub(text, format)
	if err != nil {
		return nil, err
	}
	var cues []Cue
	for _, item := range subs.Items {
		c := Cue{Start: item.StartAt, End: item.EndAt, Text: textOf(item, format)}
		if format == SRT || format == ASS || format == SSA {
			c.Text, c.Settings = takePlace(c.Text)
		}
		cues = append(cues, c)
	}
	if format == ASS || format == SSA {
		// Their lines may stand in any order.
		slices.SortStableFunc(cues, func(a, b Cue) int { return int(a.Start - b.Start) })
	}
	return cues, nil
}

var declaredEncoding = regexp.MustCompile(`^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*("[^"]*"|'[^']*')`)

// callAstisub keeps a file that the library can't cope with from ending the
// program: it takes for granted that every TTML cue has both times, for one.
func callAstisub(text string, format Format) (subs *astisub.Subtitles, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("its times are missing or damaged")
		}
	}()
	r := strings.NewReader(strings.TrimPrefix(text, bom))
	switch format {
	case TTML:
		// The text is UTF-8 by now, whatever its first line says.
		r = strings.NewReader(declaredEncoding.ReplaceAllString(strings.TrimPrefix(text, bom), "$1"))
		subs, err = astisub.ReadFromTTML(r)
	case ASS, SSA:
		subs, err = astisub.ReadFromSSAWithOptions(r, astisub.SSAOptions{})
	default:
		subs, err = astisub.ReadFromSRT(r)
	}
	if err != nil {
		return nil, errors.New(strings.ReplaceAll(err.Error(), "astisub: ", ""))
	}
	return subs, nil
}

// checkLines refuses lines at which the library would stop reading without an
// error.
func checkLines(text string) error {
	s := &scanner{text: text, line: 1}
	for !s.done() {
		n := s.line
		if _, whole := s.next(); len(whole) >= bufio.MaxScanTokenSize {
			return fmt.Errorf("line %d is longer than 64 KB", n)
		}
	}
	return nil
}

// cleanSRT writes every line of times in the one form the library reads, and
// names the first it can't make sense of.
func cleanSRT(text string) (string, error) {
	var b strings.Builder
	s := &scanner{text: text, line: 1}
	for !s.done() {
		number := s.line
		line, whole := s.next()
		left, right, arrow := strings.Cut(strings.TrimPrefix(line, bom), "-->")
		if !arrow {
			b.WriteString(whole)
			continue
		}
		start, _, okStart := parseStamp(strings.TrimSpace(left))
		fields := strings.Fields(right) // what follows the end is a place some programs write
		if !okStart || len(fields) == 0 {
			return "", fmt.Errorf("line %d: the times %.60q can't be read", number, strings.TrimSpace(line))
		}
		end, _, okEnd := parseStamp(fields[0])
		if !okEnd {
			return "", fmt.Errorf("line %d: the times %.60q can't be read", number, strings.TrimSpace(line))
		}
		fmt.Fprintf(&b, "%s --> %s\n", formatStamp(start, true, ','), formatStamp(end, true, ','))
	}
	return b.String(), nil
}

// textOf is an item's lines as WebVTT cue text.
func textOf(item *astisub.Item, format Format) string {
	var lines []string
	for _, l := range item.Lines {
		var b strings.Builder
		for _, part := range l.Items {
			b.WriteString(partOf(part, format))
		}
		lines = append(lines, strings.TrimSpace(b.String()))
	}
	text := strings.Join(lines, "\n")
	if format == ASS || format == SSA {
		text = styleASS(text)
	}
	return cleanText(text)
}

// colours are the WebVTT classes that every player knows.
var colours = map[string]string{
	"white": "white", "#ffffff": "white", "yellow": "yellow", "#ffff00": "yellow", "red": "red", "#ff0000": "red",
	"lime": "lime", "#00ff00": "lime", "cyan": "cyan", "#00ffff": "cyan", "blue": "blue", "#0000ff": "blue",
	"magenta": "magenta", "#ff00ff": "magenta", "black": "black", "#000000": "black",
}

func partOf(p astisub.LineItem, format Format) string {
	text := escapeText(p.Text)
	s := p.InlineStyle
	if s == nil {
		return text
	}
	if format == ASS || format == SSA {
		// Overrides are turned into tags once the text is whole.
		return escapeText(s.SSAEffect) + text
	}
	wrap := func(open, end string) { text = open + text + end }
	if is(s.TTMLTextDecoration, "underline") || s.SRTUnderline {
		wrap("<u>", "</u>")
	}
	if is(s.TTMLFontStyle, "italic") || s.SRTItalics {
		wrap("<i>", "</i>")
	}
	if is(s.TTMLFontWeight, "bold") || s.SRTBold {
		wrap("<b>", "</b>")
	}
	if s.TTMLColor != nil {
		if class := colours[strings.ToLower(*s.TTMLColor)]; class != "" && class != "white" {
			wrap("<c."+class+">", "</c>")
		}
	}
	return text
}

func is(s *string, want string) bool { return s != nil && strings.EqualFold(*s, want) }
