package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"time"

	"spool/library"
)

// Captions is the text of the captions' picture, as it is at Stream or with
// what was edited since.
func Captions(edited bool) string {
	var b strings.Builder
	b.WriteString("WEBVTT\n")
	cue := func(start, end, text string) { fmt.Fprintf(&b, "\n00:%s --> 00:%s\n%s\n", start, end, text) }
	for i := range 19 {
		cue(fmt.Sprintf("00:%02d.400", 2+i*2), fmt.Sprintf("00:%02d.000", 4+i*2), "Slack water in nine minutes.")
	}
	cue("00:52.600", "00:56.200", "Both of you check your air.")
	cue("00:56.320", "00:59.880", "We clip the tape to the stake\nand check the slate.")
	cue("01:00.160", "01:04.800", "Transect eleven starts at the anchor,\nnine metres down.")
	end := "01:07.400"
	if edited {
		end = "01:07.920"
	}
	cue("01:05.080", end, "Visibility is better than last week.")
	cue("01:07.500", "01:10.620", "You can see the plate corals\nfrom the surface.")
	cue("01:10.860", "01:12.240", "Count every colony that touches the tape.")
	if edited {
		cue("01:16.900", "01:14.200", "If it only shades the tape, leave it out.")
	} else {
		cue("01:14.200", "01:16.900", "If it only shades the tape, leave it out.")
	}
	for i, text := range []string{"Mark the ones you are not sure of.", "We look at those again on the boat.", "Second diver, stay two metres behind."} {
		cue(fmt.Sprintf("01:%02d.300", 17+i*4), fmt.Sprintf("01:%02d.900", 19+i*4), text)
	}
	return b.String()
}

// named finds a video of the library by its name.
func named(name string) library.Video {
	for _, v := range Videos() {
		if v.Name() == name {
			v.Ready = true
			return v
		}
	}
	panic("there is no " + name) // a slip in this package
}

// Reef, Harbour and Dunes are the videos of the desks' pictures.
func Reef() library.Video    { return named("Reef survey, transect 11") }
func Harbour() library.Video { return named("Harbour at dawn, 4K master") }

// Dunes is the video of the clips' picture.
func Dunes() library.Video {
	v := named("Dune crossing, day one")
	v.Creator, v.AllowedOrigins = "crew-north", []string{"example.com"}
	return v
}

// Samples are the videos that a mark is tried on.
func Samples() []library.Video {
	return []library.Video{named("Forest in fog, take 1"), named("Snowfield drone pass"), named("Onboarding 2: invite your team"), named("Encore, multicam line cut"), Harbour()}
}

// Clips are those of the clips' picture.
func Clips() []library.Video {
	teaser, dusk := Dunes(), Dunes()
	teaser.UID, teaser.Duration, teaser.ClippedFrom = "teaser", 52, Dunes().UID
	dusk.UID, dusk.Duration, dusk.Status.State = "dusk", 395, library.StateQueued
	return []library.Video{teaser, dusk}
}

// Profiles are the watermarks of the pictures.
func Profiles() []library.Watermark {
	made := time.Date(2026, time.April, 2, 9, 0, 0, 0, time.Local)
	return []library.Watermark{
		{UID: "m1", Name: "Corner mark", Position: "lowerRight", Scale: .12, Opacity: 1, Padding: .05, Width: 720, Height: 200, Created: made},
		{UID: "m2", Name: "Screening copy", Position: "center", Scale: .6, Opacity: .2, Width: 900, Height: 240, Created: made},
		{UID: "m3", Name: "Training bug", Position: "upperLeft", Scale: .08, Opacity: 1, Padding: .04, Width: 256, Height: 256, Created: made},
		{UID: "m4", Name: "Partner line", Position: "lowerLeft", Scale: .2, Opacity: .9, Padding: .03, Width: 640, Height: 120, Created: made},
		{UID: "m5", Name: "Survey ID plate", Position: "upperRight", Scale: .15, Opacity: 1, Padding: .05, Width: 480, Height: 240, Created: made},
	}
}

// Mark is the picture of a profile: a ring and a bar, in white.
func Mark(uid string) ([]byte, error) {
	for _, w := range Profiles() {
		if w.UID != uid {
			continue
		}
		img := image.NewNRGBA(image.Rect(0, 0, w.Width, w.Height))
		r := float64(w.Height) * .4
		for y := range w.Height {
			for x := range w.Width {
				dx, dy := float64(x)-r*1.2, float64(y)-float64(w.Height)/2
				d := dx*dx + dy*dy
				ring := d < r*r && d > r*r*.55
				bar := float64(x) > r*2.7 && x < w.Width*19/20 && dy*dy < r*r*.12
				if ring || bar {
					img.SetNRGBA(x, y, color.NRGBA{255, 255, 255, 255})
				}
			}
		}
		var b bytes.Buffer
		err := png.Encode(&b, img)
		return b.Bytes(), err
	}
	return nil, fmt.Errorf("there is no profile %s", uid)
}
