package subtitle_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"spool/library/subtitle"
)

// corpus are files in the style of the real world, each with its own habits.
func corpus(t testing.TB) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("testdata/vtt/*.vtt")
	if err != nil || len(paths) < 15 {
		t.Fatalf("%d files, %v", len(paths), err)
	}
	files := map[string]string{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = string(data)
	}
	return files
}

func must(d *subtitle.Document, err error) *subtitle.Document {
	if err != nil {
		panic(err)
	}
	return d
}

func TestAFileThatIsNotEditedStaysByteForByte(t *testing.T) {
	for name, text := range corpus(t) {
		if got := string(subtitle.ParseVTT(text).Bytes()); got != text {
			t.Errorf("%s became\n%q, was\n%q", name, got, text)
		}
	}
}

func TestAnEditChangesOnlyItsCue(t *testing.T) {
	for name, text := range corpus(t) {
		d := subtitle.ParseVTT(text)
		for i, c := range d.Cues() {
			if c.Text == "" {
				continue
			}
			edited := must(d.SetText(i, "other words"))
			if got := string(edited.Bytes()); !oneReplaced(text, strings.Split(c.Text, "\n"), "other words", got) {
				t.Errorf("%s, text of cue %d: became\n%q, was\n%q", name, i+1, got, text)
			}
			back := must(edited.SetText(i, c.Text))
			if name != "mixed.vtt" && string(back.Bytes()) != text {
				t.Errorf("%s, text of cue %d and back:\n%q, was\n%q", name, i+1, back.Bytes(), text)
			}
			moved := must(d.SetTimes(i, c.Start+time.Hour, c.End+time.Hour))
			again := must(moved.SetTimes(i, c.Start, c.End))
			if got := subtitle.ParseVTT(string(moved.Bytes())).Cue(i); got.Start != c.Start+time.Hour || got.Settings != c.Settings || got.ID != c.ID {
				t.Errorf("%s, times of cue %d: %+v became %+v", name, i+1, c, got)
			}
			if subtitle.ParseVTT(text).Cue(i) != again.Cue(i) {
				t.Errorf("%s, times of cue %d and back: %+v", name, i+1, again.Cue(i))
			}
		}
		if got := string(d.Bytes()); got != text {
			t.Errorf("%s: edits changed the document they were made from", name)
		}
	}
}

// oneReplaced reports whether got is text with some lines in it replaced.
func oneReplaced(text string, lines []string, with, got string) bool {
	for _, eol := range []string{"\n", "\r\n", "\r"} {
		old := strings.Join(lines, eol)
		for from := 0; ; {
			i := strings.Index(text[from:], old)
			if i < 0 {
				break
			}
			from += i
			if text[:from]+with+text[from+len(old):] == got {
				return true
			}
			from++
		}
	}
	return false
}

func TestTimesKeepTheirForm(t *testing.T) {
	d := subtitle.ParseVTT("WEBVTT\r\n\r\n00:01.000   -->\t00:02.000  line:0 \r\nshort\r\n")
	if got := string(must(d.SetTimes(0, 1500*time.Millisecond, 59*time.Minute)).Bytes()); got != "WEBVTT\r\n\r\n00:01.500   -->\t59:00.000  line:0 \r\nshort\r\n" {
		t.Errorf("without hours: %q", got)
	}
	if got := string(must(d.SetTimes(0, time.Second, time.Hour)).Bytes()); got != "WEBVTT\r\n\r\n00:01.000   -->\t01:00:00.000  line:0 \r\nshort\r\n" {
		t.Errorf("hours when they are needed: %q", got)
	}
	if _, err := d.SetTimes(0, -1, time.Second); err == nil {
		t.Error("a cue begins before the video")
	}
	if _, err := d.SetTimes(1, 0, 1); err == nil {
		t.Error("a cue that is not there has new times")
	}
}

