package subtitle_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"spool/library/subtitle"
)

// spoken are two cues with what formats trip over.
const (
	first = "Grüße, <i>Öl</i>"
)

// samples say the same in every format.
var samples = map[subtitle.Format]string{
	subtitle.VTT: "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\nGrüße, <i>Öl</i>\n\n2\n00:00:03.000 --> 00:00:04.000\nשלום &amp; 2 &lt; 3\n",
	subtitle.SRT: "1\n00:00:01,000 --> 00:00:02,500\nGrüße, <i>Öl</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nשלום & 2 < 3\n",
	subtitle.ASS: "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Inter\n\n[Events]\n" +
		"Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n" +
		"Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,שלום & 2 < 3\n" +
		"Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,not shown\n" +
		"Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,Grüße, {\\i1}Öl{\\i0}\n",
	subtitle.SSA: "[Script Info]\nScriptType: v4.00\n\n[Events]\nFormat: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n" +
		"Dialogue: Marked=0,0:00:01.00,0:00:02.50,Default,,0,0,0,,Grüße, {\\i1}Öl\n" +
		"Dialogue: Marked=0,0:00:03.00,0:00:04.00,Default,,0,0,0,,שלום & 2 < 3\n",
	subtitle.TTML: `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"><body><div>` + "\n" +
		`<p begin="00:00:01.000" end="00:00:02.500">Grüße, <span tts:fontStyle="italic">Öl</span></p>` + "\n" +
		`<p begin="3s" end="4s">שלום &amp; 2 &lt; 3</p>` + "\n</div></body></tt>\n",
	subtitle.SBV: "0:00:01.000,0:00:02.500\nGrüße, Öl\n\n0:00:03.000,0:00:04.000\nשלום & 2 < 3\n",
}

// said is what a viewer reads, cue by cue.
func said(d *subtitle.Document) []string {
	var all []string
	for _, c := range d.Cues() {
		all = append(all, subtitle.FormatStamp(c.Start)+" "+subtitle.FormatStamp(c.End)+" "+subtitle.Plain(c.Text))
	}
	return all
}

var expected = []string{"00:00:01.000 00:00:02.500 Grüße, Öl", "00:00:03.000 00:00:04.000 שלום & 2 < 3"}

func TestEveryFormatIsRead(t *testing.T) {
	for format, text := range samples {
		file, err := subtitle.Read([]byte(text), subtitle.Source{})
		if format == subtitle.SSA {
			file, err = subtitle.Read([]byte(text), subtitle.Source{Name: "x.SSA"})
		}
		if err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		if file.Format != format || file.Notes != nil || !reflect.DeepEqual(said(file.Document), expected) {
			t.Errorf("%s: read as %s: %q, notes %q", format, file.Format, said(file.Document), file.Notes)
		}
		if format != subtitle.SBV && file.Document.Cue(0).Text != first {
			t.Errorf("%s: the text is %q", format, file.Document.Cue(0).Text)
		}
		if found := file.Document.Check(subtitle.Usual); found != nil {
			t.Errorf("%s: the document has problems: %v", format, found)
		}
		again := subtitle.ParseVTT(string(file.Document.Bytes()))
		if !reflect.DeepEqual(again.Cues(), file.Document.Cues()) {
			t.Errorf("%s: as WebVTT it reads %+v", format, again.Cues())
		}
	}
}

