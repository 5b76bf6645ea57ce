package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
)

// shownAs is what a reader of HTML sees, and the elements around it.
func shownAs(t *testing.T, page string) (text string, elements map[string]int) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	ok(t, err)
	var b strings.Builder
	elements = map[string]int{}
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			b.WriteString(n.Data)
		case html.ElementNode:
			elements[n.Data]++
		}
	}
	return b.String(), elements
}

func TestNamesStayNamesWhereverLinksArePasted(t *testing.T) {
	s := newStage(t)
	name := "# 1. [x](javascript:alert(1)) *b* _i_ ~~s~~ <b>&amp;</b> `c` | www.x.example https://x.example \\ $1$"
	lines := s.spool("upload", "--json", "--name", name, s.video("a.mp4", 0, 1)).want(t, exitDone).lines(t)
	uid := lines[len(lines)-1]["uid"].(string)

	markdown := s.spool("link", uid, "--format", "markdown").want(t, exitDone).out
	var page bytes.Buffer
	ok(t, goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(markdown), &page))
	text, elements := shownAs(t, page.String())
	if strings.TrimSpace(text) != name || elements["a"] != 1 || elements["em"]+elements["strong"]+elements["del"]+elements["code"]+elements["h1"] > 0 {
		t.Errorf("Markdown shows %q with %v, from\n%s", text, elements, markdown)
	}
	page.Reset()
	template := s.spool("link", uid, "--format", "markdown", "--template", "{{.Name}}\n\n{{.HLS}}").want(t, exitDone).out
	ok(t, goldmark.New(goldmark.WithExtensions(extension.Strikethrough)).Convert([]byte(template), &page))
	if text, elements := shownAs(t, page.String()); !strings.HasPrefix(text, name) || elements["a"]+elements["h1"]+elements["ol"] > 0 {
		t.Errorf("a Markdown template shows %q with %v, from\n%s", text, elements, template)
	}

	text, elements = shownAs(t, s.spool("link", uid, "--format", "html", "--kind", "watch,thumbnail").want(t, exitDone).out)
	if !strings.Contains(text, name) || elements["b"] > 0 || elements["a"] != 1 || elements["img"] != 1 {
		t.Errorf("HTML shows %q with %v", text, elements)
	}
	text, elements = shownAs(t, s.spool("link", uid, "--format", "html", "--template", "<h2>{{.Name}}</h2>{{.Responsive}}").want(t, exitDone).out)
	if !strings.Contains(text, name) || elements["b"] > 0 || elements["iframe"] != 1 || elements["h2"] != 1 {
		t.Errorf("an HTML template shows %q with %v", text, elements)
	}
}

func TestEmbedCodesAndWhatStandsInTheirWay(t *testing.T) {
	noKeyring(t)
	s := newStage(t)
	uid := s.signedVideo("Harbour")
	r := s.spool("embed", uid, "--muted", "--start", "1:30", "--poster", "0.5", "--color", "#F2C14E", "--fixed", "--width", "640").want(t, exitDone)
	for _, want := range []string{`width="640" height="360"`, "muted=true", "startTime=90", "primaryColor=%23F2C14E", "thumbnail.jpg%3Ftime%3D0.5s"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("%s is not in %s", want, r.out)
		}
	}
	if !strings.Contains(r.err, "signed links only") {
		t.Errorf("nobody is told that it will not play: %s", r.err)
	}
	s.spool("videos", "edit", uid, "--origins", "example.com", "--yes").want(t, exitDone)
	line := s.spool("embed", uid, "--api", "--for", "https://www.example.com/film", "--json").want(t, exitDone).lines(t)[0]
	obstacles := mustJSON(t, line["obstacles"])
	if !strings.Contains(obstacles, `"code":"origin"`) || !strings.Contains(obstacles, `["example.com","www.example.com"]`) || strings.Contains(obstacles, "signed_only") {
		t.Errorf("obstacles: %s", obstacles)
	}
	if r := s.spool("embed", uid, "--from-stream").want(t, exitDone); !strings.Contains(r.out, uid) {
		t.Errorf("Stream's own code is %s", r.out)
	}
	for _, bad := range [][]string{{"--color", "red;x"}, {"--preload", "all"}, {"--start", "soon"}, {"--poster", "soon"}, {"--kind", "vhs"}, {"--format", "pdf"}, {"--template", "{{.Nope}}"}} {
		s.spool(append([]string{"embed", uid}, bad...)...).want(t, exitWrongUse)
	}
}