func TestCuesAreReadAsTheStandardSays(t *testing.T) {
	files := corpus(t)
	for name, want := range map[string][]subtitle.Cue{
		"karaoke.vtt": {{ID: "1", Start: 10 * time.Second, End: 14 * time.Second, Settings: "vertical:rl", Text: "<00:00:10.500>One <00:00:11.000><c.yellow>two</c> <00:00:12.250>three"}},
		"cr.vtt":      {{Start: time.Second, End: 2 * time.Second, Text: "old\nlines"}, {Start: 2 * time.Second, End: 3 * time.Second, Text: "end"}},
		"tight.vtt": {
			{Start: time.Second, End: 2 * time.Second, Text: "no blank line above"},
			{Start: 2 * time.Second, End: 3 * time.Second, Text: "nor here"},
			{Start: 3 * time.Second, End: 4 * time.Second},
		},
		"spaces.vtt": {
			{ID: " \tid with blanks ", Start: time.Second, End: 2 * time.Second, Settings: "align:start", Text: "  indented  "},
			{Start: 5 * time.Second, End: 6 * time.Second, Text: "glued"},
		},
		"chapters.vtt": {
			{ID: "chapter-1", End: time.Hour + 2*time.Minute + 10500*time.Millisecond, Text: "Intro & outline"},
			{ID: "chapter-2", Start: 100*time.Hour + 2*time.Minute + 10500*time.Millisecond, End: 100*time.Hour + 20*time.Minute, Text: "Long way home"},
		},
		"odd.vtt": {
			{Start: 3 * time.Second, End: 4 * time.Second, Text: "unclosed <b and &amp"},
			{ID: "1", Start: 5 * time.Second, End: 6 * time.Second, Text: "commas"},
		},
		"header-only.vtt": {},
	} {
		if got := subtitle.ParseVTT(files[name]).Cues(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got\n%+v, want\n%+v", name, got, want)
		}
	}
	styled := subtitle.ParseVTT(files["styled.vtt"])
	if styled.Len() != 2 || styled.Cue(0).ID != "intro" || subtitle.Plain(styled.Cue(1).Text) != "Nine & a half metres." {
		t.Errorf("styled.vtt: %+v", styled.Cues())
	}
}

func TestEditsOfCues(t *testing.T) {
	const text = "WEBVTT\n\nNOTE first\n\n1\n00:00:01.000 --> 00:00:03.000 line:0\n<i>one two</i> three\n\nNOTE second\n\n2\n00:00:04.000 --> 00:00:05.000\nfour\n"
	d := subtitle.ParseVTT(text)
	split := must(d.Split(0, 2*time.Second, 6))
	for name, tt := range map[string]struct{ got, want *subtitle.Document }{
		"split": {split, subtitle.ParseVTT("WEBVTT\n\nNOTE first\n\n1\n00:00:01.000 --> 00:00:02.000 line:0\n<i>one</i>\n\n" +
			"00:00:02.000 --> 00:00:03.000 line:0\n<i>two</i> three\n\nNOTE second\n\n2\n00:00:04.000 --> 00:00:05.000\nfour\n")},
		"split at the nearest word": {must(d.Split(0, 2500*time.Millisecond, -1)), subtitle.ParseVTT("WEBVTT\n\nNOTE first\n\n1\n00:00:01.000 --> 00:00:02.500 line:0\n<i>one two</i>\n\n" +
			"00:00:02.500 --> 00:00:03.000 line:0\nthree\n\nNOTE second\n\n2\n00:00:04.000 --> 00:00:05.000\nfour\n")},
		"split and joined": {must(split.Join(0)), subtitle.ParseVTT(strings.Replace(text, "one two</i> three", "one</i>\n<i>two</i> three", 1))},
		"joined":           {must(d.Join(0)), subtitle.ParseVTT("WEBVTT\n\nNOTE first\n\n1\n00:00:01.000 --> 00:00:05.000 line:0\n<i>one two</i> three\nfour\n\nNOTE second\n\n")},
		"deleted":          {must(d.Delete(0)), subtitle.ParseVTT("WEBVTT\n\nNOTE first\n\nNOTE second\n\n2\n00:00:04.000 --> 00:00:05.000\nfour\n")},
		"inserted before": {
			must(d.Insert(1, subtitle.Cue{ID: "x", Start: 3 * time.Second, End: 4 * time.Second, Text: "new\n\nlines -->"})),
			subtitle.ParseVTT(strings.Replace(text, "2\n00:", "x\n00:00:03.000 --> 00:00:04.000\nnew\nlines --&gt;\n\n2\n00:", 1)),
		},
		"inserted last": {
			must(d.Insert(2, subtitle.Cue{Start: 6 * time.Second, End: 7 * time.Second, Text: "new", Settings: " line:1\n"})),
			subtitle.ParseVTT(text + "\n00:00:06.000 --> 00:00:07.000 line:1\nnew\n"),
		},
		"into an empty file": {
			must(subtitle.ParseVTT("WEBVTT").Insert(0, subtitle.Cue{End: time.Second, Text: "new"})),
			subtitle.ParseVTT("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nnew\n"),
		},
		"shifted":      {must(d.Shift(0, 2, -500*time.Millisecond)), subtitle.ParseVTT(strings.NewReplacer("01.000", "00.500", "03.000", "02.500", "04.000", "03.500", "05.000", "04.500").Replace(text))},
		"text emptied": {must(d.SetText(0, "")), subtitle.ParseVTT(strings.Replace(text, "<i>one two</i> three\n", "", 1))},
	} {
		if got, want := string(tt.got.Bytes()), string(tt.want.Bytes()); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got, want)
		}
		if got, want := tt.got.Cues(), tt.want.Cues(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: cues %+v, want %+v", name, got, want)
		}
	}
	karaoke := subtitle.ParseVTT(corpus(t)["karaoke.vtt"])
	if got := must(karaoke.Shift(0, 1, -10*time.Second)).Cue(0); got.Start != 0 || !strings.HasPrefix(got.Text, "<00:00:00.500>One <00:00:01.000><c.yellow>") {
		t.Errorf("times within the text did not move along: %+v", got)
	}
	for name, err := range map[string]error{
		"split at the start": second(d.Split(0, time.Second, 0)), "split past the end": second(d.Split(0, time.Hour, 0)),
		"join the last": second(d.Join(1)), "delete none": second(d.Delete(2)), "insert nowhere": second(d.Insert(3, subtitle.Cue{})),
		"shift before the start": second(d.Shift(0, 2, -2*time.Second)), "shift none": second(d.Shift(1, 3, 0)), "text of none": second(d.SetText(-1, "x")),
	} {
		if err == nil {
			t.Errorf("%s is done without an error", name)
		}
	}
}

