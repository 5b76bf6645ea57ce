package embed

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"text/template"

	"spool/library"
)

// Format is the form in which the links of many videos are written.
type Format string

// The formats.
const (
	List     Format = "list"
	CSV      Format = "csv"
	Markdown Format = "markdown"
	HTML     Format = "html"
	JSON     Format = "json"
)

// Formats are all of them, in the order people see them.
var Formats = []Format{List, CSV, Markdown, HTML, JSON}

// ParseFormat reads a format by its name.
func ParseFormat(s string) (Format, error) {
	f := Format(strings.ToLower(strings.TrimSpace(s)))
	if f == "md" {
		f = Markdown
	}
	if !slices.Contains(Formats, f) {
		return "", fmt.Errorf("%.40q is no format: say list, csv, markdown, html or json", s)
	}
	return f, nil
}

// labels are the kinds for people.
var labels = map[Kind]string{
	Responsive: "Embed code", Fixed: "Embed code, fixed size", Watch: "Player page", IframeURL: "Player for an iframe",
	HLS: "HLS manifest", DASH: "DASH manifest", Thumbnail: "Thumbnail", GIF: "GIF", MP4: "MP4", M4A: "M4A", UID: "UID",
}

// Label is the kind for people, in English.
func (k Kind) Label() string { return labels[k] }

// Write writes some kinds of links of many videos in a format. Names and
// addresses are escaped for the format.
func Write(format Format, videos []Links, kinds []Kind) ([]byte, error) {
	if len(kinds) == 0 {
		kinds = []Kind{Responsive}
	}
	switch format {
	case CSV:
		return writeCSV(videos, kinds)
	case JSON:
		return writeJSON(videos, kinds)
	}
	var b bytes.Buffer
	if format == HTML && !codesOnly(kinds) {
		b.WriteString("<ul>\n")
	}
	for _, v := range videos {
		switch format {
		case Markdown:
			writeMarkdown(&b, v, kinds)
		case HTML:
			writeHTML(&b, v, kinds)
		default:
			for _, k := range kinds {
				b.WriteString(oneLine(v.Get(k)) + "\n")
			}
		}
	}
	if format == HTML && !codesOnly(kinds) {
		b.WriteString("</ul>\n")
	}
	return b.Bytes(), nil
}

func isCode(k Kind) bool { return k == Responsive || k == Fixed }

func codesOnly(kinds []Kind) bool {
	return !slices.ContainsFunc(kinds, func(k Kind) bool { return !isCode(k) })
}

