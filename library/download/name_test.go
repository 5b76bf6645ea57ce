package download_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"spool/library/download"
)

func TestTemplatesMakeNamesEverySystemCanWrite(t *testing.T) {
	facts := func(name string) download.Facts {
		return download.Facts{UID: "9c1f", Name: name, Creator: "crew/north", Type: "mp4", Created: time.Date(2026, 5, 14, 23, 0, 0, 0, time.UTC)}
	}
	for _, tt := range []struct{ template, name, want string }{
		{"{name}.{type}", "Harbour at dawn, 4K", "Harbour at dawn, 4K.mp4"},
		{"{creator}/{date} {name} {uid}.{type}", "x", "crew-north/2026-05-14 x 9c1f.mp4"},
		{"{name}.{type}", "", "9c1f.mp4"},
		{"{name}.{type}", "../../etc/passwd", "-..-etc-passwd.mp4"},
		{"{name}.{type}", `C:\Windows\x`, "C--Windows-x.mp4"},
		{"{name}/{name}.{type}", "..", "9c1f/9c1f.mp4"},
		{"{name}.{type}", "a\x00b\nc\td\u202ee", "abcde.mp4"},
		{"{name}.{type}", "CON", "_CON.mp4"},
		{"{name}/x.{type}", "aux.x", "_aux.x/x.mp4"},
		{"{name}", "trailing. . ", "trailing"},
		{"{name}.{type}", ".hidden", "hidden.mp4"},
		{"a//b/./{name}", "x", "a/b/x"},
		{"{name}.{type}", "日本語", "日本語.mp4"},
		{"{name}.{type}", strings.Repeat("é", 300), strings.Repeat("é", 98) + ".mp4"},
		{"{name}.{type}", "{uid}", "{uid}.mp4"},
		{"{name}.{type}", "<b>?*|\":", "-b------.mp4"},
		{"{name}.{type}", "\xff\xfe", "9c1f.mp4"},
	} {
		template, err := download.ParseTemplate(tt.template)
		if err != nil {
			t.Errorf("%q: %v", tt.template, err)
			continue
		}
		if got := template.Name(facts(tt.name)); got != tt.want {
			t.Errorf("%q of %q: got %q, want %q", tt.template, tt.name, got, tt.want)
		}
	}
	for _, bad := range []string{"", "/", ". ", "{nmae}", "../{name}", "a/../{name}", "/{name}"} {
		if _, err := download.ParseTemplate(bad); err == nil {
			t.Errorf("%q is a template", bad)
		}
	}
}

func TestNamesOfManyFilesAreTheirOwn(t *testing.T) {
	template, err := download.ParseTemplate("{name}.{type}")
	if err != nil {
		t.Fatal(err)
	}
	names := download.NewNames(template)
	var got []string
	for _, name := range []string{"Take", "take", "Take (2)", "Take", "Other"} {
		got = append(got, names.Next(download.Facts{Name: name, Type: "mp4"}))
	}
	if want := "Take.mp4, take (2).mp4, Take (2) (2).mp4, Take (3).mp4, Other.mp4"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func FuzzTemplateName(f *testing.F) {
	f.Add("{creator}/{name}.{type}", "../..", "..")
	f.Add("{name}", "\\\\?\\C:", "\u202e")
	f.Fuzz(func(t *testing.T, text, name, creator string) {
		template, err := download.ParseTemplate(text)
		if err != nil {
			return
		}
		got := template.Name(download.Facts{UID: "9c1f", Name: name, Creator: creator, Type: "mp4"})
		if !filepath.IsLocal(filepath.FromSlash(got)) || !utf8.ValidString(got) || strings.ContainsAny(got, "\x00\\:") {
			t.Errorf("%q of %q by %q makes %q", text, name, creator, got)
		}
		for element := range strings.SplitSeq(got, "/") {
			if element == "" || len(element) > 210 || element != strings.Trim(element, " ") || strings.HasPrefix(element, ".") {
				t.Errorf("%q of %q by %q makes the element %q", text, name, creator, element)
			}
		}
	})
}
