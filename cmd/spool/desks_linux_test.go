//go:build screen

package main

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
)

// The places of parts in a window of 1200 by 800, as the design measures them.
const (
	captionsTabX, tabsY  = 318, 76
	trimX, trimY         = 1135, 177
	clipTabX             = 598
	markListX, markListY = 300, 160
)

func TestTheDesksByHand(t *testing.T) {
	s := newScreen(t)
	uid, dir := s.film("Harbour"), t.TempDir()
	overlapping := "WEBVTT\n\nNOTE stays\n\n00:00:00.000 --> 00:00:00.600\nfrom the boat\n\n00:00:00.500 --> 00:00:00.900\nGrüße\n"
	file := write(t, dir, "a.vtt", overlapping)
	s.spoolHere("captions", "upload", uid, "--language", "de", file, "--force")
	var logo bytes.Buffer
	ok(t, png.Encode(&logo, image.NewNRGBA(image.Rect(0, 0, 64, 32))))
	s.spoolHere("watermarks", "create", write(t, dir, "logo.png", logo.String()), "--name", "Corner")
	s.open()
	s.xdo("windowsize", "--sync", s.window, "1200", "800", "windowmove", "--sync", s.window, "20", "40")

	caption := func() string { return s.stage.spool("captions", "get", uid, "--language", "de").out }
	s.point("the mended caption", func() bool { return strings.Contains(caption(), "00:00:00.000 --> 00:00:00.500") }, func() {
		s.keys("ctrl+2", "Home", "Return")
		s.click(captionsTabX, tabsY)
		s.click(trimX, trimY)
		s.keys("ctrl+s")
	})
	if got := caption(); got != strings.Replace(overlapping, "00:00:00.600", "00:00:00.500", 1) {
		t.Errorf("the caption became %q", got)
	}
	s.point("the clip", func() bool { return len(s.videos()) == 2 }, func() {
		s.click(clipTabX, tabsY)
		s.keys("ctrl+s")
	})
	marks := func() string { return s.stage.spool("watermarks", "list", "--json").out }
	s.point("the deleted profile", func() bool { return !strings.Contains(marks(), "Corner") }, func() {
		s.keys("ctrl+4")
		s.click(markListX, markListY)
		s.keys("Delete", "Tab", "Return")
	})
}

// spoolHere runs a command that has to work.
func (s *screen) spoolHere(args ...string) {
	s.t.Helper()
	s.stage.spool(args...).want(s.t, exitDone)
}
