package subtitle_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"spool/library/subtitle"
)

// cue is a line of a test file.
func cue(start, end, text string) string {
	return fmt.Sprintf("00:%s --> 00:%s\n%s\n\n", start, end, text)
}

func problems(d *subtitle.Document, l subtitle.Limits) []string {
	var all []string
	for _, p := range d.Check(l) {
		all = append(all, p.Title()+" | "+p.Detail()+" | "+p.Remedy())
	}
	return all
}

func TestEveryProblemIsFoundAndMended(t *testing.T) {
	const head = "WEBVTT\n\n"
	for _, tt := range []struct {
		name, text string
		problems   []string
		mended     string
		left       int
	}{
		{"nothing", head + cue("01.000", "03.000", "Fine") + cue("03.000", "05.000", "Fine"), nil, "", 0},
		{
			"overlap", head + cue("05.080", "07.920", "Visibility is better.") + cue("07.500", "10.620", "You can see it."),
			[]string{"Cues 1 and 2 overlap by 0.42 s | Players may show both or drop one | Trim 1"},
			head + cue("05.080", "07.500", "Visibility is better.") + cue("07.500", "10.620", "You can see it."), 0,
		},
		{
			"overlap by one in between", head + cue("01.000", "09.000", "long") + cue("02.000", "03.000", "a") + cue("04.000", "05.000", "b"),
			[]string{"Cues 1 and 2 overlap by 1.00 s | Players may show both or drop one | Trim 1", "Cues 1 and 3 overlap by 1.00 s | Players may show both or drop one | Trim 1"},
			head + cue("01.000", "02.000", "long") + cue("02.000", "03.000", "a") + cue("04.000", "05.000", "b"), 0,
		},
		{"two places at once", head + cue("01.000", "03.000 line:0", "a") + cue("02.000", "03.000", "b"), nil, "", 0},
		{
			"same start", head + cue("01.000", "03.000", "a") + cue("01.000", "02.000", "b"),
			[]string{"Cues 1 and 2 overlap by 1.00 s | Players may show both or drop one | "},
			"", 1,
		},
		{
			"backwards", head + cue("16.900", "14.200", "If it only shades the tape, leave it out."),
			[]string{"Cue 1 ends before it starts | 00:00:16.900 to 00:00:14.200 | Swap times"},
			head + cue("14.200", "16.900", "If it only shades the tape, leave it out."), 0,
		},
		{"no length", head + cue("01.000", "01.000", "a"), []string{"Cue 1 ends when it starts | 00:00:01.000 to 00:00:01.000 | "}, "", 1},
		{
			"too fast", head + cue("10.860", "12.240", "Count every colony that touches the tape.") + cue("13.300", "15.000", "Next."),
			[]string{"Cue 1 is hard to read in time | 30 characters a second, aim for 20 | Extend to 2.1 s"},
			head + cue("10.860", "12.960", "Count every colony that touches the tape.") + cue("13.300", "15.000", "Next."), 0,
		},
		{
			"too fast, no room", head + cue("10.860", "12.240", "Count every colony that touches the tape.") + cue("12.300", "15.000", "Next."),
			[]string{"Cue 1 is hard to read in time | 30 characters a second, aim for 20 | "},
			"", 1,
		},
		{
			"long line", head + cue("01.000", "09.000", "Transect eleven starts at the broken anchor, nine metres down."),
			[]string{"Cue 1 has a long line | 62 characters, aim for 42 | Break the line"},
			head + cue("01.000", "09.000", "Transect eleven starts at the\nbroken anchor, nine metres down."), 0,
		},
		{
			"long line with tags", head + cue("01.000", "09.000", "<v Surface diver number one>Transect <i>eleven starts</i> at the anchor &amp; ends there"),
			[]string{"Cue 1 has a long line | 49 characters, aim for 42 | Break the line"},
			head + cue("01.000", "09.000", "<v Surface diver number one>Transect <i>eleven starts</i> at\nthe anchor &amp; ends there"), 0,
		},
		{"one long word", head + cue("01.000", "09.000", strings.Repeat("x", 50)), []string{"Cue 1 has a long line | 50 characters, aim for 42 | Break the line"}, "", 1},
		{
			"empty", head + cue("01.000", "02.000", "a") + cue("02.000", "03.000", "<i> </i>") + "00:04.000 --> 00:05.000\n\n" + cue("06.000", "07.000", "b"),
			[]string{"Cue 2 has no text | It takes time and shows nothing | Delete 2", "Cue 3 has no text | It takes time and shows nothing | Delete 3"},
			head + cue("01.000", "02.000", "a") + cue("06.000", "07.000", "b"), 0,
		},
		{
			"order", head + "NOTE one\n\n" + cue("05.000", "06.000", "second") + "NOTE goes along\n\n" + cue("01.000", "02.000", "first") + cue("07.000", "08.000", "third"),
			[]string{"Cue 2 starts before cue 1 | 00:00:01.000 to 00:00:02.000 | Sort cues"},
			head + "NOTE one\n\nNOTE goes along\n\n" + cue("01.000", "02.000", "first") + cue("05.000", "06.000", "second") + cue("07.000", "08.000", "third"), 0,
		},
		{
			"no header", cue("01.000", "02.000", "a"),
			[]string{"The file does not begin with WEBVTT | Stream and players may refuse it | Add it"},
			head + cue("01.000", "02.000", "a"), 0,
		},
		{
			"header below blank lines", "\n\n" + head + cue("01.000", "02.000", "a"),
			[]string{"The file does not begin with WEBVTT | Stream and players may refuse it | Add it"},
			head + cue("01.000", "02.000", "a"), 0,
		},
		{
			"commas", head + "1\n00:00:01,5 --> 0:02,000 line:0\na\n",
			[]string{"The times of cue 1 are not in WebVTT's form | Players leave such a cue out | Rewrite the times"},
			head + "1\n00:00:01.500 --> 00:02.000 line:0\na\n", 0,
		},
		{"no times", head + "00:01.000 --> soon\na\n", []string{"The times in line 3 can't be read | Players leave such a cue out | "}, "", 1},
	} {
		d := subtitle.ParseVTT(tt.text)
		if got := problems(d, subtitle.Usual); !reflect.DeepEqual(got, tt.problems) {
			t.Errorf("%s: found\n%q, want\n%q", tt.name, got, tt.problems)
			continue
		}
		if tt.mended == "" {
			tt.mended = tt.text
		}
		all := d.FixAll(subtitle.Usual)
		if got := string(all.Bytes()); got != tt.mended {
			t.Errorf("%s: mended all to\n%s, want\n%s", tt.name, got, tt.mended)
		}
		if got := len(all.Check(subtitle.Usual)); got != tt.left {
			t.Errorf("%s: %d problems left, want %d: %q", tt.name, got, tt.left, problems(all, subtitle.Usual))
		}
		one := d
		for range 10 {
			found := one.Check(subtitle.Usual)
			if len(found) == 0 || !found[0].Fixable {
				break
			}
			one = must(one.Fix(found[0]))
		}
		if got := string(one.Bytes()); got != tt.mended {
			t.Errorf("%s: mended one by one to\n%s, want\n%s", tt.name, got, tt.mended)
		}
	}
	if got := problems(subtitle.ParseVTT(head+cue("01.000", "01.100", strings.Repeat("x", 90))), subtitle.Limits{}); got != nil {
		t.Errorf("checks that are switched off find %q", got)
	}
}

