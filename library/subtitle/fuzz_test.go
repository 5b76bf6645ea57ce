package subtitle_test

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"spool/library/subtitle"
)

// Any text stays byte for byte, and whatever is done to its cues, the file
// reads back as the document says.
func FuzzDocument(f *testing.F) {
	for _, text := range corpus(f) {
		for _, edits := range []string{"", "tsxj", "dit", "\x00\x01fSr"} {
			f.Add(text, edits)
		}
	}
	f.Fuzz(func(t *testing.T, text, edits string) {
		if !utf8.ValidString(text) || len(text) > 1<<16 || len(edits) > 64 {
			return
		}
		d := subtitle.ParseVTT(text)
		if got := string(d.Bytes()); got != text {
			t.Fatalf("%q became %q", text, got)
		}
		for n, edit := range []byte(edits) {
			next, err := apply(d, edit, n)
			if err != nil {
				continue
			}
			d = next
			again := subtitle.ParseVTT(string(d.Bytes()))
			if !reflect.DeepEqual(again.Cues(), d.Cues()) {
				t.Fatalf("after edit %q of %q the file is\n%q\nand reads\n%+v\nnot\n%+v", edits[:n+1], text, d.Bytes(), again.Cues(), d.Cues())
			}
		}
		subtitle.Diff(subtitle.ParseVTT(text), d)
	})
}

// apply does the edit that a byte stands for, somewhere in the file.
func apply(d *subtitle.Document, edit byte, n int) (*subtitle.Document, error) {
	i := 0
	if d.Len() > 0 {
		i = n % d.Len()
	}
	switch edit % 10 {
	case 0:
		return d.SetText(i, []string{"", "x", "a\n\nb", "-->", "<i>\r\n</i>", "\r"}[n%6])
	case 1:
		return d.SetTimes(i, time.Duration(n)*time.Second, time.Duration(edit)*time.Minute)
	case 2:
		return d.Delete(i)
	case 3:
		return d.Join(i)
	case 4:
		if d.Len() == 0 {
			return d, nil
		}
		c := d.Cue(i)
		return d.Split(i, (c.Start+c.End)/2, []int{-1, n}[n%2])
	case 5:
		return d.Insert(i, subtitle.Cue{ID: []string{"", "id", "NOTE", "a\nb"}[n%4], Start: time.Second, End: time.Minute, Settings: "line:0", Text: "new"})
	case 6:
		return d.Shift(0, d.Len(), time.Duration(n)*time.Second)
	case 7:
		next, _, err := d.Replace(subtitle.Search{Text: "e"}, "&\n<")
		return next, err
	case 8:
		return d.FixAll(subtitle.Usual), nil
	}
	for _, p := range d.Check(subtitle.Usual) {
		if p.Fixable {
			return d.Fix(p)
		}
	}
	return d, nil
}

// Whatever a file of any format holds, reading ends, and what comes out is a
// document that reads back the same.
func FuzzRead(f *testing.F) {
	for format, text := range samples {
		f.Add([]byte(text), "x."+string(format))
	}
	f.Add([]byte("1\n00:00:01,000 --> \n"), "x.srt")
	f.Add([]byte("0:00:01.000,0:00:02.000\n"), "x.sbv")
	f.Add([]byte("\xff\xfeW\x00E\x00"), "x.vtt")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		if len(data) > 1<<16 {
			return
		}
		file, err := subtitle.Read(data, subtitle.Source{Name: name})
		if err != nil {
			return
		}
		again := subtitle.ParseVTT(string(file.Document.Bytes()))
		if !reflect.DeepEqual(again.Cues(), file.Document.Cues()) {
			t.Fatalf("%q as %s is\n%q\nand reads\n%+v\nnot\n%+v", data, file.Format, file.Document.Bytes(), again.Cues(), file.Document.Cues())
		}
		file.Document.FixAll(subtitle.Usual).Check(subtitle.Usual)
		for _, format := range subtitle.Formats {
			if _, err := subtitle.Write(file.Document, format); err != nil && !strings.Contains(err.Error(), "no subtitles") {
				t.Errorf("written as %s: %v", format, err)
			}
		}
	})
}
