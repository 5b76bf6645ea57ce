package embed_test

import (
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"spool/library/embed"
)

const nasty = `[x](javascript:alert(1)) <b>&amp;</b> *bold* _it_ "quoted" 'single' | ` + "`code`\nnext"

func TestNamesAreHarmlessInEveryFormat(t *testing.T) {
	l := []embed.Links{links(t, video(nasty), "", embed.Settings{})}
	text, err := embed.Write(embed.HTML, l, []embed.Kind{embed.Watch, embed.Thumbnail})
	if err != nil {
		t.Fatal(err)
	}
	page, err := html.Parse(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	var elements []string
	var shown strings.Builder
	for n := range page.Descendants() {
		switch n.Type {
		case html.ElementNode:
			elements = append(elements, n.Data)
		case html.TextNode:
			shown.WriteString(n.Data)
		}
	}
	if want := []string{"html", "head", "body", "ul", "li", "a", "img"}; !reflect.DeepEqual(elements, want) {
		t.Errorf("a browser sees %v, want %v", elements, want)
	}
	if !strings.Contains(shown.String(), nasty) {
		t.Errorf("a browser shows %q", shown.String())
	}

	text, err = embed.Write(embed.CSV, []embed.Links{links(t, video(`=HYPERLINK("x"),"`+"\n"), "", embed.Settings{})}, []embed.Kind{embed.UID, embed.HLS, embed.Responsive})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || !reflect.DeepEqual(rows[0], []string{"uid", "name", "hls", "embed"}) || rows[1][1] != `'=HYPERLINK("x"),"`+"\n" {
		t.Errorf("a spreadsheet reads %q", rows)
	}

	text, err = embed.Write(embed.JSON, l, []embed.Kind{embed.Fixed})
	if err != nil {
		t.Fatal(err)
	}
	var parsed []map[string]string
	if err := json.Unmarshal(text, &parsed); err != nil || parsed[0]["name"] != nasty || parsed[0]["embed_fixed"] != l[0].Fixed {
		t.Errorf("JSON reads %q, %v", parsed, err)
	}

	text, err = embed.Write(embed.List, l, []embed.Kind{embed.UID, embed.Responsive})
	if lines := strings.Split(string(text), "\n"); err != nil || len(lines) != 3 || lines[0] != uid || !strings.HasPrefix(lines[1], "<div") {
		t.Errorf("the list is %q, %v", text, err)
	}
}

func TestMarkdownKeepsNamesAsTheyAre(t *testing.T) {
	for name, want := range map[string]string{
		"Harbour at dawn, 4K": "Harbour at dawn, 4K",
		nasty:                 `\[x\](javascript:alert(1)) \<b\>\&amp;\</b\> \*bold\* \_it\_ "quoted" 'single' \| ` + "\\`code\\` next",
		"1. First - part #2":  `1\. First - part #2`,
		"# Heading":           `\# Heading`,
		"- item":              `\- item`,
		"see https://x.y":     `see https\://x.y`,
		"www.x.y":             `www\.x.y`,
		`back\slash $5~`:      `back\\slash \$5\~`,
	} {
		text, err := embed.Write(embed.Markdown, []embed.Links{links(t, video(name), "", embed.Settings{})}, []embed.Kind{embed.Watch})
		if want := "[" + want + "](" + host + "/" + uid + "/watch)\n"; err != nil || string(text) != want {
			t.Errorf("%q: got %s, %v; want %s", name, text, err, want)
		}
	}
}

func TestManyVideosAndKinds(t *testing.T) {
	l := []embed.Links{links(t, video("One"), "", embed.Settings{}), links(t, video(""), "", embed.Settings{})}
	kinds := []embed.Kind{embed.Watch, embed.Thumbnail, embed.UID, embed.Responsive}
	text, err := embed.Write(embed.Markdown, l, kinds)
	watch, still := host+"/"+uid+"/watch", host+"/"+uid+"/thumbnails/thumbnail.jpg"
	want := "### One\n\n- [Player page](" + watch + ")\n- ![One](" + still + ")\n- `" + uid + "`\n\n" + l[0].Responsive + "\n\n\n" +
		"### " + uid + "\n\n- [Player page](" + watch + ")\n- ![" + uid + "](" + still + ")\n- `" + uid + "`\n\n" + l[1].Responsive + "\n\n\n"
	if err != nil || string(text) != want {
		t.Errorf("Markdown is\n%s%v\nwant\n%s", text, err, want)
	}
	text, err = embed.Write(embed.HTML, l[:1], []embed.Kind{embed.Responsive, embed.Fixed})
	if want := l[0].Responsive + "\n" + l[0].Fixed + "\n"; err != nil || string(text) != want {
		t.Errorf("HTML is\n%s%v\nwant\n%s", text, err, want)
	}
}

func TestTemplatesAreEscapedForTheirFormat(t *testing.T) {
	l := []embed.Links{links(t, video(nasty), "", embed.Settings{})}
	iframe := links(t, video(nasty), "", embed.Settings{Player: embed.Player{Muted: true, Loop: true}})
	for _, tt := range []struct {
		format         embed.Format
		template, want string
	}{
		{embed.List, "{{.Name}}: {{.UID}}", strings.ReplaceAll(nasty, "\n", " ") + ": " + uid + "\n"},
		{embed.HTML, "<h2>{{.Name}}</h2>{{.Responsive}}", "<h2>" + html.EscapeString(nasty) + "</h2>" + l[0].Responsive + "\n"},
		{embed.CSV, "{{.UID}};{{.Name}}\n", `"` + uid + `";"` + strings.ReplaceAll(nasty, `"`, `""`) + "\"\n"},
		{embed.JSON, `{"n":{{.Name}}}`, ""},
	} {
		tmpl, err := embed.ParseTemplate(tt.template, tt.format)
		if err != nil {
			t.Errorf("%s: %v", tt.format, err)
			continue
		}
		text, err := tmpl.Write(l)
		if tt.format == embed.JSON {
			var parsed map[string]string
			if err := json.Unmarshal(text, &parsed); err != nil || parsed["n"] != nasty {
				t.Errorf("JSON reads %q, %v", parsed, err)
			}
			continue
		}
		if err != nil || string(text) != tt.want {
			t.Errorf("%s: got %s, %v; want %s", tt.format, text, err, tt.want)
		}
	}
	tmpl, err := embed.ParseTemplate(`<a href="{{.Iframe}}">`, embed.HTML)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := tmpl.Write([]embed.Links{iframe}); err != nil || !strings.Contains(string(text), "loop=true&amp;muted=true") {
		t.Errorf("an address in HTML is %s, %v", text, err)
	}
	for _, bad := range []string{"{{.Nmae}}", "{{", "{{range .Name}}", "{{.Get}}"} {
		if _, err := embed.ParseTemplate(bad, embed.List); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestThePreviewPageLoadsThePlayerAndNothingElse(t *testing.T) {
	page, err := html.Parse(strings.NewReader(string(links(t, video(nasty), token, embed.Settings{}).Page(embed.Responsive))))
	if err != nil {
		t.Fatal(err)
	}
	var policy, source, title string
	for n := range page.Descendants() {
		for _, a := range n.Attr {
			switch {
			case n.Data == "meta" && a.Key == "content" && strings.Contains(a.Val, "src"):
				policy = a.Val
			case n.Data == "iframe" && a.Key == "src":
				source = a.Val
			}
		}
		if n.Data == "title" && n.FirstChild != nil {
			title = n.FirstChild.Data
		}
		if n.Data == "script" || n.Data == "b" {
			t.Errorf("the page has a %s of its own", n.Data)
		}
	}
	if policy != "default-src 'none'; style-src 'unsafe-inline'; frame-src "+host || source != host+"/"+token+"/iframe" || title != nasty {
		t.Errorf("policy %q, source %q, title %q", policy, source, title)
	}
}