func TestEveryFormatIsWrittenAndReadBack(t *testing.T) {
	d := subtitle.ParseVTT(samples[subtitle.VTT])
	d = must(d.SetText(1, "one {brace}\n<b>two</b> &amp; three"))
	want := d.Cues()
	for _, format := range subtitle.Formats {
		data, err := subtitle.Write(d, format)
		if err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		file, err := subtitle.Read(data, subtitle.Source{Name: "x." + string(format)})
		if err != nil || file.Format != format {
			t.Errorf("%s: reads back as %s, %v:\n%s", format, file.Format, err, data)
			continue
		}
		for i, c := range file.Document.Cues() {
			text := want[i].Text
			switch format {
			case subtitle.ASS, subtitle.SSA:
				text = strings.NewReplacer("{", "(", "}", ")").Replace(text)
			case subtitle.SBV:
				text = strings.NewReplacer("<i>", "", "</i>", "", "<b>", "", "</b>", "").Replace(text)
			}
			if c.Text != text || c.Start != want[i].Start || c.End != want[i].End {
				t.Errorf("%s: cue %d reads back as %+v, want %q:\n%s", format, i+1, c, text, data)
			}
		}
	}
	if data, err := subtitle.Write(d, subtitle.VTT); err != nil || !bytes.Equal(data, d.Bytes()) {
		t.Errorf("WebVTT is not written as it is: %v", err)
	}
	if _, err := subtitle.Write(subtitle.ParseVTT("WEBVTT"), subtitle.TTML); !errors.Is(err, subtitle.ErrNoCues) {
		t.Errorf("a file without cues becomes TTML: %v", err)
	}
}

func utf16Of(order binary.ByteOrder, mark bool, text string) []byte {
	var b []byte
	if mark {
		text = "\uFEFF" + text
	}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, 0, 0)
		order.PutUint16(b[len(b)-2:], unit)
	}
	return b
}

