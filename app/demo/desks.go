package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"time"

	"spool/library"
	"spool/library/clip"
)

// CaptionsAt is where the playhead stands in the captions' picture.
const CaptionsAt = 62*time.Second + 480*time.Millisecond

// Captions is the text of the captions' picture, as it is at Stream or with
// what was edited since.
func Captions(edited bool) string {
	var b strings.Builder
	b.WriteString("WEBVTT\n")
	cue := func(start, end time.Duration, text string) {
		fmt.Fprintf(&b, "\n%s --> %s\n%s\n", stamp(start), stamp(end), text)
	}
	said := 0
	talk := func(from time.Duration, cues int) {
		for range cues {
			text := survey[said%len(survey)]
			said++
			length := time.Duration(len(text)) * 75 * time.Millisecond
			cue(from, from+length, text)
			from += length + 240*time.Millisecond
		}
	}
	talk(2400*time.Millisecond, 19)
	for _, c := range dive(edited) {
		cue(c.start*time.Millisecond, c.end*time.Millisecond, c.text)
	}
	talk(88*time.Second, 185)
	return b.String()
}

func stamp(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d:%06.3f", int(d.Hours()), int(d.Minutes())%60, (d % time.Minute).Seconds())
}

// survey is what is said before the dive begins and after it has.
var survey = []string{
	"Slack water in nine minutes.", "Is the line clear?", "Line is clear.", "The current is still from the north.",
	"Camera one is running.", "Lights at half, please.", "Check the seals.", "Seals are dry.", "Reel is free.",
	"Tell the boat we go.", "Boat, we go down.", "Five metres.", "Good light here.", "Ten metres, all well.", "Hold here.",
	"A turtle at nine o’clock.", "Leave it room.", "Down to the stake.", "There is the stake.", "Air is good on both.",
	"Keep the tape straight.", "Third colony, forty centimetres.", "Bleached at the tip only.", "Write that one down.",
	"Parrotfish, six of them.", "New growth on the old plate.", "Next metre.", "Sand from here to the ledge.",
}

// spoken is a cue of the dive, in milliseconds.
type spoken struct {
	start, end time.Duration
	text       string
}

// dive is the part that is in sight in the picture, cues 20 to 29.
func dive(edited bool) []spoken {
	cues := []spoken{
		{52600, 56200, "Both of you check your air."},
		{56320, 59880, "We clip the tape to the stake\nand check the slate."},
		{60160, 64800, "Transect eleven starts\nat the anchor, nine metres down."},
		{65080, 67400, "Visibility is better than last week."},
		{67500, 70620, "You can see the plate corals\nfrom the surface."},
		{70860, 72240, "Count every colony that touches the tape."},
		{74200, 76900, "If it only shades the tape, leave it out."},
		{77300, 79900, "Mark the ones you are not sure of."},
		{80240, 83080, "We look at those again on the boat."},
		{84600, 87360, "Second diver, stay two metres behind."},
	}
	if edited {
		cues[2].text = "Transect eleven starts\nat the broken anchor, nine metres down."
		cues[3].end = 67920
		cues[6].start, cues[6].end = cues[6].end, cues[6].start
	}
	return cues
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

// Ridge is the range of the clips' picture, RidgeName what it is called and
// RidgeAt where the playhead is.
var Ridge = clip.Span{Start: 15*time.Minute + 42*time.Second, End: 36*time.Minute + 38*time.Second}

const (
	RidgeName = "Dune crossing, first ridge"
	RidgeAt   = 24*time.Minute + 47*time.Second + 200*time.Millisecond
)

// Samples are the videos that a mark is tried on.
func Samples() []library.Video {
	return []library.Video{named("Forest in fog, take 1"), named("Snowfield drone pass"), named("Onboarding 2: invite your team"), named("Encore, multicam line cut"), Harbour()}
}

// Clips are those of the clips' picture.
func Clips() []library.Video {
	teaser, dusk := Dunes(), Dunes()
	teaser.UID, teaser.Duration, teaser.ClippedFrom = "teaser", 52, Dunes().UID
	teaser.Meta = library.Meta{"name": json.RawMessage(`"Dune crossing, teaser"`)}
	dusk.UID, dusk.Duration, dusk.Status.State = "dusk", 395, library.StateQueued
	dusk.Meta = library.Meta{"name": json.RawMessage(`"Dune crossing, camp at dusk"`)}
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
