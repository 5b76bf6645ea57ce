package captions

import (
	"context"
	"iter"
	"strings"
	"testing"

	"spool/app/apptest"
	"spool/library"
	"spool/widgets"
)

// chosen are two videos as a selection.
func chosen() Source {
	reef, harbour := video("Reef survey, transect 11"), video("Harbour at dawn")
	harbour.UID = strings.Repeat("b", 32)
	return Source{Count: 2, Videos: func(context.Context) iter.Seq2[library.Video, error] {
		return func(yield func(library.Video, error) bool) {
			_ = yield(reef, nil) && yield(harbour, nil)
		}
	}}
}

func TestStreamWritesCaptionsForASelection(t *testing.T) {
	s, asked := newStage(t), ""
	ShowMany(s.tab.Content, s.tab.Tools, s.tab.Captions, chosen(), func(language string) { asked += language + " " }, func() {})
	s.see("2 videos", "English", "Write captions for 2 videos")
	apptest.Click(t, s.window, "Write captions for 2 videos")
	if asked != "en " || len(s.window.Canvas().Overlays().List()) != 0 {
		t.Errorf("asked for %q, overlays %v", asked, s.window.Canvas().Overlays().List())
	}
}

func TestFilesGoToTheSelectedVideosOnly(t *testing.T) {
	s := newStage(t)
	ShowMany(s.tab.Content, s.tab.Tools, s.tab.Captions, chosen(), func(string) { t.Error("Stream was asked") }, func() {})
	apptest.Click(t, s.window, "From files")
	s.see("Each file goes to the selected video")
	s.picks = []string{"/x/notes.txt"}
	apptest.Click(t, s.window, "Choose files…")
	s.see("None of them is a subtitle file")
	text := "WEBVTT\n\n00:01.000 --> 00:02.000\nhallo\n"
	s.picks = []string{s.file("Harbour at dawn.de.vtt", text), s.file("Somewhere else.de.vtt", text)}
	if !widgets.OverlayDrop(s.window.Canvas(), s.picks) { // or chosen, which does the same
		t.Fatal("the sheet takes no drop")
	}
	s.see("2 subtitle files", "Left out, No video has this name", "1 file goes to Stream")
	apptest.SeeNot(t, s.window, "Files that name no video are for this one")
	apptest.Click(t, s.window, "Upload")
	if s.stream.texts["de"] != text || len(s.window.Canvas().Overlays().List()) != 0 {
		t.Errorf("uploaded %q, overlays %v", s.stream.texts, s.window.Canvas().Overlays().List())
	}
}