// The same ten ways to break a file, for every format. want is the error's
// words, or empty where the file is read all the same; then problem is what
// Check finds and note what is said.
func TestBrokenFilesAreReadOrRefusedWithTheirReason(t *testing.T) {
	type outcome struct {
		want, note string
		problem    subtitle.ProblemKind
		cues       []string
	}
	latin := strings.NewReplacer("שלום", "ça va")
	windows1252 := func(text string) []byte {
		b, err := charmap.Windows1252.NewEncoder().Bytes([]byte(latin.Replace(text)))
		if err != nil {
			panic(err)
		}
		return b
	}
	swap := strings.NewReplacer( // the first cue's times, in every format's own form
		"00:00:01.000 --> 00:00:02.500", "00:00:02.500 --> 00:00:01.000", "00:00:01,000 --> 00:00:02,500", "00:00:02,500 --> 00:00:01,000",
		"0:00:01.00,0:00:02.50,", "0:00:02.50,0:00:01.00,", `begin="00:00:01.000" end="00:00:02.500"`, `begin="00:00:02.500" end="00:00:01.000"`,
		"0:00:01.000,0:00:02.500\n", "0:00:02.500,0:00:01.000\n")
	header := map[subtitle.Format]func(string) string{
		subtitle.VTT:  func(s string) string { return strings.TrimPrefix(s, "WEBVTT\n\n") },
		subtitle.SRT:  func(s string) string { return strings.NewReplacer("1\n00", "00", "2\n00", "00").Replace(s) },
		subtitle.ASS:  func(s string) string { return s[strings.Index(s, "[Events]"):] },
		subtitle.SSA:  func(s string) string { return strings.Replace(s, "Format: Marked", "; Format: Marked", 1) },
		subtitle.TTML: func(s string) string { return strings.NewReplacer("<tt ", "<x ", "</tt>", "</x>").Replace(s) },
		subtitle.SBV:  func(s string) string { return s[strings.Index(s, "\n")+1:] },
	}
	large := append([]byte(samples[subtitle.VTT]), make([]byte, 50_000_000)...)
	badTimes := strings.NewReplacer("00:00:03", "00:0O:03", "0:00:03", "0:0O:03", `"3s"`, `"soon"`)
	for _, format := range subtitle.Formats {
		good := samples[format]
		backwards := []string{"00:00:02.500 00:00:01.000 Grüße, Öl", expected[1]}
		if format == subtitle.ASS { // sorted by their starts
			backwards = []string{backwards[0], expected[1]}
		}
		broken := map[string]struct {
			data []byte
			outcome
		}{
			"bad times":         {[]byte(badTimes.Replace(good)), outcome{want: "can't be read"}},
			"end before start":  {[]byte(swap.Replace(good)), outcome{problem: subtitle.Backwards, cues: backwards}},
			"NUL":               {[]byte(strings.Replace(good, "Grüße", "Gr\x00ße", 1)), outcome{note: "NUL", cues: []string{"00:00:01.000 00:00:02.500 Gr\uFFFDße, Öl", expected[1]}}},
			"UTF-16":            {utf16Of(binary.LittleEndian, true, good), outcome{note: "UTF-16", cues: expected}},
			"UTF-16 BE, no BOM": {utf16Of(binary.BigEndian, false, good), outcome{note: "UTF-16", cues: expected}},
			"Windows-1252":      {windows1252(good), outcome{note: "Windows-1252", cues: []string{expected[0], "00:00:03.000 00:00:04.000 ça va & 2 < 3"}}},
			"BOM":               {[]byte("\uFEFF" + good), outcome{cues: expected}},
			"50 MB":             {large, outcome{want: "too large"}},
			"a web page":        {[]byte("<!DOCTYPE html>\n<html><head><title>404</title></head><body>Not found --></body></html>"), outcome{want: "web page"}},
			"Windows line ends": {[]byte(strings.ReplaceAll(good, "\n", "\r\n")), outcome{cues: expected}},
			"a picture":         {append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 4000)...), outcome{want: "not a text file"}},
			"empty":             {nil, outcome{want: "it is empty"}},
			"only blanks":       {[]byte("\uFEFF \r\n\n"), outcome{want: "it is empty"}},
		}
		noHeader := outcome{want: "can't be read"}
		switch format {
		case subtitle.VTT:
			noHeader = outcome{problem: subtitle.NoHeader, cues: expected}
			bad := broken["bad times"]
			bad.outcome = outcome{problem: subtitle.TimesUnread, cues: expected[:1]}
			broken["bad times"] = bad
		case subtitle.SRT, subtitle.ASS:
			noHeader = outcome{cues: expected}
		case subtitle.TTML:
			noHeader = outcome{want: "can't be read"}
		}
		broken["no header"] = struct {
			data []byte
			outcome
		}{[]byte(header[format](good)), noHeader}
		for name, tt := range broken {
			file, err := subtitle.Read(tt.data, subtitle.Source{Name: "film.de." + string(format)})
			if tt.want != "" {
				if err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("%s, %s: got %v, want it to say %q", format, name, err, tt.want)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s, %s: %v", format, name, err)
				continue
			}
			if got := said(file.Document); !reflect.DeepEqual(got, tt.cues) {
				t.Errorf("%s, %s: reads %q, want %q", format, name, got, tt.cues)
			}
			if notes := strings.Join(file.Notes, " "); (tt.note == "") != (notes == "") || !strings.Contains(notes, tt.note) {
				t.Errorf("%s, %s: notes %q, want %q", format, name, notes, tt.note)
			}
			found := file.Document.Check(subtitle.Usual)
			if tt.problem == "" && len(found) > 0 || tt.problem != "" && (len(found) == 0 || found[0].Kind != tt.problem) {
				t.Errorf("%s, %s: found %v, want %q", format, name, found, tt.problem)
			}
		}
	}
}

