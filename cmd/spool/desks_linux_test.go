//go:build screen

package main

import (
	"bytes"
	"image"
	"image/png"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The places of parts in a window of 1200 by 800, as the design measures them.
const (
	captionsTabX, tabsY  = 318, 76
	trimX, trimY         = 1135, 177
	clipTabX             = 598
	thumbTabX            = 662
	stripX, stripY       = 540, 488
	audioTabX            = 405
	trackX, trackY       = 440, 248
	filesTabX            = 496
	makeX, makeY         = 570, 174
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
	sound := filepath.Join(dir, "a.m4a")
	if out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", sound).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s.spoolHere("audio", "add", uid, sound, "--label", "English", "--wait", "--default")
	s.spoolHere("audio", "add", uid, sound, "--label", "Français", "--wait")
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
	placed := func() float64 {
		for _, v := range s.videos() {
			if v.UID == uid {
				return v.ThumbnailTimestampPct
			}
		}
		return 0
	}
	s.point("the thumbnail", func() bool { return placed() > .3 && placed() < .7 }, func() {
		s.click(thumbTabX, tabsY)
		s.click(stripX, stripY)
		s.keys("ctrl+s")
	})
	tracks := func() string { return s.stage.spool("audio", "list", uid).out }
	s.point("the default track", func() bool { return strings.Contains(tracks(), "Français  default") }, func() {
		s.click(audioTabX, tabsY)
		s.click(trackX, trackY)
		s.keys("d")
	})
	s.point("the MP4", func() bool { return strings.Contains(s.stage.spool("downloads", "list", uid).out, "default") }, func() {
		s.click(filesTabX, tabsY)
		s.click(makeX, makeY)
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