func second(_ *subtitle.Document, err error) error { return err }

func TestFindAndReplace(t *testing.T) {
	d := subtitle.ParseVTT("WEBVTT\n\n00:01.000 --> 00:02.000\n<i>Öl</i> &amp; ölig\n\n00:02.000 --> 00:03.000\nnothing i\n\n00:03.000 --> 00:04.000\n<b>b</b> ÖL ($1)\n")
	for _, tt := range []struct {
		search subtitle.Search
		with   string
		found  []int
		texts  []string
	}{
		{subtitle.Search{Text: "öl"}, "oil", []int{0, 2}, []string{"<i>oil</i> &amp; oilig", "nothing i", "<b>b</b> oil ($1)"}},
		{subtitle.Search{Text: "öl", WholeWords: true}, "oil", []int{0, 2}, []string{"<i>oil</i> &amp; ölig", "nothing i", "<b>b</b> oil ($1)"}},
		{subtitle.Search{Text: "Öl", MatchCase: true}, "$1", []int{0}, []string{"<i>$1</i> &amp; ölig", "nothing i", "<b>b</b> ÖL ($1)"}},
		{subtitle.Search{Text: "i"}, "<", []int{0, 1}, []string{"<i>Öl</i> &amp; öl&lt;g", "noth&lt;ng &lt;", "<b>b</b> ÖL ($1)"}},
		{subtitle.Search{Text: "b"}, "c", []int{2}, []string{"<i>Öl</i> &amp; ölig", "nothing i", "<b>c</b> ÖL ($1)"}},
		{subtitle.Search{Text: "amp"}, "x", nil, []string{"<i>Öl</i> &amp; ölig", "nothing i", "<b>b</b> ÖL ($1)"}},
		{subtitle.Search{Text: "&"}, "and", []int{0}, []string{"<i>Öl</i> and ölig", "nothing i", "<b>b</b> ÖL ($1)"}},
		{subtitle.Search{Text: `no(t)`, Regexp: true}, "${1}o", []int{1}, []string{"<i>Öl</i> &amp; ölig", "tohing i", "<b>b</b> ÖL ($1)"}},
	} {
		found, err := d.Find(tt.search)
		if err != nil || !reflect.DeepEqual(found, tt.found) {
			t.Errorf("%+v: found %v, %v; want %v", tt.search, found, err, tt.found)
		}
		replaced, n, err := d.Replace(tt.search, tt.with)
		if err != nil || n != len(tt.found) {
			t.Errorf("%+v: replaced %d, %v", tt.search, n, err)
			continue
		}
		for i, want := range tt.texts {
			if got := replaced.Cue(i).Text; got != want {
				t.Errorf("%+v, cue %d: got %q, want %q", tt.search, i+1, got, want)
			}
		}
	}
	for _, bad := range []subtitle.Search{{}, {Text: "(", Regexp: true}} {
		if _, _, err := d.Replace(bad, "x"); err == nil {
			t.Errorf("%+v is searched for", bad)
		}
	}
}