func TestOddFilesOfTheRealWorld(t *testing.T) {
	for _, tt := range []struct {
		name, file, text string
		cues             []string
		want             string
	}{
		{"SRT with a place after the times", "", "1\n00:00:01,000 --> 00:00:02,000  X1:10 X2:20\n{\\an8}top\n", []string{"<line:0> top"}, ""},
		{"SRT with a font colour", "", "1\n00:00:01,000 --> 00:00:02,000\n<font color=\"#ffff00\">sun</font>\n", []string{"<> <c.yellow>sun</c>"}, ""},
		{"SRT with an end missing", "", "1\n00:00:01,000 -->\nx\n", nil, "line 2"},
		{"SRT without thousandths", "", "1\n00:00:01 --> 00:00:02\nx\n", []string{"<> x"}, ""},
		{"SRT with a dead cue", "", "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nx\n", []string{"<> x"}, ""},
		{"SRT named .vtt", "a.vtt", "1\n00:00:01,000 --> 00:00:02,000\nx\n", []string{"<> x"}, ""},
		{"SRT with an endless line", "", "1\n00:00:01,000 --> 00:00:02,000\n" + strings.Repeat("x", 70_000), nil, "line 3 is longer"},
		{
			"ASS with shapes and styles in one another", "", samples[subtitle.ASS] + "Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{\\an7\\p1}m 0 0 l 9 9{\\p0}{\\b1}a{\\i1}b{\\b0}c\\Nd\\he{\\i}\n",
			[]string{"", "", "<line:0 position:0% align:start> <b>a<i>b</i></b><i>c\nd&nbsp;e</i>"},
			"",
		},
		{"TTML in frames", "", strings.Replace(samples[subtitle.TTML], `begin="3s" end="4s"`, `begin="00:00:03:00" end="00:00:04:00"`, 1), []string{"", ""}, ""},
		{"TTML cue without an end", "", strings.Replace(samples[subtitle.TTML], ` end="4s"`, ``, 1), nil, "times are missing"},
		{"TTML cut off", "", samples[subtitle.TTML][:250], nil, "can't be read as TTML"},
		{"SBV with a line break by name", "", "0:00:01.000,0:00:02.000\na[br]b\n", []string{"<> a\nb"}, ""},
		{"some text", "notes.txt", "Dear all,\nthe film is ready.", nil, "not a subtitle format"},
		{"some text named .srt", "notes.srt", "Dear all,\nthe film is ready.", nil, "no subtitles"},
	} {
		file, err := subtitle.Read([]byte(tt.text), subtitle.Source{Name: tt.file})
		if tt.want != "" {
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%s: got %v, want it to say %q", tt.name, err, tt.want)
			}
			continue
		}
		if err != nil || file.Document.Len() != len(tt.cues) {
			t.Errorf("%s: %v, %v", tt.name, file.Document, err)
			continue
		}
		for i, want := range tt.cues {
			c := file.Document.Cue(i)
			if got := "<" + c.Settings + "> " + c.Text; want != "" && got != want {
				t.Errorf("%s: cue %d is %q, want %q", tt.name, i+1, got, want)
			}
		}
	}
	latin2 := []byte("1\n00:00:01,000 --> 00:00:02,000\n\xb3\xf3d\xbc\n")
	file, err := subtitle.Read(latin2, subtitle.Source{Encoding: "iso-8859-2"})
	if err != nil || file.Document.Cue(0).Text != "łódź" {
		t.Errorf("with its encoding named: %v, %v", file.Document, err)
	}
	if _, err := subtitle.Read(latin2, subtitle.Source{Encoding: "klingon"}); err == nil {
		t.Error("an unknown encoding is taken")
	}
}

func TestTimesArePassedAsTyped(t *testing.T) {
	for typed, want := range map[string]time.Duration{
		"00:01:02.500": 62500 * time.Millisecond, "1:02.5": 62500 * time.Millisecond, "62.5": 62500 * time.Millisecond,
		"62,5": 62500 * time.Millisecond, "100:00:00,000": 100 * time.Hour, " 0 ": 0,
		"99:00": 99 * time.Minute, "60:00.5": time.Hour + 500*time.Millisecond,
	} {
		if got, err := subtitle.ParseStamp(typed); err != nil || got != want {
			t.Errorf("%q: got %v, %v; want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "-1", "1:60", "1:60:00", "1:2:3:4", "1h", "x", "0:0:0.", "999999:00:00"} {
		if got, err := subtitle.ParseStamp(typed); err == nil {
			t.Errorf("%q is taken for %v", typed, got)
		}
	}
}
