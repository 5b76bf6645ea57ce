package subtitle_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"spool/library/subtitle"
)

// large is a file of 10,000 cues.
func large() []byte {
	var b strings.Builder
	b.WriteString("WEBVTT\n\n")
	for i := range 10_000 {
		start := time.Duration(i) * 4 * time.Second
		fmt.Fprintf(&b, "%d\n%s --> %s line:85%%\n<v Diver>Transect eleven starts at the broken\nanchor, nine metres down &amp; %d.\n\n",
			i+1, subtitle.FormatStamp(start), subtitle.FormatStamp(start+3900*time.Millisecond), i)
	}
	return []byte(b.String())
}

// The figure for opening is 100 ms.
func BenchmarkOpen10000Cues(b *testing.B) {
	data := large()
	for b.Loop() {
		file, err := subtitle.Read(data, subtitle.Source{Name: "film.vtt"})
		if err != nil || file.Document.Len() != 10_000 {
			b.Fatal(err)
		}
		file.Document.Check(subtitle.Usual)
	}
}

// The figure for a keystroke and the check after it is 16 ms.
func BenchmarkKeystrokeAndCheckIn10000Cues(b *testing.B) {
	d := subtitle.ParseVTT(string(large()))
	n := 0
	for b.Loop() {
		edited, err := d.SetText(5000, fmt.Sprint("typed ", n))
		if err != nil {
			b.Fatal(err)
		}
		edited.Check(subtitle.Usual)
		n++
	}
}