func TestCuesEndWithTheVideo(t *testing.T) {
	limits := subtitle.Limits{CharsPerSecond: 20, Length: 6 * time.Second}
	d := subtitle.ParseVTT("WEBVTT\n\n" + cue("01.000", "03.000", "a") + cue("05.000", "06.100", "b") + cue("05.500", "08.000 line:0", "c") + cue("07.000", "09.000", "d"))
	want := []string{
		"Cue 3 ends after the video | It ends at 00:00:08.000, the video at 00:00:06.000 | Trim 3",
		"Cue 4 starts after the video | It ends at 00:00:09.000, the video at 00:00:06.000 | ",
	}
	if got := problems(d, limits); !reflect.DeepEqual(got, want) {
		t.Errorf("found\n%q, want\n%q", got, want)
	}
	if got := subtitle.Errors(d.Check(limits)); len(got) > 0 {
		t.Errorf("it keeps a text from players: %+v", got)
	}
	mended := d.FixAll(limits)
	if got := mended.Cue(2).End; got != limits.Length || mended.Cue(3) != d.Cue(3) {
		t.Errorf("cue 3 ends at %v, cue 4 is %+v", got, mended.Cue(3))
	}
	fast := subtitle.ParseVTT("WEBVTT\n\n" + cue("05.000", "06.000", strings.Repeat("x", 40)))
	if got := fast.FixAll(limits).Cue(0).End; got != 6*time.Second {
		t.Errorf("a cue that is hard to read was extended to %v", got)
	}
}

func TestADiffNamesWhatChanged(t *testing.T) {
	var b strings.Builder
	b.WriteString("WEBVTT\n\n")
	for i := range 40 {
		b.WriteString(cue(fmt.Sprintf("%02d.000", i), fmt.Sprintf("%02d.900", i), fmt.Sprintf("line %d", i%25)))
	}
	old := subtitle.ParseVTT(b.String())
	edited := must(old.SetText(3, "other"))
	edited = must(edited.Delete(10))
	edited = must(edited.Insert(20, subtitle.Cue{Start: 21 * time.Second, End: 22 * time.Second, Text: "new"}))
	edited = must(edited.SetTimes(30, 30*time.Second, 31*time.Second))
	describe := func(changes []subtitle.Change) []string {
		var all []string
		for _, c := range changes {
			all = append(all, fmt.Sprintf("%s %d %d", c.Kind, c.Old, c.New))
		}
		return all
	}
	if got, want := describe(subtitle.Diff(old, edited)), []string{"changed 3 3", "removed 10 -1", "added -1 20", "changed 30 30"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := subtitle.Diff(old, old); got != nil {
		t.Errorf("a file differs from itself: %v", got)
	}
	moved := must(must(old.Shift(0, 40, time.Second)).Delete(0))
	changes := subtitle.Diff(old, moved)
	if len(changes) != 40 || changes[0].Kind != subtitle.Removed {
		t.Fatalf("a file that was moved and lost a cue: %q", describe(changes))
	}
	for _, c := range changes[1:] {
		if c.Kind != subtitle.Changed || c.Before.Text != c.After.Text {
			t.Errorf("cue %q is taken for %q", c.Before.Text, c.After.Text)
		}
	}
	if got := describe(subtitle.Diff(subtitle.ParseVTT("WEBVTT"), must(old.Delete(0)))); len(got) != 39 || got[0] != "added -1 0" {
		t.Errorf("against nothing: %q", got)
	}
}