func writeCSV(videos []Links, kinds []Kind) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	header := []string{"uid", "name"}
	for _, k := range kinds {
		if k != UID {
			header = append(header, string(k))
		}
	}
	rows := [][]string{header}
	for _, v := range videos {
		row := []string{v.UID, library.Cell(v.Name)}
		for _, k := range kinds {
			if k != UID {
				row = append(row, v.Get(k))
			}
		}
		rows = append(rows, row)
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

func writeJSON(videos []Links, kinds []Kind) ([]byte, error) {
	rows := make([]map[string]string, len(videos))
	for i, v := range videos {
		rows[i] = map[string]string{"uid": v.UID, "name": v.Name}
		for _, k := range kinds {
			rows[i][strings.ReplaceAll(string(k), "-", "_")] = v.Get(k)
		}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(rows)
	return b.Bytes(), err
}

func (l Links) title() string {
	if l.Name != "" {
		return l.Name
	}
	return l.UID
}

func writeMarkdown(b *bytes.Buffer, v Links, kinds []Kind) {
	name := markdownText(v.title())
	if len(kinds) == 1 {
		b.WriteString(markdownLinkOf(v, kinds[0], name))
		if isCode(kinds[0]) {
			b.WriteString("\n") // HTML in Markdown ends with a blank line
		}
		b.WriteString("\n")
		return
	}
	fmt.Fprintf(b, "### %s\n\n", name)
	for _, k := range kinds {
		switch {
		case isCode(k):
			fmt.Fprintf(b, "\n%s\n\n", v.Get(k))
		case k == Thumbnail, k == GIF:
			fmt.Fprintf(b, "- %s\n", markdownLinkOf(v, k, name))
		default:
			fmt.Fprintf(b, "- %s\n", markdownLinkOf(v, k, k.Label()))
		}
	}
	b.WriteString("\n")
}

func markdownLinkOf(v Links, k Kind, label string) string {
	switch {
	case isCode(k):
		return v.Get(k)
	case k == UID:
		return "`" + v.UID + "`"
	case k == Thumbnail, k == GIF:
		return "![" + label + "](" + markdownAddress(v.Get(k)) + ")"
	}
	return "[" + label + "](" + markdownAddress(v.Get(k)) + ")"
}

func writeHTML(b *bytes.Buffer, v Links, kinds []Kind) {
	escape := escapers[HTML]
	if codesOnly(kinds) {
		for _, k := range kinds {
			b.WriteString(v.Get(k) + "\n")
		}
		return
	}
	b.WriteString("<li>")
	if len(kinds) > 1 {
		b.WriteString(escape.text(v.title()) + ": ")
	}
	for i, k := range kinds {
		if i > 0 {
			b.WriteString(" ")
		}
		label := k.Label()
		if len(kinds) == 1 {
			label = v.title()
		}
		address := escape.address(v.Get(k))
		switch {
		case isCode(k):
			b.WriteString(v.Get(k))
		case k == UID:
			b.WriteString("<code>" + address + "</code>")
		case k == Thumbnail, k == GIF:
			fmt.Fprintf(b, `<img src="%s" alt="%s">`, address, escape.text(v.title()))
		default:
			fmt.Fprintf(b, `<a href="%s">%s</a>`, address, escape.text(label))
		}
	}
	b.WriteString("</li>\n")
}

// Template is a person's own form of links. It is run once for every video.
type Template struct {
	format Format
	tmpl   *template.Template
}

// ParseTemplate reads a template in the language of Go's text/template, with
// the fields of Links: {{.Name}}, {{.UID}}, {{.Watch}}, {{.Responsive}} and so
// on. Every field is escaped for the format before the template sees it; embed
// codes stay HTML in HTML and Markdown. In JSON and CSV a field brings its own
// quotes.
func ParseTemplate(text string, format Format) (Template, error) {
	tmpl, err := template.New("template").Option("missingkey=error").Parse(text)
	if err != nil {
		return Template{}, fmt.Errorf("the template can't be read: %w", err)
	}
	t := Template{format: format, tmpl: tmpl}
	// A wrong field shows itself now, not in the middle of a thousand videos.
	if _, err := t.Write([]Links{{}}); err != nil {
		return Template{}, err
	}
	return t, nil
}

// Write runs the template for every video. Each ends with a line break.
func (t Template) Write(videos []Links) ([]byte, error) {
	var b bytes.Buffer
	for _, v := range videos {
		if err := t.tmpl.Execute(&b, v.escaped(t.format)); err != nil {
			return nil, fmt.Errorf("the template can't be filled in: %w", err)
		}
		if text := b.Bytes(); len(text) > 0 && text[len(text)-1] != '\n' {
			b.WriteByte('\n')
		}
	}
	return b.Bytes(), nil
}

func (l Links) escaped(format Format) Links {
	e := escapers[format]
	l.UID, l.Name = e.text(l.UID), e.text(l.Name)
	for _, code := range []*string{&l.Responsive, &l.Fixed} {
		*code = e.code(*code)
	}
	for _, address := range []*string{&l.Watch, &l.Iframe, &l.HLS, &l.DASH, &l.Thumbnail, &l.GIF, &l.MP4, &l.M4A} {
		*address = e.address(*address)
	}
	return l
}

// Page is a whole HTML page that shows the video by one of its embed codes, for
// a look at it in a browser. Its policy lets it load the player and nothing
// else (Cloudflare docs, Stream, "Frequently asked questions").
func (l Links) Page(code Kind) []byte {
	e := escapers[HTML]
	origin := ""
	if u, err := url.Parse(l.Iframe); err == nil {
		origin = u.Scheme + "://" + u.Host
	}
	return fmt.Appendf(nil, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; frame-src %s">
<title>%s</title>
<style>body { margin: 0 auto; max-width: 1280px; padding: 24px; background: #181716 }</style>
</head>
<body>
%s
</body>
</html>
`, e.text(origin), e.text(l.title()), l.Get(code))
}
