package words

import (
	"testing"
	"time"
)

func TestFigures(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 8412: "8,412", 1234567: "1,234,567", -1234: "-1,234"} {
		if got := Count(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	for speed, want := range map[float64]string{0: "0 MB/s", 980e3: "980 kB/s", 6.1e6: "6.1 MB/s", 120e6: "120 MB/s", 1.25e9: "1.25 GB/s"} {
		if got := Speed(speed); got != want {
			t.Errorf("%v: %q, want %q", speed, got, want)
		}
	}
	for d, want := range map[time.Duration]string{
		0: "", 20 * time.Second: "Less than a minute left", 619 * time.Second: "About 10 min left",
		125 * time.Minute: "About 2 h 5 min left", 50 * time.Hour: "About 2 days left",
	} {
		if got := About(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestDaysOfOtherYearsSayTheYear(t *testing.T) {
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.Local)
	if got := Day(time.Date(2026, 5, 14, 9, 0, 0, 0, time.Local), now); got != "14 May" {
		t.Error(got)
	}
	if got := Day(time.Date(2025, 5, 14, 9, 0, 0, 0, time.Local), now); got != "14 May 2025" {
		t.Error(got)
	}
}

func TestSentences(t *testing.T) {
	if got := N(1, "%s video", "%s videos"); got != "1 video" {
		t.Error(got)
	}
	if got := N(1200, "%s video", "%s videos"); got != "1,200 videos" {
		t.Error(got)
	}
	if got := List("", "4.31 GB", "", "42:10"); got != "4.31 GB, 42:10" {
		t.Error(got)
	}
}

func TestTitlesOfJobsNameFieldsAsTheWindowDoes(t *testing.T) {
	for title, want := range map[string]string{
		"Change thumbnailTimestampPct": "Change “Thumbnail”", "Undo: Change meta.name": "Undo: Change “Name”",
		"Change meta.project": "Change “project”", "Change publicDetails.title": "Change “Public title”",
		"Change 2 fields": "Change 2 fields", "Creator: Set to": "Creator: Set to", "creator": "creator",
	} {
		if got := JobTitle(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

func BenchmarkSentence(b *testing.B) {
	for b.Loop() {
		F("About %d min left", 10)
	}
}
